"""Who the person is and how to reach her, corrected at the desk."""

import datetime as dt

from django.db import transaction

from participants.models import Coordonnees, Participant
from participants.services.dossiers import IDENTITE, Dossier, enregistrer_dossiers
from participants.services.verrou import verrouiller
from socle.conflits import verifier
from socle.ecriture import appliquer
from socle.erreurs import Anomalie, refuser_si

COORDONNEES = tuple(
    champ.name for champ in Coordonnees._meta.concrete_fields if champ.name not in ("id", "participant")
)


def identite_de(participant: Participant) -> dict:
    """The fields of the identity, as a form shows them."""
    return {champ: getattr(participant, champ) for champ in IDENTITE}


def coordonnees_de(participant: Participant) -> dict:
    """The fields to reach the person, empty when nothing was ever noted."""
    lues = Coordonnees.objects.filter(participant=participant).first() or Coordonnees()
    return {champ: getattr(lues, champ) for champ in COORDONNEES}


@transaction.atomic
def modifier_identite(*, participant: Participant, valeurs: dict, version: str, aujourdhui: dt.date) -> None:
    """Correct the identity of a person, in every stay she made.

    Refuses (SaisieRefusee) a birth to come or after an entry, and (ModifieDepuis) to overwrite what somebody else
    changed since the form was shown.
    """
    actuel = verrouiller(participant)
    verifier(version=version, actuelles=identite_de(actuel), saisies=valeurs)
    refuser_si(_naissance_a_venir(valeurs, aujourdhui))
    entrees = actuel.parcours.values_list("date_entree", flat=True)
    if entrees:
        dossiers = [Dossier(actuel.reference, entree, valeurs) for entree in entrees]
        enregistrer_dossiers(dossiers=dossiers, aujourdhui=aujourdhui)
    else:
        appliquer(actuel, valeurs).save()


@transaction.atomic
def modifier_coordonnees(*, participant: Participant, valeurs: dict, version: str) -> None:
    """Write how to reach the person; refuses (ModifieDepuis) to overwrite what somebody else changed meanwhile."""
    actuel = verrouiller(participant)
    verifier(version=version, actuelles=coordonnees_de(actuel), saisies=valeurs)
    coordonnees = Coordonnees.objects.filter(participant=actuel).first() or Coordonnees(participant=actuel)
    appliquer(coordonnees, valeurs).save()


def _naissance_a_venir(valeurs: dict, aujourdhui: dt.date):
    naissance = valeurs["date_naissance"]
    if naissance and (naissance.year if valeurs["annee_seule"] else naissance) > (
        aujourdhui.year if valeurs["annee_seule"] else aujourdhui
    ):
        yield Anomalie(0, "date_naissance", "naissance_future", "cette naissance est dans le futur, corrigez-la")
