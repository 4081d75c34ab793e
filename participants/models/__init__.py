"""People, their stays, what was true of them when, and their livret."""

from participants.models.contacts import Coordonnees, PremierContact
from participants.models.diagnostic import EtapeBilan, EvaluationFrein, ReponseBilan
from participants.models.entretiens import (
    Entretien,
    NoteDeTheme,
    NotePrivee,
    RendezVous,
    Report,
    Suspension,
)
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
from participants.models.jardin import Consigne, Observation
from participants.models.listes import (
    Competence,
    DemarcheProposee,
    Frein,
    GenerationQpv,
    Logement,
    MotifSortie,
    NiveauEtudes,
    Quartier,
    Situation,
    TypeContrat,
    TypeDocument,
)
from participants.models.papiers import Accord, Document
from participants.models.personnes import Parcours, Participant
from participants.models.projet import Demarche, Immersion, Objectif
from participants.models.resumes import ResumeEnvoye

__all__ = [
    "FAITS",
    "Accord",
    "Competence",
    "Consigne",
    "Coordonnees",
    "Demarche",
    "DemarcheProposee",
    "Document",
    "Entretien",
    "EtapeBilan",
    "EvaluationFrein",
    "FaitLogement",
    "FaitNiveau",
    "FaitQpv",
    "FaitQuartier",
    "FaitReferent",
    "FaitSituation",
    "Frein",
    "Fusion",
    "GenerationQpv",
    "Immersion",
    "Logement",
    "MotifSortie",
    "NiveauEtudes",
    "NoteDeTheme",
    "NotePrivee",
    "Objectif",
    "Observation",
    "Parcours",
    "Participant",
    "PremierContact",
    "Quartier",
    "RendezVous",
    "ReponseBilan",
    "Report",
    "ResumeEnvoye",
    "Situation",
    "Suspension",
    "TypeContrat",
    "TypeDocument",
]
