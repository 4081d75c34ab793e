"""Signing in and out, and changing one's password."""

from django.contrib import messages
from django.contrib.auth import views as auth
from django.shortcuts import render
from django.urls import reverse_lazy

from comptes.acces import FORMULAIRE, acces, public
from comptes.droits import Action
from comptes.forms import ConnexionForm
from comptes.journal import journaliser
from comptes.models import Utilisateur


class Connexion(auth.LoginView):
    template_name = "comptes/connexion.html"
    authentication_form = ConnexionForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        """Journal the sign-in, under a fresh session."""
        reponse = super().form_valid(form)
        journaliser(self.request.user, "connexion")
        return reponse

    def form_invalid(self, form):
        """Journal the refusal, under the account aimed at when there is one; what was typed is not kept."""
        vise = Utilisateur.objects.filter(email=form.cleaned_data.get("username", "")).first()
        suspendue = getattr(self.request, "axes_locked_out", False)
        journaliser(vise, "connexion_suspendue" if suspendue else "connexion_refusee")
        return super().form_invalid(form)


class Deconnexion(auth.LogoutView):
    def post(self, request, *args, **kwargs):
        """Journal the sign-out, then end the session."""
        if request.user.is_authenticated:
            journaliser(request.user, "deconnexion")
        return super().post(request, *args, **kwargs)


class MotDePasse(auth.PasswordChangeView):
    template_name = "comptes/mot_de_passe.html"
    success_url = reverse_lazy("accueil")

    def form_valid(self, form):
        """Other sessions of this account end with the old password: Django's session hash sees to it."""
        journaliser(self.request.user, Action.MOT_DE_PASSE)
        messages.success(self.request, "Votre mot de passe est changé. Vos autres sessions sont fermées.")
        return super().form_valid(form)


connexion = public(Connexion.as_view(), methodes=FORMULAIRE)
deconnexion = public(Deconnexion.as_view(), methodes=("POST",))
mot_de_passe = acces(Action.MOT_DE_PASSE, methodes=FORMULAIRE)(MotDePasse.as_view())


def connexion_bloquee(request, credentials=None, *args, **kwargs):
    """What axes answers when an account has been tried too often from one address."""
    return render(request, "comptes/connexion_bloquee.html", status=429)
