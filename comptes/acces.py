"""The one way into a page: a view declares its action, and nothing else lets it be reached."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render, resolve_url

from comptes.droits import JOURNALISEES, Action, peut
from comptes.forms import ConnexionForm
from comptes.journal import journaliser
from comptes.reprise import Texte, texte_saisi
from socle.lecture import lecture_seule

PUBLIC = "public"
LECTURES = ("GET", "HEAD")
FORMULAIRE = (*LECTURES, "POST")


def public(vue, *, methodes=LECTURES):
    """Declare that anybody may reach this view, signed in or not. Wrong method: 405; a GET writes nothing."""

    @wraps(vue)
    def ouverte(request, **kwargs):
        if request.method not in methodes:
            return HttpResponseNotAllowed(methodes)
        return _repondre(vue, request, kwargs)

    return _declarer(ouverte, PUBLIC, None, methodes)


def acces(action: Action, *, objet=None, methodes=LECTURES, trace: bool = True):
    """Declare the action of a view, and let only those in who may do it.

    Anonymous: sign-in page, or the page that keeps what was typed. Wrong role: 403. Wrong method: 405. With `objet`
    (a model), the view's `uuid` is replaced by the object, found among those `visibles_par` the person: 404
    otherwise. A GET, its rendering included, runs on a connection that refuses writes; the journal is written after,
    outside, about `objet` or the `objet_journal` of the answer, with its `precision_journal`. `trace=False` is for what
    a page already in the journal does by itself and often, showing nobody anything: a draft kept every ten seconds.
    """

    def decorer(vue):
        @wraps(vue)
        def gardee(request, **kwargs):
            if not request.user.is_authenticated:
                return _faire_connecter(request, methodes)
            if not peut(request.user, action):
                raise PermissionDenied
            if request.method not in methodes:
                return HttpResponseNotAllowed(methodes)
            cible = None
            if objet:
                visibles = objet.objects.visibles_par(request.user)
                cible = kwargs["objet"] = get_object_or_404(visibles, uuid=kwargs.pop("uuid"))
            reponse = _repondre(vue, request, kwargs)
            if trace and action in JOURNALISEES and reponse.status_code < 400:
                precision = getattr(reponse, "precision_journal", "")
                journaliser(request.user, action, objet=getattr(reponse, "objet_journal", cible), precision=precision)
            return reponse

        return _declarer(gardee, action, objet, methodes)

    return decorer


def session_finie(request, texte: Texte, *, form: ConnexionForm | None = None):
    """The page that keeps what was typed and asks to sign in again (403)."""
    form = form or ConnexionForm(request)
    return render(request, "comptes/session_finie.html", {"texte": texte, "form": form}, status=403)


def _faire_connecter(request, methodes):
    """Where somebody who is not signed in goes; what she was sending, if anything, stays on the page she gets."""
    if texte := texte_saisi(request):
        return session_finie(request, texte)
    return redirect_to_login(request.get_full_path() if "GET" in methodes else resolve_url("accueil"))


def _declarer(vue, action, objet, methodes):
    """What the checks and the tests read of a view."""
    vue.action, vue.objet, vue.methodes = action, objet, methodes
    return vue


def _repondre(vue, request, kwargs):
    """The view's answer, rendered; a read is made where writing is impossible."""
    if request.method not in LECTURES:
        return vue(request, **kwargs)
    with lecture_seule():
        reponse = vue(request, **kwargs)
        return reponse.render() if getattr(reponse, "is_rendered", True) is False else reponse
