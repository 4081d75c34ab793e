"""An interview on paper, for the person or the file: what is shared, and nothing of what is private."""

from django.conf import settings
from django.template.loader import render_to_string

from participants.entretiens import VENUES
from participants.models import Entretien, Participant
from socle.pdf import rendre_pdf


def pdf_de_l_entretien(entretien: Entretien, participant: Participant) -> bytes:
    """The interview as a tagged PDF (PDF/UA-1): one page, unless much was written."""
    return rendre_pdf(html_de_l_entretien(entretien, participant))


def html_de_l_entretien(entretien: Entretien, participant: Participant) -> str:
    """The page that becomes the PDF. `entretien` comes from entretiens_de, with its notes; no private one is read."""
    contexte = {
        "entretien": entretien,
        "notes": entretien.notes_lues,
        "participant": participant,
        "structure": settings.NOM_STRUCTURE,
        "venue": VENUES[entretien.statut],
    }
    return render_to_string("participants/entretien_pdf.html", contexte)
