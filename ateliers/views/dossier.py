"""The presences tab of a person's file."""

from django.http import Http404
from django.shortcuts import render

from ateliers.presences_du_dossier import grille, mois_des_parcours
from comptes.acces import acces
from comptes.droits import Action
from participants.dossier import cadre, dossier_garde
from participants.models import Participant
from socle.periodes import JOURS, PeriodeInvalide, lire_mois, mois


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_presences(request, objet):
    """One month as a lettered grid, the last one of the person's stays unless the address says; every month's hours."""
    ensemble = cadre(request, objet)
    venus = mois_des_parcours(objet, ensemble.parcours, ensemble.jour)
    periode = _periode(request, venus[0].periode if venus else mois(ensemble.jour.year, ensemble.jour.month))
    semaines = grille(objet, periode)
    contexte = {
        "cadre": ensemble,
        "mois": periode,
        "semaines": semaines,
        "jours": JOURS[: len(semaines[0])],
        "venus": venus,
        "venu": next((venu for venu in venus if venu.periode == periode), None),
    }
    return render(request, "ateliers/participant_presences.html", contexte)


def _periode(request, defaut):
    """The month of the address; 404 for what is no month."""
    if not request.GET.get("mois"):
        return defaut
    try:
        return lire_mois(request.GET["mois"])
    except PeriodeInvalide as refus:
        raise Http404 from refus
