"""manage.py importer RESSOURCE FICHIER [--simulation]: exit 0 when written, 1 when refused."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from socle.imports.moteur import importer
from socle.imports.ressource import ressources
from socle.management.ressources import ressource_nommee


class Command(BaseCommand):
    requires_system_checks = []  # importing must not wait for the pages to load
    help = "Importe un fichier CSV, XLSX ou ODS : tout, ou rien si une seule ligne est refusée."

    def add_arguments(self, parser):
        parser.add_argument("ressource", help=", ".join(ressources()))
        parser.add_argument("fichier", type=Path)
        parser.add_argument("--simulation", action="store_true", help="vérifier et montrer, sans rien écrire")

    def handle(self, *, ressource: str, fichier: Path, simulation: bool, **_):
        rapport = importer(
            ressource_nommee(ressource),
            _lire(fichier),
            fichier.name,
            par=None,
            le=timezone.now(),
            simulation=simulation,
        )
        self.stderr.write(rapport.texte())
        if rapport.refus:
            sys.exit(1)


def _lire(fichier: Path) -> bytes:
    try:
        return fichier.read_bytes()
    except OSError as erreur:
        raise CommandError(f"Le fichier « {fichier} » ne peut pas être lu : {erreur.strerror}.") from erreur
