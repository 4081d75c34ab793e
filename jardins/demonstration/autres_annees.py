"""The people of 2016, and those of the last twelve months: drawn by plausible shares."""

import datetime as dt
import random

from jardins.demonstration.calendrier import etaler, jours_ouvres, un_an_plus_tot
from jardins.demonstration.noms import Noms
from jardins.demonstration.personnes import Personne, Sejour, assiduite, autre_quartier, naitre, qpv
from jardins.demonstration.tirage import hasard, tirer

QUARTIERS = {
    "Saint-Waast": 12,
    "Dutemple": 9,
    "Faubourg de Lille": 11,
    "Faubourg de Paris": 15,
    "Centre-ville": 12,
    "Acacias": 5,
    "Faubourg de Cambrai": 4,
    "Les Tertiales": 5,
    "Chasse Royale": 12,
    "La Briquette": 6,
    "Les Cheminots": 2,
    "Faubourg Sainte-Catherine": 2,
    "Le Rôleur": 2,
    "Hors Valenciennes": 2,
}
SITUATIONS = {"RSA": 76, "ASS": 5, "AAH": 6, "ARE": 4, "salaire": 3, "pension d'invalidité": 2, "autre ressource": 2}
SITUATIONS_DES_JEUNES = {"sans ressources": 6, "salaire": 1, "autre ressource": 2}
LOGEMENTS = {
    "sans abri": 6,
    "hébergement d'urgence": 8,
    "CHRS": 14,
    "résidence sociale": 16,
    "hébergé": 15,
    "locataire": 12,
    "locataire social": 25,
    "propriétaire": 1,
    "autre": 2,
}
NIVEAUX_1969 = {"III": 1, "IV": 4, "V": 14, "V bis": 24, "VI": 57}
NIVEAUX_2019 = {"infra 3": 52, "3": 26, "4": 12, "5": 4, "6": 2}
PRESCRIPTEURS = {
    "CCAS": 25,
    "elle-même": 10,
    "ADOMA": 12,
    "Croix-Rouge": 10,
    "Restaurants du Cœur": 10,
    "SIAO - CAOH (115)": 8,
    "Fondation Abbé Pierre": 4,
    "Centre La Boussole": 4,
    "Secours Catholique": 4,
    "Pôle emploi": 6,
    "Maison de l'emploi": 3,
    "Plan local d'insertion par l'économique": 4,
}
AGES = {(18, 25): 17, (26, 49): 60, (50, 61): 20, None: 3}
SEXES = {"F": 40, "H": 59, "autre": 1}
SORTIES_DE_2016 = (
    *("CDDI",) * 5,
    *("intérim",) * 3,
    *("CDD",) * 3,
    *("formation qualifiante",) * 3,
    "contrat aidé",
    *("abandon",) * 4,
    *("déménagement",) * 2,
    "retraite",
)
SORTIES_RECENTES = (
    *("CDDI",) * 4,
    *("intérim",) * 2,
    *("CDD",) * 2,
    "CDI",
    *("formation qualifiante",) * 2,
    *("abandon",) * 2,
    "déménagement",
    "santé",
)
NOUVELLES_DE_2016, RECENTES, RECENTES_AU_DEBUT = 23, 56, 33


