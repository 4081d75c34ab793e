"""Appointments: taken, moved, cancelled, concluded. The only writer of RendezVous at the desk."""

import datetime as dt

from django.db import transaction

from participants.choix import StatutRendezVous
from participants.models import Participant, RendezVous
from participants.services.verrou import verrouiller
from socle.conflits import verifier
from socle.ecriture import appliquer
from socle.erreurs import Anomalie, refuser_si
from socle.templatetags.typographie import heure as dire_l_heure

PREVU, TENU, MANQUE, ANNULE = StatutRendezVous

# What may become of an appointment. One noted as missed by mistake is planned again, or was held after all; a person
# who missed one is given another, which is a row of its own: the missed one stays in the history.
SUITES = {PREVU: {TENU, MANQUE, ANNULE}, MANQUE: {PREVU, TENU}, TENU: set(), ANNULE: set()}


@transaction.atomic
def prendre_rendezvous(
    *,
    participant: Participant,
    date: dt.date,
    heure: dt.time | None,
    lieu: str,
    avec,
    le: dt.datetime,
    aujourdhui: dt.date,
) -> RendezVous:
    """Plan an appointment, and give it back; the very same one already planned is given as it is, so that a form
    sent twice writes one.

    Refuses (SaisieRefusee) a day that has passed, and a second appointment of the person that day.
    """
    verrouiller(participant)
    valeurs = {"date": date, "heure": heure, "lieu": lieu, "avec": avec}
    deja = _prevu_ce_jour(participant, date)
    if deja and _valeurs(deja) == valeurs:
        return deja
    refuser_si([*_jour_passe(date, aujourdhui), *_un_autre(deja)])
    return RendezVous.objects.create(participant=participant, cree_le=le, **valeurs)


@transaction.atomic
def deplacer_rendezvous(
    *, rendezvous: RendezVous, date: dt.date, heure: dt.time | None, lieu: str, avec, version: str, aujourdhui: dt.date
) -> RendezVous:
    """Change the day, hour, place or agent of a planned appointment, and give it back.

    Refuses (SaisieRefusee) one that is no longer planned, a day that has passed and another appointment of the person
    that day; (ModifieDepuis) to write over a change made since `version` was shown.
    """
    actuel = _relu(rendezvous)
    refuser_si(_plus_prevu(actuel))
    valeurs = {"date": date, "heure": heure, "lieu": lieu, "avec": avec}
    verifier(version=version, actuelles=_valeurs(actuel), saisies=valeurs)
    deja = _prevu_ce_jour(actuel.participant, date)
    refuser_si([*_jour_passe(date, aujourdhui), *_un_autre(deja if deja != actuel else None)])
    appliquer(actuel, valeurs).save()
    return actuel


@transaction.atomic
def annuler_rendezvous(*, rendezvous: RendezVous) -> None:
    """Cancel a planned appointment; once cancelled it stays so, without a word. Refuses one held or missed."""
    _devenir(_relu(rendezvous), ANNULE)


@transaction.atomic
def conclure_rendezvous(*, rendezvous: RendezVous, statut: StatutRendezVous, aujourdhui: dt.date) -> None:
    """Say whether it was held (TENU) or missed (MANQUE); saying it twice changes nothing.

    Refuses (SaisieRefusee) an appointment to come, and one that was cancelled or, for a missed one, held.
    """
    actuel = _relu(rendezvous)
    if actuel.date > aujourdhui:
        refuser_si([Anomalie(0, "", "rendezvous_futur", "ce rendez-vous n’a pas encore eu lieu")])
    _devenir(actuel, statut)


@transaction.atomic
def replanifier_rendezvous(*, rendezvous: RendezVous) -> None:
    """Take back « manqué », noted by mistake: it is planned, as before.

    Refuses (SaisieRefusee) one held or cancelled, and one whose day has meanwhile another planned appointment.
    """
    actuel = _relu(rendezvous)
    if actuel.statut != PREVU:
        refuser_si(_un_autre(_prevu_ce_jour(actuel.participant, actuel.date)))
    _devenir(actuel, PREVU)


def valeurs_de(rendezvous: RendezVous) -> dict:
    """An appointment as its form says it: what its version is made from."""
    return _valeurs(rendezvous)


def _valeurs(rendezvous: RendezVous) -> dict:
    return {nom: getattr(rendezvous, nom) for nom in ("date", "heure", "lieu", "avec")}


def _relu(rendezvous: RendezVous) -> RendezVous:
    """The appointment as it is now, its person locked."""
    verrouiller(rendezvous.participant)
    return RendezVous.objects.select_related("participant", "avec").get(pk=rendezvous.pk)


def _devenir(rendezvous: RendezVous, statut: StatutRendezVous) -> None:
    if rendezvous.statut == statut:
        return
    if statut not in SUITES[StatutRendezVous(rendezvous.statut)]:
        raison = f"ce rendez-vous est déjà {rendezvous.get_statut_display()} : il ne peut plus changer"
        refuser_si([Anomalie(0, "", "rendezvous_fini", raison)])
    rendezvous.statut = statut
    rendezvous.save(update_fields=["statut"])


def _prevu_ce_jour(participant: Participant, date: dt.date) -> RendezVous | None:
    prevus = RendezVous.objects.filter(participant=participant, date=date, statut=PREVU)
    return prevus.select_related("avec").first()


def _jour_passe(date: dt.date, aujourdhui: dt.date):
    if date < aujourdhui:
        raison = "ce jour est passé : choisissez un jour à venir, ou notez l’entretien s’il a eu lieu"
        yield Anomalie(0, "date", "rendezvous_passe", raison)


def _un_autre(deja: RendezVous | None):
    if deja:
        quand = f" à {dire_l_heure(deja.heure)}" if deja.heure else ""
        raison = f"la personne a déjà un rendez-vous ce jour-là{quand} : déplacez-le, ou choisissez un autre jour"
        yield Anomalie(0, "date", "rendezvous_double", raison)


def _plus_prevu(rendezvous: RendezVous):
    if rendezvous.statut != PREVU:
        raison = f"ce rendez-vous est {rendezvous.get_statut_display()} : prenez-en plutôt un autre"
        yield Anomalie(0, "", "rendezvous_fini", raison)
