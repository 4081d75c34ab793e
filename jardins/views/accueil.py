"""The home page, the search, the showcase of components, and the health of the application."""

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render

from comptes.acces import FORMULAIRE, acces, public
from comptes.droits import Action
from jardins.accueil import rassembler
from jardins.exposition import exposer
from jardins.recherche import MINIMUM, chercher
from socle.periodes import aujourdhui


@public
def etat(request):
    """Whether the application answers and reaches its database: « ok », and nothing else."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")


@acces(Action.ACCUEIL)
def accueil(request):
    """What to do today, by role."""
    jour = aujourdhui()
    return render(request, "jardins/accueil.html", {"jour": jour, "page": rassembler(request.user, jour)})


@acces(Action.RECHERCHER, methodes=FORMULAIRE)
def recherche(request):
    """Everything found; a single result opens at once. The text is posted: no name ever stands in an address."""
    texte = request.POST.get("texte", "").strip()[:80]
    groupes = chercher(request.user, texte)
    trouves = [resultat for groupe in groupes for resultat in groupe.resultats]
    if len(trouves) == 1 and not groupes[0].approche:
        return redirect(trouves[0].url)
    return render(request, "jardins/recherche.html", {"texte": texte, "groupes": groupes, "minimum": MINIMUM})


@acces(Action.RECHERCHER, methodes=("POST",))
def recherche_suggerer(request):
    """The same results as a fragment, while somebody types."""
    texte = request.POST.get("texte", "").strip()[:80]
    return render(
        request, "jardins/recherche_suggerer.html", {"groupes": chercher(request.user, texte), "texte": texte}
    )


@acces(Action.AIDE)
def composants(request):
    """Every component with its states, for who builds or translates a screen."""
    return render(request, "jardins/composants.html", exposer())
