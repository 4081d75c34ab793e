"""The machine room, for the administrateur."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from comptes.acces import acces
from comptes.droits import Action
from jardins.courriel_essai import essayer_courriel
from jardins.systeme import rubriques


@acces(Action.SYSTEME_VOIR)
def systeme_voir(request):
    """Versions, database, long work, disk, mail and clocks; what asks for something is said first."""
    toutes = rubriques(timezone.now())
    soucis = [mesure for rubrique in toutes for mesure in rubrique.soucis]
    return render(request, "jardins/systeme_voir.html", {"rubriques": toutes, "soucis": soucis})


@acces(Action.SYSTEME_VOIR, methodes=("POST",))
def systeme_essayer(request):
    """Send a test message to one's own address, and to no other."""
    if raison := essayer_courriel(adresse=request.user.email):
        messages.error(request, f"Le courriel n’est pas parti : {raison}.")
    else:
        messages.success(request, f"Le serveur a pris le courriel pour {request.user.email}. Regardez s’il arrive.")
    return redirect("systeme_voir")
