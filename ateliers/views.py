"""The pages of sessions: the list, and one with who was there."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render

from ateliers.choix import StatutPresence
from ateliers.models import Seance
from comptes.acces import acces
from comptes.droits import Action

PAR_PAGE = 60


@acces(Action.SEANCE_LISTER)
def seance_lister(request):
    """Sessions, the latest first, sixty a page, with how many people came."""
    seances = (
        Seance.objects.visibles_par(request.user)
        .select_related("atelier", "site")
        .annotate(presents=Count("presences", filter=Q(presences__statut=StatutPresence.PRESENT)))
        .order_by("-date", "-debut", "-pk")
    )
    page = Paginator(seances, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "ateliers/seance_lister.html", {"page": page})


@acces(Action.SEANCE_VOIR, objet=Seance)
def seance_voir(request, objet):
    """One session and its presences: names and minutes, nothing of people's situations."""
    presences = objet.presences.select_related("participant").order_by("participant__cle", "pk")
    intervenants = [*objet.partenaires.all(), *objet.intervenants.all()]
    contexte = {"seance": objet, "presences": presences, "intervenants": intervenants}
    return render(request, "ateliers/seance_voir.html", contexte)
