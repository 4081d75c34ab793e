"""Every page with data on it: no axe violation, and nothing wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from comptes.choix import Role

pytestmark = pytest.mark.navigateur
PAGES = {
    Role.CHEF_DE_PROJET: (
        "/",
        "/participants/",
        "participant",
        "/seances/",
        "seance",
        "/bilans/",
        "/bilans/2015-01-01/2015-12-31/",
        "/bilans/?debut=2015-02-01",
        "/bilans/1999-01-01/1999-12-31/",
        "/fichiers/",
        "/comptes/mot-de-passe/",
        "/nulle-part/",
    ),
    Role.TRAVAILLEUR_SOCIAL: ("/", "participant"),
    Role.ENCADRANT: ("/", "/seances/", "seance", "/participants/"),
    Role.ADMINISTRATEUR: ("/", "/comptes/mot-de-passe/"),
}
LISTES = {"participant": "/participants/", "seance": "/seances/"}


def aller(page, adresse: str, chemin: str):
    page.goto(adresse + LISTES.get(chemin, chemin))
    if chemin in LISTES:
        page.locator("tbody a").first.click()


def verifier(page):
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(
    ("role", "largeur"),
    [*((role, 1400) for role in PAGES), (Role.CHEF_DE_PROJET, 390), (Role.CHEF_DE_PROJET, 320), (Role.ENCADRANT, 820)],
)
def test_no_violation_on_any_page(entrer, adresse, role, largeur):
    page = entrer(role, largeur)
    for chemin in PAGES[role]:
        aller(page, adresse, chemin)
        verifier(page)


def test_no_violation_before_signing_in_nor_on_its_refusal(ouvrir, adresse):
    page = ouvrir()
    page.goto(adresse)
    verifier(page)
    page.get_by_label("Adresse électronique").fill("inconnue@jardins.example")
    page.get_by_label("Mot de passe").fill("pas la bonne phrase")
    page.get_by_role("button", name="Se connecter").click()
    assert "Adresse ou mot de passe incorrect" in page.get_by_role("alert").inner_text()
    verifier(page)
