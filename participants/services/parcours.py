"""Stays at the desk: opened, closed, reopened, corrected. All of it is written by enregistrer_dossiers."""

import datetime as dt

from django.db import transaction

from participants.choix import Origine
from participants.models import MotifSortie, Parcours, Participant
from participants.services.contacts import partenaire_nomme
from participants.services.diagnostic import deplacer_le_bilan
from participants.services.diagnostic_refus import laisses_avant_l_entree
from participants.services.dossiers import Dossier, enregistrer_dossiers
from participants.services.faits import deplacer_l_entree, hors_liste, hors_liste_a_l_entree
from participants.services.verrou import verrouiller
from participants.situation import SUJETS
from socle.erreurs import Anomalie, refuser_si
from socle.models import ParametreDate


@transaction.atomic
def ouvrir_parcours(
    *, participant: Participant, date_entree: dt.date, sejour: dict, faits: dict, aujourdhui: dt.date
) -> Parcours:
    """Open a stay of somebody known, and give it back; `sejour` and `faits` as in Dossier, the partner by its name.

    Refuses (SaisieRefusee) an entry to come, before the birth, or sharing a day with another stay, a value whose
    list did not hold that day, and a partner without that origin.
    """
    actuel = verrouiller(participant)
    if actuel.parcours.filter(date_entree=date_entree).exists():
        refuser_si([Anomalie(0, "date_entree", "parcours_existe", "un parcours commence déjà ce jour-là")])
    refuser_si([*_orientation_impossible(sejour), *hors_liste(faits, date_entree)])
    dossier = Dossier(actuel.reference, date_entree, _naissance(actuel), _nommes(sejour), faits)
    enregistrer_dossiers(dossiers=[dossier], aujourdhui=aujourdhui)
    return actuel.parcours.get(date_entree=date_entree)


@transaction.atomic
def clore_parcours(*, parcours: Parcours, date_sortie: dt.date, motif: MotifSortie | None, aujourdhui: dt.date) -> None:
    """Close an open stay.

    Refuses (SaisieRefusee) a stay already closed, an exit to come, before the entry, or before a fact or a presence
    that it would leave outside.
    """
    if _relu(parcours).date_sortie:
        refuser_si([Anomalie(0, "", "deja_clos", "ce parcours est déjà clos : corrigez plutôt ses dates")])
    refuser_si(_sortie_a_venir(date_sortie, aujourdhui))
    _ecrire(parcours, {"date_sortie": date_sortie, "motif_sortie": motif}, aujourdhui)


@transaction.atomic
def rouvrir_parcours(*, parcours: Parcours, aujourdhui: dt.date) -> None:
    """Take back an exit noted too early.

    Refuses (SaisieRefusee) an open stay, one that another follows, and an exit older than the setting
    `jours_reouverture`: a return is then a new stay.
    """
    actuel = _relu(parcours)
    refuser_si(_reouverture_impossible(actuel, aujourdhui))
    _ecrire(actuel, {"date_sortie": None, "motif_sortie": None}, aujourdhui)


@transaction.atomic
def corriger_parcours(*, parcours: Parcours, date_entree: dt.date, sejour: dict, aujourdhui: dt.date) -> None:
    """Correct the days of a stay, its motive and who sent the person; what is noted on the entry day follows it.

    Refuses (SaisieRefusee) an exit to come or taken away, an entry after a fact or an answer of the stay or on a day
    when the list of a value did not hold, and what enregistrer_dossiers refuses: a presence left outside, stays that
    share a day, an entry before the birth.
    """
    actuel = _relu(parcours)
    refuser_si([*_orientation_impossible(sejour), *_sortie_impossible(actuel, date_entree, sejour, aujourdhui)])
    if date_entree != actuel.date_entree:
        refuser_si(_entree_impossible(actuel, date_entree))
        _deplacer_l_entree(actuel, date_entree, sejour)
    _ecrire(actuel, _nommes(sejour), aujourdhui)


def fin_de_reouverture(parcours: Parcours) -> dt.date:
    """The last day when this closed stay may be reopened."""
    jours = ParametreDate.objects.en_vigueur(ParametreDate.JOURS_REOUVERTURE, parcours.date_sortie)
    return parcours.date_sortie + dt.timedelta(days=jours or 0)


def _relu(parcours: Parcours) -> Parcours:
    """The stay as it is now, its person locked."""
    verrouiller(parcours.participant)
    return Parcours.objects.select_related("participant").get(pk=parcours.pk)


