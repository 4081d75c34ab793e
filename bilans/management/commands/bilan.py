"""manage.py bilan annuel 2015 [--format pdf|json|xlsx] [--sortie FICHIER]; bilan mensuel 2015-03 likewise."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from bilans.exports import en_json, en_xlsx
from bilans.indicateurs import calculer
from bilans.pdf import pdf_du_bilan
from socle.lecture import lecture_seule
from socle.periodes import PeriodeInvalide, aujourdhui, lire_annee, lire_mois

PERIODES = {"annuel": lire_annee, "mensuel": lire_mois}
FORMATS = {"pdf": pdf_du_bilan, "json": en_json, "xlsx": en_xlsx}


class Command(BaseCommand):
    help = "Calcule un bilan annuel (2015) ou mensuel (2015-03), en PDF, JSON ou XLSX."

    def add_arguments(self, parser):
        parser.add_argument("genre", choices=PERIODES)
        parser.add_argument("periode", help="2015, ou 2015-03")
        parser.add_argument("--format", choices=FORMATS, default="pdf")
        parser.add_argument("--sortie", type=Path, help="le fichier à écrire ; sans lui, le JSON va à l’écran")

    def handle(self, *, genre: str, periode: str, format: str, sortie: Path | None, **_):
        try:
            voulue = PERIODES[genre](periode)
        except PeriodeInvalide as refus:
            raise CommandError(str(refus)) from refus
        with lecture_seule():
            contenu = FORMATS[format](calculer(voulue, aujourdhui=aujourdhui()))
        if sortie is None and format == "json":
            self.stdout.write(contenu)
            return
        sortie = sortie or Path(f"{voulue.nom_de_fichier}.{format}")
        sortie.write_bytes(contenu.encode() if isinstance(contenu, str) else contenu)
        self.stderr.write(f"{sortie} est écrit.")
