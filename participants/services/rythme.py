"""What changes the monthly rhythm besides interviews: suspensions of a stay, reminders put off."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from participants.models import Parcours, Participant, Report, Suspension
from participants.services.verrou import verrouiller
from socle.conflits import verifier
from socle.ecriture import appliquer
from socle.erreurs import Anomalie, refuser_si
from socle.periodes import en_lettres

A_L_AVANCE = 60  # days before its first day a suspension may be noted; further is a slip of the keyboard
DUREE_MAX = 366  # days of a suspension that has an end; past that, a stay ends and another one begins
REPORT_MAX = 60  # days a reminder may be put off: two interviews missed, never three
CHAMPS = ("debut", "fin", "motif")


@transaction.atomic
def noter_suspension(*, participant: Participant, valeurs: dict, par, aujourdhui: dt.date) -> Suspension:
    """Suspend the last stay of the person, and give the suspension back; the very same one is written once.

    `valeurs` holds CHAMPS, `fin` None when nobody knows it. Refuses (SaisieRefusee) who never entered, days outside
    the stay, a beginning more than A_L_AVANCE days ahead, an end before the beginning or more than DUREE_MAX days
    after, days that another suspension of the stay has, and no end for a stay that has one.
    """
    verrouiller(participant)
    parcours = participant.parcours.order_by("date_entree").last()
    if parcours is None:
        refuser_si([Anomalie(0, "", "sans_parcours", "la personne n’est pas encore entrée : notez d’abord son entrée")])
    if deja := parcours.suspensions.filter(**valeurs).first():
        return deja
    refuser_si(_anomalies(parcours, valeurs, aujourdhui))
    return Suspension.objects.create(parcours=parcours, par=par, **valeurs)


@transaction.atomic
def corriger_suspension(*, suspension: Suspension, valeurs: dict, version: str, aujourdhui: dt.date) -> None:
    """Give a suspension its end, or correct it. Refuses what noter_suspension refuses, for the stay it is of.

    Refuses (ModifieDepuis) to write over a correction made since `version` was shown.
    """
    actuelle = _relue(suspension)
    verifier(version=version, actuelles=suspension_de(actuelle), saisies=valeurs)
    refuser_si(_anomalies(actuelle.parcours, valeurs, aujourdhui, sauf=actuelle))
    appliquer(actuelle, valeurs).save(update_fields=CHAMPS)


@transaction.atomic
def supprimer_suspension(*, suspension: Suspension) -> None:
    """Delete a suspension noted by mistake; twice is once."""
    verrouiller(suspension.parcours.participant)
    Suspension.objects.filter(pk=suspension.pk).delete()


def suspension_de(suspension: Suspension) -> dict:
    """A suspension as its form says it: what its version is made from."""
    return {nom: getattr(suspension, nom) for nom in CHAMPS}


@transaction.atomic
def reporter_entretien(*, participant: Participant, jusqu_au: dt.date, raison: str, par, aujourdhui: dt.date) -> Report:
    """Put off the reminder of the next interview until that day included, and give the report back.

    The last one decided is the one that counts, so that a shorter one may replace a longer; the very same one is
    written once. Refuses (SaisieRefusee) who has no open stay, a day that is not after today or more than REPORT_MAX
    days away, and no reason.
    """
    verrouiller(participant)
    parcours = _ouvert(participant, aujourdhui)
    refuser_si(_report_impossible(parcours, jusqu_au, raison, aujourdhui))
    dernier = parcours.reports.order_by("date", "pk").last()
    valeurs = {"date": aujourdhui, "jusqu_au": jusqu_au, "raison": raison.strip()}
    if dernier and {nom: getattr(dernier, nom) for nom in valeurs} == valeurs:
        return dernier
    return Report.objects.create(parcours=parcours, par=par, **valeurs)


def _relue(suspension: Suspension) -> Suspension:
    """The suspension as it is now, its person locked. Refuses (SaisieRefusee) one deleted meanwhile."""
    verrouiller(suspension.parcours.participant)
    actuelle = Suspension.objects.select_related("parcours__participant").filter(pk=suspension.pk).first()
    if actuelle is None:
        refuser_si([Anomalie(0, "", "suspension_absente", "cette suspension vient d’être supprimée")])
    return actuelle


def _ouvert(participant: Participant, aujourdhui: dt.date) -> Parcours | None:
    ouverts = Q(date_sortie=None) | Q(date_sortie__gt=aujourdhui)
    return participant.parcours.filter(ouverts, date_entree__lte=aujourdhui).first()


def _anomalies(
    parcours: Parcours, valeurs: dict, aujourdhui: dt.date, sauf: Suspension | None = None
) -> Iterable[Anomalie]:
    debut, fin = valeurs["debut"], valeurs["fin"]
    if fin and fin < debut:
        raison = f"la suspension commence le {en_lettres(debut)} : sa fin ne peut pas précéder ce jour"
        yield Anomalie(0, "fin", "fin_avant_debut", raison)
        return
    yield from _trop_loin(debut, fin, aujourdhui)
    yield from _hors_du_parcours(parcours, debut, fin)
    yield from _deja_suspendu(parcours, debut, fin, sauf)


def _trop_loin(debut: dt.date, fin: dt.date | None, aujourdhui: dt.date) -> Iterable[Anomalie]:
    if (debut - aujourdhui).days > A_L_AVANCE:
        raison = f"ce jour est dans plus de {A_L_AVANCE} jours : vérifiez la date, ou notez la suspension plus tard"
        yield Anomalie(0, "debut", "trop_tot", raison)
    if fin and (fin - debut).days > DUREE_MAX:
        raison = "cette suspension dure plus d’un an : vérifiez la date, ou notez plutôt la sortie"
        yield Anomalie(0, "fin", "trop_longue", raison)


def _hors_du_parcours(parcours: Parcours, debut: dt.date, fin: dt.date | None) -> Iterable[Anomalie]:
    entree, sortie = parcours.date_entree, parcours.date_sortie
    if debut < entree:
        raison = f"le parcours commence le {en_lettres(entree)} : choisissez ce jour ou un jour suivant"
        yield Anomalie(0, "debut", "avant_entree", raison)
    elif sortie and debut > sortie:
        raison = f"le parcours a pris fin le {en_lettres(sortie)} : choisissez un jour qui ne le dépasse pas"
        yield Anomalie(0, "debut", "apres_sortie", raison)
    elif sortie and (fin is None or fin > sortie):
        raison = f"le parcours a pris fin le {en_lettres(sortie)} : donnez une fin, ce jour-là au plus tard"
        yield Anomalie(0, "fin", "apres_sortie", raison)


def _deja_suspendu(
    parcours: Parcours, debut: dt.date, fin: dt.date | None, sauf: Suspension | None
) -> Iterable[Anomalie]:
    autres = parcours.suspensions.filter(Q(fin=None) | Q(fin__gte=debut)).exclude(pk=sauf.pk if sauf else None)
    for autre in autres.filter(debut__lte=fin) if fin else autres:
        raison = f"le suivi est déjà suspendu {dire_les_jours(autre)} : corrigez cette suspension, ou vos dates"
        yield Anomalie(0, "debut", "deja_suspendu", raison)


def dire_les_jours(suspension: Suspension) -> str:
    """« du 1er mars 2026 au 12 mars 2026 », « depuis le 1er mars 2026 »."""
    if suspension.fin is None:
        return f"depuis le {en_lettres(suspension.debut)}"
    return f"du {en_lettres(suspension.debut)} au {en_lettres(suspension.fin)}"


def _report_impossible(
    parcours: Parcours | None, jusqu_au: dt.date, raison: str, aujourdhui: dt.date
) -> Iterable[Anomalie]:
    if parcours is None:
        dite = "la personne n’a pas de parcours ouvert : il n’y a pas d’entretien à reporter"
        yield Anomalie(0, "", "sans_parcours", dite)
    if jusqu_au <= aujourdhui:
        yield Anomalie(0, "jusqu_au", "report_passe", "choisissez un jour à venir")
    elif (jusqu_au - aujourdhui).days > REPORT_MAX:
        dite = f"un entretien se reporte de {REPORT_MAX} jours au plus ; au-delà, suspendez plutôt le suivi"
        yield Anomalie(0, "jusqu_au", "report_trop_long", dite)
    if not raison.strip():
        yield Anomalie(0, "raison", "report_sans_raison", "dites en quelques mots pourquoi l’entretien est reporté")
