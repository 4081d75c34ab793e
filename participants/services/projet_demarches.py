"""Démarches at the desk: noted, corrected, ticked with one click, given back within a moment.

All of it is written by enregistrer_demarches.
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.core import signing
from django.db import transaction

from participants.choix import ReponsePartenaire, StatutDemarche
from participants.models import Demarche, Participant
from participants.models.projet import CLOS
from participants.services.contacts import partenaire_nomme
from participants.services.demarches import SaisieDemarche, enregistrer_demarches, reference_de_demarche
from participants.services.projet import deja_note
from participants.services.verrou import verrouiller
from socle.conflits import empreinte, verifier
from socle.erreurs import Anomalie, refuser_si
from socle.periodes import PARIS

DEMARCHE = (
    "thematique",
    "objectif",
    "intitule",
    "qui",
    "echeance",
    "partenaire",
    "reponse",
    "reponse_le",
    "statut",
    "date_debut",
    "date_fin",
    "motif",
    "resultat",
    "contrat",
    "employeur",
    "contrat_mois",
    "heures_hebdo",
    "precisions",
)
CONTRAT = ("employeur", "contrat_mois", "heures_hebdo")  # what is only said of a contract
COCHES = ("statut", "date_debut", "date_fin")  # what ticking writes, and undoing gives back
PREVUE, EN_COURS, ABOUTIE, ABANDONNEE = StatutDemarche
# The life of a démarche: what it may become. A closed one that was closed by mistake goes on.
SUITES = {
    PREVUE: (EN_COURS, ABOUTIE, ABANDONNEE),
    EN_COURS: (PREVUE, ABOUTIE, ABANDONNEE),
    ABOUTIE: (EN_COURS, ABANDONNEE),
    ABANDONNEE: (EN_COURS, ABOUTIE),
}
DATEES = (ReponsePartenaire.ACCEPTEE, ReponsePartenaire.REFUSEE)  # the answers that came on a day
DELAI = dt.timedelta(seconds=10)  # how long a page offers to undo
# A page holds its offer while somebody is on it, with the pointer or the keyboard; its own limit is below this one.
TOLERANCE = dt.timedelta(seconds=110)
SEL = "participants.demarches.cocher"


@transaction.atomic
def ajouter_demarche(
    *, participant: Participant, valeurs: dict, par, le: dt.datetime, uuid: UUID | None = None
) -> None:
    """Note a démarche under the next reference of the year; `valeurs` by DEMARCHE, the partner by its name.

    Sent twice under one `uuid`, it is noted once. Refuses (SaisieRefusee) what deja_note and enregistrer_demarches
    refuse, days to come for what has happened, an objectif of somebody else, giving up without a motive, and what does
    not go with the status: an end, a motive, the facts of a contract.
    """
    actuel = verrouiller(participant)
    champs = _nommes(valeurs) | {"participant": actuel}
    if deja_note(Demarche, uuid, champs):
        return
    jour = le.astimezone(PARIS).date()
    refuser_si(_anomalies(actuel, valeurs, None, jour))
    saisie = SaisieDemarche(reference_de_demarche(jour.year), champs, uuid)
    enregistrer_demarches(saisies=[saisie], par=par, le=le)


@transaction.atomic
def corriger_demarche(*, demarche: Demarche, valeurs: dict, version: str, le: dt.datetime) -> None:
    """Correct a démarche, say where it stands, what the partner answered, what came of it.

    Refuses (SaisieRefusee) what ajouter_demarche refuses and a closed one that would be only planned, and
    (ModifieDepuis) to write over a correction made since `version` was shown.
    """
    _relire(demarche)
    verifier(version=version, actuelles=demarche_de(demarche), saisies=valeurs)
    refuser_si(_anomalies(demarche.participant, valeurs, demarche, le.astimezone(PARIS).date()))
    _ecrire(demarche, _nommes(valeurs), le)


@transaction.atomic
def cocher_demarche(*, demarche: Demarche, le: dt.datetime) -> str:
    """Say that an open démarche succeeded today, and give what decocher_demarche needs to take it back.

    One that was planned for later is said to have begun today. Refuses (SaisieRefusee) one that is closed already.
    """
    _relire(demarche)
    if demarche.est_close:
        raison = f"cette démarche est déjà {demarche.get_statut_display()}, depuis le {demarche.date_fin:%d/%m/%Y}"
        refuser_si([Anomalie(0, "", "deja_close", raison)])
    jour = le.astimezone(PARIS).date()
    avant = {nom: getattr(demarche, nom) for nom in COCHES}
    faite = {"statut": ABOUTIE, "date_debut": min(demarche.date_debut, jour), "date_fin": jour}
    _ecrire(demarche, faite, le)
    _relire(demarche)
    return _signer(demarche, avant, le)


@transaction.atomic
def decocher_demarche(*, demarche: Demarche, jeton: str, le: dt.datetime) -> None:
    """Give back to a démarche what it was before it was ticked; done twice, it is done once.

    Refuses (SaisieRefusee) once DELAI and TOLERANCE have passed, when the démarche has been changed since, and a
    `jeton` that cocher_demarche did not give for it.
    """
    avant, apres, coche_le = _lire(demarche, jeton)
    _relire(demarche)
    if all(getattr(demarche, nom) == valeur for nom, valeur in avant.items()):
        return
    if le - coche_le > DELAI + TOLERANCE:
        _refuser_l_annulation("le délai pour annuler est passé")
    if empreinte(demarche_de(demarche)) != apres:
        _refuser_l_annulation("cette démarche a été modifiée entre-temps")
    _ecrire(demarche, avant, le)
    _relire(demarche)


def demarche_de(demarche: Demarche) -> dict:
    """A démarche as its form says it: the partner by name."""
    lus = {nom: getattr(demarche, nom) for nom in DEMARCHE}
    return lus | {"partenaire": demarche.partenaire.nom if demarche.partenaire else ""}


def _relire(demarche: Demarche) -> None:
    """The démarche as it is now, under the lock of the person's file."""
    verrouiller(demarche.participant)
    relations = ("participant", "thematique", "objectif", "partenaire", "contrat")
    demarche.refresh_from_db(from_queryset=Demarche.objects.select_related(*relations))


