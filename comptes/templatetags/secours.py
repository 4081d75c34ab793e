"""What a page that refuses says: whom to ask, and what had been typed."""

from django import template
from django.conf import settings

from comptes.reprise import texte_saisi

register = template.Library()


@register.simple_tag
def demander_de_l_aide() -> str:
    """The clause that names the help of the town, or else who administers the application."""
    if settings.CONTACT:
        return f"demandez de l’aide\u00a0: {settings.CONTACT}"
    return "demandez de l’aide à la personne qui administre l’application"


@register.simple_tag(takes_context=True)
def texte_tape(context):
    """What the refused form held, to copy it; None when it held nothing."""
    request = context.get("request")
    return texte_saisi(request) if request else None
