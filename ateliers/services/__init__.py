"""The writes of sessions and presences: the one way into each table."""

from ateliers.services.presences import SaisiePresence, enregistrer_presences, presences_laissees_dehors
from ateliers.services.seances import SaisieSeance, enregistrer_seances

__all__ = [
    "SaisiePresence",
    "SaisieSeance",
    "enregistrer_presences",
    "enregistrer_seances",
    "presences_laissees_dehors",
]
