"""The people of 2015: the tables of the fiche d'expérience, person by person.

The counts below are those of the bilan's definitions: what held on each person's last day in the year.
"""

import datetime as dt
import random

from jardins.demonstration.calendrier import etaler, jours_ouvres, milieu
from jardins.demonstration.noms import Noms
from jardins.demonstration.personnes import Personne, Sejour, assiduite, autre_quartier, naitre, qpv
from jardins.demonstration.tirage import hasard, repartir

# Printed in the fiche.
QUARTIERS = {
    "Saint-Waast": 6,
    "Dutemple": 5,
    "Faubourg de Lille": 7,
    "Faubourg de Paris": 10,
    "Centre-ville": 7,
    "Acacias": 3,
    "Faubourg de Cambrai": 2,
    "Les Tertiales": 3,
    "Chasse Royale": 7,
    "La Briquette": 3,
    "Les Cheminots": 1,
    "Faubourg Sainte-Catherine": 1,
    "Le Rôleur": 1,
}
NIVEAUX = {"IV": 1, "V": 6, "V bis": 13, "VI": 36}
SORTIES_DYNAMIQUES = {"CDDI": 4, "intérim": 4, "CDD": 2, "formation qualifiante": 2}
# The fiche only says 46 on RSA; the three youngest, whom the RSA does not reach, come first.
JEUNES = ["sans ressources"] * 3
SITUATIONS = {"RSA": 46, "ASS": 2, "AAH": 2, "ARE": 1, "pension d'invalidité": 1, "salaire": 1}
# Not in the fiche: plausible.
AUTRES_SORTIES = {"abandon": 3, "déménagement": 2, "fin de parcours": 2, "santé": 1}
SEXES = {"F": 21, "H": 34, "autre": 1}
LOGEMENTS = {
    "sans abri": 4,
    "hébergement d'urgence": 5,
    "CHRS": 8,
    "résidence sociale": 9,
    "hébergé": 8,
    "locataire": 6,
    "locataire social": 13,
    "propriétaire": 1,
    None: 2,
}
EDUCATEURS = ["Club de prévention CAPEP"] * 2
PRESCRIPTEURS = {
    "CCAS": 14,
    "elle-même": 5,
    "ADOMA": 7,
    "Croix-Rouge": 6,
    "Restaurants du Cœur": 5,
    "SIAO - CAOH (115)": 4,
    "Fondation Abbé Pierre": 2,
    "PACT": 2,
    "Centre La Boussole": 2,
    "Secours Catholique": 2,
    "Pôle emploi": 1,
    "Plan local d'insertion par l'économique": 1,
    "Service de Prévention Santé du Conseil départemental": 1,
    "CPAM - Unité Solidarité": 1,
    None: 1,
}
AGES = [17, 18, 19, 24, 24, 25, 25, 25, *(26, 26, 27, 27, 28, 28, 29, 29)]
AGES += [30, 30, 31, 32, 32, 33, 33, 34, 35, 35, 36, 37, 38, 38, 39]
AGES += [40, 41, 41, 42, 43, 44, 44, 45, 46, 47, 48, 49, 49, *(50, 51, 52, 52, 53, 54), *(55, 57, 58, 60, 61), None]

DEBUT, FIN = dt.date(2015, 1, 1), dt.date(2015, 12, 31)
DEJA_LA, REVENUES, PARTIES_DES_ANCIENNES = 33, 2, 15


def personnes_de_2015(noms: Noms) -> list[Personne]:
    """The 56 people, 36 of whom are still there when the year ends."""
    source = hasard("2015")
    profils = _profils(source)
    entrees = etaler(DEJA_LA, jours_ouvres(dt.date(2013, 9, 2), dt.date(2014, 12, 11)))
    entrees += etaler(len(profils) - DEJA_LA, jours_ouvres(dt.date(2015, 1, 5), dt.date(2015, 11, 30)))
    personnes = [_personne(source, noms, *paire) for paire in zip(profils, entrees, strict=True)]
    _sortir(source, personnes)
    _revenir(personnes[0], dt.date(2015, 3, 12), "abandon", dt.date(2015, 9, 7))
    _revenir(personnes[1], dt.date(2015, 5, 21), "santé", dt.date(2015, 10, 12))
    _changer(personnes)
    return personnes


