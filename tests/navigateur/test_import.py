"""The import as a person does it: a file dropped on the page, its preview, its filters, and a large one followed."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from comptes.choix import Role
from participants.models import Participant
from socle.imports import depots
from socle.travaux import ouvrier
from socle.travaux.ouvrier import Arret, un_tour

pytestmark = pytest.mark.navigateur
FICHIER = """reference;nom;prenom;sexe;quartier;date_entree
P1;Bouleau;Anne;F;Acacias;05/01/2015
P3;Érable;Nora;F;Acacias;02/02/2015
"""
LACHER = """([contenu, nom]) => {
  const colis = new DataTransfer();
  colis.items.add(new File([contenu], nom, { type: "text/csv" }));
  return colis;
}"""


def verifier(page):
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def deposer_en_glissant(page, adresse: str):
    page.goto(f"{adresse}/fichiers/")
    zone = page.locator("[data-depot-zone]")
    colis = page.evaluate_handle(LACHER, [FICHIER, "jardin.csv"])
    zone.dispatch_event("dragenter", {"dataTransfer": colis})
    assert "survol" in zone.get_attribute("class")
    zone.dispatch_event("drop", {"dataTransfer": colis})
    assert "survol" not in zone.get_attribute("class")


def deposer(page, adresse: str):
    page.goto(f"{adresse}/fichiers/")
    fichier = {"name": "jardin.csv", "mimeType": "text/csv", "buffer": FICHIER.encode()}
    page.get_by_label("Fichier (CSV, XLSX ou ODS)").set_input_files(fichier)
    page.get_by_role("button", name="Vérifier le fichier").click()


@pytest.mark.parametrize("largeur", [1400, 390])
def test_a_dropped_file_is_previewed_filtered_then_written(entrer, adresse, largeur):
    page = entrer(Role.CHEF_DE_PROJET, largeur)
    deposer_en_glissant(page, adresse)
    assert page.get_by_role("status").get_by_text("Fichier choisi : jardin.csv").is_visible()
    verifier(page)
    page.get_by_role("button", name="Vérifier le fichier").click()
    assert page.get_by_role("heading", level=1).inner_text() == "jardin.csv"
    assert page.get_by_role("heading", name="1 ajout").is_visible()
    assert "Dutemple devient Acacias" in page.get_by_role("table").last.inner_text()
    verifier(page)
    page.get_by_role("link", name="1 modification").click()
    assert page.get_by_role("heading", name="1 ajout").count() == 0
    page.get_by_role("button", name="Enregistrer 1 ajout et 1 modification").click()
    assert page.locator(".messages").get_by_text("1 ajout, 1 modification").is_visible()
    assert Participant.objects.get(reference="P3").nom == "Érable"
    page.get_by_role("link", name="Tous les imports").click()
    assert page.get_by_role("row").filter(has_text="jardin.csv").get_by_text("enregistré", exact=True).is_visible()
    verifier(page)


def test_two_files_dropped_at_once_are_refused_in_words(entrer, adresse):
    page = entrer(Role.CHEF_DE_PROJET)
    page.goto(f"{adresse}/fichiers/")
    colis = page.evaluate_handle(
        "() => { const c = new DataTransfer(); for (const n of 'ab') c.items.add(new File([n], n)); return c; }"
    )
    page.locator("[data-depot-zone]").dispatch_event("drop", {"dataTransfer": colis})
    assert page.get_by_text("Déposez un seul fichier à la fois.").is_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "sans javascript"])
def test_a_large_file_is_followed_to_its_end(entrer, adresse, monkeypatch, javascript):
    monkeypatch.setattr(depots, "PETIT_LIGNES", 1)
    monkeypatch.setattr(ouvrier, "PERIODE", 3600)
    page = entrer(Role.TRAVAILLEUR_SOCIAL, javascript=javascript)
    deposer(page, adresse)
    assert page.get_by_role("progressbar").is_visible()
    assert page.get_by_text("Vous pouvez quitter cette page").is_visible()
    if javascript:
        verifier(page)
    un_tour(ouvrier="essai", arret=Arret())
    if not javascript:
        page.get_by_role("link", name="Actualiser").click()
    page.get_by_role("link", name="Voir le compte rendu").click(timeout=10_000)
    assert page.get_by_role("button", name="Enregistrer 1 ajout et 1 modification").is_visible()
