"""What the encadrants of the demonstration see, and what they are asked to watch for."""

import datetime as dt

from comptes.choix import Role
from comptes.models import Utilisateur
from jardins.demonstration.calendrier import jours_ouvres
from participants.choix import NiveauObservation
from participants.models import Competence, Consigne, Observation, Parcours

CONSIGNES = {
    2: "Pas de port de charge de plus de 5 kg.",
    7: "Allergie aux piqûres : appeler le 15.",
    15: "Travail assis quand c’est possible.",
    23: "Préférer les consignes à l’oral.",
}
COMMENTAIRES = (
    "Range les outils sans qu’on le demande.",
    "",
    "A expliqué le repiquage à une nouvelle personne.",
    "",
    "Demande de l’aide quand il en faut.",
)
ECART = 45  # days between two looks


def observer(aujourdhui: dt.date) -> None:
    """Two people in three are looked at every six weeks or so; a few instructions hold today."""
    encadrant = Utilisateur.objects.filter(role=Role.ENCADRANT, is_active=True).order_by("email").first()
    social = Utilisateur.objects.filter(role=Role.TRAVAILLEUR_SOCIAL).order_by("email").first()
    ouverts = list(
        Parcours.objects.filter(date_sortie=None).select_related("participant").order_by("date_entree", "pk")
    )
    competences = list(Competence.objects.order_by("ordre"))
    Observation.objects.bulk_create(
        Observation(
            participant=sejour.participant,
            competence=competence,
            date=jour,
            niveau=_niveau(rang, place, fois),
            commentaire=COMMENTAIRES[(rang + place + fois) % len(COMMENTAIRES)] if place == fois % 5 else "",
            par=encadrant,
        )
        for rang, sejour in enumerate(ouverts)
        if rang % 3 != 2
        for fois, jour in enumerate(_jours(sejour, aujourdhui))
        for place, competence in enumerate(competences)
        if (rang + place + fois) % 6 != 5
    )
    Consigne.objects.bulk_create(
        Consigne(participant=ouverts[rang].participant, texte=texte, depuis=ouverts[rang].date_entree, par=social)
        for rang, texte in CONSIGNES.items()
        if rang < len(ouverts)
    )


def _jours(sejour: Parcours, aujourdhui: dt.date) -> list[dt.date]:
    debut = sejour.date_entree + dt.timedelta(days=14)
    return jours_ouvres(debut, aujourdhui)[:: ECART * 4 // 7] if debut <= aujourdhui else []


def _niveau(rang: int, place: int, fois: int) -> int:
    """Rising by steps, not for everything at once."""
    depart = NiveauObservation.PAS_ENCORE + (rang + place) % 2
    return min(depart + (fois + place) // 2, NiveauObservation.MONTRE if rang % 4 == 0 else NiveauObservation.SEUL)
