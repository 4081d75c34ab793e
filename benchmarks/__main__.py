"""python -m benchmarks [--json]: measure on the settings' database, which must be empty. Exit 1 over a bound."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from benchmarks import debit, jeu, mesures
from benchmarks.chrono import Mesure

ANNEES_AVANT = 9  # M is ten years of S


def main() -> int:
    """Print one line a measure, or one JSON object for the engine."""
    analyse = argparse.ArgumentParser(
        prog="bin/mesurer", description="Mesure les bilans, la liste et un dossier de personnes, et les imports."
    )
    analyse.add_argument("--json", action="store_true", help="un objet JSON par moteur, un par ligne")
    en_json = analyse.parse_args().json
    if connection.introspection.table_names():
        sys.exit("Cette base n’est pas vide : les mesures y ajouteraient des données. Lancez bin/mesurer.")
    resultats = []
    for mesure in _mesurer():
        resultats.append(mesure)
        if not en_json:
            print(mesure, flush=True)
    if en_json:
        print(json.dumps({"moteur": connection.vendor, "mesures": [m.en_dict() for m in resultats]}))
    return 0 if all(mesure.tenue for mesure in resultats) else 1


def _mesurer() -> Iterator[Mesure]:
    """Everything on one year, then the data of that same year among ten."""
    call_command("migrate", verbosity=0)
    jeu.creer(range(jeu.ANNEE, jeu.ANNEE + 1))
    _analyser()
    with tempfile.TemporaryDirectory() as dossier:
        yield from mesures.donnees("S, un an")
        yield from debit.liste()
        yield from mesures.pdf()
        yield from mesures.commandes(Path(dossier))
        yield from mesures.imports(Path(dossier))
    jeu.creer(range(jeu.ANNEE - ANNEES_AVANT, jeu.ANNEE))
    _analyser()
    yield from mesures.donnees("M, dix ans")
    yield from dossier.dix_ans()


def _analyser() -> None:
    """What PostgreSQL does by itself in time; on SQLite the application never does it, so neither do we."""
    if connection.vendor == "postgresql":
        with connection.cursor() as curseur:
            curseur.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
