"""The papers that a person is given or signs, ready to print: the notice, the rules, the image rights."""

from django.conf import settings
from django.template.loader import render_to_string

from participants.choix import NatureAccord, PorteeImage
from participants.models import Participant
from participants.papiers import TITRES
from socle.pdf import rendre_pdf

NOMS = {
    NatureAccord.NOTICE: "notice-d-information",
    NatureAccord.REGLEMENT: "reglement-a-signer",
    NatureAccord.IMAGE: "droit-a-l-image",
}
CORPS = {
    NatureAccord.NOTICE: "participants/_papier_notice.html",
    NatureAccord.REGLEMENT: "participants/_papier_reglement.html",
    NatureAccord.IMAGE: "participants/_papier_image.html",
}


def pdf_du_papier(nature: NatureAccord, personne: Participant) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1), in 14 points, in plain French, with the name of the person."""
    return rendre_pdf(html_du_papier(nature, personne))


def html_du_papier(nature: NatureAccord, personne: Participant) -> str:
    """The page that becomes the PDF, so that what it says can be read and tested without one."""
    contexte = {
        "titre": TITRES[nature],
        "corps": CORPS[nature],
        "personne": personne,
        "structure": settings.NOM_STRUCTURE,
        "delegue": settings.DELEGUE,
        "responsable": settings.RESPONSABLE,
        "contact": settings.CONTACT,
        "usages": PorteeImage.labels,
    }
    return render_to_string("participants/papier_pdf.html", contexte)
