"""What every request goes through: headers, bounded sessions, declared access."""

import ipaddress
import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY as SIGNEE
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from comptes.reprise import retenir_l_auteur

DROITS_DU_NAVIGATEUR = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def entetes(get_response):
    """Security headers Django and django-csp do not set; pages are kept by no cache."""

    def middleware(request):
        reponse = get_response(request)
        reponse.setdefault("Permissions-Policy", DROITS_DU_NAVIGATEUR)
        reponse.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        reponse.setdefault("Cache-Control", "no-store, private")
        return reponse

    return middleware


def sessions_bornees(get_response):
    """Sign out a closed account, after SESSION_INACTIVITE without a request, and after SESSION_COOKIE_AGE anyway.

    The last-seen mark is written at most once a minute, so that reading pages costs no write. Whose session ended is
    kept in the browser, for what was being typed then (comptes/reprise.py).
    """

    def middleware(request):
        signee = request.session.get(SIGNEE)
        if signee and not (request.user.is_authenticated and _en_cours(request.session)):
            logout(request)
            request.session_finie_de = signee
        reponse = get_response(request)
        if SIGNEE in request.session:
            _marquer(request.session, int(time.time()))
        elif signee:
            retenir_l_auteur(reponse, signee)
        return reponse

    return middleware


def _en_cours(session) -> bool:
    """Whether the session is within its two bounds; one that has no mark yet is."""
    maintenant = time.time()
    vue, ouverte = session.get("vue_le", maintenant), session.get("ouverte_le", maintenant)
    recente = maintenant - vue <= settings.SESSION_INACTIVITE.total_seconds()
    return recente and maintenant - ouverte <= settings.SESSION_COOKIE_AGE


def _marquer(session, maintenant: int) -> None:
    """Note when the session began, as soon as it does, and when it was last used."""
    session.setdefault("ouverte_le", maintenant)
    if maintenant - session.get("vue_le", 0) > 60:
        session["vue_le"] = maintenant


def acces_declares(get_response):
    """Default deny: a view that has not declared its action is not reached."""

    def middleware(request):
        return get_response(request)

    def process_view(request, vue, args, kwargs):
        if not hasattr(vue, "action"):
            raise PermissionDenied

    middleware.process_view = process_view
    return middleware


def corps_bornes(get_response):
    """Refuse (413) what is longer than CORPS_MAX before any of it is read: anybody may send, signed in or not."""

    def middleware(request):
        longueur = request.META.get("CONTENT_LENGTH") or "0"
        if longueur.isdigit() and int(longueur) > settings.CORPS_MAX:
            return render(request, "400.html", status=413)
        return get_response(request)

    return middleware


def identifiant_saisi(request, credentials=None) -> str:
    """The address attempts are counted under: one spelling, whatever the case typed."""
    donnes = credentials or {}
    saisi = donnes.get("username") or donnes.get("email") or (request.POST.get("username") if request else "") or ""
    return saisi.strip().lower()[:255]


def adresse_du_client(request) -> str | None:
    """The address attempts are counted under: what the outermost of our PROXYS proxies saw, None when unknown.

    Each proxy adds, at the end of X-Forwarded-For, who spoke to it; what stands before is the client's invention.
    """
    suite = [request.META.get("REMOTE_ADDR", "")]
    if settings.PROXYS:
        suite = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-settings.PROXYS :]
    try:
        return str(ipaddress.ip_address(suite[0].strip()))
    except ValueError:
        return None
