"""Used by bin/mutants-droits: every mutant of the rights table, in a test database of its own."""

import logging
import sys
import tempfile

import django
from django.conf import settings
from django.test import override_settings
from django.test.utils import get_runner, setup_test_environment

django.setup()  # what follows imports models

from tests.conftest import REGLAGES  # noqa: E402
from tests.droits.monde import creer_monde  # noqa: E402
from tests.droits.mutants import fautes_de, survivants  # noqa: E402
from tests.droits.page import lire_page  # noqa: E402


def main() -> int:
    """Print how many mutants there are and how many are seen; 1 when one is not, or when the table is already wrong."""
    setup_test_environment()
    logging.disable()
    moteur = get_runner(settings)(verbosity=0, interactive=False)
    bases = moteur.setup_databases()
    try:
        with tempfile.TemporaryDirectory() as dossier, override_settings(**REGLAGES, STATIC_ROOT=dossier):
            return _juger(creer_monde(), lire_page())
    finally:
        moteur.teardown_databases(bases)


def _juger(monde, page) -> int:
    deja = [
        faute
        for action, roles in page.droits.items()
        for role in roles
        for faute in fautes_de(monde, page, role, action)
    ]
    nombre, ignores = survivants(monde, page)
    print(f"{nombre} mutants, {nombre - len(ignores)} détectés")
    for faute in deja:
        print(f"Sans rien changer : {faute}")
    for case in ignores:
        print(f"Non détecté : {case}")
    return 1 if deja or ignores else 0


if __name__ == "__main__":
    sys.exit(main())