def _ecrire(demarche: Demarche, champs: dict, le: dt.datetime) -> None:
    enregistrer_demarches(saisies=[SaisieDemarche(demarche.reference, champs)], par=None, le=le)


def _nommes(valeurs: dict) -> dict:
    return valeurs | {"partenaire": partenaire_nomme(valeurs["partenaire"])}


def _signer(demarche: Demarche, avant: dict, le: dt.datetime) -> str:
    """What was before, and a digest of what is now: no word of the démarche."""
    dit = {nom: str(valeur or "") for nom, valeur in avant.items()}
    return signing.dumps([demarche.uuid.hex, dit, empreinte(demarche_de(demarche)), le.timestamp()], salt=SEL)


def _lire(demarche: Demarche, jeton: str) -> tuple[dict, str, dt.datetime]:
    try:
        identifiant, dit, apres, instant = signing.loads(jeton, salt=SEL)
    except signing.BadSignature:
        identifiant = ""
    if identifiant != demarche.uuid.hex:
        _refuser_l_annulation("ce bouton n’est plus valable")
    jours = {nom: dt.date.fromisoformat(dit[nom]) if dit[nom] else None for nom in ("date_debut", "date_fin")}
    return {"statut": dit["statut"], **jours}, apres, dt.datetime.fromtimestamp(instant, tz=dt.UTC)


def _refuser_l_annulation(raison: str) -> None:
    refuser_si([Anomalie(0, "", "trop_tard", f"{raison} : ouvrez la démarche pour la corriger")])


def _anomalies(participant: Participant, valeurs: dict, connue: Demarche | None, jour: dt.date) -> Iterable[Anomalie]:
    """What cannot be said of this démarche on that day, besides what enregistrer_demarches refuses."""
    statut, objectif = valeurs["statut"], valeurs["objectif"]
    if connue and statut != connue.statut and statut not in SUITES[connue.statut]:
        raison = f"une démarche {connue.get_statut_display()} ne redevient pas prévue : dites-la en cours"
        yield Anomalie(0, "statut", "suite_impossible", raison)
    if objectif and objectif.parcours.participant_id != participant.pk:
        yield Anomalie(0, "objectif", "objectif_d_autrui", "cet objectif est celui d’une autre personne")
    if statut != PREVUE and valeurs["date_debut"] > jour:
        raison = "ce jour est à venir : corrigez-le, ou choisissez « prévue »"
        yield Anomalie(0, "date_debut", "debut_futur", raison)
    yield from _fin_impossible(valeurs, connue, jour)
    yield from _reponse_impossible(valeurs, jour)
    if not valeurs["contrat"] and any(valeurs[nom] for nom in CONTRAT):
        raison = "choisissez le type de contrat, ou effacez l’employeur, la durée et les heures"
        yield Anomalie(0, "contrat", "contrat_sans_type", raison)


def _fin_impossible(valeurs: dict, connue: Demarche | None, jour: dt.date) -> Iterable[Anomalie]:
    statut, fin, motif = valeurs["statut"], valeurs["date_fin"], valeurs["motif"]
    if fin and statut not in CLOS:
        raison = f"une démarche {StatutDemarche(statut).label} n’est pas finie : effacez ce jour, ou changez le statut"
        yield Anomalie(0, "date_fin", "fin_en_trop", raison)
    elif fin and fin > jour:
        yield Anomalie(0, "date_fin", "fin_future", "ce jour est à venir, corrigez la date")
    deja = connue is not None and connue.statut == ABANDONNEE  # an imported one may have no motive
    if statut == ABANDONNEE and not motif and not deja:
        raison = "dites en quelques mots pourquoi la démarche est abandonnée"
        yield Anomalie(0, "motif", "motif_manquant", raison)
    if motif and statut != ABANDONNEE:
        raison = "ce motif est celui d’un abandon : effacez-le, ou choisissez « abandonnée »"
        yield Anomalie(0, "motif", "motif_en_trop", raison)


def _reponse_impossible(valeurs: dict, jour: dt.date) -> Iterable[Anomalie]:
    reponse, recue = valeurs["reponse"], valeurs["reponse_le"]
    if recue and reponse not in DATEES:
        raison = "choisissez ce que le partenaire a répondu ce jour-là, ou effacez le jour"
        yield Anomalie(0, "reponse", "reponse_manquante", raison)
    elif recue and recue > jour:
        yield Anomalie(0, "reponse_le", "reponse_future", "ce jour est à venir, corrigez la date")
