"""A month of sessions as weeks of days, read once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from ateliers.choix import StatutSeance
from ateliers.horaires import LUNDI_A_JEUDI
from ateliers.models import Seance
from socle.feries import ferie
from socle.periodes import Periode


@dataclass
class Jour:
    """One day of the grid; `hors_mois` stands before the first or after the last of the month."""

    date: dt.date
    hors_mois: bool
    aujourdhui: bool
    seances: list[Seance] = field(default_factory=list)

    @property
    def ferie(self) -> str:
        return ferie(self.date)

    @property
    def annule(self) -> bool:
        """Whether everything that was to take place that day is cancelled."""
        return bool(self.seances) and all(seance.statut == StatutSeance.ANNULEE for seance in self.seances)

    @property
    def ferme(self) -> bool:
        """Whether the gardens are usually closed: Friday to Sunday, and public holidays."""
        return self.date.weekday() not in LUNDI_A_JEUDI or bool(self.ferie)


def semaines(mois: Periode, seances: Iterable[Seance], aujourdhui: dt.date) -> list[list[Jour]]:
    """The weeks of the month, Monday to Sunday, each day with its sessions in order."""
    debut = mois.debut - dt.timedelta(days=mois.debut.weekday())
    fin = mois.fin + dt.timedelta(days=6 - mois.fin.weekday())
    dates = [debut + dt.timedelta(days=n) for n in range((fin - debut).days + 1)]
    jours = {date: Jour(date, not mois.debut <= date <= mois.fin, date == aujourdhui) for date in dates}
    for seance in seances:
        jours[seance.date].seances.append(seance)
    return [list(jours.values())[n : n + 7] for n in range(0, len(jours), 7)]


def mois_voisin(mois: Periode, ecart: int) -> str:
    """The month before (-1) or after (1), as an address writes it: « 2026-12 »."""
    rang = mois.debut.year * 12 + mois.debut.month - 1 + ecart
    return f"{rang // 12:04}-{rang % 12 + 1:02}"
