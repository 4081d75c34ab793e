"""One way through, as a person goes it: sign in, import a file, look at the bilan, take its PDF."""

import io

import pytest
from pypdf import PdfReader

from comptes.choix import Role
from participants.models import Participant

pytestmark = pytest.mark.navigateur
NOUVEAUX = "reference;nom;prenom;sexe;quartier;date_entree\nP3;Érable;Nora;F;St Waast;02/02/2015\n"
FAUX = "reference;nom;prenom;sexe;quartier;date_entree\nP4;Frêne;Ali;H;Saint-Vast;31/02/2015\n"


def deposer(page, contenu: str):
    page.get_by_role("link", name="Fichiers").first.click()
    page.get_by_label("Ce que contient le fichier").select_option("Participants et parcours")
    page.get_by_label("Fichier (CSV, XLSX ou ODS)").set_input_files(
        {"name": "participants.csv", "mimeType": "text/csv", "buffer": contenu.encode()}
    )
    page.get_by_role("button", name="Vérifier le fichier").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "sans javascript"])
def test_a_checked_file_is_written_only_once_confirmed(entrer, javascript):
    page = entrer(Role.CHEF_DE_PROJET, javascript=javascript)
    deposer(page, NOUVEAUX)
    assert page.get_by_role("button", name="Enregistrer 1 ajout").is_visible()
    assert not Participant.objects.filter(reference="P3").exists()
    page.get_by_role("button", name="Enregistrer").click()
    assert page.locator(".messages").get_by_text("1 ajout").is_visible()
    assert Participant.objects.get(reference="P3").nom == "Érable"
    assert page.get_by_role("button", name="Enregistrer").count() == 0


def test_a_refused_file_says_where_and_gives_the_rows_to_correct(entrer):
    page = entrer(Role.TRAVAILLEUR_SOCIAL)
    deposer(page, FAUX)
    tableau = page.get_by_role("table").first
    assert "Saint-Waast" in tableau.inner_text()
    assert "cette date n’existe pas dans le calendrier" in tableau.inner_text()
    with page.expect_download() as telechargement:
        page.get_by_role("link", name="Télécharger les lignes à corriger").click()
    assert telechargement.value.suggested_filename == "participants-a-corriger.xlsx"
    assert not Participant.objects.filter(reference="P4").exists()


def test_the_bilan_of_a_year_and_its_pdf_in_two_clicks(entrer, adresse):
    page = entrer(Role.CHEF_DE_PROJET)
    page.goto(f"{adresse}/bilans/?annee=2015")
    assert page.get_by_role("heading", level=1).inner_text() == "Bilan annuel 2015"
    with page.expect_download() as telechargement:
        page.get_by_role("link", name="Bilan en PDF").click()
    assert telechargement.value.suggested_filename == "bilan-annuel-2015.pdf"
    lu = PdfReader(io.BytesIO(telechargement.value.path().read_bytes()))
    assert "Bilan annuel 2015" in lu.pages[0].extract_text()


def test_the_skip_link_is_the_first_stop_of_the_keyboard(entrer, adresse):
    page = entrer(Role.ENCADRANT)
    page.goto(f"{adresse}/seances/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_one_leaves_by_the_button(entrer, adresse):
    page = entrer(Role.ADMINISTRATEUR)
    page.get_by_role("button", name="Quitter l’application").click()
    page.goto(adresse)
    assert page.get_by_role("heading", level=1).inner_text() == "Connexion"
