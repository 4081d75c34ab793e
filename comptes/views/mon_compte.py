"""One's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render

from comptes import services
from comptes.acces import acces
from comptes.droits import Action, peut
from comptes.forms import RaccourcisForm, ResumeForm
from comptes.journal import journaliser
from comptes.models import Acces

PORTE = {
    "connexion": ("Connexion", "check", "feuille"),
    "connexion_refusee": ("Essai refusé", "alert-triangle", "brique"),
    "connexion_suspendue": ("Essai pendant une suspension", "lock", "brique"),
}
MONTREES = 10


@acces(Action.MON_COMPTE)
def mon_compte(request):
    """Who one is for the application, one's last sign-ins and attempts, one's settings."""
    lignes = Acces.objects.filter(utilisateur=request.user, action__in=PORTE)[:MONTREES]
    entrees = [(ligne.quand, *PORTE[ligne.action]) for ligne in lignes]
    contexte = {"entrees": entrees, "form": RaccourcisForm(instance=request.user)}
    if peut(request.user, Action.ENTRETIEN_NOTER):
        contexte["resume"] = ResumeForm(instance=request.user)
    return render(request, "comptes/mon_compte.html", contexte)


@acces(Action.MON_COMPTE, methodes=("POST",))
def raccourcis_regler(request):
    """Switch the single keys on or off."""
    actifs = "raccourcis" in request.POST
    services.regler_les_raccourcis(compte=request.user, actifs=actifs)
    etat = "en service" if actifs else "arrêtés"
    messages.success(request, f"Les raccourcis d’une touche sont {etat}.")
    return redirect("comptes:mon_compte")


@acces(Action.MON_COMPTE, methodes=("POST",))
def resume_regler(request):
    """Receive the letter of Monday, or no longer."""
    voulu = "resume_hebdomadaire" in request.POST
    services.regler_le_resume(compte=request.user, voulu=voulu)
    suite = "partira chaque lundi où il y a quelque chose à faire" if voulu else "ne vous sera plus envoyé"
    messages.success(request, f"Le résumé de la semaine {suite}.")
    return redirect("comptes:mon_compte")


@acces(Action.MON_COMPTE, methodes=("POST",))
def sessions_fermer(request):
    """End one's sessions everywhere but here."""
    services.fermer_les_sessions(compte=request.user)
    update_session_auth_hash(request, request.user)
    journaliser(request.user, "sessions_fermees")
    messages.success(request, "Vos autres sessions sont fermées. Celle-ci reste ouverte.")
    return redirect("comptes:mon_compte")
