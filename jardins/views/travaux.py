"""Long work, while it is done."""

import datetime as dt

from django.shortcuts import render
from django.utils import timezone

from comptes.acces import acces
from comptes.droits import Action
from socle.choix import StatutTravail
from socle.models import Travail
from socle.travaux.attente import raison_d_attente

# A page left open on work that never starts must not keep its session alive for ever.
SUIVI = dt.timedelta(hours=1)


@acces(Action.TRAVAIL_VOIR, objet=Travail)
def travail_voir(request, objet):
    """How far the work is; the page asks again by itself, or by its link."""
    maintenant = timezone.now()
    contexte = {
        "travail": objet,
        "statuts": StatutTravail,
        "retenu": raison_d_attente(travail=objet, le=maintenant),
        "suivi": objet.fini_le is None and maintenant - objet.demande_le < SUIVI,
    }
    return render(request, "jardins/travail_voir.html", contexte)
