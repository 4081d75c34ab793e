"""Signing in and out, staying signed in, and taking up again what a session's end interrupted."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from comptes.acces import FORMULAIRE, acces, public, session_finie
from comptes.droits import Action
from comptes.forms import ConnexionForm
from comptes.journal import journaliser
from comptes.models import Utilisateur
from comptes.reprise import Texte, texte_repris, texte_saisi


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
        """Journal the refusal; what was typed is not kept."""
        _journaliser_refus(self.request, form)
        return super().form_invalid(form)


class Deconnexion(auth.LogoutView):
    def post(self, request, *args, **kwargs):
        """Journal the sign-out, then end the session."""
        if request.user.is_authenticated:
            journaliser(request.user, "deconnexion")
        return super().post(request, *args, **kwargs)


connexion = public(Connexion.as_view(), methodes=FORMULAIRE)
deconnexion = public(Deconnexion.as_view(), methodes=("POST",))


@acces(Action.ACCUEIL, methodes=("POST",))
def session_prolonger(request):
    """Somebody is still there: being asked is enough to give the session its full delay again."""
    return HttpResponse(status=204)


@partial(public, methodes=("POST",))
def reprendre(request):
    """Sign in again, and give the text back with a button to save it: to who was typing, and to nobody else."""
    texte = texte_repris(request)
    if texte is None:
        raise BadRequest
    form = ConnexionForm(request, data=request.POST)
    if not form.is_valid():
        _journaliser_refus(request, form)
        return session_finie(request, texte, form=form)
    login(request, form.get_user())
    journaliser(request.user, "connexion")
    if a_reprendre(request, texte):
        return render(request, "comptes/reprendre.html", {"texte": texte})
    messages.info(request, "Le texte gardé n’est pas repris : une autre personne l’avait commencé.")
    return redirect("accueil")


def jeton_perime(request, reason=""):
    """What a form whose token is worth nothing answers (403): its text is kept, with a fresh token to save it."""
    texte = texte_saisi(request)
    if texte and not request.user.is_authenticated:
        return session_finie(request, texte)
    if texte and not a_reprendre(request, texte):
        texte = None
    return render(request, "403_csrf.html", {"texte": texte}, status=403)


def a_reprendre(request, texte: Texte) -> bool:
    """Whether the text is of who is signed in: the last session that ended in this browser was hers."""
    return texte.auteur == str(request.user.pk)


def connexion_bloquee(request, credentials=None, *args, **kwargs):
    """What axes answers when an account has been tried too often from one address: when to try again."""
    reprise = timezone.localtime() + settings.AXES_COOLOFF_TIME
    return render(request, "comptes/connexion_bloquee.html", {"reprise": reprise}, status=429)


def _journaliser_refus(request, form: ConnexionForm) -> None:
    """One line under the account aimed at, when there is one."""
    vise = Utilisateur.objects.filter(email=form.cleaned_data.get("username", "")).first()
    suspendue = getattr(request, "axes_locked_out", False)
    journaliser(vise, "connexion_suspendue" if suspendue else "connexion_refusee")
