"""What is measured: the data of a bilan, its PDF, the commands, the import of a year of presences."""

import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ateliers.models import Presence
from benchmarks import figures, requetes
from benchmarks.chrono import Mesure, commande, entrelacer
from benchmarks.jeu import ANNEE
from bilans.indicateurs import calculer
from bilans.pdf import html_du_bilan, pdf_du_bilan
from socle.pdf import ACTIFS
from socle.periodes import annee

PERIODE = annee(ANNEE)
# Times what hand-written SQL takes, on SQLite; PostgreSQL is reported. Times what bare WeasyPrint takes.
LIMITE_SQL, LIMITE_PDF = 2.5, 1.15
TOURS_SQL, TOURS_PDF = 25, 7


def donnees(taille: str) -> Iterator[Mesure]:
    """The figures of one year: ours, and the same ones by hand-written SQL, compared before they are timed."""
    textes = requetes.preparer()
    if figures.des_lignes(requetes.lire(textes, PERIODE), PERIODE) != figures.du_bilan(calculer(PERIODE)):
        sys.exit("Le SQL écrit à la main et l’application ne donnent pas les mêmes chiffres.")
    temps = entrelacer(
        TOURS_SQL,
        application=lambda: calculer(PERIODE),
        sql=lambda: figures.des_lignes(requetes.lire(textes, PERIODE), PERIODE),
        lignes=lambda: requetes.lire(textes, PERIODE),
    )
    limite = LIMITE_SQL if connection.vendor == "sqlite" else None
    yield Mesure(f"données du bilan, {taille}, contre SQL", temps["application"], "ms", temps["sql"], limite)
    yield Mesure("  les mêmes, contre les seules lignes du SQL", temps["application"], "ms", temps["lignes"])


class _Actifs(URLFetcher):
    """The style sheets, fonts and images of the page, read as plainly as can be."""

    def fetch(self, url, headers=None):
        chemin, type_mime = ACTIFS[url.removeprefix("asset:")]
        contenu = (settings.BASE_DIR / "static" / chemin).read_bytes()
        return URLFetcherResponse(url, contenu, {"Content-Type": type_mime})


def pdf() -> Iterator[Mesure]:
    """The PDF of computed values, against bare WeasyPrint of the HTML that they give, tagged and untagged."""
    bilan = calculer(PERIODE)
    html = html_du_bilan(bilan)
    temps = entrelacer(
        TOURS_PDF,
        application=lambda: pdf_du_bilan(bilan),
        weasyprint=lambda: HTML(string=html, url_fetcher=_Actifs()).write_pdf(pdf_variant="pdf/ua-1"),
        sans_balises=lambda: HTML(string=html, url_fetcher=_Actifs()).write_pdf(),
    )
    yield Mesure("PDF du bilan, contre WeasyPrint seul", temps["application"], "ms", temps["weasyprint"], LIMITE_PDF)
    yield Mesure("  le même, contre WeasyPrint sans balises", temps["application"], "ms", temps["sans_balises"])


def commandes(dossier: Path) -> Iterator[Mesure]:
    """`bilan annuel` in each format, in a process of its own: its time and its memory."""
    for format in ("pdf", "xlsx", "json"):
        sortie = str(dossier / f"bilan.{format}")
        secondes, memoire = commande("bilan", "annuel", str(ANNEE), "--format", format, "--sortie", sortie)
        yield Mesure(f"commande bilan annuel, {format}", 1000 * secondes, "ms")
        yield Mesure("  mémoire au plus haut", memoire, "Mo")


def imports(dossier: Path) -> Iterator[Mesure]:
    """A year of presences exported, forgotten, imported, and imported again, which changes nothing."""
    lignes = Presence.objects.count()
    for suffixe in ("csv", "xlsx"):
        fichier = str(dossier / f"presences.{suffixe}")
        commande("exporter", "presences", fichier)
        Presence.objects.all().delete()
        for fois in ("", ", une seconde fois"):
            secondes, memoire = commande("importer", "presences", fichier)
            yield Mesure(f"import de {lignes} présences, {suffixe}{fois}", 1000 * secondes, "ms")
            yield Mesure("  mémoire au plus haut", memoire, "Mo")
    if Presence.objects.count() != lignes:
        sys.exit("L’import n’a pas rendu toutes les présences exportées.")
