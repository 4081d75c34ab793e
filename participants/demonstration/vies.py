"""The lives of the demonstration: who tells each stay, which stories it lives, on which days people meet.

Each person lives two stories of recits.py, from her entry on. The last twelve months end so that today has something
to say: some interviews are late, one person was never received.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache

from comptes.choix import Role
from comptes.models import Utilisateur
from jardins.demonstration.calendrier import jours_ouvres
from participants.choix import Sexe
from participants.demonstration.recits import EMPLOI, ENTREE, FORMATION, NOUVELLES, RECITS, SANTE, Recit, Temps
from participants.models import FaitReferent, Parcours

ECART = 27  # days between two interviews
# Of the people there today, in the order of their entry: days since the last interview.
ECARTS_DU_JOUR = {3: 40, 9: 36, 14: 33, 5: 28, 20: 27, 26: 28, 33: 38}
JAMAIS = 40  # never received
REUNION_SANTE, BILANS_DE_2015 = dt.date(2015, 10, 8), 12


@dataclass
class Livret:
    """One stay being told: who leads its interviews, the story, and the days of the interviews."""

    rang: int
    sejour: Parcours
    agent: Utilisateur
    recits: tuple[Recit, Recit]
    jours: list[dt.date] = field(default_factory=list)
    bilan_de_sante: bool = False

    @property
    def recit(self) -> Recit:
        """The story she lives first."""
        return self.recits[0]

    @property
    def suite(self) -> list[tuple[int, Temps]]:
        """The interviews of both stories, each with the number of the first one of its story."""
        premier, second = (recit.temps for recit in self.recits)
        return [(1, temps) for temps in premier] + [(1 + len(premier), temps) for temps in second]

    def temps(self, numero: int) -> Temps:
        """What the interview of this number says."""
        racontes = [ENTREE, *(temps for _, temps in self.suite)]
        return racontes[numero] if numero < len(racontes) else NOUVELLES[(numero + self.rang) % len(NOUVELLES)]

    @property
    def mots(self) -> dict[str, str]:
        personne = self.sejour.participant
        il, e = {Sexe.FEMME: ("elle", "e"), Sexe.HOMME: ("il", "")}.get(personne.sexe, (personne.prenom, "·e"))
        soi = {Sexe.FEMME: "elle", Sexe.HOMME: "lui"}.get(personne.sexe, "soi")
        mots = {"prenom": personne.prenom, "il": il, "Il": il[0].upper() + il[1:], "soi": soi}
        return mots | {"e": "" if e == "·e" else e}


def les_livrets(aujourdhui: dt.date) -> list[Livret]:
    equipe = list(Utilisateur.objects.filter(role=Role.TRAVAILLEUR_SOCIAL).order_by("email"))
    referents = dict(FaitReferent.objects.order_by("depuis").values_list("parcours", "valeur"))
    agents = {agent.pk: agent for agent in equipe}
    parcours = list(
        Parcours.objects.select_related("participant", "motif_sortie").order_by("date_entree", "participant__reference")
    )
    du_bilan = _bilans_de_2015(parcours)
    presents = [sejour for sejour in parcours if sejour.date_sortie is None]
    livrets = []
    for rang, sejour in enumerate(parcours):
        agent = agents.get(referents.get(sejour.pk)) or equipe[rang % len(equipe)]
        recits = _recits(rang, sejour, sejour in du_bilan)
        livret = Livret(rang, sejour, agent, recits, bilan_de_sante=sejour in du_bilan)
        place = presents.index(sejour) if sejour in presents else None
        livret.jours = _jours(sejour, aujourdhui, place)
        livrets.append(livret)
    return livrets


def _bilans_de_2015(parcours: list[Parcours]) -> set[Parcours]:
    """Twelve of the eighteen people of the awareness meeting had a check-up before the year's end (the fiche)."""
    venues = {
        sejour.pk
        for sejour in Parcours.objects.filter(
            participant__presences__seance__date=REUNION_SANTE,
            participant__presences__seance__atelier__code="sante",
            participant__presences__statut="present",
        )
    }
    restees = [
        sejour
        for sejour in parcours
        if sejour.pk in venues
        and sejour.couvre(REUNION_SANTE)
        and (sejour.date_sortie is None or sejour.date_sortie > dt.date(2015, 12, 20))
    ]
    return set(restees[:BILANS_DE_2015])


def _recits(rang: int, sejour: Parcours, sante: bool) -> tuple[Recit, Recit]:
    """Who left for a contract or a training lived that story; who had a check-up in 2015, that of health.

    Who stays lives another one after. In 2015 nobody else had a check-up: the fiche counts twelve.
    """
    motif = sejour.motif_sortie.code if sejour.motif_sortie else ""
    possibles = [recit for recit in RECITS if recit is not SANTE] if sejour.date_entree.year < 2016 else list(RECITS)
    premier = possibles[rang % len(possibles)]
    if motif in ("cdd", "cddi", "interim", "contrat-aide", "cdi"):
        premier = EMPLOI
    elif motif == "formation":
        premier = FORMATION
    elif sante:
        premier = SANTE
    autres = [recit for recit in possibles if recit is not premier]
    return premier, autres[(rang * 3 + 1) % len(autres)]


def _jours(sejour: Parcours, aujourdhui: dt.date, place: int | None) -> list[dt.date]:
    """Monday to Thursday, the first a few days after the entry, then about one a month; `place` among those present."""
    if place == JAMAIS:
        return []
    fin = sejour.date_sortie or aujourdhui
    ecart = ECARTS_DU_JOUR.get(place, 2 + (place or 0) * 5 % 21) if place is not None else 0
    fin = _ouvre(fin - dt.timedelta(days=ecart))
    jours, jour = [], sejour.date_entree + dt.timedelta(days=2)
    while jour <= fin:
        jours.append(_ouvre(jour))
        jour += dt.timedelta(days=ECART + (len(jours) * 7 + (place or 3)) % 6)
    if place is not None and fin >= sejour.date_entree:
        jours = [autre for autre in jours if autre < fin - dt.timedelta(days=15)] + [fin]
    return [autre for autre in jours if autre <= (sejour.date_sortie or aujourdhui)]


@cache
def _ouvre(jour: dt.date) -> dt.date:
    """The day itself when the gardens are open, else the last open day before it."""
    return jours_ouvres(jour - dt.timedelta(days=6), jour)[-1]
