"""How far something went on a short scale, as a small SVG: where it began (a ring), where it stands (a disc).

The greatest level is on the left and zero on the right, so that progress goes forwards. A step back is dashed: all of
it reads in grey. Colours stand in attributes, for the same reasons as in socle/graphiques.py.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from socle.graphiques import ENCRE, FEUILLE

LARGEUR, HAUTEUR, BORD, RAYON = 232, 28, 14, 8
TRAIT, RECUL, FOND = "#76857b", "#9e2a1f", "#ffffff"


def chemin(niveaux: Sequence[int | None], plus_haut: int, titre: str) -> SafeString:
    """The way from the first of these levels to the last, those between as small marks; None is unknown.

    `titre` says it in words, for whoever hears it.
    """
    depart, arrivee = niveaux[0], niveaux[-1] if len(niveaux) > 1 else None
    morceaux = [
        _echelle(plus_haut),
        _trait(depart, arrivee, plus_haut),
        _reprises(niveaux[1:-1], plus_haut),
        _anneau(depart, plus_haut),
        _disque(arrivee, depart, plus_haut),
    ]
    return format_html(
        '<svg class="chemin" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}" width="{}" height="{}">'
        "<title>{}</title>{}</svg>",
        LARGEUR,
        HAUTEUR,
        LARGEUR,
        HAUTEUR,
        titre,
        format_html_join("", "{}", ((morceau,) for morceau in morceaux)),
    )


def _x(niveau: int, plus_haut: int) -> int:
    return BORD + round((LARGEUR - 2 * BORD) * (plus_haut - niveau) / plus_haut)


def _echelle(plus_haut: int) -> SafeString:
    """The line and one mark a level."""
    reperes = format_html_join(
        "", '<path d="M{} 9V19" stroke="{}"/>', ((_x(niveau, plus_haut), TRAIT) for niveau in range(plus_haut + 1))
    )
    ligne = format_html('<path d="M{} 14H{}" stroke="{}"/>', _x(plus_haut, plus_haut), _x(0, plus_haut), TRAIT)
    return ligne + reperes


def _trait(depart: int | None, arrivee: int | None, plus_haut: int) -> SafeString:
    """What was covered: a thick line forwards, a dashed one backwards, nothing when nothing moved."""
    if depart is None or arrivee is None or depart == arrivee:
        return SafeString("")
    recule = arrivee > depart
    return format_html(
        '<path d="M{} 14H{}" stroke="{}" stroke-width="5"{}/>',
        _x(depart, plus_haut),
        _x(arrivee, plus_haut),
        RECUL if recule else FEUILLE,
        SafeString(' stroke-dasharray="6 4"') if recule else "",
    )


def _reprises(niveaux: Sequence[int | None], plus_haut: int) -> SafeString:
    return format_html_join(
        "",
        '<circle cx="{}" cy="14" r="4" fill="{}" stroke="{}" stroke-width="1.5"/>',
        ((_x(niveau, plus_haut), FOND, ENCRE) for niveau in niveaux if niveau is not None),
    )


def _anneau(depart: int | None, plus_haut: int) -> SafeString:
    if depart is None:
        return SafeString("")
    return format_html(
        '<circle class="depart" cx="{}" cy="14" r="{}" fill="{}" stroke="{}" stroke-width="2.5"/>',
        _x(depart, plus_haut),
        RAYON,
        FOND,
        ENCRE,
    )


def _disque(arrivee: int | None, depart: int | None, plus_haut: int) -> SafeString:
    """Smaller inside the ring, when both are at one place."""
    if arrivee is None:
        return SafeString("")
    return format_html(
        '<circle class="arrivee" cx="{}" cy="14" r="{}" fill="{}"/>',
        _x(arrivee, plus_haut),
        RAYON / 2 if arrivee == depart else RAYON,
        RECUL if depart is not None and arrivee > depart else FEUILLE,
    )
