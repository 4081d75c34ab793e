"""A caseload handed over: who follows whom, and from which day, written for many people at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Subquery

from comptes.droits import DROITS, Action
from comptes.models import Utilisateur
from participants.models import FaitReferent, Parcours, Participant
from participants.services.faits import ecrire_au_jour
from socle.erreurs import Anomalie, refuser_si
from socle.periodes import en_lettres


@dataclass(frozen=True)
class Transmission:
    """The people who changed référent, by name, and how many asked for did not: somebody else follows them now."""

    personnes: tuple[Participant, ...]
    laissees: int


@transaction.atomic
def confier_personnes(
    *,
    personnes: Iterable[UUID],
    de: Utilisateur | None,
    vers: Utilisateur | None,
    depuis: dt.date,
    aujourdhui: dt.date,
) -> Transmission:
    """From that day `vers` follows these people, whom `de` follows now (None: nobody); sent twice, it changes nothing.

    Refuses (SaisieRefusee) a day to come, before the entry of one of them or before `de` followed her, a `vers` that
    is `de`, or whose account is closed or may not follow people.
    """
    refuser_si([*_jour_a_venir(depuis, aujourdhui), *_mauvais_referent(de, vers)])
    demandees = _verrouiller(personnes)
    sejours = list(suivies_par(de, aujourdhui).filter(participant__in=demandees))
    refuser_si(_trop_tot(sejours, depuis))
    ecrire_au_jour(FaitReferent, sejours, depuis, vers)
    return Transmission(tuple(sejour.participant for sejour in sejours), len(demandees) - len(sejours))


def suivies_par(referent: Utilisateur | None, jour: dt.date) -> QuerySet[Parcours]:
    """The stays open that day whose person this agent follows (None: nobody does), by name, with `suivie_depuis`."""
    sejours = _sejours_ouverts(jour).select_related("participant").order_by("participant__cle", "pk")
    return sejours.filter(referent=referent.pk) if referent else sejours.filter(referent=None)


def combien_par_referent(jour: dt.date) -> dict[int | None, int]:
    """How many people in the action each agent follows that day, by the key of the account; None for nobody."""
    comptes = _sejours_ouverts(jour).order_by().values("referent").annotate(nombre=Count("pk"))
    return {ligne["referent"]: ligne["nombre"] for ligne in comptes}


def premier_jour_possible(sejour: Parcours) -> dt.date:
    """The first day from which this stay may change hands: since it is followed as it is, or since its entry."""
    return max(filter(None, (sejour.date_entree, sejour.suivie_depuis)))


def peut_suivre() -> QuerySet[Utilisateur]:
    """The open accounts that may follow people."""
    return Utilisateur.objects.filter(is_active=True, role__in=DROITS[Action.PARTICIPANT_MODIFIER])


def _sejours_ouverts(jour: dt.date) -> QuerySet[Parcours]:
    en_vigueur = FaitReferent.objects.en_vigueur(jour)
    ouverts = Parcours.objects.filter(Q(date_sortie=None) | Q(date_sortie__gt=jour), date_entree__lte=jour)
    return ouverts.filter(participant__fondu_dans=None).annotate(
        referent=Subquery(en_vigueur.values("valeur")[:1]), suivie_depuis=Subquery(en_vigueur.values("depuis")[:1])
    )


def _verrouiller(personnes: Iterable[UUID]) -> list[int]:
    """The keys of these people, locked in one order: two handovers at once wait for each other."""
    lignes = Participant.objects.select_for_update().filter(uuid__in=set(personnes)).order_by("pk")
    return list(lignes.values_list("pk", flat=True))


def _jour_a_venir(depuis: dt.date, aujourdhui: dt.date):
    if depuis > aujourdhui:
        raison = "ce jour n’est pas encore venu : confiez ces personnes le jour même, ou choisissez un jour passé"
        yield Anomalie(0, "depuis", "transmission_future", raison)


def _mauvais_referent(de: Utilisateur | None, vers: Utilisateur | None):
    if de == vers:
        yield Anomalie(0, "vers", "meme_referent", "choisissez une autre personne que celle qui les suit déjà")
    elif vers and not peut_suivre().filter(pk=vers.pk).exists():
        raison = "ce compte est fermé ou ne peut pas suivre de personnes, choisissez-en un autre"
        yield Anomalie(0, "vers", "compte_impossible", raison)


def _trop_tot(sejours: Sequence[Parcours], depuis: dt.date):
    for rang, sejour in enumerate(sejours):
        premier = premier_jour_possible(sejour)
        if depuis < premier:
            raison = (
                f"{sejour.participant} : le suivi actuel commence le {en_lettres(premier)}, choisissez ce jour ou après"
            )
            yield Anomalie(rang, "depuis", "avant_le_suivi", raison)
