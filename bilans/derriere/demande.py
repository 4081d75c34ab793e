"""What a list behind a figure is asked for, and what refuses to name one."""

import datetime as dt
from dataclasses import dataclass

from socle.periodes import Periode

INCONNU = "inconnu"


class ListeInconnue(KeyError):
    """No figure of this name, or no line of it."""


@dataclass(frozen=True)
class Demande:
    """A figure by its code in its section, and one line or column of it where it has any."""

    periode: Periode
    code: str
    ligne: str
    colonne: str
    aujourdhui: dt.date

    @property
    def cle(self) -> int | None:
        """The key that the line names, None for the unknown. Refuses (ListeInconnue) what is no key."""
        if self.ligne == INCONNU:
            return None
        if not self.ligne.isascii() or not self.ligne.isdigit() or len(self.ligne) > 18:
            raise ListeInconnue(self.ligne)
        return int(self.ligne)
