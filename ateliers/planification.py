"""The sessions a month should have, from the timetable of each site: proposed, never written here."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ateliers.choix import DemiJournee
from ateliers.horaires import HORAIRES, LUNDI_A_JEUDI, demi_journee
from ateliers.models import Seance
from jardins.models import Site
from socle.feries import ferie
from socle.periodes import Periode

# One slot of a week: the day (0 Monday) and the half-day.
Creneau = tuple[int, DemiJournee]
SEMAINES_OBSERVEES = 4
FOIS_POUR_UNE_HABITUDE = 2
HORS_SITE = "hors-site"


@dataclass(frozen=True)
class Proposition:
    """One session to come at a site, or why it is not proposed (`ecartee`)."""

    site: Site
    date: dt.date
    demi: DemiJournee
    ecartee: str = ""

    @property
    def debut(self) -> dt.time:
        return HORAIRES[self.demi][0]

    @property
    def fin(self) -> dt.time:
        return HORAIRES[self.demi][1]


def proposer(mois: Periode, creneaux: Mapping[Site, set[Creneau]], *, a_partir_du: dt.date) -> list[Proposition]:
    """The sessions of the month at each site, from that day on; those set aside say why."""
    jours = [mois.debut + dt.timedelta(days=n) for n in range((mois.fin - mois.debut).days + 1)]
    deja = Seance.objects.du(mois).filter(site__in=creneaux).values_list("site", "date", "debut", "fin")
    prises = list(deja)
    return [
        Proposition(site, jour, demi, _ecarter(site, jour, demi, prises))
        for jour in jours
        if jour >= a_partir_du
        for demi in DemiJournee
        for site, voulus in creneaux.items()
        if (jour.weekday(), demi) in voulus
    ]


def habitudes(sites: Sequence[Site], jour: dt.date) -> dict[Site, set[Creneau]]:
    """The slots each site used at least twice in the four weeks before that day.

    Where no site used any, the usual hours of the gardens: Monday to Thursday, morning and afternoon.
    """
    veille = jour - dt.timedelta(days=1)
    observees = Seance.objects.du(Periode(jour - dt.timedelta(weeks=SEMAINES_OBSERVEES), veille))
    fois = Counter(
        {(site, date, demi_journee(debut)) for site, date, debut in observees.values_list("site", "date", "debut")}
    )
    par_creneau = Counter((site, date.weekday(), demi) for site, date, demi in fois)
    if not par_creneau:
        officiels = {(numero, demi) for numero in LUNDI_A_JEUDI for demi in DemiJournee}
        return {site: set() if site.code == HORS_SITE else officiels for site in sites}
    return {
        site: {
            (numero, demi)
            for (cle, numero, demi), combien in par_creneau.items()
            if cle == site.pk and combien >= FOIS_POUR_UNE_HABITUDE
        }
        for site in sites
    }


def _ecarter(site: Site, jour: dt.date, demi: DemiJournee, prises: list[tuple]) -> str:
    """Why there should be no session then; '' when there should."""
    if nom := ferie(jour):
        return f"jour férié ({nom})"
    debut, fin = HORAIRES[demi]
    if any(s == site.pk and d == jour and commence < fin and debut < finit for s, d, commence, finit in prises):
        return "déjà une séance"
    return ""
