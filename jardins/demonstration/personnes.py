"""A fictional person and her stays, before they are rows."""

import datetime as dt
import random
from dataclasses import dataclass, field

QUARTIERS = (
    "Saint-Waast",
    "Dutemple",
    "Faubourg de Lille",
    "Faubourg de Paris",
    "Centre-ville",
    "Acacias",
    "Faubourg de Cambrai",
    "Les Tertiales",
    "Chasse Royale",
    "La Briquette",
    "Les Cheminots",
    "Faubourg Sainte-Catherine",
    "Le Rôleur",
)
# A quartier is not a QPV: these hold most of one, the others some streets at most.
SURTOUT_PRIORITAIRES = ("Saint-Waast", "Dutemple", "Chasse Royale")
PREMIERS_QPV = dt.date(2015, 1, 1)


@dataclass
class Sejour:
    """One stay; `faits` are those of the entry day, `changements` what came after: (day, fact, value)."""

    entree: dt.date
    faits: dict
    prescripteur: str | None = None
    sortie: dt.date | None = None
    motif: str | None = None
    changements: list[tuple[dt.date, str, str | None]] = field(default_factory=list)

    def couvre(self, jour: dt.date) -> bool:
        """Whether the stay is open that day."""
        return self.entree <= jour and (self.sortie is None or jour <= self.sortie)

    def finir(self, jour: dt.date, motif: str) -> None:
        """Close the stay. Who leaves for a contract lives on a wage from that very day, which is already after."""
        self.sortie, self.motif = jour, motif
        if motif in ("CDDI", "CDD"):
            self.changer(jour, "situation", "salaire")

    def changer(self, jour: dt.date, fait: str, valeur: str | None) -> None:
        """Since that day, the fact has this value."""
        self.changements.append((jour, fait, valeur))

    def venir_de(self, jour: dt.date, fait: str, avant: str) -> None:
        """Before that day the fact had another value: what the stay ends on does not change."""
        self.changer(jour, fait, self.faits[fait])
        self.faits[fait] = avant


@dataclass
class Personne:
    """`naissance` is a day, a year alone as text, or unknown; `assiduite` how often she comes, from 0 to 1."""

    nom: str
    prenom: str
    sexe: str
    naissance: dt.date | str | None
    sejours: list[Sejour]
    assiduite: float
    reference: str = ""

    def en_parcours(self, jour: dt.date) -> bool:
        """Whether one of her stays is open that day."""
        return any(sejour.couvre(jour) for sejour in self.sejours)


def naitre(source: random.Random, age: int | None, jour: dt.date) -> dt.date | str | None:
    """A birth such that the person has this age on that day; of one person in fifteen, the year alone."""
    if age is None:
        return None
    if source.random() < 1 / 15:  # a year alone counts as 1 July of it
        return str(jour.year - age - (jour.month < 7))
    return jour.replace(year=jour.year - age, day=min(jour.day, 28)) - dt.timedelta(days=source.randrange(360))


def assiduite(source: random.Random) -> float:
    """From those who come one time in six to those who hardly miss; one person in thirty never comes."""
    return 0 if source.random() < 1 / 30 else source.uniform(0.15, 0.7)


def qpv(source: random.Random, quartier: str | None, entree: dt.date) -> str | None:
    """Whether the person lives in a QPV, as told at the entry; nobody knew before there were any."""
    if entree < PREMIERS_QPV or quartier is None:
        return None
    chances = (80, 10, 10) if quartier in SURTOUT_PRIORITAIRES else (10, 60, 30)
    return source.choices(("oui", "non", None), chances)[0]


def autre_quartier(quartier: str | None) -> str:
    """A quartier that is not this one."""
    rang = QUARTIERS.index(quartier) + 4 if quartier in QUARTIERS else 0
    return QUARTIERS[rang % len(QUARTIERS)]


def numeroter(personnes: list[Personne]) -> None:
    """References such as J-2015-001: the year of the first entry, then the order in it."""
    rangs: dict[int, int] = {}
    for personne in sorted(personnes, key=lambda p: p.sejours[0].entree):
        annee = personne.sejours[0].entree.year
        rangs[annee] = rangs.get(annee, 0) + 1
        personne.reference = f"J-{annee}-{rangs[annee]:03}"
