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
from tests.fabriques import ParticipantFabrique, TravailFabrique
from tests.navigateur.pages import SEULES_FAUTES

pytestmark = pytest.mark.navigateur
LARGEURS = (1400, 390)
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
