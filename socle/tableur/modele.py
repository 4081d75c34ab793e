"""What a read file is made of, why it may be refused, and how large it may be."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

TAILLE_MAX = 20 * 1024 * 1024  # bytes of the file as it comes
LIGNES_MAX = 150_000  # rows under the header
COLONNES_MAX = 200
CARACTERES_MAX = 32_767  # in one cell: all that one of a workbook may hold
BRUT_MAX = 10 * CARACTERES_MAX  # in one cell as it stands in the file, surrounding blanks included
MEMOIRE_MAX = 200_000_000  # bytes that the cells may take once read, so that the reader stays under +300 MB

Cellule = None | str | int | float | Decimal | bool | dt.date | dt.datetime | dt.time


class FichierRefuse(Exception):
    """The file cannot be read; `message` tells a person what, where (line, column) and what to do."""

    def __init__(self, message: str, ligne: int | None = None, colonne: str | None = None):
        super().__init__(message)
        self.message = message
        self.ligne = ligne
        self.colonne = colonne


def cellule_trop_longue(ligne: int, colonne: str, nommee: str = "") -> FichierRefuse:
    """`colonne` is the header or, where it is not known, the letters; `nommee` is how the sentence calls
    it.
    """
    return FichierRefuse(
        f"Ligne {ligne}, colonne {nommee or colonne} : la cellule dépasse 32 767 caractères. "
        "Raccourcissez ce texte, puis recommencez.",
        ligne,
        colonne,
    )


@dataclass(frozen=True)
class Remarque:
    """Something odd that refuses nothing; `ligne` and `colonne` are None when it concerns the whole file."""

    ligne: int | None
    colonne: str | None
    message: str


@dataclass
class Tableau:
    """A file as read: each row with the line number a person sees in the file, its cells in the order of
    `entetes`.
    """

    entetes: list[str]
    lignes: list[tuple[int, list[Cellule]]] = field(default_factory=list)
    avertissements: list[Remarque] = field(default_factory=list)


class Formule(str):
    """The text of a formula cell, with its «=»: kept as text, but worth a remark."""

    __slots__ = ()


@dataclass
class Rang:
    """A row before headers are known: its filled cells by column (from 0), and a merged range that touches
    it.
    """

    numero: int
    cellules: dict[int, Cellule]
    fusion: str | None = None


def lettres(indice: int) -> str:
    """The column's letters as a spreadsheet shows them: 0 is A, 26 is AA."""
    nom = ""
    indice += 1
    while indice:
        indice, reste = divmod(indice - 1, 26)
        nom = chr(65 + reste) + nom
    return nom


@cache
def indice(lettres: str) -> int:
    """The column's place from its letters: A is 0, AA is 26. Refuses anything else than A to XFD (ValueError)."""
    if not re.fullmatch("[A-Z]{1,3}", lettres):
        raise ValueError(lettres)
    place = 0
    for lettre in lettres:
        place = place * 26 + ord(lettre) - 64
    return place - 1
