"""What the bilans bring to a home page: the year so far, and the two bilans asked for most."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import CharField, Count, Sum, Value
from django.urls import reverse

from ateliers.models import Presence, Seance
from comptes.droits import Action, peut
from jardins.accueil import Geste, Tuile
from participants.models import Parcours
from socle.models import ParametreDate
from socle.periodes import Periode, annee, mois
from socle.templatetags.typographie import unite


def cartes(utilisateur, jour: dt.date) -> Iterator[Geste | Tuile]:
    """For who prints bilans: their buttons, then people, workshops and hours since January. Two queries."""
    if not peut(utilisateur, Action.BILAN_IMPRIMER):
        return
    an, ce_mois = annee(jour.year), mois(jour.year, jour.month)
    yield Geste("Bilan annuel", _adresse(an), "chart-bar")
    yield Geste("Bilan du mois", _adresse(ce_mois), "printer")
    objectifs = ParametreDate.objects.tous_en_vigueur(an.fin)  # those that the bilan of the year will print
    yield from _tuiles(Periode(an.debut, jour), objectifs)


def _tuiles(a_ce_jour: Periode, objectifs: dict[str, int]) -> Iterator[Tuile]:
    """Each figure with the list of the same days, so that the list counts what the tile says."""
    comptes, adresse = _compter(a_ce_jour), _adresse(a_ce_jour)
    prevues = objectifs[ParametreDate.OBJECTIF_PERSONNES], objectifs[ParametreDate.OBJECTIF_ATELIERS]
    yield Tuile(
        comptes["personnes"],
        "personnes accueillies cette année",
        f"sur {unite(prevues[0], 'prévues')}",
        f"{adresse}listes/personnes/total/",
        "users",
    )
    yield Tuile(
        comptes["seances"],
        "ateliers tenus cette année",
        f"sur {unite(prevues[1], 'prévus')}",
        f"{adresse}listes/ateliers/seances/",
        "calendar-event",
    )
    yield Tuile(
        comptes["minutes"] // 60,
        "heures de présence cette année",
        "heures entières, toutes personnes réunies",
        f"{adresse}listes/presences/heures/",
        "clock",
        "ciel",
    )


def _compter(periode: Periode) -> dict[str, int]:
    """People, sessions held and minutes present of the period. One query."""
    parcours = Parcours.objects.pendant(periode).order_by()
    seances = Seance.objects.realisees().du(periode).order_by()
    presences = Presence.objects.comptees(periode).order_by()
    lignes = _nomme(parcours, "personnes", Count("participant", distinct=True)).union(
        _nomme(seances, "seances", Count("pk")), _nomme(presences, "minutes", Sum("minutes")), all=True
    )
    return {"personnes": 0, "seances": 0, "minutes": 0} | {nom: total or 0 for nom, total in lignes}


def _nomme(lignes, nom: str, total):
    """One row: the name and the total."""
    return (
        lignes.values(nom_du_total=Value(nom, CharField())).annotate(total=total).values_list("nom_du_total", "total")
    )


def _adresse(periode: Periode) -> str:
    return reverse("bilans:bilan_voir", args=[periode.debut.isoformat(), periode.fin.isoformat()])
