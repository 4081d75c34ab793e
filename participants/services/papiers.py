"""Papers at the desk: documents deposited, corrected, replaced and withdrawn, papers given or signed."""

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import Count, Sum

from participants.choix import NatureAccord
from participants.models import Accord, Document, Participant, TypeDocument
from participants.services.verrou import verrouiller
from socle.conflits import verifier
from socle.erreurs import Anomalie, refuser_si
from socle.models import Fichier
from socle.periodes import en_lettres
from socle.pieces import Piece

# What one file may hold: a photo weighs about 1 MB once cleaned.
DOCUMENTS_MAX = 60
POIDS_MAX = 100 * 1024 * 1024  # bytes

CHAMPS = ("type", "precision", "expire_le")


def document_de(document: Document) -> dict:
    """What a form shows of a document; `empreinte` is that of its bytes, so that a replaced file is seen."""
    return {nom: getattr(document, nom) for nom in CHAMPS} | {"empreinte": document.fichier.empreinte}


@transaction.atomic
def deposer_document(*, participant: Participant, valeurs: dict, piece: Piece, par, le: dt.datetime) -> Document:
    """Keep a document that socle.pieces cleaned; `valeurs` holds CHAMPS.

    Refuses (SaisieRefusee) a document that this file already holds, byte for byte, and more than DOCUMENTS_MAX or
    POIDS_MAX in all.
    """
    actuel = verrouiller(participant)
    refuser_si([*_deja_la(actuel, piece), *_trop(actuel, piece)])
    fichier = _enregistrer(piece, le)
    return Document.objects.create(participant=actuel, fichier=fichier, depose_par=par, depose_le=le, **valeurs)


@transaction.atomic
def modifier_document(
    *, document: Document, valeurs: dict, piece: Piece | None, version: str, par, le: dt.datetime
) -> Document:
    """Correct what is said of a document and, with `piece`, put another file in its place: the former bytes go.

    Refuses (SaisieRefusee) a document withdrawn meanwhile, and what deposer_document refuses; (ModifieDepuis) one
    changed since the page was shown.
    """
    actuel = _relu(document)
    avant = document_de(actuel)
    apres = valeurs | {"empreinte": _empreinte(piece) if piece else avant["empreinte"]}
    verifier(version=version, actuelles=avant, saisies=apres)
    for nom in CHAMPS:
        setattr(actuel, nom, valeurs[nom])
    if apres["empreinte"] == avant["empreinte"]:
        actuel.save()
        return actuel
    refuser_si([*_deja_la(actuel.participant, piece), *_trop(actuel.participant, piece, a_la_place_de=actuel.fichier)])
    ancien = actuel.fichier
    actuel.fichier, actuel.depose_par, actuel.depose_le = _enregistrer(piece, le), par, le
    actuel.save()
    ancien.delete()
    return actuel


@transaction.atomic
def retirer_document(*, document: Document, par, le: dt.datetime) -> None:
    """Erase the bytes of a document for good; its line stays, with who withdrew it and when.

    Refuses (SaisieRefusee) one already withdrawn.
    """
    actuel = _relu(document)
    fichier = actuel.fichier
    actuel.fichier, actuel.retire_le, actuel.retire_par = None, le, par
    actuel.save()
    fichier.delete()


@transaction.atomic
def noter_accord(
    *,
    participant: Participant,
    nature: NatureAccord,
    valeurs: dict,
    piece: Piece | None,
    par,
    le: dt.datetime,
    aujourdhui: dt.date,
) -> Accord:
    """Note that a paper was given, signed, refused or withdrawn: a new line, which is then in force.

    `valeurs` holds date, accorde, portees (values of PorteeImage) and fin; `piece` is the signed paper, kept as a
    document. The line in force noted again as it is stays alone. Refuses (SaisieRefusee) a day to come or before
    that of the line in force, an end before its day, an image accorded for no use or refused for some, and what
    deposer_document refuses.
    """
    actuel = verrouiller(participant)
    dernier = actuel.accords.select_related("document__fichier").filter(nature=nature).first()
    if dernier and _est_le_meme(dernier, valeurs, piece):
        return dernier
    refuser_si([*_dates_impossibles(dernier, valeurs, aujourdhui), *_accord_incoherent(nature, valeurs)])
    document = _document_signe(actuel, nature, valeurs, piece, par, le) if piece else None
    return Accord.objects.create(participant=actuel, nature=nature, document=document, par=par, **valeurs)


