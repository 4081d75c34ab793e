"""The settings, read by a process of its own in each environment: what they refuse, and what they make safe."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

CLE = "poireau-navet-27" * 4
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": CLE,
    "ALLOWED_HOSTS": "jardins.example",
    "DATABASE_URL": "postgres://jardins:secret@localhost/jardins",
}
LIRE = """
import json, sys
from jardins import settings
print(json.dumps({nom: getattr(settings, nom) for nom in sys.argv[1:]}, default=str))
"""
PRAGMAS = """
import django, json
django.setup()
from django.db import connection
noms = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
with connection.cursor() as curseur:
    print(json.dumps({nom: curseur.execute(f"PRAGMA {nom}").fetchone()[0] for nom in noms}))
"""


def lancer(dossier, *commande, **env):
    """Run Python from the repository, with nothing of this process's environment but its PATH."""
    propre = {"PATH": os.environ["PATH"], "JARDINS_VAR": str(dossier), "DJANGO_SETTINGS_MODULE": "jardins.settings"}
    return subprocess.run(
        [sys.executable, *commande],
        cwd=settings.BASE_DIR,
        env=propre | env,
        capture_output=True,
        text=True,
        check=False,
    )


def lire(dossier, *noms, **env):
    """The values of these settings in this environment."""
    sortie = lancer(dossier, "-c", LIRE, *noms, **env)
    assert sortie.returncode == 0, sortie.stderr
    return json.loads(sortie.stdout)


def sans(*noms):
    return {nom: valeur for nom, valeur in PRODUCTION.items() if nom not in noms}


@pytest.mark.parametrize(
    ("env", "phrase"),
    [
        (sans("SECRET_KEY"), "SECRET_KEY manque : donnez 50 caractères tirés au hasard."),
        (PRODUCTION | {"SECRET_KEY": ""}, "SECRET_KEY manque : donnez 50 caractères tirés au hasard."),
        (PRODUCTION | {"SECRET_KEY": "k" * 49}, "SECRET_KEY doit compter au moins 50 caractères."),
        (sans("ALLOWED_HOSTS"), "ALLOWED_HOSTS manque : donnez le nom de la machine"),
        (PRODUCTION | {"DEBUG": "1"}, "DEBUG et PRODUCTION ne vont pas ensemble : retirez DEBUG de l’environnement."),
        ({"DEBUG": "1", "ALLOWED_HOSTS": "jardins.example"}, "DEBUG ne sert que sur cette machine"),
        *(
            (PRODUCTION | {"ADRESSE": adresse}, "ADRESSE est mal écrite")
            for adresse in ("jardins.example", "https://", "ftp://jardins.example", "https://jardins.example/app?a=1")
        ),
        (PRODUCTION | {"ADRESSE": "http://jardins.example"}, "ADRESSE doit commencer par https://"),
        (PRODUCTION | {"ALLOWED_HOSTS": "*"}, "ADRESSE est mal écrite"),
    ],
)
def test_an_unsafe_environment_is_refused_with_a_french_sentence(env, phrase, tmp_path):
    sortie = lancer(tmp_path, "-c", "import jardins.settings", **env)
    assert sortie.returncode != 0
    assert phrase in sortie.stderr.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("env", "adresse"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"ADRESSE": "http://serveur:8080/"}, "http://serveur:8080"),
        (PRODUCTION, "https://jardins.example"),
        (PRODUCTION | {"ALLOWED_HOSTS": ".ville.example,autre.example"}, "https://ville.example"),
        (PRODUCTION | {"ALLOWED_HOSTS": "*", "ADRESSE": "https://jardins.example"}, "https://jardins.example"),
    ],
)
def test_letters_lead_to_the_address_given_or_to_the_first_host(env, adresse, tmp_path):
    assert lire(tmp_path, "ADRESSE", **env) == {"ADRESSE": adresse}


def test_production_passes_every_deployment_check(tmp_path):
    sortie = lancer(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (sortie.returncode, sortie.stderr) == (0, "")
    assert "0 silenced" in sortie.stdout


def test_production_cookies_are_bound_to_https_and_to_this_host(tmp_path):
    noms = [f"{quoi}_COOKIE_{trait}" for quoi in ("SESSION", "CSRF") for trait in ("NAME", "SECURE", "SAMESITE")]
    assert lire(tmp_path, *noms, "CSRF_COOKIE_HTTPONLY", **PRODUCTION) == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-jeton",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_HTTPONLY": True,
    }
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_DOMAIN is settings.CSRF_COOKIE_DOMAIN is None  # what __Host- demands
    assert settings.SESSION_COOKIE_PATH == settings.CSRF_COOKIE_PATH == "/"


def test_production_speaks_https_only_for_a_year(tmp_path):
    assert lire(tmp_path, "DEBUG", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", **PRODUCTION) == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
    }


def test_a_proxy_is_believed_only_when_it_is_declared(tmp_path):
    programme = "from jardins import settings; print(getattr(settings, 'SECURE_PROXY_SSL_HEADER', None))"
    assert lancer(tmp_path, "-c", programme, **PRODUCTION).stdout == "None\n"
    croit = lancer(tmp_path, "-c", programme, **PRODUCTION, PROXYS="1").stdout
    assert croit == "('HTTP_X_FORWARDED_PROTO', 'https')\n"


def test_on_this_machine_nothing_needs_to_be_given_and_the_key_is_kept(tmp_path):
    une, deux = (lire(tmp_path, "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS") for _ in range(2))
    assert une == deux
    assert len(une["SECRET_KEY"]) >= 50
    assert une["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert not une["DEBUG"]
    assert (tmp_path / "cle-secrete").stat().st_mode & 0o077 == 0


def test_sqlite_is_durable_patient_and_keeps_its_foreign_keys(tmp_path):
    sortie = lancer(tmp_path, "-c", PRAGMAS)
    assert json.loads(sortie.stdout) == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }
    assert (tmp_path / "jardins.sqlite3").exists()
    options = lire(tmp_path, "DATABASES")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("adresse", "hote"),
    [
        ("postgres://postgres@%2Fvar%2Frun%2Fpostgresql/jardins", "/var/run/postgresql"),
        ("postgres://jardins:secret@base.example:5433/jardins", "base.example"),
    ],
)
def test_a_postgresql_is_reached_by_socket_or_by_name(adresse, hote, tmp_path):
    base = lire(tmp_path, "DATABASES", DATABASE_URL=adresse)["DATABASES"]["default"]
    assert (base["ENGINE"], base["HOST"], base["NAME"]) == ("django.db.backends.postgresql", hote, "jardins")


def test_sessions_and_passwords_are_bounded_as_the_cnil_asks():
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    assert settings.SESSION_INACTIVITE.total_seconds() == 1800
    assert settings.AXES_FAILURE_LIMIT == 10
    assert settings.AXES_COOLOFF_TIME.total_seconds() == 900
    assert settings.AXES_LOCKOUT_PARAMETERS == [["username", "ip_address"]]
