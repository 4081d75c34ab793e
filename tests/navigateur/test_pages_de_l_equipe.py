"""Every page of the other roles: wide, on a tablet, and without JavaScript with letters twice as big."""

import pytest

from comptes.choix import Role
from tests.navigateur.pages import grossir, ouvrir_tout_sans_javascript, regarder_tout

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize(
    ("role", "largeur"),
    [
        (Role.TRAVAILLEUR_SOCIAL, 1400),
        (Role.TRAVAILLEUR_SOCIAL, 820),
        (Role.ENCADRANT, 1400),
        (Role.ADMINISTRATEUR, 1400),
    ],
    ids=str,
)
def test_no_violation_on_any_page(chromium, demonstration, role, largeur):
    regarder_tout(chromium, demonstration, role, largeur)


@pytest.mark.parametrize(("role", "largeur"), [(Role.TRAVAILLEUR_SOCIAL, 1280), (Role.ADMINISTRATEUR, 640)], ids=str)
def test_every_page_opens_without_javascript_with_letters_twice_as_big(chromium, demonstration, role, largeur):
    """RGAA 10.4."""
    ouvrir_tout_sans_javascript(chromium, demonstration, role, largeur, grossir)