def _relu(document: Document) -> Document:
    """The document as it is now, its person locked."""
    personne = verrouiller(document.participant)
    actuel = Document.objects.select_related("type", "fichier").get(pk=document.pk)
    actuel.participant = personne
    if actuel.retire_le:
        refuser_si([Anomalie(0, "", "document_retire", "ce document vient d’être retiré du dossier")])
    return actuel


def _enregistrer(piece: Piece, le: dt.datetime) -> Fichier:
    return Fichier.objects.create(
        contenu=piece.contenu,
        type_mime=piece.type_mime,
        taille=len(piece.contenu),
        empreinte=_empreinte(piece),
        depose_le=le,
    )


def _empreinte(piece: Piece) -> str:
    return hashlib.sha256(piece.contenu).hexdigest()


def _deja_la(participant: Participant, piece: Piece):
    """Sent twice, a document is one."""
    jumeau = participant.documents.filter(fichier__empreinte=_empreinte(piece)).first()
    if jumeau:
        raison = f"ce fichier est déjà dans le dossier, déposé le {en_lettres(jumeau.jour_de_depot)}"
        yield Anomalie(0, "fichier", "document_existe", raison)


def _trop(participant: Participant, piece: Piece, a_la_place_de: Fichier | None = None):
    gardes = Fichier.objects.filter(document__participant=participant)
    if a_la_place_de:
        gardes = gardes.exclude(pk=a_la_place_de.pk)
    total = gardes.aggregate(nombre=Count("pk"), poids=Sum("taille", default=0))
    if total["nombre"] >= DOCUMENTS_MAX:
        raison = f"ce dossier compte déjà {DOCUMENTS_MAX} documents : retirez ceux qui ne servent plus"
        yield Anomalie(0, "fichier", "trop_de_documents", raison)
    if total["poids"] + len(piece.contenu) > POIDS_MAX:
        raison = (
            f"les documents de ce dossier dépasseraient {POIDS_MAX // 1024**2} Mo : retirez ceux qui ne servent plus"
        )
        yield Anomalie(0, "fichier", "dossier_trop_lourd", raison)


def _est_le_meme(accord: Accord, valeurs: dict, piece: Piece | None) -> bool:
    """Whether the same form was sent twice."""
    if any(getattr(accord, nom) != valeur for nom, valeur in valeurs.items()):
        return False
    fichier = accord.document and accord.document.fichier
    return piece is None or (fichier is not None and fichier.empreinte == _empreinte(piece))


def _dates_impossibles(dernier: Accord | None, valeurs: dict, aujourdhui: dt.date):
    if valeurs["date"] > aujourdhui:
        yield Anomalie(0, "date", "accord_futur", "cette date est dans le futur : notez le papier le jour venu")
    elif dernier and valeurs["date"] < dernier.date:
        raison = f"une ligne plus récente vaut déjà, du {en_lettres(dernier.date)} : donnez ce jour ou un jour d’après"
        yield Anomalie(0, "date", "accord_plus_ancien", raison)
    if valeurs["fin"] and valeurs["fin"] < valeurs["date"]:
        yield Anomalie(0, "fin", "fin_avant_debut", "la fin d’un accord ne peut pas précéder sa date")


def _accord_incoherent(nature: NatureAccord, valeurs: dict):
    if nature != NatureAccord.IMAGE:
        return
    if valeurs["accorde"] and not valeurs["portees"]:
        yield Anomalie(0, "portees", "accord_sans_usage", "cochez au moins un usage, ou notez un refus")
    if not valeurs["accorde"] and (valeurs["portees"] or valeurs["fin"]):
        raison = "la personne refuse : décochez les usages et effacez la date de fin, ou notez un accord"
        yield Anomalie(0, "accorde", "refus_avec_usage", raison)


def _document_signe(
    participant: Participant, nature: NatureAccord, valeurs: dict, piece: Piece, par, le: dt.datetime
) -> Document:
    """The signed paper, among the documents of the file."""
    # Shipped lines of that list bear the names of the papers, and no shipped line is ever taken away.
    dit = {"type": TypeDocument.objects.get(code=nature), "precision": "", "expire_le": valeurs["fin"]}
    return deposer_document(participant=participant, valeurs=dit, piece=piece, par=par, le=le)
