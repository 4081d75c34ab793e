"""The writes of sessions and presences: the one way into each table."""

from ateliers.services.appel import Note, noter_presences
from ateliers.services.intervenants import trouver_ou_creer_intervenants
from ateliers.services.presences import SaisiePresence, enregistrer_presences, presences_laissees_dehors
from ateliers.services.programme import ajouter_seances, annuler_seances, retablir_seance
from ateliers.services.seances import SaisieSeance, enregistrer_seances

__all__ = [
    "Note",
    "SaisiePresence",
    "SaisieSeance",
    "ajouter_seances",
    "annuler_seances",
    "enregistrer_presences",
    "enregistrer_seances",
    "noter_presences",
    "presences_laissees_dehors",
    "retablir_seance",
    "trouver_ou_creer_intervenants",
]
