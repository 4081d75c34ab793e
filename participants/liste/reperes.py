"""What the list reads once for everybody: thresholds, and the labels of the reference lists."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.auth import get_user_model
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from comptes.droits import DROITS, Action
from participants.models import FaitReferent, Quartier, Situation
from participants.rythme import SEUILS as SEUILS_DU_RYTHME
from participants.rythme import Seuils
from socle.models import ParametreDate
from socle.preparation import RequetePreparee, preparer

ABSENCES = (ParametreDate.JOURS_SANS_VENUE, ParametreDate.JOURS_DORMANT)
SEUILS = (*ABSENCES, *SEUILS_DU_RYTHME)


@dataclass(frozen=True)
class Jalons:
    """Today; the day since which who has not come is missed; the one since which a stay without presence sleeps.

    `rythme` holds the thresholds of the interviews, in days.
    """

    jour: dt.date
    absence: dt.date
    sommeil: dt.date
    rythme: Seuils


@dataclass(frozen=True)
class Repere:
    """The days that count, the thresholds they come from, and the labels of each reference list by their key."""

    jalons: Jalons
    seuils: dict[str, int]
    libelles: dict[str, dict[int, str]]

    @property
    def jour(self) -> dt.date:
        return self.jalons.jour

    @property
    def absence(self) -> dt.date:
        return self.jalons.absence


def reperes(jour: dt.date) -> Repere:
    """As of that day, in one query."""
    listes: dict[str, dict] = defaultdict(dict)
    seuils = {}
    for ligne in sorted(_requete_des_reperes(jour).lignes(), key=lambda ligne: (ligne["place"], ligne["dit"])):
        if ligne["sorte"] in SEUILS:  # a value, and the day it holds from: the newest comes last
            seuils[ligne["sorte"]] = ligne["numero"]
        else:
            listes[ligne["sorte"]][ligne["numero"]] = ligne["dit"]
    return Repere(jalons_de(jour, seuils), seuils, listes)


def jalons_de(jour: dt.date, seuils: dict[str, int]) -> Jalons:
    """The days that count as of that day, from the dated settings in force."""
    absence, sommeil = (jour - dt.timedelta(days=seuils[nom]) for nom in ABSENCES)
    return Jalons(jour, absence, sommeil, Seuils.lire(seuils))


@lru_cache(maxsize=2)
def _requete_des_reperes(jour: dt.date) -> RequetePreparee:
    dates = ParametreDate.objects.filter(nom__in=SEUILS, depuis__lte=jour)
    lectures = [
        _lecture(Quartier.objects, Value("quartier"), "pk", F("libelle"), F("ordre")),
        _lecture(Situation.objects, Value("situation"), "pk", F("libelle"), F("ordre")),
        _lecture(_referents(), Value("referent"), "pk", Concat("prenom", Value(" "), "nom"), Value(0)),
        _lecture(dates, F("nom"), "valeur", F("depuis"), Value(0)),
    ]
    return preparer(lectures[0].union(*lectures[1:], all=True))


def _lecture(lignes, sorte, cle: str, libelle, ordre):
    texte = CharField()
    nommees = {"sorte": Cast(sorte, texte), "numero": F(cle), "dit": Cast(libelle, texte), "place": ordre}
    return lignes.order_by().values(**nommees)


def _referents():
    """Who may follow people, and who once did."""
    utilisateurs = get_user_model().objects
    suivi = FaitReferent.objects.filter(valeur=OuterRef("pk"))
    return utilisateurs.filter(Q(is_active=True, role__in=DROITS[Action.PARTICIPANT_VOIR]) | Exists(suivi))
