"""Typed values out of the texts that XML holds."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from socle.tableur.modele import Cellule

# A sheet repeats the same dates and numbers: each text is worked out once.
retenir = lru_cache(maxsize=20_000)


@retenir
def nombre(texte: str) -> Cellule:
    """A whole number as int, another as the Decimal that a person typed; the text itself when it is no
    number.

    Workbooks hold binary numbers (12.3 may stand as 12.300000000000001): their 15 first digits are what was
    meant.
    """
    if texte.isdecimal() and texte.isascii() and len(texte) < 16:
        return int(texte)
    try:
        valeur = float(texte)
    except ValueError:
        return texte
    if valeur - valeur != 0:  # infinite, or not a number
        return texte
    return int(valeur) if valeur.is_integer() and abs(valeur) < 1e15 else Decimal(f"{valeur:.15g}")


@retenir
def instant_ecrit(texte: str) -> Cellule:
    """A date, or a date and time (midnight is a date), from its ISO form; the text itself when it is none."""
    try:
        instant = dt.datetime.fromisoformat(texte).replace(tzinfo=None)
    except ValueError:
        return texte
    return instant if instant.time() != dt.time() else instant.date()


def duree_ecrite(secondes: float) -> Cellule:
    """A time of day; from 24 hours on, a length of time that no cell type holds: its text HH:MM:SS."""
    heures, reste = divmod(round(secondes * 1000), 3_600_000)
    minutes, reste = divmod(reste, 60_000)
    if heures < 24:
        return dt.time(heures, minutes, reste // 1000, reste % 1000 * 1000)
    return f"{heures}:{minutes:02}:{reste // 1000:02}"
