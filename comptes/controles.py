"""The build fails on a route whose view declares no action."""

from django.core.checks import Error
from django.urls import URLResolver, get_resolver


def routes(resolveur=None, prefixe=""):
    """Every (path, pattern) of the URLconf, however deep."""
    for motif in (resolveur or get_resolver()).url_patterns:
        chemin = prefixe + str(motif.pattern)
        if isinstance(motif, URLResolver):
            yield from routes(motif, chemin)
        else:
            yield chemin, motif


def routes_declarees(**_) -> list[Error]:
    """A Django check: one error per view that neither `acces(...)` nor `public` has declared."""
    return [
        Error(
            f"La route « {chemin} » ne déclare pas d’action.",
            hint="Décorez sa vue par comptes.acces.acces(Action.…) ou, si elle est ouverte à tous, par public.",
            id="comptes.E001",
        )
        for chemin, motif in routes()
        if not hasattr(motif.callback, "action")
    ]
