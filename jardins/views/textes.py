"""The texts the law asks for: who publishes, what is done with personal data, how accessible it is. Open to all."""

from django.conf import settings
from django.shortcuts import render

from comptes.acces import public


@public
def mentions_legales(request):
    """Who publishes the application and who hosts it."""
    return _texte(request, "jardins/mentions_legales.html")


@public
def donnees_personnelles(request):
    """What is done with personal data, and what anybody may ask."""
    return _texte(request, "jardins/donnees_personnelles.html")


@public
def accessibilite(request):
    """The accessibility declaration, on the model of RGAA 4.1.2."""
    return _texte(request, "jardins/accessibilite.html")


def _texte(request, gabarit: str):
    contexte = {
        "structure": settings.NOM_STRUCTURE,
        "responsable": settings.RESPONSABLE,
        "hebergeur": settings.HEBERGEUR,
        "contact": settings.CONTACT,
        "delegue": settings.DELEGUE,
        "minutes_d_inactivite": int(settings.SESSION_INACTIVITE.total_seconds() // 60),
    }
    return render(request, gabarit, contexte)
