"""The writes of people, stays and facts."""

from participants.services.dossiers import Dossier, enregistrer_dossiers
from participants.services.faits import Fait, enregistrer_faits

__all__ = ["Dossier", "Fait", "enregistrer_dossiers", "enregistrer_faits"]
