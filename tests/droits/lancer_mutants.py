"""Used by bin/mutants-droits: every mutant of the rights table, in a test database of its own."""

import logging
import sys
import tempfile

import django
from django.conf import settings
from django.test import override_settings
from django.test.utils import get_runner, setup_test_environment


def main() -> int:
    """Print how many mutants there are and how many are seen; 1 when one is not."""
    django.setup()
    # These import models: only once Django is set up.
    from tests.conftest import REGLAGES  # noqa: PLC0415
    from tests.droits.monde import creer_monde  # noqa: PLC0415
    from tests.droits.mutants import survivants  # noqa: PLC0415
    from tests.droits.page import lire_page  # noqa: PLC0415

    setup_test_environment()
    logging.disable()
    moteur = get_runner(settings)(verbosity=0, interactive=False)
    bases = moteur.setup_databases()
    with override_settings(**REGLAGES, STATIC_ROOT=tempfile.mkdtemp()):
        nombre, ignores = survivants(creer_monde(), lire_page())
    moteur.teardown_databases(bases)
    print(f"{nombre} mutants, {nombre - len(ignores)} détectés")
    print("".join(f"Non détecté : {case}\n" for case in ignores), end="")
    return 1 if ignores else 0


if __name__ == "__main__":
    sys.exit(main())
