"""Periods of Europe/Paris days, both ends included: a year, a month, or dates of one's own."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
ANNEE_MIN, ANNEE_MAX = 1900, 2100


class PeriodeInvalide(ValueError):
    """The text or dates given name no period; the message is a French sentence for the person."""


@dataclass(frozen=True)
class Periode:
    """Days from `debut` to `fin`, both included. Refuses an end before the beginning (PeriodeInvalide)."""

    debut: dt.date
    fin: dt.date

    def __post_init__(self):
        if self.fin < self.debut:
            raise PeriodeInvalide("La fin de la période précède son début : inversez les deux dates.")

    @property
    def est_annee(self) -> bool:
        return self == Periode(dt.date(self.debut.year, 1, 1), dt.date(self.debut.year, 12, 31))

    @property
    def est_mois(self) -> bool:
        return self == mois(self.debut.year, self.debut.month)

    @property
    def libelle(self) -> str:
        """The period in words: « année 2015 », « mars 2015 », « du 1er mars 2015 au 4 avril 2015 »."""
        if self.est_annee:
            return f"année {self.debut.year}"
        if self.est_mois:
            return f"{MOIS[self.debut.month - 1]} {self.debut.year}"
        return f"du {en_lettres(self.debut)} au {en_lettres(self.fin)}"

    @property
    def titre(self) -> str:
        """What the bilan of this period is called."""
        if self.est_annee:
            return f"Bilan annuel {self.debut.year}"
        if self.est_mois:
            return f"Bilan mensuel de {self.libelle}"
        return f"Bilan {self.libelle}"

    @property
    def nom_de_fichier(self) -> str:
        """A file name stem without accents or blanks."""
        if self.est_annee:
            return f"bilan-annuel-{self.debut.year}"
        if self.est_mois:
            return f"bilan-mensuel-{self.debut:%Y-%m}"
        return f"bilan-{self.debut.isoformat()}-{self.fin.isoformat()}"


def aujourdhui() -> dt.date:
    """Today's date in Valenciennes, whatever the clock of the machine."""
    return dt.datetime.now(tz=PARIS).date()


def en_lettres(jour: dt.date) -> str:
    """« 1er mars 2016 », « 12 mars 2016 »."""
    return f"{'1er' if jour.day == 1 else jour.day} {MOIS[jour.month - 1]} {jour.year}"


def en_bref(jour: dt.date, repere: dt.date) -> str:
    """« 12 mars », with its year when it is not that of `repere`, the day it is read."""
    return en_lettres(jour) if jour.year != repere.year else en_lettres(jour).rpartition(" ")[0]


def annee(valeur: int) -> Periode:
    """The calendar year; refuses years outside 1900-2100 (PeriodeInvalide)."""
    if not ANNEE_MIN <= valeur <= ANNEE_MAX:
        raise PeriodeInvalide(f"« {valeur} » n’est pas une année : écrivez-la en quatre chiffres, par exemple 2015.")
    return Periode(dt.date(valeur, 1, 1), dt.date(valeur, 12, 31))


def mois(an: int, numero: int) -> Periode:
    """The calendar month; refuses what is no month of 1900-2100 (PeriodeInvalide)."""
    annee(an)
    if not 1 <= numero <= 12:
        raise PeriodeInvalide(f"« {numero} » n’est pas un mois : écrivez par exemple 2015-03.")
    return Periode(dt.date(an, numero, 1), dt.date(an, numero, monthrange(an, numero)[1]))


def lire_annee(texte: str) -> Periode:
    """« 2015 » as a period; anything else is refused (PeriodeInvalide)."""
    if not re.fullmatch(r"[0-9]{4}", texte.strip()):
        raise PeriodeInvalide(f"« {texte} » n’est pas une année : écrivez-la en quatre chiffres, par exemple 2015.")
    return annee(int(texte))


def lire_mois(texte: str) -> Periode:
    """« 2015-03 » as a period; anything else is refused (PeriodeInvalide)."""
    morceaux = re.fullmatch(r"([0-9]{4})-([0-9]{2})", texte.strip())
    if not morceaux:
        raise PeriodeInvalide(f"« {texte} » n’est pas un mois : écrivez par exemple 2015-03.")
    return mois(int(morceaux[1]), int(morceaux[2]))


def lire_date_iso(texte: str) -> dt.date:
    """« 2015-03-01 » as a day of 1900-2100; anything else is refused (PeriodeInvalide)."""
    try:
        jour = dt.date.fromisoformat(texte)
    except ValueError:
        raise PeriodeInvalide(f"« {texte} » n’est pas une date : écrivez par exemple 2015-03-01.") from None
    annee(jour.year)
    return jour
