"""ODS: the rows are written one by one into the template of `gabarit_ods`, which holds all the rest."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from socle.tableur.ecriture_xlsx import entree
from socle.tableur.modele import Cellule

GABARIT = Path(__file__).parent / "gabarit_ods"
TYPE = "application/vnd.oasis.opendocument.spreadsheet"
# Outside these, a run of blanks would be read as one space.
BLANCS = re.compile("\t|^ +| +$|  +")
CM_PAR_CARACTERE = 0.2


def ecrire_ods(entetes: list[str], largeurs: list[int], lignes: Iterable[list[Cellule]]) -> bytes:
    """The workbook's bytes; `largeurs` in characters. The values must have been cleaned."""
    debut, fin = _contenu(largeurs)
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as paquet:
        # First and not compressed, so that the type stands in clear in the file.
        paquet.writestr(entree("mimetype"), TYPE, zipfile.ZIP_STORED)
        for nom in ("META-INF/manifest.xml", "settings.xml"):
            paquet.writestr(entree(nom), (GABARIT / nom).read_bytes())
        with paquet.open(entree("content.xml"), "w", force_zip64=True) as part:
            part.write(
                f"{debut}<table:table-header-rows>{_ligne(entetes, 'entete')}</table:table-header-rows>".encode()
            )
            for ligne in lignes:
                part.write(_ligne(ligne, "texte").encode())
            part.write(fin.encode())
    return tampon.getvalue()


def _contenu(largeurs: list[int]) -> tuple[str, str]:
    """What stands before the rows and after them."""
    styles = "".join(
        f'<style:style style:name="l{largeur}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{largeur * CM_PAR_CARACTERE:.1f}cm"/></style:style>'
        for largeur in sorted(set(largeurs))
    )
    colonnes = "".join(f'<table:table-column table:style-name="l{largeur}"/>' for largeur in largeurs)
    contenu = (GABARIT / "content.xml").read_text(encoding="utf-8")
    contenu = contenu.replace("<!-- styles des colonnes -->", styles).replace("<!-- colonnes -->", colonnes)
    debut, _, fin = contenu.partition("<!-- lignes -->")
    return debut, fin


def _ligne(valeurs: list[Cellule], style_de_texte: str) -> str:
    cellules = "".join(_cellule(valeur, style_de_texte) for valeur in valeurs)
    return f"<table:table-row>{cellules}</table:table-row>"


def _cellule(valeur: Cellule, style_de_texte: str) -> str:
    if valeur is None:
        return "<table:table-cell/>"
    if isinstance(valeur, bool):
        return _typee("boolean", "boolean-value", str(valeur).lower())
    if isinstance(valeur, int | float | Decimal):
        return _typee("float", "value", str(valeur))
    if isinstance(valeur, dt.datetime):
        return _typee("date", "date-value", valeur.replace(tzinfo=None).isoformat(), "instant")
    if isinstance(valeur, dt.date):
        return _typee("date", "date-value", valeur.isoformat(), "jour")
    if isinstance(valeur, dt.time):
        return _typee("time", "time-value", valeur.strftime("PT%HH%MM%S.%fS"), "heure")
    return _texte(valeur, style_de_texte)


def _typee(genre: str, attribut: str, valeur: str, style: str = "") -> str:
    nomme = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell{nomme} office:value-type="{genre}" office:{attribut}="{valeur}">'
        f"<text:p>{valeur}</text:p></table:table-cell>"
    )


def _texte(valeur: str, style: str) -> str:
    # Paragraphs know no carriage return: such a text stands whole in an attribute too, which readers prefer.
    entier = f" office:string-value={quoteattr(valeur, {chr(13): '&#13;'})}" if "\r" in valeur else ""
    paragraphes = "".join(f"<text:p>{BLANCS.sub(_blancs, ligne)}</text:p>" for ligne in _lignes_de(escape(valeur)))
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"{entier}>'
        f"{paragraphes}</table:table-cell>"
    )


def _lignes_de(texte: str) -> list[str]:
    return texte.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _blancs(trouves: re.Match) -> str:
    return "<text:tab/>" if trouves[0] == "\t" else f'<text:s text:c="{len(trouves[0])}"/>'
