"""Objectifs and immersions at the desk: noted, corrected, closed, reopened. Démarches: projet_demarches.py."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Model

from participants.choix import StatutObjectif
from participants.models import Immersion, Objectif, Parcours, Participant
from participants.services.verrou import verrouiller
from socle.conflits import verifier
from socle.ecriture import appliquer
from socle.erreurs import Anomalie, refuser_si

OBJECTIF = ("thematique", "intitule", "precisions", "date")
IMMERSION = ("nature", "accueil", "poste", "debut", "fin", "heures", "appreciation")
EN_COURS, ATTEINT, ABANDONNE = StatutObjectif
# The life of an objectif: what it may become.
SUITES = {EN_COURS: (ATTEINT, ABANDONNE), ATTEINT: (EN_COURS,), ABANDONNE: (EN_COURS,)}


@transaction.atomic
def ajouter_objectif(
    *, participant: Participant, valeurs: dict, par, aujourdhui: dt.date, uuid: UUID | None = None
) -> None:
    """Note what the person wants to reach, in her stay of that day; `valeurs` by OBJECTIF. `par` is who notes it.

    Sent twice under one `uuid`, it is noted once. Refuses (SaisieRefusee) a day to come or outside every stay, and
    what deja_note refuses.
    """
    actuel = verrouiller(participant)
    if deja_note(Objectif, uuid, valeurs):
        return
    refuser_si(_jour_futur(valeurs["date"], aujourdhui))
    sejour = _sejour_du(actuel, valeurs["date"])
    Objectif.objects.create(uuid=uuid or uuid4(), parcours=sejour, par=par, **valeurs)


@transaction.atomic
def corriger_objectif(*, objectif: Objectif, valeurs: dict, version: str, aujourdhui: dt.date) -> None:
    """Correct an objectif; whether it is reached, and who noted it, stay as they are.

    Refuses (SaisieRefusee) a day to come, outside its stay or after its end, and (ModifieDepuis) to write over a
    correction made since `version` was shown.
    """
    _relire(objectif)
    verifier(version=version, actuelles=objectif_de(objectif), saisies=valeurs)
    refuser_si([*_jour_futur(valeurs["date"], aujourdhui), *_hors_de(objectif.parcours, valeurs["date"])])
    if objectif.date_fin and objectif.date_fin < valeurs["date"]:
        raison = f"cet objectif a pris fin le {objectif.date_fin:%d/%m/%Y}, choisissez un jour plus tôt"
        refuser_si([Anomalie(0, "date", "apres_la_fin", raison)])
    appliquer(objectif, valeurs).save()


@transaction.atomic
def clore_objectif(*, objectif: Objectif, statut: str, date_fin: dt.date, motif: str, aujourdhui: dt.date) -> None:
    """Say that an objectif is reached, or given up and why; its open démarches stay open.

    Refuses (SaisieRefusee) one that is closed already, an end to come or before the objectif was decided, and giving
    up without a motive.
    """
    _relire(objectif)
    refuser_si([*_suite_impossible(objectif, statut), *_fin_impossible(objectif, statut, date_fin, motif, aujourdhui)])
    fin = {"statut": statut, "date_fin": date_fin, "motif": motif if statut == ABANDONNE else ""}
    appliquer(objectif, fin).save()


@transaction.atomic
def rouvrir_objectif(*, objectif: Objectif) -> None:
    """Take an objectif up again, as if it had not ended. Refuses (SaisieRefusee) one in progress."""
    _relire(objectif)
    refuser_si(_suite_impossible(objectif, EN_COURS))
    appliquer(objectif, {"statut": EN_COURS, "date_fin": None, "motif": ""}).save()


def objectif_de(objectif: Objectif) -> dict:
    """An objectif as its form says it."""
    return {nom: getattr(objectif, nom) for nom in OBJECTIF}


@transaction.atomic
def ajouter_immersion(*, participant: Participant, valeurs: dict, par, uuid: UUID | None = None) -> None:
    """Note a time of work elsewhere, planned or done; `valeurs` by IMMERSION.

    Sent twice under one `uuid`, it is noted once. Refuses (SaisieRefusee) days in disorder, and what deja_note refuses.
    """
    actuel = verrouiller(participant)
    if deja_note(Immersion, uuid, valeurs):
        return
    refuser_si(_jours_en_desordre(valeurs))
    Immersion.objects.create(uuid=uuid or uuid4(), participant=actuel, par=par, **valeurs)


@transaction.atomic
def corriger_immersion(*, immersion: Immersion, valeurs: dict, version: str) -> None:
    """Correct an immersion, say how it went.

    Refuses (SaisieRefusee) days in disorder, and (ModifieDepuis) to write over a correction made since `version` was
    shown.
    """
    verrouiller(immersion.participant)
    immersion.refresh_from_db()
    verifier(version=version, actuelles=immersion_de(immersion), saisies=valeurs)
    refuser_si(_jours_en_desordre(valeurs))
    appliquer(immersion, valeurs).save()


def immersion_de(immersion: Immersion) -> dict:
    """An immersion as its form says it."""
    return {nom: getattr(immersion, nom) for nom in IMMERSION}


def deja_note(modele: type[Model], uuid: UUID | None, valeurs: Mapping[str, object]) -> bool:
    """Whether the form that bears this identifier was already written: it is being sent a second time.

    Refuses (SaisieRefusee) other values than those written: they would be lost in silence.
    """
    notee = modele.objects.filter(uuid=uuid).first() if uuid else None
    if notee and any(getattr(notee, nom) != valeur for nom, valeur in valeurs.items()):
        raison = "cette page est déjà enregistrée, avec d’autres réponses : ouvrez ce qui est noté pour le corriger"
        refuser_si([Anomalie(0, "", "deja_note", raison)])
    return notee is not None


def _relire(objectif: Objectif) -> None:
    """The objectif as it is now, under the lock of the person's file."""
    verrouiller(objectif.parcours.participant)
    objectif.refresh_from_db(from_queryset=Objectif.objects.select_related("thematique", "parcours__participant"))


