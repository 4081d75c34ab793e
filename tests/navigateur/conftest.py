"""A real headless Chromium, a served application with a small year of data, and who signs in.

Data is made once: before each test the database in memory is copied back from what it was then.
"""

import os
import re
import shutil
import sqlite3

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from comptes.choix import Role
from socle.imports.moteur import importer
from socle.imports.ressource import ressource
from tests.conftest import client_de, creer_compte
from tests.navigateur.demonstration import servie

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


@pytest.fixture(scope="session")
def demonstration():
    """The address of the demonstration, served by gunicorn as on a real machine; for tests that write nothing."""
    with servie() as adresse:
        yield adresse


@pytest.fixture(scope="session")
def serveur(_reglages, django_db_setup, django_db_blocker):
    """The application, in a thread of this process and on its database."""
    with django_db_blocker.unblock():
        application = LiveServer("localhost")
        yield application
        application.stop()


@pytest.fixture(scope="session")
def depart(serveur, django_db_blocker):
    """Two copies of the database: as other tests must find it, and with two people, a session and their presences."""
    avant, avec = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        connection.connection.backup(avant)
        for nom, contenu in (("participants", PARTICIPANTS), ("seances", SEANCES), ("presences", PRESENCES)):
            rapport = importer(ressource(nom), contenu.encode(), f"{nom}.csv", par=None, le=timezone.now())
            assert rapport.ecrit, rapport.texte()
        connection.connection.backup(avec)
        avant.backup(connection.connection)
    yield avant, avec
    avant.close()
    avec.close()


@pytest.fixture
def base_rendue(depart, django_db_blocker):
    """Whatever the test does to the database, and its emptying afterwards, the next test finds it as it was."""
    yield
    with django_db_blocker.unblock():
        depart[0].backup(connection.connection)


@pytest.fixture
def adresse(serveur, depart, base_rendue, transactional_db):
    """The served application, with the small year in it. `base_rendue` first: it ends last."""
    depart[1].backup(connection.connection)
    return serveur.url


def _plainte(message) -> bool:
    """What the console calls an error, but for the refusals (400, 403, 404, 405) that a test asks for on purpose."""
    return message.type == "error" and not re.search(r"status of 40[0345]", message.text)


@pytest.fixture
def ouvrir(chromium, adresse):
    """Open a page of this width; what the console complains of fails the test when it ends, but for what is `admis`.

    `admis` is a pattern: the failures of the network that a test provokes.
    """
    contextes, plaintes = [], []

    def _ouvrir(largeur: int = 1400, *, javascript: bool = True, admis: str = "$^"):
        def ecouter(message):
            if _plainte(message) and not re.search(admis, message.text):
                plaintes.append(message.text)

        contexte = chromium.new_context(
            viewport={"width": largeur, "height": 900}, locale="fr-FR", java_script_enabled=javascript
        )
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("console", ecouter)
        page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
        return page

    yield _ouvrir
    for contexte in contextes:
        contexte.close()
    assert plaintes == []


@pytest.fixture
def entrer(ouvrir, adresse):
    """Signed in as this role, on the home page; the form itself is tried in test_connexion.py."""

    def _entrer(role: Role, largeur: int = 1400, **options):
        compte = creer_compte(role)
        compte.set_password(PHRASE)
        compte.save()
        page = ouvrir(largeur, **options)
        temoin = client_de(compte).cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": temoin.key, "value": temoin.value, "url": adresse}])
        page.goto(adresse)
        return page

    return _entrer
