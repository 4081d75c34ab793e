"""Signing in through the form, with and without JavaScript."""

import pytest

from comptes.choix import Role
from tests.conftest import creer_compte
from tests.navigateur.conftest import PHRASE

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "sans javascript"])
def test_one_signs_in_by_the_form_and_arrives_home(ouvrir, adresse, javascript):
    compte = creer_compte(Role.ENCADRANT)
    compte.set_password(PHRASE)
    compte.save()
    page = ouvrir(javascript=javascript)
    page.goto(f"{adresse}/seances/")
    page.get_by_label("Adresse électronique").fill(compte.email)
    page.get_by_label("Mot de passe").fill(PHRASE)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"{adresse}/seances/")
    assert page.context.cookies()[0]["httpOnly"]
