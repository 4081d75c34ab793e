"""The monthly rhythm of interviews: where a person stands today, by dates and thresholds alone.

Days are counted from the last interview held during the stay, or from her return when a suspension ended since.
Interviews of an earlier stay say nothing of this one.
"""

import datetime as dt
from dataclasses import dataclass

from participants.choix import Rythme
from socle.models import ParametreDate

SEUILS = (ParametreDate.ENTRETIEN_A_PREVOIR, ParametreDate.ENTRETIEN_EN_RETARD, ParametreDate.PREMIER_ENTRETIEN)


@dataclass(frozen=True)
class Seuils:
    """Days since the last interview from which the next is to plan, then late; days a newcomer may wait for hers."""

    a_prevoir: int
    en_retard: int
    premier: int

    @classmethod
    def lire(cls, parametres: dict[str, int]) -> "Seuils":
        """From the dated settings in force, by name."""
        return cls(*(parametres[nom] for nom in SEUILS))


@dataclass(frozen=True)
class Suivi:
    """What is known of an open stay on a day: its entry, the last interview held in it, what suspends or puts off.

    `suspension` holds (first day, last day or None) of the suspension in force; `retour` is the day after the last
    suspension that has ended; `report` the day until which a reminder is put off since that interview.
    """

    entree: dt.date
    dernier: dt.date | None = None
    suspension: tuple[dt.date, dt.date | None] | None = None
    retour: dt.date | None = None
    report: dt.date | None = None

    @property
    def depart(self) -> dt.date:
        """The day from which days are counted: the last interview, else the entry; the return when it came after."""
        return max(filter(None, (self.dernier or self.entree, self.retour)))


@dataclass(frozen=True)
class Etat:
    """`jours` since the last interview, the entry or the return; `retard` in days, 0 when not late.

    `jusqu_au` ends what suspends or puts off; None for a suspension without a known end. `echeance` is the first day
    when she is late, or never received, if nothing happens until then.
    """

    rythme: Rythme
    jours: int
    retard: int = 0
    jusqu_au: dt.date | None = None
    echeance: dt.date | None = None

    @property
    def presse(self) -> bool:
        """Whether somebody should act now."""
        return self.rythme in (Rythme.EN_RETARD, Rythme.JAMAIS_RECU)


def rythme_de(suivi: Suivi, jour: dt.date, seuils: Seuils) -> Etat:
    """Where the person stands that day: suspended, then put off, then by days since the last interview.

    Who has not been seen since her entry is to plan, then « jamais reçue » once the days of a newcomer have passed.
    """
    jours = (jour - suivi.depart).days
    if suivi.suspension:
        return Etat(Rythme.SUSPENDU, jours, jusqu_au=suivi.suspension[1])
    if suivi.report and suivi.report >= jour:
        return Etat(Rythme.REPORTE, jours, jusqu_au=suivi.report)
    if suivi.dernier is None:
        rythme = Rythme.JAMAIS_RECU if jours > seuils.premier else Rythme.A_PREVOIR
        return Etat(rythme, jours, echeance=_apres(suivi.depart, seuils.premier + 1))
    echeance = _apres(suivi.depart, seuils.en_retard)
    if jours >= seuils.en_retard:
        return Etat(Rythme.EN_RETARD, jours, jours - seuils.en_retard + 1, echeance=echeance)
    return Etat(Rythme.A_PREVOIR if jours >= seuils.a_prevoir else Rythme.A_JOUR, jours, echeance=echeance)


def _apres(depart: dt.date, jours: int) -> dt.date:
    return depart + dt.timedelta(days=jours)
