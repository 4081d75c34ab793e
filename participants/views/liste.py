"""The list of people, on screen and as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from participants.exports import exporter_liste
from participants.liste.criteres import FILTRES, Criteres
from participants.liste.page import lire_liste
from socle.imports.formats import TYPES_MIME
from socle.periodes import aujourdhui


@acces(Action.PARTICIPANT_LISTER, methodes=FORMULAIRE)
def participant_lister(request):
    """People by status, sixty a page. A name is posted, and shows its matches; filters alone go to their address."""
    demande = request.GET.copy()
    for champ in FILTRES:
        demande[champ] = request.POST.get(champ, request.GET.get(champ, ""))
    criteres = Criteres.lire(demande)
    nom = request.POST.get("nom", "").strip()[:80]
    if request.method == "POST" and not nom:
        return redirect(f"{request.path}{criteres.url}")
    liste = lire_liste(request.user, criteres, aujourdhui(), nom=nom, numero=request.GET.get("page"))
    contexte = {
        "liste": liste,
        "peut_exporter": peut(request.user, Action.PARTICIPANT_EXPORTER),
        "peut_fusionner": peut(request.user, Action.PARTICIPANT_FUSIONNER),
    }
    return render(request, "participants/participant_lister.html", contexte)


@acces(Action.PARTICIPANT_EXPORTER)
def participant_exporter(request, format):
    """Every page of the list asked for, in one of the three formats."""
    if format not in TYPES_MIME:
        raise Http404
    jour = aujourdhui()
    contenu = exporter_liste(request.user, Criteres.lire(request.GET), jour, format)
    nom = f"participants-{jour.isoformat()}.{format}"
    reponse = HttpResponse(contenu, content_type=TYPES_MIME[format])
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    reponse.precision_journal = nom
    return reponse
