"""Numbers, units, durations and dates as the French read them. Every blank inside them is a no-break one (U+00A0)."""

import datetime as dt
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socle.arrondis import DIXIEME, arrondir
from socle.periodes import JOURS, MOIS, en_lettres

register = template.Library()

INSECABLE = "\u00a0"
MOINS = "\u2212"
INCONNU = "non renseigné"
INVARIABLES = {"mois", "fois", "jamais"}


@register.filter
def nombre(valeur: int | Decimal | None) -> str:
    """« 97 200 », « 1 234,5 », « −3 », with the decimals it was given. Refuses floats and texts (TypeError)."""
    if valeur is None:
        return INCONNU
    if isinstance(valeur, bool) or not isinstance(valeur, int | Decimal):
        raise TypeError(f"Un nombre est un entier ou un décimal, pas {valeur!r}.")
    chiffres = f"{Decimal(valeur).copy_abs():,f}".replace(",", INSECABLE).replace(".", ",")
    return MOINS + chiffres if valeur < 0 else chiffres


@register.filter
def pourcent(valeur: int | Decimal | None) -> str:
    """« 64,3 % »: always one decimal, halves away from zero."""
    if valeur is None:
        return INCONNU
    return f"{nombre(arrondir(Decimal(valeur), DIXIEME))}{INSECABLE}%"


@register.filter
def heures(minutes: int | None) -> str:
    """Whole minutes as « 8 h 30 », « 42 h », « 45 min ». Refuses a negative duration (ValueError)."""
    if minutes is None:
        return INCONNU
    if minutes < 0:
        raise ValueError("Une durée n’est pas négative.")
    entieres, reste = divmod(minutes, 60)
    if minutes and not entieres:
        return f"{reste}{INSECABLE}min"
    return f"{nombre(entieres)}{INSECABLE}h" + (f"{INSECABLE}{reste:02d}" if reste else "")


@register.filter
def heure(instant: dt.time | None) -> str:
    """A time of day: « 8 h », « 8 h 30 »."""
    if instant is None:
        return INCONNU
    return f"{instant.hour}{INSECABLE}h" + (f"{INSECABLE}{instant.minute:02d}" if instant.minute else "")


@register.filter
def unite(valeur: int | Decimal | None, symbole: str = "") -> str:
    """The number and its unit: « 12 kg », « 1 personne », « 56 personnes ». Hours in decimals give « 8 h 30 »."""
    if valeur is None or not symbole:
        return nombre(valeur)
    if symbole == "h" and isinstance(valeur, Decimal):
        return _heures_decimales(valeur)
    return f"{nombre(valeur)}{INSECABLE}{mot(valeur, symbole)}"


@register.filter
def poids(octets: int) -> str:
    """The size of a file: « 850 ko », « 1,2 Mo », never less than « 1 ko »."""
    if octets < 1000 * 1024:
        return unite(max(1, round(octets / 1024)), "ko")
    return unite(arrondir(Decimal(octets) / 1024**2, DIXIEME), "Mo")


@register.filter
def mot(valeur: int | Decimal | None, pluriel: str) -> str:
    """The plural words given, in the singular below two as French has it: 0 and 1 « personne », 2 « personnes »."""
    if valeur is None or abs(valeur) >= 2:
        return pluriel
    return " ".join(m if m in INVARIABLES else m.removesuffix("s") for m in pluriel.split(" "))


@register.filter
def cellule(valeur: str | int | Decimal | None, symbole: str = "") -> str:
    """A table cell: text as it is, a number with its unit."""
    return valeur if isinstance(valeur, str) else unite(valeur, symbole)


@register.filter
def date_longue(jour: dt.date | None) -> SafeString | str:
    """« 12 mars 2016 », and « 1<sup>er</sup> mars 2016 » as HTML."""
    if jour is None or jour.day > 1:
        return date_longue_texte(jour)
    return format_html("1<sup>er</sup> {} {}", MOIS[jour.month - 1], str(jour.year))


@register.filter
def jour_long(jour: dt.date) -> SafeString | str:
    """« jeudi 26 novembre 2026 », « dimanche 1<sup>er</sup> mars 2026 » as HTML."""
    return format_html("{} {}", JOURS[jour.weekday()], date_longue(jour))


@register.filter
def date_longue_texte(jour: dt.date | None) -> str:
    """« 12 mars 2016 », « 1er mars 2016 »: for a title, an attribute or a file, where there is no HTML."""
    return INCONNU if jour is None else en_lettres(jour)


def _heures_decimales(valeur: Decimal) -> str:
    """A total is whole minutes and reads « 552 h 30 »; a mean that is none keeps its decimals, never rounded twice."""
    minutes = arrondir(valeur * 60, Decimal(1))
    if arrondir(minutes / 60, Decimal("0.01")) == valeur:
        return heures(int(minutes))
    return f"{nombre(valeur)}{INSECABLE}h"
