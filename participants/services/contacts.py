"""Meetings before an entry: where, what was decided, and by whom it was noted."""

import datetime as dt

from django.db import transaction

from partenaires.models import Partenaire
from partenaires.services import trouver_ou_creer
from participants.choix import Canal
from participants.models import Participant, PremierContact
from participants.services.verrou import verrouiller
from socle.conflits import verifier
from socle.ecriture import appliquer
from socle.erreurs import Anomalie, refuser_si
from socle.normalisation import cle


@transaction.atomic
def noter_contact(*, participant: Participant, valeurs: dict, par, le: dt.datetime, aujourdhui: dt.date):
    """Note a meeting, and give it back. `valeurs` holds date, canal, decision, and perhaps partenaire (a name, found
    or created) and precisions.

    Refuses (SaisieRefusee) a day to come or after the entry of a stay, a partner without that channel, and that
    channel without its partner.
    """
    verrouiller(participant)
    refuser_si(_anomalies(participant, valeurs, aujourdhui))
    return PremierContact.objects.create(participant=participant, note_par=par, note_le=le, **_nommes(valeurs))


@transaction.atomic
def corriger_contact(*, contact: PremierContact, valeurs: dict, version: str, aujourdhui: dt.date) -> None:
    """Correct a meeting; who noted it and when stay as they are. Refuses what noter_contact refuses.

    Refuses (ModifieDepuis) to write over a correction made since `version` was shown.
    """
    verrouiller(contact.participant)
    contact.refresh_from_db()
    verifier(version=version, actuelles=contact_de(contact), saisies=valeurs)
    refuser_si(_anomalies(contact.participant, valeurs, aujourdhui))
    appliquer(contact, _nommes(valeurs)).save()


def contact_de(contact: PremierContact) -> dict:
    """A meeting as its form says it: the partner by name."""
    lus = {nom: getattr(contact, nom) for nom in ("date", "canal", "decision", "precisions")}
    return lus | {"partenaire": contact.partenaire.nom if contact.partenaire else ""}


def partenaire_nomme(nom: str) -> Partenaire | None:
    """The partner of this name, created if nobody named it before; None for no name."""
    return trouver_ou_creer(noms=[nom])[0][cle(nom)] if nom else None


def _nommes(valeurs: dict) -> dict:
    return valeurs | {"partenaire": partenaire_nomme(valeurs.get("partenaire", ""))}


def _anomalies(participant: Participant, valeurs: dict, aujourdhui: dt.date):
    jour, chez_partenaire = valeurs["date"], valeurs["canal"] == Canal.PARTENAIRE
    if jour > aujourdhui:
        yield Anomalie(0, "date", "contact_futur", "ce contact est dans le futur, corrigez la date")
    for sejour in participant.parcours.filter(date_entree__lt=jour):
        if sejour.couvre(jour):
            raison = f"la personne est en parcours ce jour-là, depuis le {sejour.date_entree:%d/%m/%Y}"
            yield Anomalie(0, "date", "deja_en_parcours", raison)
    if chez_partenaire and not valeurs.get("partenaire"):
        yield Anomalie(0, "partenaire", "partenaire_absent", "nommez le partenaire chez qui la personne a été vue")
    if valeurs.get("partenaire") and not chez_partenaire:
        raison = "choisissez « chez un partenaire », ou effacez le nom du partenaire"
        yield Anomalie(0, "partenaire", "partenaire_en_trop", raison)
