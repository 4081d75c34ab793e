"""Workshop types, sessions, presences."""

from ateliers.models.presences import Presence
from ateliers.models.seances import Atelier, Intervenant, Seance, cle_de_seance

__all__ = ["Atelier", "Intervenant", "Presence", "Seance", "cle_de_seance"]
