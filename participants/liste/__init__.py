"""The list of people: what its address asks, the people it gives, its columns, and one's place in it."""

from participants.liste.criteres import Criteres
from participants.liste.reperes import Repere, reperes
from participants.liste.selection import personnes, selection
from participants.liste.voisins import Voisins, voisins

__all__ = ["Criteres", "Repere", "Voisins", "personnes", "reperes", "selection", "voisins"]
