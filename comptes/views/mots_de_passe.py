"""Changing a password, asking for another, choosing one by a link."""

import datetime as dt
from functools import partial

from django.contrib import messages
from django.contrib.auth import views as auth
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from comptes import courriels, jetons, services
from comptes.acces import FORMULAIRE, acces, public
from comptes.choix import EtatCompte
from comptes.droits import Action
from comptes.forms import ChangementForm, ChoixMotDePasseForm, OubliForm
from comptes.journal import journaliser
from comptes.models import Acces, Utilisateur
from socle.erreurs import SaisieRefusee

# Letters to one account in an hour, whoever asks: enough for a distracted person, too few to flood a mailbox.
DEMANDES_PAR_HEURE = 3
SANS_SUITE = "sans suite"  # nobody's address, or too many letters already
LETTRES = {EtatCompte.INVITE: "invitation", EtatCompte.OUVERT: "oubli"}
ENVOYE = (
    "Si cette adresse est celle d’un compte ouvert, un courriel vient de partir. "
    "Ouvrez le lien qu’il contient ; il sert une fois, pendant une heure."
)


class MotDePasse(auth.PasswordChangeView):
    template_name = "comptes/mot_de_passe.html"
    form_class = ChangementForm
    success_url = reverse_lazy("comptes:mon_compte")

    def form_valid(self, form):
        """Other sessions of this account end with the old password: Django's session hash sees to it."""
        compte = self.request.user
        journaliser(compte, Action.MOT_DE_PASSE)
        messages.success(self.request, "Votre mot de passe est changé. Vos autres sessions sont fermées.")
        courriels.envoyer_plus_tard("mot_de_passe", compte.email, compte.prenom)
        return super().form_valid(form)


mot_de_passe = acces(Action.MOT_DE_PASSE, methodes=FORMULAIRE)(MotDePasse.as_view())


@partial(public, methodes=FORMULAIRE)
def mot_de_passe_oublie(request):
    """Ask for a link. The answer is the same, and as quick, whether the address is known or not."""
    form = OubliForm(request.POST or None)
    envoi = courriels.configure()
    if request.method == "POST" and envoi and form.is_valid():
        _envoyer_un_lien(request, form.cleaned_data["email"])
        messages.success(request, ENVOYE)
        return redirect("comptes:connexion")
    statut = 400 if request.method == "POST" else 200
    return render(request, "comptes/mot_de_passe_oublie.html", {"form": form, "envoi": envoi}, status=statut)


def _envoyer_un_lien(request, email: str) -> None:
    """Whether a letter leaves or not, the same reads and one line in the journal: time tells nothing."""
    compte = Utilisateur.objects.filter(email=email, is_active=True).first()
    trop = _trop_demande(compte)
    part = compte is not None and not trop
    journaliser(compte, "mot_de_passe_oublie", precision="" if part else SANS_SUITE)
    if part:
        courriels.envoyer_plus_tard(LETTRES[compte.etat], compte.email, compte.prenom, lien=lien_pour(request, compte))


def _trop_demande(compte: Utilisateur | None) -> bool:
    depuis = timezone.now() - dt.timedelta(hours=1)
    demandes = Acces.objects.filter(utilisateur=compte, action="mot_de_passe_oublie", quand__gt=depuis)
    return demandes.exclude(precision=SANS_SUITE).count() >= DEMANDES_PAR_HEURE


def lien_pour(request, compte: Utilisateur) -> str:
    """The full address where this account chooses its password. Its token is a query: logs keep paths only."""
    return request.build_absolute_uri(f"{reverse('comptes:mot_de_passe_choisir')}?jeton={jetons.jeton(compte)}")


@partial(public, methodes=FORMULAIRE)
def mot_de_passe_choisir(request):
    """Choose a password by a link, once. A link that is worth nothing any more is told so (410)."""
    jeton = request.POST.get("jeton") or request.GET.get("jeton", "")
    compte = jetons.titulaire(jeton)
    if compte is None:
        return _lien_mort(request, 410 if jeton else 200)
    form = ChoixMotDePasseForm(compte, request.POST or None, initial={"jeton": jeton})
    if request.method == "POST" and form.is_valid():
        return _choisir(request, jeton, form.cleaned_data["new_password1"])
    contexte = {"form": form, "compte": compte, "bienvenue": compte.etat == EtatCompte.INVITE}
    statut = 400 if request.method == "POST" else 200
    return render(request, "comptes/mot_de_passe_choisir.html", contexte, status=statut)


def _lien_mort(request, statut: int):
    return render(request, "comptes/mot_de_passe_choisir.html", status=statut)


def _choisir(request, jeton: str, mot_de_passe: str):
    try:
        compte = services.choisir_mot_de_passe(jeton=jeton, mot_de_passe=mot_de_passe)
    except SaisieRefusee:  # a double click: the other request has just used the link
        return _lien_mort(request, 410)
    journaliser(compte, "mot_de_passe_choisi")
    courriels.envoyer_plus_tard("mot_de_passe", compte.email, compte.prenom)
    messages.success(request, "Votre mot de passe est enregistré. Connectez-vous avec lui.")
    return redirect("comptes:connexion")