def _ecrire(parcours: Parcours, sejour: dict, aujourdhui: dt.date) -> None:
    personne = parcours.participant
    dossier = Dossier(personne.reference, parcours.date_entree, _naissance(personne), sejour)
    enregistrer_dossiers(dossiers=[dossier], aujourdhui=aujourdhui)


def _naissance(personne: Participant) -> dict:
    """Said again unchanged, so that an entry before the birth is refused."""
    return {"date_naissance": personne.date_naissance, "annee_seule": personne.annee_seule}


def _nommes(sejour: dict) -> dict:
    if "prescripteur" not in sejour:
        return sejour
    return sejour | {"prescripteur": partenaire_nomme(sejour["prescripteur"])}


def _orientation_impossible(sejour: dict):
    """A partner is named when a partner sent the person, and only then."""
    par_partenaire, nom = sejour.get("origine") == Origine.PARTENAIRE, sejour.get("prescripteur")
    if par_partenaire and not nom:
        yield Anomalie(0, "prescripteur", "prescripteur_absent", "nommez le partenaire qui a orienté la personne")
    if nom and not par_partenaire:
        raison = "choisissez « un partenaire » comme orientation, ou effacez ce nom"
        yield Anomalie(0, "prescripteur", "prescripteur_en_trop", raison)


def _sortie_a_venir(sortie: dt.date | None, aujourdhui: dt.date):
    if sortie and sortie > aujourdhui:
        yield Anomalie(0, "date_sortie", "sortie_future", "cette sortie est dans le futur : notez-la le jour venu")


def _reouverture_impossible(parcours: Parcours, aujourdhui: dt.date):
    if parcours.date_sortie is None:
        yield Anomalie(0, "", "deja_ouvert", "ce parcours est déjà ouvert")
    elif aujourdhui > fin_de_reouverture(parcours):
        raison = f"la sortie du {parcours.date_sortie:%d/%m/%Y} est trop ancienne : ouvrez plutôt un nouveau parcours"
        yield Anomalie(0, "", "sortie_ancienne", raison)
    elif parcours.participant.parcours.filter(date_entree__gt=parcours.date_entree).exists():
        yield Anomalie(0, "", "parcours_suivant", "un autre parcours suit celui-ci, qui reste donc clos")


def _sortie_impossible(parcours: Parcours, entree: dt.date, sejour: dict, aujourdhui: dt.date):
    """An exit is corrected, never taken away here: reopening has its own rule, and its own button."""
    sortie = sejour.get("date_sortie")
    yield from _sortie_a_venir(sortie, aujourdhui)
    if parcours.date_sortie and not sortie:
        raison = "gardez une date de sortie ; pour l’annuler, rouvrez le parcours"
        yield Anomalie(0, "date_sortie", "sortie_effacee", raison)
    elif sortie and sortie < entree:
        raison = f"la sortie précède l’entrée du {entree:%d/%m/%Y}, corrigez l’une des deux"
        yield Anomalie(0, "date_sortie", "sortie_avant_entree", raison)


def _entree_impossible(parcours: Parcours, date_entree: dt.date):
    if parcours.participant.parcours.filter(date_entree=date_entree).exists():
        yield Anomalie(0, "date_entree", "parcours_existe", "un autre parcours commence déjà ce jour-là")
    for modele in SUJETS.values():
        laisses = modele.objects.filter(parcours=parcours, depuis__gt=parcours.date_entree, depuis__lte=date_entree)
        for fait in laisses:
            raison = f"un changement est noté au {fait.depuis:%d/%m/%Y}, avant cette entrée ({fait.sujet})"
            yield Anomalie(0, "date_entree", "fait_avant_entree", raison)
    yield from laisses_avant_l_entree(parcours, date_entree)
    yield from hors_liste_a_l_entree(parcours, date_entree)


def _deplacer_l_entree(parcours: Parcours, date_entree: dt.date, sejour: dict) -> None:
    """Move the entry and its facts; enregistrer_dossiers then judges the whole, and takes all of it back if need be.

    The exit goes with it in one statement: the database never holds an exit before its entry.
    """
    avant = parcours.date_entree
    parcours.date_entree, parcours.date_sortie = date_entree, sejour.get("date_sortie")
    parcours.save(update_fields=["date_entree", "date_sortie"])
    deplacer_l_entree(parcours, de=avant, vers=date_entree)
    deplacer_le_bilan(parcours, de=avant, vers=date_entree)
