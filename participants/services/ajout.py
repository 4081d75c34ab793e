"""Adding a person: with her entry, or after a first contact only. References are given here."""

import datetime as dt

from django.db import transaction

from participants.models import Participant
from participants.services.contacts import noter_contact
from participants.services.parcours import ouvrir_parcours
from socle.compteurs import reference_libre
from socle.erreurs import Anomalie, refuser_si


@transaction.atomic
def ajouter_personne(
    *, identite: dict, date_entree: dt.date, sejour: dict, faits: dict, aujourdhui: dt.date
) -> Participant:
    """Write a new person and her first stay, and give her back; `sejour` and `faits` as ouvrir_parcours takes them.

    Refuses (SaisieRefusee) what ouvrir_parcours refuses, such as an entry to come or before the birth.
    """
    personne = _creer(identite, aujourdhui)
    ouvrir_parcours(participant=personne, date_entree=date_entree, sejour=sejour, faits=faits, aujourdhui=aujourdhui)
    return personne


@transaction.atomic
def accueillir_personne(*, identite: dict, contact: dict, par, le: dt.datetime, aujourdhui: dt.date) -> Participant:
    """Write a person who has only been met, and that meeting; nobody counts her before she enters.

    Refuses (SaisieRefusee) a birth after the meeting, and what noter_contact refuses.
    """
    refuser_si(_ne_apres(identite, contact["date"]))
    personne = _creer(identite, aujourdhui)
    noter_contact(participant=personne, valeurs=contact, par=par, le=le, aujourdhui=aujourdhui)
    return personne


def _creer(identite: dict, aujourdhui: dt.date) -> Participant:
    reference = reference_libre(Participant, "dossiers", aujourdhui.year)
    return Participant.objects.create(reference=reference, **identite)


def _ne_apres(identite: dict, jour: dt.date):
    """Of a year alone, only the years are compared."""
    naissance, seule = identite.get("date_naissance"), identite.get("annee_seule")
    if naissance and (naissance.year > jour.year if seule else naissance > jour):
        champ = "annee_naissance" if seule else "date_naissance"
        raison = f"cette naissance suit la rencontre du {jour:%d/%m/%Y}, corrigez l’une des deux"
        yield Anomalie(0, champ, "naissance_apres_contact", raison)
