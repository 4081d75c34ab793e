"""What the workshops add to a person's file."""

from comptes.droits import Action
from participants.dossier import Onglet

ONGLET_PRESENCES = Onglet("Présences", "ateliers:participant_presences", Action.PARTICIPANT_VOIR)
