"""The agent's own day on her home page: today's appointments, those that come, those nobody has concluded."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from comptes.choix import Role
from comptes.droits import Action, peut
from jardins.accueil import ETROITE, Carte, Tuile
from participants.choix import StatutRendezVous
from participants.models import RendezVous
from socle.periodes import en_lettres
from socle.templatetags.typographie import heure

PREVU, TENU, MANQUE, _ = StatutRendezVous
JOURS_A_CONCLURE = 60  # beyond, nobody remembers whether the person came: the file still says it
A_VENIR, A_CONCLURE = 3, 5  # lines shown of each


@dataclass(frozen=True)
class Journee:
    """Her appointments by what is to be done of them, each list in the order of the day."""

    jour: dt.date
    du_jour: list[RendezVous]
    a_venir: list[RendezVous]
    a_conclure: list[RendezVous]

    @property
    def attendus(self) -> list[RendezVous]:
        """Those of today still to be held."""
        return [rendezvous for rendezvous in self.du_jour if rendezvous.statut == PREVU]

    @property
    def reste(self) -> int:
        """How many past ones the card does not show."""
        return max(0, len(self.a_conclure) - A_CONCLURE)

    @property
    def a_conclure_montres(self) -> list[RendezVous]:
        """The latest first: those one remembers."""
        return self.a_conclure[::-1][:A_CONCLURE]


def cartes(utilisateur, jour: dt.date) -> list:
    """The tile of the day and its card, for who may note interviews: one query.

    A chef de projet, who may receive nobody, sees them when there is something on them.
    """
    if not peut(utilisateur, Action.ENTRETIEN_NOTER):
        return []
    journee = lire_journee(utilisateur, jour)
    vide = not (journee.du_jour or journee.a_venir or journee.a_conclure)
    if vide and utilisateur.role != Role.TRAVAILLEUR_SOCIAL:
        return []
    return [_tuile(journee), Carte("participants/_accueil_agenda.html", {"journee": journee}, ETROITE)]


def lire_journee(utilisateur, jour: dt.date) -> Journee:
    """What this agent has that day, what comes next, and what waits to be concluded."""
    siens = (
        RendezVous.objects.filter(avec=utilisateur, date__gte=jour - dt.timedelta(days=JOURS_A_CONCLURE))
        .filter(Q(statut=PREVU) | Q(date=jour, statut__in=(TENU, MANQUE)))
        .select_related("participant")
        .order_by("date", "heure", "pk")
    )
    lus = list(siens)
    return Journee(
        jour,
        du_jour=[rendezvous for rendezvous in lus if rendezvous.date == jour],
        a_venir=[rendezvous for rendezvous in lus if rendezvous.date > jour][:A_VENIR],
        a_conclure=[rendezvous for rendezvous in lus if rendezvous.date < jour],
    )


def _tuile(journee: Journee) -> Tuile:
    nombre = len(journee.attendus)
    return Tuile(nombre, "rendez-vous aujourd’hui", _precision(journee), "#agenda", "calendar-event", "ciel")


def _precision(journee: Journee) -> str:
    if journee.attendus:
        premiere = next((rendezvous.heure for rendezvous in journee.attendus if rendezvous.heure), None)
        return f"le premier à {heure(premiere)}" if premiere else "sans heure précise"
    if journee.a_venir:
        return f"le prochain le {en_lettres(journee.a_venir[0].date)}"
    return "aucun n’est pris"
