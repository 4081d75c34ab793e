"""Workshop types, sessions, presences."""

from ateliers.models.presences import Presence
from ateliers.models.seances import Atelier, Intervenant, Seance

__all__ = ["Atelier", "Intervenant", "Presence", "Seance"]
