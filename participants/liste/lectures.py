"""The two reads of the page, whose SQL is kept from one request to the next; that of a name never is."""

from dataclasses import dataclass
from functools import lru_cache

from participants.liste.colonnes import champs_de, colonnes_de
from participants.liste.criteres import Criteres
from participants.liste.reperes import Jalons
from participants.liste.selection import comptes, personnes, selection
from socle.preparation import RequetePreparee, preparer

GARDEES = 128  # statements of some kilobytes


@dataclass(frozen=True)
class Demandeur:
    """Of who asks, all that a statement depends on."""

    pk: int
    role: str
    is_active: bool
    is_authenticated: bool

    @classmethod
    def de(cls, utilisateur) -> "Demandeur":
        return cls(utilisateur.pk, utilisateur.role, utilisateur.is_active, utilisateur.is_authenticated)


def compter(utilisateur, criteres: Criteres, jalons: Jalons, mots: tuple[str, ...]) -> dict[str, int]:
    """How many people each link of the page shows: one query."""
    preparer_ = _requete_des_comptes.__wrapped__ if mots else _requete_des_comptes
    seuls = criteres.avec(tri="nom", colonnes=())
    [ligne] = preparer_(Demandeur.de(utilisateur), seuls, jalons, mots).lignes()
    return ligne


def lire_rangees(
    utilisateur, criteres: Criteres, jalons: Jalons, mots: tuple[str, ...], debut: int, nombre: int
) -> list[dict]:
    """`nombre` people of the list from the place `debut`, with what its columns read: one query."""
    preparer_ = _requete_des_rangees.__wrapped__ if mots else _requete_des_rangees
    return preparer_(Demandeur.de(utilisateur), criteres, jalons, mots, debut, nombre).lignes()


@lru_cache(maxsize=GARDEES)
def _requete_des_comptes(demandeur: Demandeur, criteres: Criteres, jalons: Jalons, mots) -> RequetePreparee:
    return preparer(comptes(personnes(demandeur, jalons, criteres.filtres, mots), criteres))


@lru_cache(maxsize=GARDEES)
def _requete_des_rangees(
    demandeur: Demandeur, criteres: Criteres, jalons: Jalons, mots, debut: int, nombre: int
) -> RequetePreparee:
    gens = selection(personnes(demandeur, jalons, criteres.filtres, mots), criteres)
    return preparer(gens.values(*champs_de(colonnes_de(criteres)))[debut : debut + nombre])
