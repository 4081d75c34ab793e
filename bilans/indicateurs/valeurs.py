"""What a bilan is made of once computed: frozen values that carry their definition, base and unit.

Nothing here reads the database. Pages, PDF, XLSX and JSON all print these same objects.
"""

from dataclasses import dataclass
from decimal import Decimal

from socle.arrondis import pourcentage
from socle.periodes import Periode

Valeur = str | int | Decimal | None

INCONNU = "non renseigné"


@dataclass(frozen=True)
class Chiffre:
    """One number. `valeur` is None when it is unknown, which is not zero."""

    code: str
    libelle: str
    valeur: int | Decimal | None
    definition: str
    unite: str = ""
    base: str = ""
    objectif: int | None = None


@dataclass(frozen=True)
class Part:
    """One line of a breakdown; `pourcentage` is its own share of the total, to the nearest tenth."""

    libelle: str
    nombre: int
    pourcentage: Decimal
    inconnu: bool = False
    cle: str = ""


@dataclass(frozen=True)
class Repartition:
    """A breakdown that covers everybody: the parts add up to `total`; an empty total has no line."""

    code: str
    libelle: str
    definition: str
    base_libelle: str
    total: int
    lignes: tuple[Part, ...]

    @property
    def rangs(self) -> list[tuple[Part, str]]:
        """Each part with the length of its bar, in per cent of the longest."""
        plus_grand = max((part.nombre for part in self.lignes), default=0) or 1
        return [(part, f"{100 * part.nombre / plus_grand:.1f}%") for part in self.lignes]

    @property
    def manquants(self) -> int:
        """How many of the total are not known."""
        return sum(part.nombre for part in self.lignes if part.inconnu)


@dataclass(frozen=True)
class Colonne:
    """A column of a table; `code` names it in the address of the list behind one of its numbers."""

    libelle: str
    unite: str = ""
    code: str = ""


@dataclass(frozen=True)
class Tableau:
    """A table of figures, one row per thing counted; the first cell names it, `cles` says which it is."""

    code: str
    libelle: str
    definition: str
    colonnes: tuple[Colonne, ...]
    lignes: tuple[tuple[Valeur, ...], ...]
    cles: tuple[str, ...] = ()

    @property
    def cases(self) -> list[list[tuple[Valeur, str]]]:
        """Each row as (value, unit of its column), for whoever prints it."""
        unites = [colonne.unite for colonne in self.colonnes]
        return [list(zip(ligne, unites, strict=True)) for ligne in self.lignes]

    @property
    def rangs(self) -> list[tuple[str, list[tuple[Valeur, Colonne]]]]:
        """Each row as its key and its (value, column), for a page that leads to the list behind."""
        lignes = [list(zip(ligne, self.colonnes, strict=True)) for ligne in self.lignes]
        return list(zip(self.cles, lignes, strict=True))


@dataclass(frozen=True)
class Section:
    code: str
    titre: str
    chiffres: tuple[Chiffre, ...] = ()
    repartitions: tuple[Repartition, ...] = ()
    tableaux: tuple[Tableau, ...] = ()

    @property
    def cote_a_cote(self) -> bool:
        """Whether its tables are narrow enough to stand side by side on a page."""
        return len(self.tableaux) > 1 and all(len(tableau.colonnes) <= 3 for tableau in self.tableaux)

    def chiffre(self, code: str) -> Chiffre:
        """The figure of this code; KeyError if the section has none."""
        return {chiffre.code: chiffre for chiffre in self.chiffres}[code]


@dataclass(frozen=True)
class Bilan:
    periode: Periode
    sections: tuple[Section, ...]

    def section(self, code: str) -> Section:
        """The section of this code; KeyError if the bilan has none."""
        return {section.code: section for section in self.sections}[code]


def parts(comptes: list[tuple[str, str, int]], *, inconnus: int = 0) -> tuple[Part, ...]:
    """Lines of a breakdown from (cle, libelle, nombre) in reference order, the unknown last."""
    total = sum(nombre for _, _, nombre in comptes) + inconnus
    if total == 0:
        return ()
    lignes = [Part(libelle, nombre, pourcentage(nombre, total), cle=cle) for cle, libelle, nombre in comptes]
    if inconnus:
        lignes.append(Part(INCONNU, inconnus, pourcentage(inconnus, total), inconnu=True))
    return tuple(lignes)


def sur(nombre: int, qualite: str) -> str:
    """The base of a figure in words: « sur 56 personnes accueillies », « sur 1 personne présente »."""
    accord = "s" if nombre > 1 else ""
    return f"sur {nombre} personne{accord} {qualite}{accord}"
