"""What the home page says of sessions: today's roll calls, and the past ones that nobody filled."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone

from ateliers.choix import DemiJournee, StatutSeance
from ateliers.horaires import MATIN, demi_journee, demi_journee_de
from ateliers.models import Seance
from comptes.choix import Role
from comptes.droits import Action, peut
from jardins.accueil import ETROITE, LARGE, Carte, Geste, Tuile

MONTREES = 5
DE = {MATIN: "de ce matin", DemiJournee.APRES_MIDI: "de cet après-midi"}


def seances_a_l_accueil(utilisateur, jour: dt.date) -> Iterator[Geste | Tuile | Carte]:
    """For the encadrant, the day's roll calls; for whoever fills them, the past sessions that wait. Two queries."""
    if not peut(utilisateur, Action.PRESENCE_SAISIR):
        return
    if utilisateur.role == Role.ENCADRANT:
        yield from _du_jour(jour)
    attendent = _a_completer(jour)
    combien = attendent[0].combien if attendent else 0
    liste = reverse("ateliers:seance_lister") + "?onglet=a-completer"
    if utilisateur.role == Role.ENCADRANT:
        libelle = "séances à compléter" if combien > 1 else "séance à compléter"
        yield Tuile(
            combien, libelle, "passées, sans présences", liste, "clipboard-list", "ambre" if combien else "feuille"
        )
    if attendent:
        contexte = {"seances": attendent, "combien": combien, "liste": liste}
        place = LARGE if utilisateur.role == Role.ENCADRANT else ETROITE
        yield Carte("ateliers/_accueil_a_completer.html", contexte, place)


def _du_jour(jour: dt.date) -> Iterator[Geste | Tuile | Carte]:
    """The roll call of this half-day, and every session of the day with how many are noted."""
    _, demi = demi_journee_de(timezone.now())
    adresse = reverse("ateliers:presence_saisir", args=[jour.isoformat(), demi.value])
    yield Geste(f"Noter les présences {DE[demi]}", adresse, "user-check")
    seances = Seance.objects.filter(date=jour).select_related("atelier", "site").annotate(notees=Count("presences"))
    lignes = [{"seance": s, "demi": demi_journee(s.debut).value} for s in seances.order_by("debut", "site__ordre")]
    tenues = sum(ligne["seance"].statut != StatutSeance.ANNULEE for ligne in lignes)
    libelle = "séances aujourd’hui" if tenues > 1 else "séance aujourd’hui"
    yield Tuile(tenues, libelle, "", reverse("ateliers:seance_lister"), "calendar-event", "ciel")
    yield Carte("ateliers/_accueil_jour.html", {"lignes": lignes, "jour": jour})


def _a_completer(jour: dt.date) -> list[Seance]:
    """The latest that wait, each with its `demi` and how many wait in all (`combien`)."""
    attendent = Seance.objects.a_completer(jour).select_related("atelier", "site")
    seances = list(attendent.annotate(combien=Window(Count("pk"))).order_by("-date", "-debut", "-pk")[:MONTREES])
    for seance in seances:
        seance.demi = demi_journee(seance.debut).value
    return seances
