"""The pages that no link of the demonstration leads to, and every refusal: no axe violation, nothing too wide."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from comptes.choix import Role
from comptes.jetons import jeton
from comptes.models import Utilisateur
from participants.models import Participant, Quartier
from participants.services.fusion import fusionner
from socle.bases import AJOUT
from socle.imports.depots import deposer
from socle.imports.ressource import ressource
from tests.fabriques import (
    ImmersionFabrique,
    ObjectifFabrique,
    ParticipantFabrique,
    SuspensionFabrique,
    TravailFabrique,
)
from tests.navigateur.pages import SEULES_FAUTES
from tests.socle.pieces_exemples import photo_bavarde

pytestmark = pytest.mark.navigateur
LARGEURS = (1400, 390)
MARS = dt.date(2015, 3, 3)
MAINTENANT = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)
BON = b"reference;nom;prenom;sexe;date_entree\nP3;Erable;Nora;F;02/02/2015\n"
FAUX = b"reference;nom;prenom;sexe;date_entree\nP4;Frene;Ali;H;31/02/2015\n"


def verifier(page):
    violations = Axe().run(page, options=SEULES_FAUTES).response["violations"]
    assert [(page.url, v["id"], v["nodes"][0]["html"][:300]) for v in violations] == []
    assert page.locator("h1").count() == 1, page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def moi(page) -> Utilisateur:
    """Who signed in last: these tests have one person each."""
    return Utilisateur.objects.latest("pk")


@pytest.mark.parametrize("largeur", LARGEURS)
def test_before_signing_in(ouvrir, adresse, largeur):
    page = ouvrir(largeur)
    page.goto(adresse)
    verifier(page)
    page.get_by_label("Adresse électronique").fill("inconnue@jardins.example")
    page.get_by_label("Mot de passe").fill("pas la bonne phrase")
    page.get_by_role("button", name="Se connecter").click()
    assert "Adresse ou mot de passe incorrect" in page.get_by_role("alert").inner_text()
    verifier(page)
    page.goto(adresse + reverse("comptes:mot_de_passe_oublie"))
    verifier(page)
    invitee = Utilisateur.objects.create_user("ida@jardins.example", nom="Nue", prenom="Ida", role=Role.ENCADRANT)
    page.goto(f"{adresse}{reverse('comptes:mot_de_passe_choisir')}?jeton={jeton(invitee)}")
    verifier(page)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_refusals(entrer, adresse, largeur):
    page = entrer(Role.ENCADRANT, largeur)
    for chemin, titre in (("/participants/", "accès"), ("/nulle-part/", "existe pas")):
        page.goto(adresse + chemin)
        assert titre in page.get_by_role("heading", level=1).inner_text()
        verifier(page)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_forms_that_were_refused(entrer, adresse, largeur):
    page = entrer(Role.CHEF_DE_PROJET, largeur)
    for chemin in ("/participants/ajouter/", "/participants/rencontrer/", "/seances/ajouter/"):
        page.goto(adresse + chemin)
        if page.get_by_label("Fin", exact=True).count():
            page.get_by_label("Fin", exact=True).fill("07:00")
        page.locator("main form[novalidate] button[type=submit]").first.click()
        assert page.get_by_role("alert").first.is_visible(), chemin
        verifier(page)
    page.goto(f"{adresse}/bilans/?debut=2015-02-01")
    verifier(page)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_results_of_a_search(entrer, adresse, largeur):
    ParticipantFabrique(nom="Chêneau")
    page = entrer(Role.TRAVAILLEUR_SOCIAL, largeur)
    champ = page.get_by_role("combobox", name="Chercher")
    champ.fill("chene")
    page.get_by_role("option").nth(1).wait_for()
    verifier(page)
    champ.fill("zz")
    page.get_by_text("Aucun résultat").wait_for()
    verifier(page)
    champ.press("Enter")
    page.get_by_role("heading", name="Aucun résultat").wait_for()
    verifier(page)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_files_and_long_work(entrer, adresse, largeur):
    page = entrer(Role.CHEF_DE_PROJET, largeur)
    for contenu in (BON, FAUX):
        depot = deposer(
            ressource=ressource("participants"), contenu=contenu, nom="gens.csv", par=moi(page), le=MAINTENANT
        )
        page.goto(adresse + reverse("import_confirmer", args=[depot.uuid]))
        verifier(page)
    travail = TravailFabrique(demande_par=moi(page))
    page.goto(adresse + reverse("travail_voir", args=[travail.uuid]))
    verifier(page)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_lists_and_merges(entrer, adresse, largeur):
    page = entrer(Role.CHEF_DE_PROJET, largeur)
    ajoute = Quartier.objects.create(code=f"{AJOUT}essai", libelle="Dutemple bis")
    page.goto(adresse + reverse("liste_reunir", args=["quartier", ajoute.code]))
    verifier(page)
    garde, fondu = Participant.objects.get(reference="P1"), ParticipantFabrique(nom="Bouleau", prenom="Anna")
    page.goto(adresse + reverse("participants:fusion_confirmer", args=[garde.uuid, fondu.uuid]))
    verifier(page)
    fusion = fusionner(garde=garde, fondu=fondu, choix={}, par=None, le=MAINTENANT)
    page.goto(adresse + reverse("participants:fusion_defaire", args=[garde.uuid, fusion.uuid]))
    verifier(page)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_a_suspension(entrer, adresse, largeur):
    page = entrer(Role.TRAVAILLEUR_SOCIAL, largeur)
    suspension = SuspensionFabrique(fin=None)
    for vue in ("suspension_corriger", "suspension_supprimer"):
        chemin = reverse(f"participants:{vue}", args=[suspension.parcours.participant.uuid, suspension.uuid])
        page.goto(f"{adresse}{chemin}?reprise=oui")
        verifier(page)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_objectifs_that_ended_and_immersions(entrer, adresse, largeur):
    page = entrer(Role.TRAVAILLEUR_SOCIAL, largeur)
    luc = Participant.objects.get(reference="P2")
    objectif = ObjectifFabrique(
        parcours=luc.parcours.get(), date=MARS, statut="abandonne", date_fin=MARS, motif="Trop loin"
    )
    page.goto(adresse + reverse("participants:objectif_rouvrir", args=[luc.uuid, objectif.uuid]))
    verifier(page)
    immersion = ImmersionFabrique(participant=luc)
    page.goto(adresse + reverse("participants:immersion_modifier", args=[luc.uuid, immersion.uuid]))
    verifier(page)
    page.goto(adresse + reverse("participants:participant_objectifs", args=[luc.uuid]) + "?voir=tout")
    verifier(page)
    page.get_by_role("link", name="Ajouter une démarche").first.click()
    page.get_by_role("button", name="Enregistrer").click()
    assert page.get_by_role("alert").first.is_visible()
    verifier(page)


@pytest.mark.parametrize("largeur", LARGEURS)
def test_documents(entrer, adresse, largeur):
    page = entrer(Role.TRAVAILLEUR_SOCIAL, largeur)
    luc = Participant.objects.get(reference="P2")
    onglet = adresse + reverse("participants:participant_papiers", args=[luc.uuid])
    page.goto(onglet)
    page.get_by_role("link", name="Déposer un document").click()
    champ, envoyer = page.locator("input[type=file]"), page.get_by_role("button", name="Déposer")
    champ.set_input_files({"name": "page.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    page.get_by_label("Ce que c’est").select_option(label="pièce d’identité")
    page.get_by_label("Valable jusqu’au").fill("2015-03-20")
    envoyer.click()
    assert "n’est ni un PDF" in page.get_by_role("alert").inner_text()
    verifier(page)
    champ.set_input_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo_bavarde()})
    assert "photo.jpg" in page.get_by_role("status").filter(has_text="photo.jpg").inner_text()
    envoyer.click()
    assert page.url == onglet
    assert "Le document est déposé." in page.locator(".messages").inner_text()
    verifier(page)
    for lien in ("Remplacer", "Retirer"):
        page.goto(onglet)
        page.locator(".documents").get_by_role("link", name=lien).click()
        verifier(page)
    page.get_by_role("button", name="Retirer le document").click()
    assert "1 document retiré" in page.locator("main").inner_text().replace("\u00a0", " ")
