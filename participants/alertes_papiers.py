"""What the frame of a file says of its papers: a document that ends, papers nobody noted."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse

from participants.choix import NatureAccord
from participants.dossier import Alerte, Cadre
from participants.papiers import PROCHE, TITRES, echeance
from socle.periodes import en_lettres


def alerte_des_papiers(cadre: Cadre) -> list[Alerte]:
    """The document that ends first, within 60 days or ended, then the papers never noted of an open stay."""
    url = reverse("participants:participant_papiers", args=[cadre.participant.uuid]) + cadre.suite
    livret, alertes = cadre.livret, []
    if livret.document_expire:
        alertes += _du_document(livret.document_expire.texte, livret.document_expire.jour, cadre.jour, url)
    if livret.etat is not None:
        alertes += _des_manquants(livret.papiers_manquants, url)
    return alertes


def _du_document(type_de_document: str, expire_le: dt.date, jour: dt.date, url: str) -> list[Alerte]:
    if (expire_le - jour).days > PROCHE:
        return []
    mention = echeance(expire_le, jour)
    titre = f"{type_de_document[:1].upper()}{type_de_document[1:]}"
    return [Alerte(mention.ton, mention.icone, titre, f"{mention.mot}, le {en_lettres(expire_le)}.", url, "Remplacer")]


def _des_manquants(manquants: Sequence[NatureAccord], url: str) -> list[Alerte]:
    if not manquants:
        return []
    noms = ", ".join(TITRES[nature] for nature in manquants)
    texte = f"{noms[:1]}{noms[1:].lower()}."
    return [Alerte("ambre", "signature", "Papiers à donner ou à signer", texte, url, "Voir les papiers")]
