"""Sessions in the search: by theme, workshop, number, or a date such as 12/03."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse

from ateliers.models import Seance
from comptes.droits import Action, peut
from jardins.recherche import Groupe, Resultat


def seances(utilisateur, mots: Sequence[str], limite: int) -> Groupe:
    """The latest sessions where each word begins one of theirs, or all of them on the day the words name."""
    if not peut(utilisateur, Action.SEANCE_LISTER):
        return Groupe("Séances", [])
    trouvees = Seance.objects.visibles_par(utilisateur).filter(_du_jour(mots) | _des_mots(mots))
    lignes = trouvees.select_related("atelier", "site").order_by("-date", "-debut", "-pk")[:limite]
    return Groupe("Séances", [_resultat(seance) for seance in lignes])


def _des_mots(mots: Sequence[str]) -> Q:
    """Each word, at the beginning of a word of the number, the theme or the workshop."""
    condition = Q()
    for mot in mots:
        debut = Q(cle__startswith=mot) | Q(atelier__cle__startswith=mot)
        condition &= debut | Q(cle__contains=f" {mot}") | Q(atelier__cle__contains=f" {mot}")
    return condition


def _du_jour(mots: Sequence[str]) -> Q:
    """The day that two or three numbers name, of any year when the year is not said; nothing otherwise."""
    rien = Q(pk__in=())
    if len(mots) not in (2, 3) or not all(mot.isascii() and mot.isdigit() and len(mot) <= 4 for mot in mots):
        return rien
    jour, mois, *an = map(int, mots)
    try:
        dt.date(an[0] + 2000 * (an[0] < 100) if an else 2000, mois, jour)
    except ValueError:
        return rien
    annee = Q(date__year=an[0] + 2000 * (an[0] < 100)) if an else Q()
    return Q(date__day=jour, date__month=mois) & annee


def _resultat(seance: Seance) -> Resultat:
    heures = f"{seance.debut:%H:%M} à {seance.fin:%H:%M}"
    precision = f"{seance.site}, {heures}, {seance.get_statut_display()}"
    if seance.theme:
        precision += f" · {seance.theme}"
    return Resultat(str(seance), reverse("ateliers:seance_voir", args=[seance.uuid]), precision)
