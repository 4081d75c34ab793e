"""The list of people as a file: the columns and the people of the page, all of its pages."""

import datetime as dt
from collections.abc import Iterator

from participants.liste.colonnes import Colonne, champs_de, colonnes_du_fichier
from participants.liste.criteres import Criteres
from participants.liste.reperes import Repere, reperes
from participants.liste.selection import personnes, selection
from socle.tableur.ecriture import ecrire

NOM = ("Nom", "Prénom")


def exporter_liste(utilisateur, criteres: Criteres, jour: dt.date, format: str) -> bytes:
    """The bytes of a "csv", "xlsx" or "ods" file, in two queries. Dates are dates, hours decimal numbers."""
    repere, colonnes = reperes(jour), colonnes_du_fichier(criteres)
    gens = selection(personnes(utilisateur, repere.jalons, criteres.filtres), criteres).values(*champs_de(colonnes))
    entetes = [*NOM, *(colonne.titre for colonne in colonnes.values())]
    return ecrire(format, entetes, _lignes(gens.iterator(2000), colonnes, repere))


def _lignes(gens, colonnes: dict[str, Colonne], repere: Repere) -> Iterator[list]:
    for rangee in gens:
        yield [rangee["nom"], rangee["prenom"], *(colonne.lire(rangee, repere) for colonne in colonnes.values())]
