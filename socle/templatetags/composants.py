"""Small pieces of page that are everywhere: icons, status pills."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

PLANCHE = "vendor/tabler-icons-3.51.0/tabler-sprite.svg"


@register.simple_tag
@cache
def icone(nom: str) -> SafeString:
    """An icon of the sprite, hidden from screen readers: a word always stands beside it."""
    return format_html(
        '<svg class="icone" aria-hidden="true" viewBox="0 0 24 24"><use href="{}#{}" /></svg>', static(PLANCHE), nom
    )


@register.simple_tag
def pastille(mot: str, ton: str = "", nom_icone: str = "") -> SafeString:
    """A status as a word, an icon and a colour: `ton` is feuille, ambre, brique, ciel, prune, creuse or nothing."""
    dessin = icone(nom_icone) if nom_icone else ""
    return format_html('<span class="pastille {}">{}{}</span>', ton, dessin, mot)
