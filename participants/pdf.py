"""The paper that a person takes away: the slip of her next appointment. Nothing on it says why she comes."""

from django.conf import settings
from django.template.loader import render_to_string

from participants.models import RendezVous
from socle.pdf import rendre_pdf


def pdf_du_rendezvous(rendezvous: RendezVous) -> bytes:
    """The slip as a tagged PDF (PDF/UA-1), half a sheet of A4 in large type."""
    return rendre_pdf(html_du_rendezvous(rendezvous))


def html_du_rendezvous(rendezvous: RendezVous) -> str:
    """The page that becomes the PDF, so that what it says can be read and tested without one."""
    contexte = {
        "rendezvous": rendezvous,
        "prenom": rendezvous.participant.prenom,
        "structure": settings.NOM_STRUCTURE,
        "contact": settings.CONTACT,
    }
    return render_to_string("participants/rendezvous_pdf.html", contexte)
