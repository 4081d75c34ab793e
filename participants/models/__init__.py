"""People, their stays, and what was true of them when."""

from participants.models.faits import FAITS, FaitLogement, FaitNiveau, FaitQpv, FaitQuartier, FaitSituation
from participants.models.listes import GenerationQpv, Logement, MotifSortie, NiveauEtudes, Quartier, Situation
from participants.models.personnes import Parcours, Participant

__all__ = [
    "FAITS",
    "FaitLogement",
    "FaitNiveau",
    "FaitQpv",
    "FaitQuartier",
    "FaitSituation",
    "GenerationQpv",
    "Logement",
    "MotifSortie",
    "NiveauEtudes",
    "Parcours",
    "Participant",
    "Quartier",
    "Situation",
]
