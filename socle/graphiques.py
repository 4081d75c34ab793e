"""Horizontal bars as SVG: the same drawing on the page and in the PDF.

Colours and fonts stand in attributes: WeasyPrint hands no CSS colour to an SVG, and the pages' security policy forbids
style attributes. Lengths are pixels (floats: a drawing, not a figure) of a drawing 360 wide, which fits a telephone and
half an A4 page as it is.
"""

import textwrap
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from socle.templatetags.typographie import nombre, pourcent, unite

LARGEUR, COLONNE, BARRE_MAX = 360, 168, 144
RANG, LIGNE, EPAISSEUR = 26.4, 14, 16
SIGNES, SIGNES_EN_CAPITALES = 27, 19
ENCRE, FEUILLE = "#1e2a22", "#2b6236"

Texte = str | SafeString


class Part(Protocol):
    """One line to draw. `inconnu` is drawn hatched."""

    libelle: str
    nombre: int
    pourcentage: Decimal
    inconnu: bool


class Repartition(Protocol):
    """What is drawn: parts that add up to `total`, counted in `base_libelle` (« personnes »)."""

    code: str
    libelle: str
    base_libelle: str
    total: int
    lignes: Sequence[Part]


def barres(repartition: Repartition) -> Texte:
    """Bars with their label on the left and their count at the end; nothing at all for an empty breakdown."""
    if not repartition.lignes:
        return ""
    plus_grand = max(part.nombre for part in repartition.lignes) or 1
    haut, rangs = 0.0, []
    for part in repartition.lignes:
        lignes = _couper(part.libelle)
        hauteur = RANG + LIGNE * (len(lignes) - 1)
        rangs.append(_rang(part, lignes, haut + hauteur / 2, BARRE_MAX * part.nombre / plus_grand, repartition.code))
        haut += hauteur
    return _svg(repartition, rangs, haut)


def _svg(repartition: Repartition, rangs: list[Texte], haut: float) -> Texte:
    """The whole drawing. Its <title> comes first: WeasyPrint takes the alternative text of the PDF from there."""
    return format_html(
        '<svg class="graphique" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}" width="{}"'
        ' height="{}" font-family="Source Sans 3, sans-serif" font-size="13">'
        "<title>{}\u00a0: {}</title><desc>{}</desc>{}{}{}</svg>",
        LARGEUR,
        _px(haut),
        LARGEUR,
        _px(haut),
        repartition.libelle,
        unite(repartition.total, repartition.base_libelle),
        _enumeration(repartition),
        _hachures(repartition.code) if any(part.inconnu for part in repartition.lignes) else "",
        format_html_join("", "{}", ((rang,) for rang in rangs)),
        format_html('<path d="M{} 0V{}" stroke="{}" stroke-width="1"/>', COLONNE, _px(haut), ENCRE),
    )


def _rang(part: Part, lignes: list[str], milieu: float, longueur: float, code: str) -> Texte:
    """One label, its bar and its count, centred on the height `milieu`."""
    premiere = milieu + 4.5 - LIGNE * (len(lignes) - 1) / 2
    libelle = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="end" fill="{}">{}</text>',
        ((COLONNE - 8, _px(premiere + LIGNE * rang), ENCRE, ligne) for rang, ligne in enumerate(lignes)),
    )
    compte = format_html(
        '<text x="{}" y="{}" font-weight="700" fill="{}">{}</text>',
        _px(COLONNE + longueur + 7),
        _px(milieu + 4.5),
        ENCRE,
        nombre(part.nombre),
    )
    return libelle + _barre(part, milieu, longueur, code) + compte


def _barre(part: Part, milieu: float, longueur: float, code: str) -> Texte:
    """The bar itself: none at zero, hatched and outlined when what it counts is unknown."""
    if not part.nombre:
        return SafeString("")
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>',
        COLONNE,
        _px(milieu - EPAISSEUR / 2),
        _px(longueur),
        EPAISSEUR,
        f"url(#hachures-{code})" if part.inconnu else FEUILLE,
        ENCRE if part.inconnu else "none",
    )


def _hachures(code: str) -> Texte:
    """The hatching of what is unknown: it reads without colour, on paper too."""
    return format_html(
        '<defs><pattern id="hachures-{}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<path d="M-1 1L1 -1M0 6L6 0M5 7L7 5" stroke="{}" stroke-width="1.2"/></pattern></defs>',
        code,
        ENCRE,
    )


def _enumeration(repartition: Repartition) -> str:
    """Every line in words, for whoever hears the drawing."""
    lignes = [f"{p.libelle}\u00a0: {nombre(p.nombre)} ({pourcent(p.pourcentage)})" for p in repartition.lignes]
    return ", ".join(lignes) + "."


def _couper(libelle: str) -> list[str]:
    """A label on as many lines as the column asks for; nothing of it is cut off."""
    return textwrap.wrap(libelle, SIGNES_EN_CAPITALES if libelle.isupper() else SIGNES) or [""]


def _px(longueur: float) -> str:
    """A length to the nearest tenth of a pixel, without a needless « .0 »."""
    return f"{longueur:.1f}".removesuffix(".0")
