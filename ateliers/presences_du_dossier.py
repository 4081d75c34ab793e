"""The presences of one person, month by month: a lettered grid, and hours by month and site."""

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from ateliers.choix import StatutPresence
from ateliers.horaires import LUNDI_A_JEUDI, demi_journee
from ateliers.models import Presence
from participants.models import Parcours, Participant
from socle.feries import ferie
from socle.periodes import Periode, mois

PRESENT = StatutPresence.PRESENT
LETTRES = {"matin": "M", "apres-midi": "A"}


@dataclass(frozen=True)
class Venue:
    """One presence as a square shows it: its letter, and the words behind it."""

    lettre: str
    present: bool
    phrase: str


@dataclass
class Case:
    """One day of the grid; `numero` 0 stands outside the month."""

    numero: int
    venues: list[Venue] = field(default_factory=list)
    ferie: str = ""

    @property
    def ton(self) -> str:
        """The class of the square: there, public holiday, or nothing noted."""
        if any(venue.present for venue in self.venues):
            return "p"
        return "x" if self.ferie or not self.numero else ""


@dataclass(frozen=True)
class MoisVenu:
    """A month of the person's stays, with its minutes by site."""

    periode: Periode
    code: str
    minutes: int
    par_site: Sequence[tuple[str, int]]


def mois_des_parcours(participant: Participant, parcours: Iterable[Parcours], jour: dt.date) -> list[MoisVenu]:
    """Every month in which a stay was open, the latest first, with its hours. One query."""
    compte = Presence.objects.filter(participant=participant).comptees(Periode(dt.date(1900, 1, 1), jour)).order_by()
    par_mois: dict[dt.date, list[tuple[str, int]]] = {}
    lignes = compte.values("seance__site__libelle").annotate(mois=TruncMonth("seance__date"), total=Sum("minutes"))
    for mois_lu, site, total in lignes.order_by("mois", "-total").values_list("mois", "seance__site__libelle", "total"):
        par_mois.setdefault(mois_lu, []).append((site, total))
    debuts = sorted({debut for sejour in parcours for debut in _debuts(sejour, jour)}, reverse=True)
    return [_mois_venu(debut, par_mois.get(debut, [])) for debut in debuts]


def _debuts(sejour: Parcours, jour: dt.date) -> Iterable[dt.date]:
    """The first days of the months the stay touches, up to this day."""
    fin = sejour.date_sortie or jour
    debut = sejour.date_entree.replace(day=1)
    while debut <= fin:
        yield debut
        debut = (debut + dt.timedelta(days=31)).replace(day=1)


def _mois_venu(debut: dt.date, par_site: list[tuple[str, int]]) -> MoisVenu:
    total = sum(minutes for _, minutes in par_site)
    return MoisVenu(mois(debut.year, debut.month), f"{debut:%Y-%m}", total, par_site)


def grille(participant: Participant, periode: Periode) -> list[list[Case]]:
    """The weeks of the month, Monday to Thursday, with Friday to Sunday when something is noted then. One query."""
    venues: dict[dt.date, list[Venue]] = {}
    presences = Presence.objects.filter(
        participant=participant, seance__date__range=(periode.debut, periode.fin)
    ).select_related("seance__site", "seance__atelier")
    for presence in presences.order_by("seance__date", "seance__debut", "pk"):
        venues.setdefault(presence.seance.date, []).append(_venue(presence))
    colonnes = max(len(LUNDI_A_JEUDI), *(jour.weekday() + 1 for jour in venues)) if venues else len(LUNDI_A_JEUDI)
    an, numero = periode.debut.year, periode.debut.month
    semaines = [semaine[:colonnes] for semaine in calendar.Calendar().monthdayscalendar(an, numero)]
    return [
        [_case(periode, jour, venues) if jour else Case(0) for jour in semaine] for semaine in semaines if any(semaine)
    ]


def _case(periode: Periode, numero: int, venues: dict[dt.date, list[Venue]]) -> Case:
    jour = periode.debut.replace(day=numero)
    return Case(numero, venues.get(jour, []), ferie(jour))


def _venue(presence: Presence) -> Venue:
    """« M », or « M abs. » for who was not there; the words say the rest."""
    seance, demi = presence.seance, demi_journee(presence.seance.debut)
    if presence.statut == PRESENT:
        heures, minutes = divmod(presence.minutes, 60)
        duree = f"{heures} h {minutes:02}" if minutes else f"{heures} h"
        return Venue(LETTRES[demi], True, f"{demi.label}, présence, {duree}, {seance.site}, {seance.atelier}")
    statut = presence.get_statut_display()
    return Venue(f"{LETTRES[demi]} {statut[:3]}.", False, f"{demi.label}, {statut}, {seance.site}, {seance.atelier}")
