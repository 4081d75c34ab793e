"""The pages of people: the list, and the file."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import render

from comptes.acces import acces
from comptes.droits import Action
from participants.models import FAITS, Parcours, Participant

PAR_PAGE = 60


@acces(Action.PARTICIPANT_LISTER)
def participant_lister(request):
    """People by name, sixty a page, with the days of their last stay."""
    dernier = Parcours.objects.filter(participant=OuterRef("pk")).order_by("-date_entree")
    participants = Participant.objects.visibles_par(request.user).annotate(
        entree=Subquery(dernier.values("date_entree")[:1]), sortie=Subquery(dernier.values("date_sortie")[:1])
    )
    page = Paginator(participants, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "participants/participant_lister.html", {"page": page})


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
def participant_voir(request, objet):
    """One person: identity, stays, and the facts dated within each."""
    parcours = list(objet.parcours.select_related("motif_sortie", "prescripteur").order_by("-date_entree"))
    faits = {sejour.pk: [] for sejour in parcours}
    for modele in FAITS.values():
        relation = () if modele._meta.get_field("valeur").remote_field is None else ("valeur",)
        for fait in modele.objects.filter(parcours__in=parcours).select_related(*relation):
            faits[fait.parcours_id].append(fait)
    for sejour in parcours:
        sejour.faits = sorted(faits[sejour.pk], key=lambda fait: fait.depuis)
    return render(request, "participants/participant_voir.html", {"participant": objet, "parcours": parcours})
