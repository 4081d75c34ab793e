"""What the demonstration leaves to do: sessions nobody filled, people who have not come, a session called off."""

import datetime as dt

from ateliers.choix import StatutSeance
from ateliers.models import Presence, Seance
from ateliers.services import annuler_seances
from participants.models import Parcours

OUBLIEES = 2  # sessions of the last days without presences, the first of them still planned
ABSENTES, RANG, JOURS = 3, 7, 19  # people who have not come for so many days, one stay in RANG


def laisser_a_faire(aujourdhui: dt.date) -> None:
    """Take presences away from recent sessions, and call one off that was to come."""
    depuis = aujourdhui - dt.timedelta(days=JOURS)
    recentes = Presence.objects.filter(seance__date__range=(depuis, aujourdhui))
    recentes.filter(participant__in=_absentes(aujourdhui)).delete()
    passees = Seance.objects.realisees().filter(date__range=(depuis, aujourdhui - dt.timedelta(days=1)))
    oubliees = list(passees.order_by("-date", "-debut")[1 : 2 * OUBLIEES : 2])
    recentes.filter(seance__in=oubliees).delete()
    Seance.objects.filter(pk__in=[seance.pk for seance in oubliees[:1]]).update(statut=StatutSeance.PREVUE)
    a_venir = Seance.objects.filter(statut=StatutSeance.PREVUE, date__gt=aujourdhui).order_by("date", "debut")
    if annulees := a_venir[1:2]:
        annuler_seances(seances=annulees, motif="gel annoncé")


def _absentes(aujourdhui: dt.date) -> list[int]:
    """A few people who have been there for a while."""
    anciens = Parcours.objects.filter(date_sortie=None, date_entree__lt=aujourdhui - dt.timedelta(days=60))
    return list(anciens.order_by("participant__reference").values_list("participant", flat=True)[::RANG][:ABSENTES])
