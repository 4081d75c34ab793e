"""Who was there: the only writer of Presence."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from ateliers.choix import StatutPresence, StatutSeance
from ateliers.models import Presence, Seance
from ateliers.services.chevauchements import chevauchements
from participants.models import Parcours, Participant
from socle.ecriture import Ecriture, appliquer, differences
from socle.erreurs import Anomalie, refuser_si

PRESENT = StatutPresence.PRESENT


@dataclass(frozen=True)
class SaisiePresence:
    """One person at one session; `minutes` None is the session's whole length for who was there."""

    seance: Seance
    participant: Participant
    statut: str
    minutes: int | None = None


@transaction.atomic
def enregistrer_presences(*, saisies: Sequence[SaisiePresence], par, le: dt.datetime) -> Ecriture:
    """Note who was there; the only writer of Presence. All or nothing, in few statements however many people.

    The same entry again changes nothing. Refuses (SaisieRefusee) a session that did not take place, more minutes
    than the session has, a person present outside every stay, or in two sessions whose hours overlap.
    """
    refuser_si(_saisies_impossibles(saisies))
    _verrouiller(saisies)
    existantes = _existantes(saisies)
    nouvelles, changees, ecriture = [], [], Ecriture()
    for rang, saisie in enumerate(saisies):
        valeurs = {"statut": saisie.statut, "minutes": _minutes(saisie)}
        presence = existantes.get((saisie.seance.pk, saisie.participant.pk))
        ecarts = differences(presence, valeurs) if presence else []
        if presence is None:
            cible = {"seance": saisie.seance, "participant": saisie.participant}
            nouvelles.append(Presence(**cible, **valeurs, saisie_par=par, saisie_le=le))
        elif ecarts:
            changees.append(appliquer(presence, valeurs | {"saisie_par": par, "saisie_le": le}))
        ecriture.noter(rang, cree=presence is None, differences=ecarts)
    Presence.objects.bulk_create(nouvelles)
    Presence.objects.bulk_update(changees, ["statut", "minutes", "saisie_par", "saisie_le"], batch_size=500)
    refuser_si(_contradictions(saisies))
    return ecriture


def presences_laissees_dehors(parcours: Sequence[Parcours]) -> Iterable[tuple[int, str]]:
    """For each stay that no longer covers a noted presence of its person: its key and the reason."""
    par_personne = {}
    for sejour in parcours:
        par_personne.setdefault(sejour.participant_id, sejour)
    dehors = Presence.objects.filter(participant__in=par_personne).hors_parcours().select_related("seance")
    for presence in dehors.order_by("seance__date"):
        raison = f"une présence est notée le {presence.seance.date:%d/%m/%Y}, hors de tout parcours de cette personne"
        yield par_personne[presence.participant_id].pk, raison


def _minutes(saisie: SaisiePresence) -> int:
    if saisie.statut != PRESENT:
        return 0
    return saisie.seance.minutes if saisie.minutes is None else saisie.minutes


def _saisies_impossibles(saisies: Sequence[SaisiePresence]) -> Iterable[Anomalie]:
    """What an entry alone says that cannot be."""
    for rang, saisie in enumerate(saisies):
        if saisie.seance.statut != StatutSeance.REALISEE:
            statut = StatutSeance(saisie.seance.statut).label
            raison = f"cette séance est « {statut} » : on ne note de présence que dans une séance réalisée"
            yield Anomalie(rang, "seance", "seance_non_realisee", raison)
        elif _minutes(saisie) > saisie.seance.minutes:
            raison = f"la séance n’a duré que {saisie.seance.minutes} minutes"
            yield Anomalie(rang, "minutes", "presence_trop_longue", raison)
        elif saisie.statut == PRESENT and _minutes(saisie) < 1:
            raison = "une personne présente l’est au moins une minute, notez-la absente sinon"
            yield Anomalie(rang, "minutes", "presence_vide", raison)


def _verrouiller(saisies: Sequence[SaisiePresence]) -> None:
    """Lock the people concerned, in order: two entries at once cannot put one person in two places."""
    personnes = {saisie.participant.pk for saisie in saisies}
    list(Participant.objects.select_for_update().filter(pk__in=personnes).order_by("pk").values_list("pk"))


def _existantes(saisies: Sequence[SaisiePresence]) -> dict[tuple[int, int], Presence]:
    seances = {saisie.seance.pk for saisie in saisies}
    return {(p.seance_id, p.participant_id): p for p in Presence.objects.filter(seance__in=seances)}


def _contradictions(saisies: Sequence[SaisiePresence]) -> Iterable[Anomalie]:
    """What the entries, once written, contradict: stays, and other presences of the same hours."""
    rangs = {(s.seance.pk, s.participant.pk): rang for rang, s in enumerate(saisies)}
    seances = [saisie.seance for saisie in saisies]
    dehors = Presence.objects.filter(seance__in={seance.pk for seance in seances}).hors_parcours()
    for couple in dehors.values_list("seance", "participant"):
        if couple in rangs:
            raison = "cette personne n’a pas de parcours ouvert ce jour-là, vérifiez la séance et la référence"
            yield Anomalie(rangs[couple], "participant", "hors_parcours", raison)
    for presence in chevauchements(seances):
        yield from _deux_a_la_fois(presence, rangs, saisies)


def _deux_a_la_fois(presence: Presence, rangs: dict, saisies: Sequence[SaisiePresence]) -> Iterable[Anomalie]:
    """The anomaly on whichever of the two overlapping presences this batch wrote, the later one first."""
    rang = rangs.get((presence.seance_id, presence.participant_id))
    autre = presence.precedente
    if rang is None:
        memes = (r for (_, personne), r in rangs.items() if personne == presence.participant_id)
        rang = next((r for r in memes if saisies[r].seance.reference == presence.precedente), None)
        autre = presence.seance.reference
    if rang is not None:
        raison = f"cette personne est déjà présente à la séance {autre}, dont les heures se chevauchent"
        yield Anomalie(rang, "seance", "chevauchement", raison)
