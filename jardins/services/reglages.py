"""Dating a new value of a setting, correcting one, and taking back one that is still to come."""

import datetime as dt
from itertools import groupby

from django.db import transaction

from jardins.reglages import REGLAGES, Reglage
from socle.apps import DEPUIS_LE_DEBUT
from socle.erreurs import Anomalie, SaisieRefusee
from socle.models import ParametreDate
from socle.periodes import en_lettres

A_L_AVANCE = 5 * 366  # days: further is a slip of the keyboard
# Two delays of which the second must be the longer, and what would be wrong.
SUITES = {
    (ParametreDate.JOURS_SANS_VENUE, ParametreDate.JOURS_DORMANT): (
        "un parcours serait dormant après {long} jours, alors que l’alerte « pas venu depuis » vient à {court} jours :"
    ),
    (ParametreDate.ENTRETIEN_A_PREVOIR, ParametreDate.ENTRETIEN_EN_RETARD): (
        "un entretien serait en retard après {long} jours, alors qu’il n’est à prévoir qu’à {court} jours :"
    ),
}


@transaction.atomic
def dater_valeur(*, nom: str, depuis: dt.date, valeur: int, aujourdhui: dt.date) -> ParametreDate:
    """Give the setting this value from that day on; a value already dated that day is corrected.

    Refuses (SaisieRefusee) a value out of the setting's bounds, a day before the action began or more than five
    years ahead, and two delays that do not follow each other (SUITES).
    """
    reglage = REGLAGES[nom]
    _verifier_bornes(reglage, valeur)
    _verifier_jour(depuis, aujourdhui)
    _verrouiller()
    datee, _ = ParametreDate.objects.update_or_create(nom=nom, depuis=depuis, defaults={"valeur": valeur})
    _verifier_ordre()
    return datee


@transaction.atomic
def retirer_valeur(*, nom: str, depuis: dt.date, aujourdhui: dt.date) -> None:
    """Take back a value that has not begun; refuses (SaisieRefusee) one in force or past, or that is not there."""
    if depuis <= aujourdhui:
        _refuser("depuis", "commencee", "Cette valeur a déjà servi : donnez-en une nouvelle plutôt que de l’effacer.")
    _verrouiller()
    effacees, _ = ParametreDate.objects.filter(nom=nom, depuis=depuis).delete()
    if not effacees:
        _refuser("depuis", "absente", "Cette valeur n’est plus là : quelqu’un l’a déjà retirée.")
    _verifier_ordre()


def _verifier_bornes(reglage: Reglage, valeur: int) -> None:
    if not reglage.minimum <= valeur <= reglage.maximum:
        _refuser("valeur", "hors_bornes", f"Cette valeur doit être comprise {reglage.bornes}.")


def _verifier_jour(depuis: dt.date, aujourdhui: dt.date) -> None:
    if depuis < DEPUIS_LE_DEBUT:
        _refuser("depuis", "trop_tot", f"L’action commence le {en_lettres(DEPUIS_LE_DEBUT)} : datez après.")
    if depuis > aujourdhui + dt.timedelta(days=A_L_AVANCE):
        _refuser("depuis", "trop_tard", "Cette date est à plus de cinq ans : vérifiez l’année.")


def _verrouiller() -> None:
    list(ParametreDate.objects.filter(nom__in=REGLAGES).select_for_update())


def _verifier_ordre() -> None:
    """Whatever the day, a stay sleeps later than its first alert, an interview is late later than to plan."""
    en_vigueur: dict[str, int] = {}
    datees = ParametreDate.objects.filter(nom__in={nom for suite in SUITES for nom in suite}).order_by("depuis")
    for jour, du_jour in groupby(datees, key=lambda datee: datee.depuis):
        en_vigueur |= {datee.nom: datee.valeur for datee in du_jour}
        for (avant, apres), phrase in SUITES.items():
            court, long = en_vigueur.get(avant), en_vigueur.get(apres)
            if court and long and long <= court:
                raison = f"{phrase.format(court=court, long=long)} le premier nombre doit dépasser le second."
                _refuser("valeur", "ordre", f"Le {en_lettres(jour)}, {raison}")


def _refuser(champ: str, code: str, raison: str) -> None:
    raise SaisieRefusee([Anomalie(0, champ, code, raison)])
