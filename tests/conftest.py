"""What every test relies on: quick passwords, no manifest of static files, no network, and who plays which role."""

import json
import socket

import pytest
from django.db import connection
from django.test import Client, override_settings

from comptes.choix import Role
from comptes.models import Utilisateur
from socle.tableur import lecture
from socle.tableur.analyse import analyser
from socle.tableur.enfant import coder
from tests.fabriques import UtilisateurFabrique
from tests.repartition import ParFichier, les_longs_d_abord

REGLAGES = {
    # Argon2 is slow on purpose: tests/comptes says where it is what is tested.
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "ALLOWED_HOSTS": ["testserver", "localhost", "127.0.0.1"],
}
BASE = {"db", "transactional_db", "django_db_setup"}
LOCALES = ("127.0.0.1", "::1", "localhost")


def pytest_xdist_make_scheduler(config, log):
    """With `--dist loadfile`, the files that share a preparation stay together (tests/repartition.py)."""
    return ParFichier(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(trylast=True)  # after those who shuffle
def pytest_collection_modifyitems(config, items):
    """The longest first, when workers share the tests. On PostgreSQL, only what touches the database is run again."""
    if hasattr(config, "workerinput"):
        les_longs_d_abord(items)
    if connection.vendor == "sqlite":
        return
    touchent = [item for item in items if BASE & set(item.fixturenames) or item.get_closest_marker("django_db")]
    config.hook.pytest_deselected(items=[item for item in items if item not in touchent])
    items[:] = touchent


@pytest.fixture(scope="session", autouse=True)
def _reglages(tmp_path_factory):
    with override_settings(**REGLAGES, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(scope="session", autouse=True)
def _sans_reseau():
    """A test that reaches for the network fails; sockets of this machine stay open."""
    connecter = socket.socket.connect

    def refuser(prise, adresse):
        if isinstance(adresse, tuple) and adresse[0] not in LOCALES:
            raise AssertionError(f"a test reached for the network: {adresse[0]}")
        return connecter(prise, adresse)

    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(socket.socket, "connect", refuser)
        yield


@pytest.fixture(scope="session", autouse=True)
def _lecture_sans_enfant():
    """On PostgreSQL, files are read in this process: their reader knows no database, and SQLite's run starts it."""
    if connection.vendor == "sqlite":
        yield
        return
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(lecture, "_messages_de_l_enfant", _messages_d_ici)
        yield


def _messages_d_ici(contenu: bytes, extension: str):
    """The child's messages, as they come through the pipe."""
    for message in analyser(contenu, extension):
        yield json.loads(json.dumps(message, default=coder), object_hook=lecture.decoder)


def creer_compte(role: str, **champs) -> Utilisateur:
    """An open account of this role; its address tells the role."""
    return UtilisateurFabrique(**{"email": f"{role}@jardins.example", "role": role, **champs})


def client_de(utilisateur: Utilisateur, **options) -> Client:
    """A browser where this person has signed in."""
    client = Client(**options)
    client.force_login(utilisateur, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def comptes(db) -> dict[str, Utilisateur]:
    """One open account a role."""
    return {role: creer_compte(role) for role in Role.values}


@pytest.fixture
def travailleuse_sociale(comptes):
    return comptes[Role.TRAVAILLEUR_SOCIAL]


@pytest.fixture
def encadrant(comptes):
    return comptes[Role.ENCADRANT]


@pytest.fixture
def cheffe_de_projet(comptes):
    return comptes[Role.CHEF_DE_PROJET]


@pytest.fixture
def administrateur(comptes):
    return comptes[Role.ADMINISTRATEUR]
