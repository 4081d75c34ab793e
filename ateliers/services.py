"""The writes of sessions and presences: the one way into each table."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from ateliers.choix import StatutPresence, StatutSeance
from ateliers.models import Presence, Seance
from participants.models import Parcours, Participant
from socle.ecriture import Ecriture, appliquer, differences
from socle.erreurs import Anomalie, refuser_si

PRESENT = StatutPresence.PRESENT


@dataclass
class SaisieSeance:
    """One session. `champs` holds the fields of Seance to write; speakers left to None stay as they are."""

    reference: str
    champs: dict
    partenaires: list | None = None
    intervenants: list | None = None


@dataclass(frozen=True)
class SaisiePresence:
    """One person at one session; `minutes` None is the session's whole length for who was there."""

    seance: Seance
    participant: Participant
    statut: str
    minutes: int | None = None


@transaction.atomic
def enregistrer_seances(*, saisies: Sequence[SaisieSeance]) -> Ecriture:
    """Create or update these sessions, by reference; all or nothing.

    Refuses (SaisieRefusee) an end before the beginning, and a change that the presences already noted contradict.
    """
    refuser_si(_heures_inversees(saisies))
    references = [saisie.reference for saisie in saisies]
    existantes = {
        seance.reference: seance
        for seance in Seance.objects.select_for_update(of=("self",))
        .filter(reference__in=references)
        .select_related("atelier", "site")
    }
    nouvelles, changees, ecriture, seances = [], [], Ecriture(), []
    changes = []
    for saisie in saisies:
        seance = existantes.get(saisie.reference)
        ecarts = differences(seance, saisie.champs) if seance else []
        if seance is None:
            seance = Seance(reference=saisie.reference, **saisie.champs)
            nouvelles.append(seance)
        elif ecarts:
            changees.append(appliquer(seance, saisie.champs))
        seances.append(seance)
        changes.append(ecarts)
    Seance.objects.bulk_create(nouvelles)
    Seance.objects.bulk_update(changees, ["atelier", "site", "date", "debut", "fin", "theme", "statut"], batch_size=500)
    for champ in ("partenaires", "intervenants"):
        for rang, avant, apres in _relier(champ, seances, [getattr(saisie, champ) for saisie in saisies]):
            changes[rang].append((champ, avant, apres))
    refuser_si(_presences_contredites(seances, changees))
    for rang, (saisie, ecarts) in enumerate(zip(saisies, changes, strict=True)):
        nouvelle = saisie.reference not in existantes
        ecriture.noter(rang, cree=nouvelle, differences=[] if nouvelle else ecarts)
    return ecriture


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


def _heures_inversees(saisies: Sequence[SaisieSeance]) -> Iterable[Anomalie]:
    for rang, saisie in enumerate(saisies):
        if saisie.champs["fin"] <= saisie.champs["debut"]:
            raison = f"la séance commence à {saisie.champs['debut']:%H:%M}, elle doit finir après, le même jour"
            yield Anomalie(rang, "fin", "fin_avant_debut", raison)


def _relier(champ: str, seances: list[Seance], voulus: list[list | None]):
    """Make the speakers of each session those wanted; yields (rank, before, after) of each difference."""
    lien = getattr(Seance, champ).through
    autre = Seance._meta.get_field(champ).m2m_reverse_field_name()
    actuels: dict[int, dict] = {}
    for cle, seance_id, autre_id, nom in lien.objects.filter(seance__in=seances).values_list(
        "pk", "seance", autre, f"{autre}__nom"
    ):
        actuels.setdefault(seance_id, {})[autre_id] = (cle, nom)
    ajouts, retraits = [], []
    for rang, (seance, autres) in enumerate(zip(seances, voulus, strict=True)):
        avant = actuels.get(seance.pk, {})
        apres = {autre.pk: autre for autre in autres or ()}
        if autres is None or avant.keys() == apres.keys():
            continue
        ajouts += [lien(seance=seance, **{f"{autre}_id": cle}) for cle in apres.keys() - avant.keys()]
        retraits += [avant[cle][0] for cle in avant.keys() - apres.keys()]
        yield (
            rang,
            ", ".join(sorted(nom for _, nom in avant.values())),
            ", ".join(sorted(map(str, apres.values()))),
        )
    lien.objects.bulk_create(ajouts)
    lien.objects.filter(pk__in=retraits).delete()


def _presences_contredites(seances: list[Seance], changees: list[Seance]) -> Iterable[Anomalie]:
    """What the new hours, day or status of a session make impossible of the presences it has."""
    rangs = {seance.pk: rang for rang, seance in enumerate(seances)}
    siennes = Presence.objects.filter(seance__in=changees)
    for requete, champ, code, raison in (
        (
            siennes.hors_seance_realisee(),
            "statut",
            "presences_notees",
            "des présences y sont notées : elle a eu lieu",
        ),
        (
            siennes.trop_longues(),
            "fin",
            "presence_trop_longue",
            "des présences y sont notées plus longues que cela",
        ),
        (
            siennes.hors_parcours(),
            "date",
            "hors_parcours",
            "des personnes présentes n’ont pas de parcours ce jour-là",
        ),
    ):
        for seance_id in requete.order_by().values_list("seance", flat=True).distinct():
            yield Anomalie(rangs[seance_id], champ, code, raison)
    references = {seance.reference: rang for rang, seance in enumerate(seances)}
    for presence in _chevauchements(changees):
        rang, champ, autre = rangs.get(presence.seance_id), "debut", presence.precedente
        if rang is None:
            rang, champ, autre = references.get(presence.precedente), "fin", presence.seance.reference
        if rang is not None:
            raison = f"une personne présente l’est aussi à la séance {autre}, à la même heure"
            yield Anomalie(rang, champ, "chevauchement", raison)


def _chevauchements(seances: Sequence[Seance]):
    """People present twice at once on the days of these sessions."""
    if not seances:
        return Presence.objects.none()
    jours = [seance.date for seance in seances]
    proches = Presence.objects.filter(seance__date__range=(min(jours), max(jours)))
    return proches.en_chevauchement().select_related("seance")


def _minutes(saisie: SaisiePresence) -> int:
    if saisie.statut != PRESENT:
        return 0
    return saisie.seance.minutes if saisie.minutes is None else saisie.minutes


def _saisies_impossibles(saisies: Sequence[SaisiePresence]) -> Iterable[Anomalie]:
    """What an entry alone says that cannot be."""
    for rang, saisie in enumerate(saisies):
        if saisie.seance.statut != StatutSeance.REALISEE:
            statut = StatutSeance(saisie.seance.statut).label
            raison = f"cette séance est « {statut} » : on ne note de présence que dans une séance réalisée"
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
    for presence in _chevauchements(seances):
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
