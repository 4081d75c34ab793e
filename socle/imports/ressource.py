"""A resource: the columns of a file, and the two functions that write and read its rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from socle.ecriture import Ecriture
from socle.imports.lecteurs import Fabrique
from socle.normalisation import cle, plus_proche


class RessourceInconnue(KeyError):
    """No resource of this name; the message names the nearest one."""


@dataclass(frozen=True)
class Colonne:
    """One column: its header, how a cell of it is read, whether it must be there, and what to write in it.

    Of a `discrete` one, reports say how long a text is, never what it says: they outlive the file they speak of.
    """

    nom: str
    lecteur: Fabrique
    requise: bool = False
    aide: str = ""
    discrete: bool = False

    @property
    def cle(self) -> str:
        return cle(self.nom)


@dataclass
class Ligne:
    """A row of the file once read: its number, and the values of the columns it has."""

    numero: int
    valeurs: dict = field(default_factory=dict)


class Ressource:
    """What the engine needs to know of a kind of file. A concrete one gives its columns, its key and two methods."""

    nom: str
    titre: str
    colonnes: tuple[Colonne, ...]
    cle: tuple[str, ...]

    def ecrire(self, lignes: list[Ligne], *, rapport, par, le) -> Ecriture:
        """Write the rows through the services; raises SaisieRefusee, whose ranks are places in `lignes`."""
        raise NotImplementedError

    def exporter(self) -> Iterator[tuple]:
        """Every row in the order of the columns, such that importing them again changes nothing."""
        raise NotImplementedError

    @property
    def discretes(self) -> set[str]:
        """The names of the columns whose texts no report repeats."""
        return {colonne.nom for colonne in self.colonnes if colonne.discrete}

    @property
    def entetes(self) -> list[str]:
        return [colonne.nom for colonne in self.colonnes]


def ressources() -> dict[str, Ressource]:
    """The resources the settings plug in, by name, in their order."""
    connues = [import_string(nom)() for nom in settings.RESSOURCES]
    return {ressource.nom: ressource for ressource in connues}


def ressource(nom: str) -> Ressource:
    """The resource of this name; refuses an unknown one (RessourceInconnue)."""
    connues = ressources()
    if nom not in connues:
        raise RessourceInconnue(
            f"« {nom} » n’est pas une ressource. La plus proche est « {plus_proche(nom, connues)} »."
        )
    return connues[nom]
