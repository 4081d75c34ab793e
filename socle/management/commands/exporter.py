"""manage.py exporter RESSOURCE FICHIER: the columns of the import; importing it again changes nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from socle.imports.formats import TYPES_MIME
from socle.imports.ressource import ressources
from socle.management.ressources import ressource_nommee
from socle.tableur.ecriture import ecrire


class Command(BaseCommand):
    requires_system_checks = []
    help = "Exporte une ressource dans un fichier .csv, .xlsx ou .ods."

    def add_arguments(self, parser):
        parser.add_argument("ressource", help=", ".join(ressources()))
        parser.add_argument("fichier", type=Path)

    def handle(self, *, ressource: str, fichier: Path, **_):
        format = fichier.suffix.lower().lstrip(".")
        if format not in TYPES_MIME:
            raise CommandError("Le nom du fichier doit finir par .csv, .xlsx ou .ods.")
        voulue = ressource_nommee(ressource)
        fichier.write_bytes(ecrire(format, voulue.entetes, voulue.exporter()))
        self.stdout.write(f"{fichier} est écrit.")
