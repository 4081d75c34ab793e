"""Every page of the chef de projet, who sees most of them: wide, on a telephone, without JavaScript at 320 px."""

import pytest

from comptes.choix import Role
from tests.navigateur.pages import ouvrir_tout_sans_javascript, regarder_tout, sans_debordement

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("largeur", [1400, 390])
def test_no_violation_on_any_page(chromium, demonstration, largeur):
    regarder_tout(chromium, demonstration, Role.CHEF_DE_PROJET, largeur)


def test_every_page_opens_without_javascript_and_fits_320_pixels(chromium, demonstration):
    """RGAA 10.11."""
    ouvrir_tout_sans_javascript(chromium, demonstration, Role.CHEF_DE_PROJET, 320, sans_debordement)