def _profils(source: random.Random) -> list[dict]:
    """What is true of each in the end, by the counts above, in no order."""
    situations = JEUNES + repartir(source, SITUATIONS)
    prescripteurs = EDUCATEURS + repartir(source, PRESCRIPTEURS)
    colonnes = {
        "age": AGES,
        "sexe": repartir(source, SEXES),
        "prescripteur": prescripteurs,
        "quartier": repartir(source, QUARTIERS),
        "niveau_etudes": repartir(source, NIVEAUX),
        "situation": situations,
        "logement": repartir(source, LOGEMENTS),
    }
    profils = [dict(zip(colonnes, valeurs, strict=True)) for valeurs in zip(*colonnes.values(), strict=True)]
    source.shuffle(profils)
    return profils


def _personne(source: random.Random, noms: Noms, profil: dict, entree: dt.date) -> Personne:
    faits = {fait: profil[fait] for fait in ("quartier", "niveau_etudes", "situation", "logement")}
    faits["qpv"] = qpv(source, profil["quartier"], entree)
    naissance = naitre(source, profil["age"], max(entree, DEBUT))
    sejour = Sejour(entree, faits, profil["prescripteur"])
    return Personne(*noms.donner(profil["sexe"]), profil["sexe"], naissance, [sejour], assiduite(source))


def _sortir(source: random.Random, personnes: list[Personne]) -> None:
    """Fifteen of those already there leave over the year, and the five who came first in it, in autumn."""
    motifs = repartir(source, SORTIES_DYNAMIQUES | AUTRES_SORTIES)
    jours = etaler(len(motifs), jours_ouvres(dt.date(2015, 2, 2), dt.date(2015, 12, 17)))
    partantes = personnes[REVENUES : REVENUES + PARTIES_DES_ANCIENNES]
    partantes += personnes[DEJA_LA : DEJA_LA + len(motifs) - PARTIES_DES_ANCIENNES]
    for personne, jour, motif in zip(partantes, jours, motifs, strict=True):
        personne.sejours[0].finir(jour, motif)


def _revenir(personne: Personne, sortie: dt.date, motif: str, retour: dt.date) -> None:
    """Two stays in the year, still one person; the facts counted are those of the second."""
    second = personne.sejours[0]
    faits = second.faits | {"quartier": autre_quartier(second.faits["quartier"]), "situation": "sans ressources"}
    premier = Sejour(second.entree, faits, second.prescripteur)
    premier.finir(sortie, motif)
    second.entree = retour
    personne.sejours = [premier, second]


def _changer(personnes: list[Personne]) -> None:
    """Lives that moved during the year, towards what the fiche counts."""
    anciennes = [personne.sejours[0] for personne in personnes[REVENUES + PARTIES_DES_ANCIENNES : DEJA_LA]]
    for sejour, jour in zip(anciennes, (dt.date(2015, 6, 15), dt.date(2015, 3, 2)), strict=False):
        sejour.venir_de(jour, "quartier", autre_quartier(sejour.faits["quartier"]))
    au_rsa = next(sejour for sejour in anciennes if sejour.faits["situation"] == "RSA")
    au_rsa.venir_de(dt.date(2015, 4, 1), "situation", "ARE")
    _arriver(personnes, "situation", "salaire", avant="RSA", nombre=1)
    _arriver(personnes, "logement", "résidence sociale", avant="CHRS", nombre=3)


def _arriver(personnes: list[Personne], fait: str, valeur: str, *, avant: str, nombre: int) -> None:
    """Of those whom the fiche counts with this value, the first ones only came to it during the year."""
    sejours = [p.sejours[-1] for p in personnes if p.sejours[-1].faits[fait] == valeur]
    for sejour in sejours[:nombre]:
        sejour.venir_de(milieu(max(sejour.entree, DEBUT), min(sejour.sortie or FIN, FIN)), fait, avant)
