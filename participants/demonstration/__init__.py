"""What the demonstration adds to its files: who follows whom, and the livret of each person, told as stories."""

from participants.demonstration.jardin import observer
from participants.demonstration.livrets import raconter
from participants.demonstration.papiers import remplir_les_papiers
from participants.demonstration.situations import faire_les_bilans
from participants.demonstration.suivi import suivre

__all__ = ["faire_les_bilans", "observer", "raconter", "remplir_les_papiers", "suivre"]
