"""What every test relies on: quick passwords, no manifest of static files, no network, and who plays which role."""

import socket

import pytest
from django.db import connection
from django.test import Client, override_settings

from comptes.choix import Role
from comptes.models import Utilisateur
from tests.fabriques import UtilisateurFabrique

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


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, only what touches the database is run again: the rest cannot answer otherwise."""
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
