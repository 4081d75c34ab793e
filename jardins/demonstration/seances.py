"""The sessions: two-hour workshops in 2015 and 2016, whole half-days in the last twelve months."""

import datetime as dt
import random
from dataclasses import dataclass

from jardins.demonstration.calendrier import etaler, jours_ouvres, un_an_plus_tot
from jardins.demonstration.tirage import hasard, tirer

JARDINAGE = "Jardinage"
BIODIVERSITE = "Développement durable et biodiversité"
SANTE = "Promotion et éducation à la santé"
CUISINE = "Cuisine et table solidaire"
APICULTURE = "Apiculture"
CHALET = "Chalet exposition"

OUVERTURE_APICULTURE, OUVERTURE_CHALET = dt.date(2016, 4, 4), dt.date(2016, 5, 9)
SITES = {"Vignoble": 66, "Blaise Pascal": 18, "Rôleur": 16}
SUR_UN_SITE = {APICULTURE: "Vignoble", CHALET: "Vignoble", CUISINE: "Blaise Pascal"}
MORCEAUX = ((8, 10), (10, 12), (14, 16))
TRAVAUX_DU_MOIS = (
    "Taille des fruitiers",
    "Préparation des semis",
    "Semis sous serre",
    "Plantation des pommes de terre",
    "Repiquage",
    "Désherbage et paillage",
    "Récolte et arrosage",
    "Récolte et conservation",
    "Récolte des courges",
    "Plantation de l’ail et des fèves",
    "Compost et protection du sol",
    "Entretien des outils",
)
THEMES = {
    BIODIVERSITE: ("Compost", "Auxiliaires du jardin", "Récupération de l’eau", "Haies et oiseaux", "Tri des déchets"),
    SANTE: ("Équilibre alimentaire", "Sommeil", "Gestes et postures", "Vue et audition", "Addictions", "Dépistages"),
    CUISINE: ("Soupes de saison", "Conserves et bocaux", "Repas à petit prix", "Légumes oubliés"),
    APICULTURE: ("Visite des ruches", "Préparation des cadres", "Récolte du miel", "Hivernage"),
    CHALET: ("Accueil d’une classe", "Accueil d’un club de séniors", "Préparation d’une exposition"),
}
INTERVENANTS = {
    JARDINAGE: "Paul Verdier",
    BIODIVERSITE: "Sylvie Grive",
    SANTE: "Service de Prévention Santé du Conseil départemental|Anne Mésange",
    CUISINE: "Sylvie Grive|Anne Mésange",
    APICULTURE: "Hugo Pinson|Paul Verdier",
    CHALET: "Claire Loriot|Sylvie Grive",
}
# In 2015 the eighteen people of the awareness meeting are all those whom the health workshops reached.
REUNION_SANTE = dt.date(2015, 10, 8)
SANTE_DE_2015 = {
    REUNION_SANTE: "Réunion de sensibilisation à la santé",
    dt.date(2015, 11, 5): "Équilibre alimentaire",
    dt.date(2015, 12, 3): "Préparer son bilan de santé",
}
REALISEE, ANNULEE, PREVUE = "réalisée", "annulée", "prévue"


@dataclass
class Seance:
    """One session, within one day and whole hours."""

    jour: dt.date
    debut: int
    fin: int
    atelier: str
    site: str
    theme: str
    statut: str = REALISEE
    reference: str = ""

    @property
    def minutes(self) -> int:
        return (self.fin - self.debut) * 60


def seances_de_2015() -> list[Seance]:
    """264 two-hour sessions held, six cancelled; the health workshops on their own days."""
    seances = _annee(2015, tenues=264, annulees=6)
    for jour, theme in SANTE_DE_2015.items():
        seance = next(s for s in seances if s.jour == jour and s.statut == REALISEE)
        seance.atelier, seance.theme = SANTE, theme
    return seances


def seances_de_2016() -> list[Seance]:
    """276 two-hour sessions held, as the fiche says, and eight cancelled."""
    return _annee(2016, tenues=276, annulees=8)


def seances_recentes(aujourdhui: dt.date) -> list[Seance]:
    """Every half-day of the last twelve months, held but for a few; planned from today for two weeks."""
    source = hasard("séances")
    jours = jours_ouvres(un_an_plus_tot(aujourdhui), aujourdhui + dt.timedelta(days=14))
    return [
        _seance(source, jour, *heures, _statut(source, jour, aujourdhui))
        for jour in jours
        for heures in (MORCEAUX if source.random() < 0.25 else ((8, 12), (14, 16)))
    ]


def _annee(annee: int, *, tenues: int, annulees: int) -> list[Seance]:
    """Sessions of one year, spread over its open days."""
    source = hasard(f"séances de {annee}")
    jours = jours_ouvres(dt.date(annee, 1, 1), dt.date(annee, 12, 31))
    creneaux = etaler(tenues + annulees, [(jour, *heures) for jour in jours for heures in MORCEAUX])
    manquees = etaler(annulees, creneaux[10:])
    return [_seance(source, *c, ANNULEE if c in manquees else REALISEE) for c in creneaux]


def _statut(source: random.Random, jour: dt.date, aujourdhui: dt.date) -> str:
    if jour >= aujourdhui:
        return PREVUE
    return ANNULEE if source.random() < 0.02 else REALISEE


def _seance(source: random.Random, jour: dt.date, debut: int, fin: int, statut: str) -> Seance:
    """A half-day of four hours is gardening; two hours may be any workshop open by then."""
    atelier = JARDINAGE if fin - debut > 2 else tirer(source, _ateliers_ouverts(jour))
    site = SUR_UN_SITE.get(atelier) or tirer(source, SITES)
    theme = source.choice(THEMES[atelier]) if atelier in THEMES else TRAVAUX_DU_MOIS[jour.month - 1]
    return Seance(jour, debut, fin, atelier, site, theme, statut)


def _ateliers_ouverts(jour: dt.date) -> dict[str, int]:
    """The workshops one may draw on that day, with their shares; those on health in 2015 have their own days."""
    parts = {JARDINAGE: 60, BIODIVERSITE: 14, CUISINE: 12}
    if jour.year > 2015:
        parts[SANTE] = 5
    if jour >= OUVERTURE_APICULTURE:
        parts[APICULTURE] = 6
    if jour >= OUVERTURE_CHALET:
        parts[CHALET] = 5
    return parts


def numeroter(seances: list[Seance]) -> None:
    """References such as S-2016-001: the year, then the order in it."""
    rangs: dict[int, int] = {}
    for seance in seances:
        rangs[seance.jour.year] = rangs.get(seance.jour.year, 0) + 1
        seance.reference = f"S-{seance.jour.year}-{rangs[seance.jour.year]:03}"
