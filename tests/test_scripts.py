"""The scripts of bin/ and outils/: what they refuse, and what the lock files may hold."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent
VERROUS = ["requirements.lock", "requirements-dev.lock", "outils/installeur.lock"]


def run(*commande, **env):
    return subprocess.run(commande, cwd="/", env={**os.environ, **env}, capture_output=True, text=True, check=False)


def versions(verrou):
    return set(re.findall(r"^([\w.-]+==\S+)", (RACINE / verrou).read_text(), re.MULTILINE))


@pytest.mark.parametrize("verrou", VERROUS)
def test_lock_files_hold_hashes_and_no_address(verrou):
    texte = (RACINE / verrou).read_text()
    assert "://" not in texte
    entrees = re.split(r"\n(?=\S)", texte.strip())
    assert all("==" in entree and "--hash=sha256:" in entree for entree in entrees)


def test_development_lock_contains_the_run_time_lock_at_the_same_versions():
    assert versions("requirements.lock") < versions("requirements-dev.lock")


@pytest.mark.parametrize(
    "script", ["bin/start", "bin/test", "bin/mesurer", "bin/mutants-droits", "bin/verrouiller", ".ci/run"]
)
def test_scripts_are_executable_and_parse(script):
    assert os.access(RACINE / script, os.X_OK)
    assert run("bash", "-n", RACINE / script).returncode == 0


def test_start_refuses_a_port_that_is_no_number(tmp_path):
    sortie = run(RACINE / "bin/start", PORT="web", JARDINS_VAR=str(tmp_path))
    assert sortie.returncode == 1
    assert "PORT doit être un nombre" in sortie.stderr


def test_a_port_in_use_is_seen_as_taken():
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = str(prise.getsockname()[1])
        assert run(sys.executable, RACINE / "outils/port_libre.py", port).returncode == 1
    assert run(sys.executable, RACINE / "outils/port_libre.py", port).returncode == 0


def test_throw_away_postgresql_serves_the_command_and_leaves_nothing():
    programme = (
        "import environ, psycopg2; base = environ.Env().db_url('DATABASE_URL');"
        "psycopg2.connect(host=base['HOST'], user=base['USER'], dbname=base['NAME']).close();"
        "print(base['HOST']); raise SystemExit(7)"
    )
    sortie = run(sys.executable, RACINE / "outils/pg_ephemere.py", sys.executable, "-c", programme)
    assert (sortie.returncode, sortie.stderr) == (7, "")
    assert sortie.stdout.startswith("/")
    assert not Path(sortie.stdout.strip()).exists()
