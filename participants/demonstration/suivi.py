"""What the demonstration adds to its files: who follows whom, how to reach people, whom the CCAS expects.

All of it is fictional and follows from the day: numbers are of the range that the ARCEP keeps for fiction.
"""

import datetime as dt

from django.db.models import Q

from comptes.choix import Role
from comptes.models import Utilisateur
from participants.choix import Canal, Decision, Joindre
from participants.models import Coordonnees, FaitReferent, Parcours
from participants.services.ajout import accueillir_personne
from participants.services.contacts import noter_contact
from participants.services.faits import fixer_a_l_entree
from socle.periodes import PARIS

SANS_REFERENT, SANS_TELEPHONE = 10, 4  # one file in so many
RENCONTREES = 3  # one file in so many: met before the entry
# Name, first name, sex, days before today, channel, decision, what was said.
ATTENDUES = (
    (
        "Sycomore",
        "Lina",
        "F",
        12,
        Canal.PERMANENCE,
        Decision.ENTREE_PREVUE,
        "Commencera après la rentrée.",
    ),
    ("Cormier", "Youri", "H", 6, Canal.RUE, Decision.REVOIR, "Intéressé par les ruches."),
    ("Jujubier", "Marta", "F", 2, Canal.JARDIN, Decision.REVOIR, "Est passée au Vignoble avec une voisine."),
    ("Paulownia", "Denis", "H", 30, Canal.TELEPHONE, Decision.ORIENTEE, "Cherche un logement : orienté vers le SIAO."),
)


def suivre(aujourdhui: dt.date) -> None:
    """Complete the files of the last year, and add people who have not entered."""
    un_an = aujourdhui - dt.timedelta(days=365)
    parcours = list(
        Parcours.objects.filter(Q(date_sortie=None) | Q(date_sortie__gte=un_an))
        .select_related("participant")
        .order_by("date_entree", "participant__reference")
    )
    equipe = list(Utilisateur.objects.filter(role=Role.TRAVAILLEUR_SOCIAL).order_by("email"))
    _confier(parcours, equipe)
    _noter_les_coordonnees(parcours)
    _noter_les_rencontres(parcours[::RENCONTREES], equipe[0], aujourdhui)
    for personne in ATTENDUES:
        _attendre(*personne, par=equipe[0], aujourdhui=aujourdhui)


def _confier(parcours: list[Parcours], equipe: list[Utilisateur]) -> None:
    """Two people in three to the first, the others to the second; of some, nobody is named."""
    suivis = {
        sejour.pk: (rang, equipe[(rang % 3 == 2) % len(equipe)])
        for rang, sejour in enumerate(parcours)
        if rang % SANS_REFERENT != SANS_REFERENT - 1
    }
    list(fixer_a_l_entree(FaitReferent, parcours, suivis))


def _noter_les_coordonnees(parcours: list[Parcours]) -> None:
    joignables = [sejour for rang, sejour in enumerate(parcours) if rang % SANS_TELEPHONE != SANS_TELEPHONE - 1]
    Coordonnees.objects.bulk_create(
        Coordonnees(
            participant=sejour.participant,
            telephone=f"06 39 98 {rang:02} {(rang * 37) % 100:02}",
            preference=Joindre.APPEL if rang % 2 else Joindre.MESSAGE,
            precisions="Préfère qu’on l’appelle le matin." if rang % 7 == 0 else "",
        )
        for rang, sejour in enumerate(joignables)
    )


def _noter_les_rencontres(parcours: list[Parcours], par: Utilisateur, aujourdhui: dt.date) -> None:
    """A meeting at the CCAS, the week before the entry."""
    for sejour in parcours:
        jour = sejour.date_entree - dt.timedelta(days=7)
        valeurs = {"date": jour, "canal": Canal.PERMANENCE, "decision": Decision.ENTREE_PREVUE}
        noter_contact(participant=sejour.participant, valeurs=valeurs, par=par, le=_midi(jour), aujourdhui=aujourdhui)


def _attendre(nom, prenom, sexe, jours, canal, decision, precisions, *, par, aujourdhui) -> None:
    jour = aujourdhui - dt.timedelta(days=jours)
    accueillir_personne(
        identite={"nom": nom, "prenom": prenom, "sexe": sexe},
        contact={"date": jour, "canal": canal, "decision": decision, "precisions": precisions},
        par=par,
        le=_midi(jour),
        aujourdhui=aujourdhui,
    )


def _midi(jour: dt.date) -> dt.datetime:
    return dt.datetime.combine(jour, dt.time(12), PARIS)
