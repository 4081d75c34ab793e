"""Writing a table as CSV, XLSX or ODS, row by row, so that reading it again gives the same values."""

import csv
import datetime as dt
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from socle.tableur.ecriture_ods import ecrire_ods
from socle.tableur.ecriture_xlsx import ecrire_xlsx
from socle.tableur.modele import Cellule

# What XML 1.0 cannot hold at all: most control characters, lone surrogates, two non-characters.
NON_INSCRIPTIBLES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ECHANTILLON = 200  # rows looked at to choose the widths
LARGEUR_MIN, LARGEUR_MAX = 8, 50  # characters
TYPES = (str, int, float, Decimal, dt.date, dt.time)  # bool is an int, datetime a date
AFFICHABLES = {dt.date: 10, dt.datetime: 16, dt.time: 5}


def ecrire(format: str, entetes: Iterable[str], lignes: Iterable[Iterable[Cellule]]) -> bytes:
    """The bytes of a "csv", "xlsx" or "ods" file with one header row; `lignes` may be a generator.

    Texts are text cells whatever they begin with, and come back unchanged but for three things: surrounding
    blanks are taken off when read; the characters that no workbook can hold (NUL and other control characters
    but tab, line feed and carriage return, lone surrogates) are written as «�» in the three formats; XLSX
    keeps 32 767 characters, all that its cells may hold. A CSV has no cell types: dates are JJ/MM/AAAA, times
    HH:MM, decimals have a comma, and a text beginning with «=» stands as it is: a program that opens the CSV
    may take it for a formula, so offer XLSX or ODS to people. Refuses another format (ValueError), other types
    than `Cellule` (TypeError), numbers that are infinite or not numbers (ValueError).
    """
    if format not in ECRIVAINS:
        raise ValueError(f"unknown spreadsheet format: {format!r}")
    noms = [nettoyer(entete) for entete in entetes]
    return ECRIVAINS[format](noms, ([nettoyer(valeur) for valeur in ligne] for ligne in lignes))


def inscriptible(texte: str) -> str:
    """The text as any file gives it back: without blanks around it nor the characters that no workbook can hold.

    A vertical tab or a form feed, which word processors use to end a line, ends it here too.
    """
    return NON_INSCRIPTIBLES.sub("", re.sub("[\x0b\x0c]", "\n", texte)).strip()


def nettoyer(valeur: Cellule) -> Cellule:
    """The value as it can be written; '' becomes None."""
    if isinstance(valeur, str):
        return NON_INSCRIPTIBLES.sub("�", valeur) or None
    if valeur is None:
        return None
    if not isinstance(valeur, TYPES):
        raise TypeError(f"a cell cannot hold {type(valeur).__name__}")
    if isinstance(valeur, float | Decimal) and not Decimal(valeur).is_finite():
        raise ValueError("a cell cannot hold a number that is not finite")
    return valeur


def _ecrire_csv(entetes: list[str], lignes: Iterator[list[Cellule]]) -> bytes:
    sortie = io.TextIOWrapper(tampon := io.BytesIO(), encoding="utf-8-sig", newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(entetes)
    ecrivain.writerows([_en_texte(valeur) for valeur in ligne] for ligne in lignes)
    sortie.flush()
    return tampon.getvalue()


def _en_texte(valeur: Cellule) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, float | Decimal):
        return format(Decimal(str(valeur)), "f").replace(".", ",")
    if isinstance(valeur, dt.datetime):
        return f"{_en_texte(valeur.date())} {_en_texte(valeur.time())}"
    if isinstance(valeur, dt.date):
        return f"{valeur.day:02}/{valeur.month:02}/{valeur.year:04}"
    if isinstance(valeur, dt.time):
        return valeur.strftime("%H:%M:%S" if valeur.second else "%H:%M")
    return str(valeur)


def _avec_largeurs(ecrire_classeur):
    """A workbook states its widths before its rows: choose them from the first rows."""

    def ecrire_avec_largeurs(entetes: list[str], lignes: Iterator[list[Cellule]]) -> bytes:
        debut = list(itertools.islice(lignes, ECHANTILLON))
        return ecrire_classeur(entetes, _largeurs([entetes, *debut]), itertools.chain(debut, lignes))

    return ecrire_avec_largeurs


def _largeurs(lignes: list[list[Cellule]]) -> list[int]:
    """For each column, the characters of its widest cell, within bounds."""
    colonnes = itertools.zip_longest(*lignes)
    return [min(max(LARGEUR_MIN, *map(_longueur, colonne)) + 2, LARGEUR_MAX) for colonne in colonnes]


def _longueur(valeur: Cellule) -> int:
    if type(valeur) in AFFICHABLES:
        return AFFICHABLES[type(valeur)]
    return 0 if valeur is None else max(map(len, str(valeur).splitlines()), default=0)


ECRIVAINS = {"csv": _ecrire_csv, "xlsx": _avec_largeurs(ecrire_xlsx), "ods": _avec_largeurs(ecrire_ods)}