def _jour_futur(jour: dt.date, aujourdhui: dt.date) -> Iterable[Anomalie]:
    if jour > aujourdhui:
        yield Anomalie(0, "date", "objectif_futur", "ce jour est à venir, corrigez la date")


def _hors_de(parcours: Parcours, jour: dt.date) -> Iterable[Anomalie]:
    if not parcours.couvre(jour):
        raison = f"ce jour est hors du parcours, commencé le {parcours.date_entree:%d/%m/%Y}"
        if parcours.date_sortie:
            raison += f" et fini le {parcours.date_sortie:%d/%m/%Y}"
        yield Anomalie(0, "date", "hors_parcours", raison)


def _sejour_du(participant: Participant, jour: dt.date) -> Parcours:
    """The stay open on that day; refused (SaisieRefusee) when there is none."""
    sejours = list(participant.parcours.all())
    du_jour = next((sejour for sejour in sejours if sejour.couvre(jour)), None)
    if du_jour is None:
        raison = "la personne n’est pas en parcours ce jour-là, choisissez un jour de son parcours"
        if not sejours:
            raison = "la personne n’est pas encore entrée : notez d’abord son entrée"
        refuser_si([Anomalie(0, "date", "hors_parcours", raison)])
    return du_jour


def _suite_impossible(objectif: Objectif, statut: str) -> Iterable[Anomalie]:
    if statut not in SUITES[objectif.statut]:
        raison = f"cet objectif est déjà {objectif.get_statut_display()}, ouvrez de nouveau la page"
        yield Anomalie(0, "", "suite_impossible", raison)


def _fin_impossible(objectif, statut, date_fin, motif, aujourdhui) -> Iterable[Anomalie]:
    if date_fin > aujourdhui:
        yield Anomalie(0, "date_fin", "fin_future", "ce jour est à venir, corrigez la date")
    if date_fin < objectif.date:
        raison = f"cet objectif a été décidé le {objectif.date:%d/%m/%Y}, choisissez un jour à partir de là"
        yield Anomalie(0, "date_fin", "fin_avant_debut", raison)
    if statut == ABANDONNE and not motif:
        yield Anomalie(0, "motif", "motif_manquant", "dites en quelques mots pourquoi l’objectif est abandonné")


def _jours_en_desordre(valeurs: dict) -> Iterable[Anomalie]:
    if valeurs["fin"] < valeurs["debut"]:
        yield Anomalie(0, "fin", "fin_avant_debut", "la fin précède le début, corrigez l’une des deux dates")
