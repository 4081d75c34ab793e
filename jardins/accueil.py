"""What a home page is made of: cards that each package adds for whoever may see them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from socle.branchements import branches

LARGE, ETROITE = "large", "etroite"


@dataclass(frozen=True)
class Carte:
    """One piece of the home page: its template, which receives `contexte` as `carte`, and its column."""

    gabarit: str
    contexte: dict = field(default_factory=dict)
    place: str = LARGE


@dataclass(frozen=True)
class Tuile:
    """A figure on top of the home page, with the list it opens; `ton` is feuille, ambre, brique or ciel."""

    valeur: object
    libelle: str
    precision: str = ""
    url: str = ""
    icone: str = "leaf"
    ton: str = "feuille"


@dataclass(frozen=True)
class Geste:
    """A button of the home page; the first one given is the filled one."""

    libelle: str
    url: str
    icone: str


def rassembler(utilisateur, jour: dt.date) -> dict[str, list]:
    """Everything the packages have for this person today: gestes, tuiles, and cards by column."""
    page: dict[str, list] = {"gestes": [], "tuiles": [], LARGE: [], ETROITE: []}
    for donner in branches("CARTES_D_ACCUEIL"):
        _ranger(page, donner(utilisateur, jour))
    return page


def _ranger(page: dict[str, list], pieces: Iterable) -> None:
    for piece in pieces:
        nom = {Geste: "gestes", Tuile: "tuiles"}.get(type(piece)) or piece.place
        page[nom].append(piece)
