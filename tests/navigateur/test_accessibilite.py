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
        "/fichiers/",
        "/comptes/mot-de-passe/",
        "/nulle-part/",
    ),
    Role.TRAVAILLEUR_SOCIAL: ("/", "participant"),
    Role.ENCADRANT: ("/", "seance", "/participants/"),
    Role.ADMINISTRATEUR: ("/",),
}
LISTES = {"participant": "/participants/", "seance": "/seances/"}


def aller(page, adresse: str, chemin: str):
    page.goto(adresse + LISTES.get(chemin, chemin))
    if chemin in LISTES:
        page.locator("tbody a").first.click()


def verifier(page):
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    tient_dans_l_ecran(page)


def tient_dans_l_ecran(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


@pytest.mark.parametrize(
    ("role", "largeur"),
    [*((role, 1400) for role in PAGES), (Role.CHEF_DE_PROJET, 390), (Role.ENCADRANT, 820)],
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


def test_nothing_is_wider_than_the_narrowest_screen(entrer, adresse):
    page = entrer(Role.CHEF_DE_PROJET, 320)
    for chemin in PAGES[Role.CHEF_DE_PROJET]:
        aller(page, adresse, chemin)
        tient_dans_l_ecran(page)
