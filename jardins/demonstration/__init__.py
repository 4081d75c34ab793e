"""The demonstration: fictional people whose totals are those of the fiche d'expérience, built as import rows.

People bear names of trees, the team names of birds. Everything is drawn from fixed seeds and from the day given as
«today»: the same day gives the same rows. The rows go through the import engine, like any file.
"""

from jardins.demonstration.chargement import ChargementImpossible, charger, est_chargee, sans_compte, sans_donnees
from jardins.demonstration.comptes import COMPTES, PHRASE
from jardins.demonstration.tableaux import construire

__all__ = [
    "COMPTES",
    "PHRASE",
    "ChargementImpossible",
    "charger",
    "construire",
    "est_chargee",
    "sans_compte",
    "sans_donnees",
]
