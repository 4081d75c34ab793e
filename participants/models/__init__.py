"""People, their stays, and what was true of them when."""

from participants.models.contacts import Coordonnees, PremierContact
from participants.models.faits import (
    FAITS,
    FaitLogement,
    FaitNiveau,
    FaitQpv,
    FaitQuartier,
    FaitReferent,
    FaitSituation,
)
from participants.models.fusions import Fusion
from participants.models.listes import GenerationQpv, Logement, MotifSortie, NiveauEtudes, Quartier, Situation
from participants.models.personnes import Parcours, Participant

__all__ = [
    "FAITS",
    "Coordonnees",
    "FaitLogement",
    "FaitNiveau",
    "FaitQpv",
    "FaitQuartier",
    "FaitReferent",
    "FaitSituation",
    "Fusion",
    "GenerationQpv",
    "Logement",
    "MotifSortie",
    "NiveauEtudes",
    "Parcours",
    "Participant",
    "PremierContact",
    "Quartier",
    "Situation",
]
