"""A real headless Chromium, a served application with a small year of data, and who signs in."""

import os
import re
import shutil

import pytest
from django.utils import timezone
from playwright.sync_api import sync_playwright

from comptes.choix import Role
from socle.imports.moteur import importer
from socle.imports.ressource import ressource
from tests.conftest import creer_compte

# Playwright's loop runs in this thread; Django must not take it for asynchronous code of ours.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PHRASE = "sept merles picorent nos fraises sous la haie"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PARTICIPANTS = """reference;nom;prenom;sexe;quartier;situation;date_entree;date_sortie
P1;Bouleau;Anne;F;Dutemple;RSA;05/01/2015;30/06/2015
P2;Chêne;Luc;H;;ASS;01/02/2015;
"""
SEANCES = """reference;atelier;site;date;debut;fin
S1;Jardinage;Vignoble;02/03/2015;08:00;12:00
"""
PRESENCES = """seance;participant;statut;minutes
S1;P1;présent;
S1;P2;présent;90
"""


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        yield navigateur
        navigateur.close()


@pytest.fixture
def adresse(live_server, transactional_db):
    """The served application, with two people, a session and their presences."""
    for nom, contenu in (("participants", PARTICIPANTS), ("seances", SEANCES), ("presences", PRESENCES)):
        rapport = importer(ressource(nom), contenu.encode(), f"{nom}.csv", par=None, le=timezone.now())
        assert rapport.ecrit, rapport.texte()
    return live_server.url


def _plainte(message) -> bool:
    """What the console calls an error, but for the refusals (403, 404, 405) that a test asks for on purpose."""
    return message.type == "error" and not re.search(r"status of 40[345]", message.text)


@pytest.fixture
def ouvrir(chromium, adresse):
    """Open a page of this width; what the console complains of fails the test when it ends."""
    contextes, plaintes = [], []

    def _ouvrir(largeur: int = 1400, *, javascript: bool = True):
        contexte = chromium.new_context(
            viewport={"width": largeur, "height": 900}, locale="fr-FR", java_script_enabled=javascript
        )
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("console", lambda message: plaintes.append(message.text) if _plainte(message) else None)
        page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
        return page

    yield _ouvrir
    for contexte in contextes:
        contexte.close()
    assert plaintes == []


@pytest.fixture
def entrer(ouvrir, adresse):
    """Sign in as this role, through the form."""

    def _entrer(role: Role, largeur: int = 1400, **options):
        compte = creer_compte(role)
        compte.set_password(PHRASE)
        compte.save()
        page = ouvrir(largeur, **options)
        page.goto(adresse)
        page.get_by_label("Adresse électronique").fill(compte.email)
        page.get_by_label("Mot de passe").fill(PHRASE)
        page.get_by_role("button", name="Se connecter").click()
        return page

    return _entrer