def personnes_de_2016(noms: Noms, de_2015: list[Personne]) -> list[Personne]:
    """The newcomers of 2016; with those of 2015 who stay or come back, 60 people. Everybody has left when it ends."""
    source = hasard("2016")
    jours = jours_ouvres(dt.date(2016, 1, 4), dt.date(2016, 12, 15))
    restees = [personne.sejours[-1] for personne in de_2015 if personne.sejours[-1].sortie is None]
    retour = _revenir(next(personne for personne in de_2015 if personne.sejours[-1].motif == "abandon"))
    entrees = etaler(NOUVELLES_DE_2016, jours[: len(jours) * 9 // 10])
    nouvelles = [_personne(source, noms, jour, NIVEAUX_1969, inconnus=0.03) for jour in entrees]
    _sortir(source, restees, jours, SORTIES_DE_2016)
    fideles = [sejour for sejour in restees if sejour.sortie is None]
    fideles[0].changer(dt.date(2016, 2, 1), "quartier", autre_quartier(fideles[0].faits["quartier"]))
    fideles[1].changer(dt.date(2016, 5, 2), "logement", "locataire social")
    _finir_en_janvier(source, [*fideles, retour, *(personne.sejours[0] for personne in nouvelles)])
    return nouvelles


def _revenir(personne: Personne) -> Sejour:
    """A new stay for someone who had given up the year before."""
    retour = Sejour(dt.date(2016, 3, 14), dict(personne.sejours[-1].faits), "elle-même")
    personne.sejours.append(retour)
    return retour


def _finir_en_janvier(source: random.Random, sejours: list[Sejour]) -> None:
    """Nothing is told of the years that follow: the last ones leave as 2017 begins."""
    jours = jours_ouvres(dt.date(2017, 1, 2), dt.date(2017, 1, 31))
    for sejour in sejours:
        sejour.finir(source.choice(jours), "fin de parcours")


def personnes_recentes(noms: Noms, aujourdhui: dt.date) -> list[Personne]:
    """The 56 people of the last twelve months, 41 of whom are there today; the first came in the month before."""
    source = hasard("aujourd’hui")
    debut = un_an_plus_tot(aujourdhui)
    ouverture = jours_ouvres(debut - dt.timedelta(days=28), debut)
    jours = jours_ouvres(debut, aujourdhui - dt.timedelta(days=1))
    entrees = etaler(RECENTES_AU_DEBUT, ouverture) + etaler(RECENTES - RECENTES_AU_DEBUT, jours)
    personnes = [_personne(source, noms, jour, NIVEAUX_2019, inconnus=0.08) for jour in entrees]
    anciennes = [personne.sejours[0] for personne in personnes[:RECENTES_AU_DEBUT]]
    _sortir(source, anciennes, jours[20:], SORTIES_RECENTES)
    _changer([sejour for sejour in anciennes if sejour.sortie is None], jours)
    return personnes


def _sortir(source: random.Random, sejours: list[Sejour], jours: list[dt.date], motifs: tuple) -> None:
    """As many of the stays end as there are motives, over these days."""
    partants = source.sample(sejours, len(motifs))
    raisons = source.sample(motifs, len(motifs))
    for sejour, jour, motif in zip(partants, etaler(len(motifs), jours), raisons, strict=True):
        sejour.finir(jour, motif)


def _changer(sejours: list[Sejour], jours: list[dt.date]) -> None:
    """Some of the lives that moved lately; of one, nobody knows where she lives any more."""
    for rang, jour in enumerate(etaler(6, jours[10:])):
        sejour = sejours[rang]
        if rang % 2:
            sejour.changer(jour, "situation", "ASS" if sejour.faits["situation"] == "RSA" else "RSA")
        else:
            sejour.changer(jour, "quartier", autre_quartier(sejour.faits["quartier"]))
    # Unknown since then, which is not the same as never asked.
    sejours[6].changer(jours[-30], "logement", None)
    sejours[7].changer(jours[-60], "logement", "locataire social")


def _personne(source: random.Random, noms: Noms, entree: dt.date, niveaux: dict, inconnus: float) -> Personne:
    """A person drawn by the shares above; each fact is unknown with the probability `inconnus`."""
    tranche = tirer(source, AGES)
    age = source.randint(*tranche) if tranche else None
    sexe = tirer(source, SEXES)
    situations = SITUATIONS_DES_JEUNES if age and age < 25 else SITUATIONS
    faits = {
        fait: tirer(source, parts) if source.random() >= inconnus else None
        for fait, parts in (
            ("quartier", QUARTIERS),
            ("niveau_etudes", niveaux),
            ("situation", situations),
            ("logement", LOGEMENTS),
        )
    }
    faits["qpv"] = qpv(source, faits["quartier"], entree)
    prescripteur = tirer(source, PRESCRIPTEURS) if source.random() >= inconnus else None
    sejour = Sejour(entree, faits, prescripteur)
    return Personne(*noms.donner(sexe), sexe, naitre(source, age, entree), [sejour], assiduite(source))
