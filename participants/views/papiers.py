"""The papers of a file: what was given or signed, the documents kept, and sheets to print."""

import datetime as dt

from csp.constants import NONE
from csp.decorators import csp
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from participants.choix import NatureAccord
from participants.dossier import Onglet, cadre, dossier_garde
from participants.forms.papiers import FORMULAIRES, CorrectionForm, DepotForm
from participants.models import Document, Participant
from participants.papiers import LOIN, TITRES, Mention, echeance, papiers_de
from participants.papiers_pdf import NOMS, pdf_du_papier
from participants.services.papiers import (
    DOCUMENTS_MAX,
    POIDS_MAX,
    deposer_document,
    modifier_document,
    noter_accord,
    retirer_document,
)
from participants.views.saisie import saisir
from socle.periodes import aujourdhui
from socle.pieces import EXTENSIONS

VUE = "participants:participant_papiers"
ONGLET = Onglet("Papiers", VUE, Action.PARTICIPANT_VOIR, compte="documents")
# A document is shown by itself: it loads nothing, runs nothing, and stands in nobody's page.
SEUL = {"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": [True]}
MEGAOCTET = 1024**2


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_papiers(request, objet):
    """The three papers with their state, the documents with their end, and those withdrawn."""
    ensemble = cadre(request, objet)
    accords = list(objet.accords.select_related("par", "document"))
    documents = list(_documents(objet))
    gardes = [document for document in documents if document.retire_le is None]
    contexte = {
        "cadre": ensemble,
        "papiers": papiers_de(accords, ensemble.jour),
        "documents": _par_urgence(gardes, ensemble.jour),
        "retires": [document for document in documents if document.retire_le],
        "poids": sum(document.fichier.taille for document in gardes),
        "poids_max": POIDS_MAX // MEGAOCTET,
        "nombre_max": DOCUMENTS_MAX,
        "peut_gerer": peut(request.user, Action.PIECE_GERER),
    }
    return render(request, "participants/participant_papiers.html", contexte)


@acces(Action.PIECE_GERER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def document_deposer(request, objet):
    """A file chosen, dropped or photographed, and what it is."""
    form = DepotForm(*_envoi(request))
    return saisir(
        request,
        objet,
        form,
        lambda form: deposer_document(
            participant=objet,
            valeurs=form.valeurs,
            piece=form.cleaned_data["fichier"],
            par=request.user,
            le=timezone.now(),
        ),
        gabarit="participants/document_deposer.html",
        retour=VUE,
        message="Le document est déposé.",
        ecrit="document déposé",
    )


@acces(Action.PIECE_GERER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def document_modifier(request, objet, document):
    """What is said of a document, corrected; another file in its place."""
    document = _document(objet, document)
    form = CorrectionForm(*_envoi(request), document=document)
    return saisir(
        request,
        objet,
        form,
        lambda form: modifier_document(
            document=document,
            valeurs=form.valeurs,
            piece=form.cleaned_data["fichier"],
            version=form.cleaned_data["version"],
            par=request.user,
            le=timezone.now(),
        ),
        gabarit="participants/document_modifier.html",
        retour=VUE,
        message="Le document est enregistré.",
        ecrit="document enregistré",
        lire_actuelles=dict,
        document=document,
    )


@acces(Action.PIECE_GERER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def document_retirer(request, objet, document):
    """Erase the bytes of a document; the page asks first."""
    document = _document(objet, document)
    return saisir(
        request,
        objet,
        Form(request.POST if request.method == "POST" else None),
        lambda form: retirer_document(document=document, par=request.user, le=timezone.now()),
        gabarit="participants/document_retirer.html",
        retour=VUE,
        message="Le document est retiré.",
        ecrit="document retiré",
        document=document,
    )


@acces(Action.PIECE_GERER, objet=Participant)
@dossier_garde
@csp(SEUL)
def document_ouvrir(request, objet, document):
    """The bytes of a document, alone in the browser; who opened which is journaled."""
    document = get_object_or_404(objet.documents.select_related("fichier"), uuid=document, retire_le=None)
    fichier, depot = document.fichier, document.jour_de_depot
    reponse = _a_l_ecran(fichier.contenu, fichier.type_mime, f"document-du-{depot.isoformat()}")
    reponse.precision_journal = f"document du {depot:%d/%m/%Y}, {document.uuid}"
    return reponse


@acces(Action.PIECE_GERER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def accord_noter(request, objet, nature):
    """A paper given, signed, refused or withdrawn on a day."""
    nature = _nature(nature)
    form = FORMULAIRES[nature](*_envoi(request), initial={"date": aujourdhui()})
    return saisir(
        request,
        objet,
        form,
        lambda form: noter_accord(
            participant=objet,
            nature=nature,
            valeurs=form.valeurs,
            piece=form.piece,
            par=request.user,
            le=timezone.now(),
            aujourdhui=aujourdhui(),
        ),
        gabarit="participants/accord_noter.html",
        retour=VUE,
        message="Le papier est noté.",
        ecrit="papier noté",
        nature=nature,
        titre=TITRES[nature],
    )


@acces(Action.PIECE_GERER, objet=Participant)
@dossier_garde
def papier_imprimer(request, objet, nature):
    """The sheet to give or to sign, with the person's name, as a PDF."""
    nature = _nature(nature)
    reponse = _a_l_ecran(pdf_du_papier(nature, objet), "application/pdf", NOMS[nature])
    reponse.precision_journal = f"{NOMS[nature]}.pdf"
    return reponse


def _envoi(request) -> tuple:
    """What was sent, for a form that takes a file; nothing when the page is only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _documents(participant: Participant) -> QuerySet[Document]:
    """Every document of the file, newest first, without its bytes."""
    relations = ("type", "fichier", "depose_par", "retire_par")
    return participant.documents.select_related(*relations).defer("fichier__contenu")


def _par_urgence(documents: list[Document], jour: dt.date) -> list[tuple[Document, Mention | None]]:
    """Each with what its end says: those that end soon first, the others as they come."""
    lus = [(document, echeance(document.expire_le, jour)) for document in documents]
    pressants = [(document, mention) for document, mention in lus if mention and mention.ton != LOIN]
    autres = [(document, mention) for document, mention in lus if not mention or mention.ton == LOIN]
    return [*sorted(pressants, key=lambda couple: couple[0].expire_le), *autres]


def _document(participant: Participant, uuid) -> Document:
    """The document of this person, 404 for any other and once withdrawn."""
    return get_object_or_404(_documents(participant), uuid=uuid, retire_le=None)


def _nature(nom: str) -> NatureAccord:
    if nom not in NatureAccord.values:
        raise Http404
    return NatureAccord(nom)


def _a_l_ecran(contenu: bytes, type_mime: str, nom: str) -> HttpResponse:
    """Shown in the browser, under a name that says nothing of the person."""
    reponse = HttpResponse(bytes(contenu), content_type=type_mime)
    reponse["Content-Disposition"] = f'inline; filename="{nom}.{EXTENSIONS[type_mime]}"'
    return reponse
