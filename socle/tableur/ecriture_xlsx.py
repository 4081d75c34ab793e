"""XLSX, written by openpyxl row by row; text cells are told to be texts, so none can be a formula."""

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from socle.tableur.modele import CARACTERES_MAX, Cellule

GRAS = Font(name="Calibri", size=11, bold=True)
# A text keeps the text format, or it would become a number, a date or a formula when a person edits it.
FORMATS = {str: "@", dt.date: "dd/mm/yyyy", dt.datetime: "dd/mm/yyyy hh:mm", dt.time: "hh:mm"}
MARS_1900 = (1900, 3)  # before, Excel's calendar is wrong or absent: the date is written as a text
DATE_FIXE = dt.datetime(1980, 1, 1)  # the same table gives the same bytes
# What Excel writes by code: the carriage return, which XML would change, and what would be read as a code («_x0041_»).
CODES = re.compile("\r|_(?=x[0-9A-Fa-f]{4}_)")


class PaquetFixe(zipfile.ZipFile):
    """A package to write, whose entries are all of the same date."""

    def writestr(self, nom: str, contenu: str | bytes) -> None:
        super().writestr(entree(nom), contenu)

    def write(self, chemin: str, nom: str) -> None:
        with open(chemin, "rb") as source, self.open(entree(nom), "w", force_zip64=True) as part:
            shutil.copyfileobj(source, part)


def entree(nom: str) -> zipfile.ZipInfo:
    """A package entry that is the same whenever it is written."""
    information = zipfile.ZipInfo(nom, DATE_FIXE.timetuple()[:6])
    information.compress_type = zipfile.ZIP_DEFLATED
    return information


def ecrire_xlsx(entetes: list[str], largeurs: list[int], lignes: Iterable[list[Cellule]]) -> bytes:
    """The workbook's bytes; `largeurs` in characters. The values must have been cleaned."""
    classeur = Workbook(write_only=True)
    classeur.properties.created = classeur.properties.modified = DATE_FIXE
    feuille = classeur.create_sheet("Feuille 1")
    feuille.freeze_panes = "A2"
    for numero, largeur in enumerate(largeurs, start=1):
        feuille.column_dimensions[get_column_letter(numero)].width = largeur
    tampon = io.BytesIO()
    try:
        feuille.append([_cellule(feuille, entete, gras=True) for entete in entetes])
        for ligne in lignes:
            feuille.append([_cellule(feuille, valeur) for valeur in ligne])
    finally:
        # As `classeur.save` does, but for the dates; after a failure too, for openpyxl's temporary file to go.
        ExcelWriter(classeur, PaquetFixe(tampon, "w")).save()
    return tampon.getvalue()


def _cellule(feuille, valeur: Cellule, gras: bool = False) -> Cellule | Cell:
    if isinstance(valeur, dt.date) and (valeur.year, valeur.month) < MARS_1900:
        valeur = str(valeur)
    genre = str if isinstance(valeur, str) else type(valeur)
    if genre not in FORMATS:
        return valeur
    cellule = WriteOnlyCell(feuille, None if genre is str else valeur)
    cellule.number_format = FORMATS[genre]
    if genre is str:
        # Past openpyxl's own setter, which would cut the text by the length of its codes, not by its own.
        cellule._value = CODES.sub(_code, valeur[:CARACTERES_MAX])
        cellule.data_type = "s"
    if gras:
        cellule.font = GRAS
    return cellule


def _code(trouve: re.Match) -> str:
    return f"_x{ord(trouve[0]):04X}_"
