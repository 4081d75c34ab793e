"""The presences of a half-day, as one person notes them while another may be noting them too."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from ateliers.choix import StatutPresence, StatutSeance
from ateliers.horaires import commencee
from ateliers.models import Presence, Seance
from ateliers.services.presences import SaisiePresence, enregistrer_presences
from ateliers.services.seances import SaisieSeance, enregistrer_seances
from comptes.droits import Action
from comptes.journal import journaliser
from participants.models import Participant
from socle.erreurs import Anomalie, SaisieRefusee, refuser_si

# What is noted of one person at one session: (status, minutes), None when nothing is.
Etat = tuple[str, int] | None


@dataclass(frozen=True)
class Note:
    """A change to what is noted: `statut` '' takes the presence away; `avant` is what the page showed."""

    seance: Seance
    participant: Participant
    statut: str
    minutes: int | None = None
    avant: Etat = None


@transaction.atomic
def noter_presences(*, notes: Sequence[Note], par, le: dt.datetime) -> None:
    """Write these notes, all or nothing; a planned session where somebody is noted becomes `réalisée`.

    Each presence taken away leaves a line in the access journal. Refuses (SaisieRefusee, by rank in `notes`) a
    session to come or cancelled, what somebody else changed meanwhile, and what enregistrer_presences refuses.
    """
    seances = _verrouiller(notes)
    notes = [replace(note, seance=seances[note.seance.pk]) for note in notes]
    refuser_si(_hors_du_jour(notes, le))
    presences = _presences(notes)
    refuser_si(_changees_entre_temps(notes, presences))
    _tenir([seance for seance in seances.values() if seance.statut == StatutSeance.PREVUE], notes)
    for note in notes:
        if not note.statut:
            _retirer(presences.get((note.seance.pk, note.participant.pk)), par)
    _ecrire(notes, par, le)


def _verrouiller(notes: Sequence[Note]) -> dict[int, Seance]:
    """The sessions, then the people, locked in order: nobody cancels or notes meanwhile."""
    cles = {note.seance.pk for note in notes}
    seances = Seance.objects.select_for_update().filter(pk__in=cles).order_by("pk")
    verrouillees = {seance.pk: seance for seance in seances}
    personnes = {note.participant.pk for note in notes}
    list(Participant.objects.select_for_update().filter(pk__in=personnes).order_by("pk").values_list("pk"))
    return verrouillees


def _hors_du_jour(notes: Sequence[Note], le: dt.datetime) -> Iterable[Anomalie]:
    """Sessions where nobody can be noted: their day has not come, or they are cancelled."""
    for rang, note in enumerate(notes):
        if note.seance.statut == StatutSeance.ANNULEE:
            raison = "cette séance est annulée : rétablissez-la avant d’y noter quelqu’un"
            yield Anomalie(rang, "seance", "seance_annulee", raison)
        elif not commencee(note.seance, le):
            raison = f"cette séance aura lieu le {note.seance.date:%d/%m/%Y} : notez les présences ce jour-là"
            yield Anomalie(rang, "seance", "seance_a_venir", raison)


def _presences(notes: Sequence[Note]) -> dict[tuple[int, int], Presence]:
    presences = Presence.objects.filter(seance__in={note.seance.pk for note in notes}).select_related("seance")
    presences = presences.select_related("participant", "seance", "saisie_par")
    return {(presence.seance_id, presence.participant_id): presence for presence in presences}


def _changees_entre_temps(notes: Sequence[Note], presences: dict) -> Iterable[Anomalie]:
    """What is no longer as the page showed it, and not as this person wants it either."""
    for rang, note in enumerate(notes):
        presence = presences.get((note.seance.pk, note.participant.pk))
        etat = (presence.statut, presence.minutes) if presence else None
        if etat not in (note.avant, _voulu(note)):
            yield Anomalie(rang, "statut", "change_entre_temps", _dit_par_un_autre(presence))


def _voulu(note: Note) -> Etat:
    if not note.statut:
        return None
    entiere = note.seance.minutes if note.statut == StatutPresence.PRESENT else 0
    return note.statut, entiere if note.minutes is None or not entiere else note.minutes


def _dit_par_un_autre(presence: Presence | None) -> str:
    if presence is None:
        fait = "quelqu’un a effacé cette présence"
    else:
        fait = f"{presence.saisie_par or 'quelqu’un'} a noté « {presence.get_statut_display()} »"
    return f"{fait} depuis que vous avez ouvert la page ; enregistrez de nouveau pour garder votre réponse"


def _tenir(prevues: list[Seance], notes: Sequence[Note]) -> None:
    """The planned sessions where somebody is noted took place."""
    notees = {note.seance.pk for note in notes if note.statut}
    tenues = [seance for seance in prevues if seance.pk in notees]
    champs = {"statut": StatutSeance.REALISEE}
    enregistrer_seances(saisies=[SaisieSeance(seance.reference, champs) for seance in tenues])
    for seance in tenues:
        seance.statut = StatutSeance.REALISEE


def _retirer(presence: Presence | None, par) -> None:
    """Take a mistaken presence away; who did it, on whose file and of which session stays in the journal."""
    if presence is None:
        return
    precision = f"présence retirée, {presence.seance.reference}"
    presence.delete()
    journaliser(par, Action.PRESENCE_SAISIR, objet=presence.participant, precision=precision)


def _ecrire(notes: Sequence[Note], par, le: dt.datetime) -> None:
    """Through enregistrer_presences; its refusals are given the ranks of the notes."""
    rangs = [rang for rang, note in enumerate(notes) if note.statut]
    saisies = [SaisiePresence(n.seance, n.participant, n.statut, n.minutes) for n in (notes[rang] for rang in rangs)]
    try:
        enregistrer_presences(saisies=saisies, par=par, le=le)
    except SaisieRefusee as refus:
        raise SaisieRefusee(replace(anomalie, rang=rangs[anomalie.rang]) for anomalie in refus.anomalies) from None
