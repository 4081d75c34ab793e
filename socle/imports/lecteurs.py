"""From a cell of a spreadsheet to a value: each reader takes a non-empty cell and refuses (Illisible) in French.

A column holds a factory of readers, called once per import, so that reference lists are read when the file is.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from django.db.models import Choices, Model

from socle.listes import par_ecriture
from socle.normalisation import cle, plus_proche
from socle.periodes import ANNEE_MAX, ANNEE_MIN
from socle.tableur.ecriture import inscriptible

Lecteur = Callable[[object], object]
Fabrique = Callable[[], Lecteur]


class Illisible(ValueError):
    """The cell does not hold what its column asks; the message is the reason, as a French sentence."""


def texte(longueur: int) -> Fabrique:
    """A text of at most `longueur` characters; numbers are read as they show (12.0 is « 12 »)."""
    return lambda: lambda cellule: _borne(en_texte(cellule), longueur)


def prose(longueur: int) -> Fabrique:
    """A text that nobody searches by its key, of at most `longueur` characters, kept as files give texts back."""

    def lire(cellule):
        lu = inscriptible(en_texte(cellule))
        if not lu:
            raise Illisible("ce texte n’a aucun caractère lisible, retapez-le")
        return _compte(lu, len(lu), longueur)

    return lambda: lire


def textes(longueur: int, separateur: str) -> Fabrique:
    """The texts of a cell that separates several, as a list, each of at most `longueur` characters."""
    return lambda: (
        lambda cellule: [
            _borne(morceau.strip(), longueur) for morceau in en_texte(cellule).split(separateur) if morceau.strip()
        ]
    )


def _borne(valeur: str, longueur: int) -> str:
    """The text itself; its search key, which spells ligatures out, must hold in as many characters."""
    _compte(valeur, len(valeur) if valeur.isascii() else max(len(valeur), len(cle(valeur))), longueur)
    if "\x00" in valeur:
        raise Illisible("ce texte contient un caractère nul, effacez-le puis retapez-le")
    return valeur


def _compte(valeur: str, taille: int, longueur: int) -> str:
    if taille > longueur:
        raise Illisible(f"ce texte compte {taille} caractères, au plus {longueur} sont possibles")
    return valeur


def date() -> Lecteur:
    """A day: a spreadsheet date, JJ/MM/AAAA or AAAA-MM-JJ, of the years 1900 to 2100."""
    return lire_date


def date_ou_annee() -> Lecteur:
    """A day, or a year alone, given as (day, is it a year alone): 1970 is (1 July 1970, True)."""

    def lire(cellule):
        if re.fullmatch(r"[0-9]{4}", en_texte(cellule)):
            return _bornee(dt.date(int(en_texte(cellule)), 7, 1)), True
        return lire_date(cellule), False

    return lire


def heure() -> Lecteur:
    """A time of day, HH:MM or a spreadsheet time, to the minute."""

    def lire(cellule):
        if isinstance(cellule, dt.datetime):
            cellule = cellule.time()
        if isinstance(cellule, dt.time):
            if cellule.second:
                raise Illisible("cette heure porte des secondes : écrivez-la HH:MM, par exemple 08:00")
            return cellule.replace(microsecond=0, tzinfo=None)
        lue = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?", en_texte(cellule))
        if not lue:
            raise Illisible("ce n’est pas une heure : écrivez-la HH:MM, par exemple 08:00")
        return dt.time(int(lue[1]), int(lue[2]))

    return lire


def entier(minimum: int, maximum: int) -> Fabrique:
    """A whole number between two bounds, both included; « 120,0 » is 120."""

    def lire(cellule):
        ecrit = re.fullmatch(r"(-?[0-9]{1,9})([,.]0+)?", en_texte(cellule))
        if not ecrit:
            raise Illisible("ce n’est pas un nombre entier")
        if not minimum <= int(ecrit[1]) <= maximum:
            raise Illisible(f"ce nombre doit être compris entre {minimum} et {maximum}")
        return int(ecrit[1])

    return lambda: lire


def oui_non() -> Lecteur:
    """« oui » or « non », or the spreadsheet's own true and false."""

    def lire(cellule):
        connus = {"oui": True, "non": False}
        valeur = cellule if isinstance(cellule, bool) else connus.get(cle(en_texte(cellule)))
        if valeur is None:
            raise Illisible("écrivez « oui » ou « non »")
        return valeur

    return lire


def choix(choix_possibles: type[Choices], *, ecritures: Callable[[Choices], str] = lambda c: c.label) -> Fabrique:
    """One of the choices, by the way files write it (its label, unless told otherwise)."""
    connus = {cle(ecritures(c)): c for c in choix_possibles}
    return lambda: _dans(connus, [ecritures(c) for c in choix_possibles])


def parmi(noms: Iterable[str]) -> Fabrique:
    """One of these names, whatever its case, accents or blanks."""
    connus = {cle(nom): nom for nom in noms}
    return lambda: _dans(connus, list(connus.values()))


def liste(modele: type[Model]) -> Fabrique:
    """A line of a closed reference list, by any of its spellings; an unknown one is refused, the nearest named."""
    return lambda: _dans(par_ecriture(modele), [ligne.libelle for ligne in modele.objects.all()])


def _dans(connus: dict, libelles: list[str]) -> Lecteur:
    def lire(cellule):
        valeur = connus.get(cle(en_texte(cellule)))
        if valeur is None:
            proche = plus_proche(en_texte(cellule), libelles)
            raise Illisible(f"cette valeur n’est pas dans la liste. La plus proche est « {proche} »")
        return valeur

    return lire


def en_texte(cellule) -> str:
    """What the cell shows: whole floats without their point, days as JJ/MM/AAAA, times as HH:MM."""
    if isinstance(cellule, bool):
        return "oui" if cellule else "non"
    if isinstance(cellule, float | Decimal) and cellule == int(cellule):
        return str(int(cellule))
    if isinstance(cellule, dt.date):
        return f"{cellule:%d/%m/%Y}"
    if isinstance(cellule, dt.time):
        return f"{cellule:%H:%M}"
    return str(cellule)


def lire_date(cellule) -> dt.date:
    """A day from a cell; refuses what is no day of 1900-2100 (Illisible)."""
    if isinstance(cellule, dt.datetime):
        if cellule.time() != dt.time():
            raise Illisible("cette date porte aussi une heure, écrivez le jour seul")
        return _bornee(cellule.date())
    if isinstance(cellule, dt.date):
        return _bornee(cellule)
    return _bornee(_date_ecrite(en_texte(cellule)))


def _date_ecrite(ecrite: str) -> dt.date:
    francaise = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", ecrite)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", ecrite)
    if not (francaise or iso):
        raise Illisible("ce n’est pas une date : écrivez-la JJ/MM/AAAA, par exemple 12/03/2015")
    morceaux = [int(m) for m in (iso.groups() if iso else reversed(francaise.groups()))]
    try:
        return dt.date(*morceaux)
    except ValueError:
        raise Illisible("cette date n’existe pas dans le calendrier") from None


def _bornee(jour: dt.date) -> dt.date:
    if not ANNEE_MIN <= jour.year <= ANNEE_MAX:
        raise Illisible(f"l’année {jour.year} est hors des années {ANNEE_MIN} à {ANNEE_MAX}")
    return jour
