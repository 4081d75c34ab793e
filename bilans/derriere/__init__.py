"""The rows behind a figure: one click from a number to the people, sessions or steps that make it.

Each list is the queryset its number counts or sums, so that the count of the list is the number.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from bilans.definitions import DEFINITIONS
from bilans.derriere import jardin, livret
from bilans.derriere.demande import INCONNU, Demande, ListeInconnue
from socle.periodes import Periode

__all__ = ["INCONNU", "LISTES", "Liste", "ListeInconnue", "lister"]

LISTES = jardin.LISTES | livret.LISTES
# Kinds of rows, and the words their number is told in.
GENRES = {
    "parcours": "lignes",
    "personnes": "personnes",
    "seances": "séances",
    "suivies": "personnes",
    "demarches": "démarches",
    "entretiens": "entretiens",
    "mois": "mois de parcours",
}


@dataclass(frozen=True)
class Liste:
    """`genre` says what a row is, among GENRES; hours stand behind `personnes` and `seances` alone."""

    genre: str
    lignes: QuerySet | Sequence
    definition: str

    @property
    def nombre(self) -> int:
        """How many rows, which is the number of a figure that counts."""
        return self.lignes.count() if isinstance(self.lignes, QuerySet) else len(self.lignes)

    @property
    def unite(self) -> str:
        return GENRES[self.genre]

    @property
    def minutes(self) -> int | None:
        """What the rows sum to, for a figure of hours; None where rows have no length."""
        if self.genre not in ("personnes", "seances"):
            return None
        return self.lignes.aggregate(total=Sum("minutes"))["total"] or 0


def lister(
    periode: Periode, section: str, code: str, *, aujourdhui: dt.date, ligne: str = "", colonne: str = ""
) -> Liste:
    """The rows behind one figure, or behind one line of a breakdown or table. Refuses (ListeInconnue) any other."""
    figure = f"{section}.{code}"
    if figure not in LISTES:
        raise ListeInconnue(figure)
    genre, lignes = LISTES[figure](Demande(periode, code, ligne, colonne, aujourdhui))
    return Liste(genre, lignes, DEFINITIONS[figure])
