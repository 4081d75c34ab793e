"""Names for fictional people: a tree, and a first name of today's France."""

import itertools
import random

ARBRES = (
    "Bruyère Chêne Frêne Orme Tilleul Charme Hêtre Bouleau Aulne Érable Noisetier Sureau Cornouiller Alisier Sorbier "
    "Merisier Prunier Cerisier Pommier Poirier Néflier Cognassier Figuier Mûrier Châtaignier Noyer Saule Peuplier "
    "Tremble Platane Marronnier Robinier Genêt Genévrier Houx Buis Lilas Laurier Viorne Troène Fusain Aubépine "
    "Prunellier Églantier Ajonc Mélèze Sapin Épicéa Cèdre Cyprès Thuya Séquoia Ginkgo Magnolia Catalpa Micocoulier "
    "Olivier Tamaris Arbousier"
)
PRENOMS = {
    "F": (
        "Fatima Sylvie Nadia Christelle Aïcha Sandrine Marie-Laure Yasmina Véronique Élodie Khadija Corinne Mélanie "
        "Rosa Nathalie Samira Jessica Irène Aminata Patricia Laëtitia Zohra Cindy Maria Monique Leïla Aurélie Oksana "
        "Béatrice Sabrina Delphine Thanh Mariam Audrey Josiane Inès Virginie"
    ),
    "H": (
        "Karim Thierry Mohamed Jean-Luc David Ahmed Frédéric Sébastien Mamadou Didier Rachid Ludovic Éric Abdelkader "
        "Jonathan Pascal Youssef Bruno Kévin Dariusz Stéphane Ali Jérôme Patrick Ibrahim Mickaël Franck Hassan Cédric "
        "Bernard Moussa Christophe Anthony Saïd Grégory Laurent Tomasz Michel Farid Jordan Philippe Omar Loïc"
    ),
    "autre": "Camille Sacha Dominique",
}


class Noms:
    """Gives each person a (nom, prenom) that nobody else has."""

    def __init__(self, source: random.Random):
        self._arbres = _en_boucle(source, ARBRES)
        self._prenoms = {sexe: _en_boucle(source, prenoms) for sexe, prenoms in PRENOMS.items()}

    def donner(self, sexe: str) -> tuple[str, str]:
        """The next name, for a person of this sex (`F`, `H`, `autre`)."""
        return next(self._arbres), next(self._prenoms[sexe])


def _en_boucle(source: random.Random, mots: str):
    liste = mots.split()
    return itertools.cycle(source.sample(liste, len(liste)))
