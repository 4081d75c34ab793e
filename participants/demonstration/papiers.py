"""The papers of the demonstration: what was given and signed, and a few documents, some about to expire."""

import datetime as dt
import hashlib
from io import BytesIO

import pikepdf

from comptes.choix import Role
from comptes.models import Utilisateur
from participants.choix import NatureAccord, PorteeImage
from participants.models import Accord, Document, Parcours, TypeDocument
from socle.models import Fichier
from socle.periodes import PARIS

SANS_REGLEMENT, SANS_IMAGE = 9, 4  # one file in so many
# Of the people there today: what document, and in how many days it expires.
DOCUMENTS = {1: ("identite", 23), 3: ("droits-sante", 12), 5: ("identite", 900), 8: ("sejour", -12), 13: ("cv", None)}


def remplir_les_papiers(aujourdhui: dt.date) -> None:
    """Everybody who came within the year was given the notice; most have signed the règlement."""
    agent = Utilisateur.objects.filter(role=Role.TRAVAILLEUR_SOCIAL).order_by("email").first()
    recents = list(
        Parcours.objects.filter(date_entree__gte=aujourdhui - dt.timedelta(days=400))
        .select_related("participant")
        .order_by("date_entree", "pk")
    )
    Accord.objects.bulk_create(
        accord for rang, sejour in enumerate(recents) for accord in _accords(rang, sejour, agent)
    )
    presents = [sejour for sejour in recents if sejour.date_sortie is None]
    for rang, (type_, jours) in DOCUMENTS.items():
        if rang < len(presents):
            _deposer(presents[rang], type_, jours, agent, aujourdhui)


def _accords(rang: int, sejour: Parcours, agent: Utilisateur):
    communs = {"participant": sejour.participant, "date": sejour.date_entree, "par": agent}
    yield Accord(nature=NatureAccord.NOTICE, **communs)
    if rang % SANS_REGLEMENT:
        yield Accord(nature=NatureAccord.REGLEMENT, **communs)
    if rang % SANS_IMAGE:
        accorde = rang % 5 != 0
        usages = [PorteeImage.JARDIN, PorteeImage.BILANS][: 1 + rang % 2] if accorde else []
        fin = sejour.date_entree + dt.timedelta(days=730) if accorde else None
        yield Accord(nature=NatureAccord.IMAGE, accorde=accorde, portees=usages, fin=fin, **communs)


def _deposer(sejour: Parcours, type_: str, jours: int | None, agent: Utilisateur, aujourdhui: dt.date) -> None:
    contenu = _page_blanche()
    le = dt.datetime.combine(max(sejour.date_entree, aujourdhui - dt.timedelta(days=200)), dt.time(10), PARIS)
    fichier = Fichier.objects.create(
        contenu=contenu,
        type_mime="application/pdf",
        taille=len(contenu),
        empreinte=hashlib.sha256(contenu).hexdigest(),
        depose_le=le,
    )
    Document.objects.create(
        participant=sejour.participant,
        type=TypeDocument.objects.get(code=type_),
        fichier=fichier,
        expire_le=None if jours is None else aujourdhui + dt.timedelta(days=jours),
        depose_par=agent,
        depose_le=le,
    )


def _page_blanche() -> bytes:
    """A PDF of one empty page: nobody's document."""
    tampon = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(tampon, deterministic_id=True)
    return tampon.getvalue()
