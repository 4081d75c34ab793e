"""The answer to a failure of ours: a code to quote, and what was typed, without asking the database anything."""

import logging
import secrets

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponseServerError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from comptes.reprise import texte_saisi

JOURNAL = logging.getLogger(__name__)


def erreur_500(request):
    """Say a code that the log bears too; a text of ours that failed to be saved is shown, to be sent again."""
    code = secrets.token_hex(3).upper()
    JOURNAL.error("Erreur 500, code %s", code)
    texte = _texte(request)
    contexte = {"code": code, "texte": texte, "csrf_token": get_token(request) if texte else ""}
    return HttpResponseServerError(render_to_string("500.html", contexte))


def _texte(request):
    try:
        return texte_saisi(request)
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return None  # the request itself cannot be read
