"""Small worlds for property tests: valid rows of the files, drawn so that the days that decide are met often."""

import datetime as dt

from hypothesis import strategies as st

from socle.imports.moteur import importer_tableau
from socle.imports.rapport import Rapport
from socle.imports.ressource import ressource
from socle.tableur import Tableau

ENTETES = {
    "participants": [
        *("reference", "nom", "prenom", "sexe", "date_naissance", "quartier", "qpv", "niveau_etudes"),
        *("situation", "logement", "prescripteur", "date_entree", "date_sortie", "motif_sortie"),
    ],
    "changements": ["participant", "date", "fait", "valeur"],
    "seances": ["reference", "atelier", "site", "date", "debut", "fin", "theme", "intervenants", "statut"],
    "presences": ["seance", "participant", "statut", "minutes"],
    "entretiens": ["reference", "participant", "date", "duree_minutes", "theme", "compte_rendu", "venue"],
    "demarches": [
        *("reference", "participant", "thematique", "intitule", "date_debut", "date_fin", "statut", "resultat"),
        "partenaire",
    ],
}
MAINTENANT = dt.datetime(2017, 6, 1, 12, tzinfo=dt.UTC)
JOUR, ANNEE_2014, FIN_2016 = dt.timedelta(days=1), dt.date(2014, 11, 1), dt.date(2017, 2, 15)
# First and last days of years and months, leap days, and their neighbours.
ANCRES = [
    premier + ecart * JOUR
    for premier in (
        dt.date(2015, 1, 1),
        dt.date(2015, 3, 1),
        dt.date(2015, 7, 1),
        dt.date(2016, 1, 1),
        dt.date(2016, 3, 1),
        dt.date(2017, 1, 1),
    )
    for ecart in (-2, -1, 0, 1)
]
JOURS = st.sampled_from(ANCRES) | st.dates(ANNEE_2014, FIN_2016)
AGES = st.sampled_from([18, 26, 30, 40, 50, 55])  # where a band begins
NAISSANCE = st.one_of(
    st.none(),
    st.integers(1950, 1999).map(str),
    st.sampled_from([dt.date(1996, 2, 29), dt.date(1988, 2, 29), dt.date(1960, 2, 29), dt.date(1976, 2, 29)]),
)
FAITS = {
    "quartier": st.sampled_from([None, "Dutemple", "Acacias", "Le Rôleur", "Hors Valenciennes"]),
    "qpv": st.sampled_from([None, "oui", "non"]),
    "niveau_etudes": st.sampled_from(
        [None, "I et II", "III", "IV", "V", "V bis", "VI", "infra 3", "3", "4", "5", "6", "7", "8"]
    ),
    "situation": st.sampled_from([None, "RSA", "ASS", "sans ressources"]),
    "logement": st.sampled_from([None, "sans abri", "locataire", "autre"]),
}
PRESCRIPTEUR = st.sampled_from([None, "CCAS", "elle-même", "Mission locale", "Croix-Rouge"])
MOTIF = st.sampled_from([None, "CDI", "abandon", "formation qualifiante", "création d'activité"])
THEME = st.sampled_from([None, "Nutrition", "nutrition", "Sommeil"])
VENUE = st.sampled_from(["présent", "présent", None, "excusé", "absent"])
THEMATIQUE = st.sampled_from(["santé", "emploi", "emploi", "droits", "savoirs de base"])
INTITULE = st.sampled_from(["Bilan de santé", "bilan de sante", "Bilan de santé annuel", "Autre chose"])
CONTRAT = st.sampled_from([None, "CDI", "CDD", "intérim", "création d'activité"])
CRENEAUX = (("08:00", "10:00", 120), ("10:00", "11:35", 95), ("14:00", "14:01", 1), ("14:01", "16:00", 119))
PERIODES = [
    (dt.date(2015, 1, 1), dt.date(2015, 12, 31)),
    (dt.date(2016, 1, 1), dt.date(2016, 12, 31)),
    (dt.date(2016, 2, 1), dt.date(2016, 2, 29)),
    (dt.date(2015, 12, 31), dt.date(2016, 1, 1)),
    (dt.date(2016, 2, 29), dt.date(2016, 2, 29)),
]


def importer_lignes(nom: str, lignes: list[list]) -> Rapport:
    """Give these rows to the import engine, as a file with every column of the resource would."""
    tableau = Tableau(ENTETES[nom], list(enumerate(lignes, start=2)))
    return importer_tableau(ressource(nom), tableau, Rapport(nom, nom), par=None, le=MAINTENANT)


def charger(monde: dict[str, list[list]]) -> None:
    """Write the rows of each file; a refusal is a fault of the test."""
    for nom, lignes in monde.items():
        rapport = importer_lignes(nom, lignes)
        assert rapport.ecrit, rapport.texte()


def il_y_a(jour: dt.date, ans: int, ecart: int) -> dt.date:
    """The day so many years before, a day earlier or later; 1 March where that year had no 29 February."""
    if (jour.month, jour.day) == (2, 29) and ans % 4:
        jour += JOUR
    return jour.replace(year=jour.year - ans) + ecart * JOUR


@st.composite
def sejours(draw) -> list[tuple[dt.date, dt.date | None]]:
    """Stays of one person, none sharing a day with the next; some of one day, the last one perhaps open."""
    jours = sorted(draw(st.sets(JOURS, min_size=1, max_size=5)))
    faits = []
    while jours:
        entree = jours.pop(0)
        if draw(st.booleans()) and draw(st.booleans()):
            faits.append((entree, entree))
        elif jours:
            faits.append((entree, jours.pop(0)))
        else:
            faits.append((entree, draw(st.sampled_from([None, entree + JOUR]))))
    return faits


@st.composite
def personnes(draw, numero: int) -> tuple[list, list, list]:
    """One person: rows of participants, rows of changements, and her stays."""
    reference = f"P{numero}"
    siens, lignes, changements = draw(sejours()), [], []
    anniversaire = st.sampled_from([siens[0][0], dt.date(2015, 1, 1), dt.date(2016, 1, 1)])
    naissance = draw(NAISSANCE | st.builds(il_y_a, anniversaire, AGES, st.sampled_from([-1, 0, 1])))
    identite = [reference, f"Nom {numero}", "Prénom", draw(st.sampled_from(["F", "H", "autre"])), naissance]
    for entree, sortie in siens:
        faits = [draw(valeurs) for valeurs in FAITS.values()]
        fin = [entree, sortie, draw(MOTIF) if sortie else None]
        lignes.append([*identite, *faits, draw(PRESCRIPTEUR), *fin])
        changements += draw(changements_de(reference, entree, sortie))
    return lignes, changements, siens


@st.composite
def changements_de(draw, reference: str, entree: dt.date, sortie: dt.date | None) -> list[list]:
    """Changes within a stay, after its entry day: often on its exit day, or on a day where a period ends."""
    possibles = [jour for jour in (*ANCRES, sortie) if jour and entree < jour <= (sortie or FIN_2016)]
    if not possibles:
        return []
    couples = draw(st.sets(st.tuples(st.sampled_from(possibles), st.sampled_from(list(FAITS))), max_size=4))
    return [[reference, jour, fait, draw(FAITS[fait])] for jour, fait in sorted(couples)]


@st.composite
def seances(draw, numero: int) -> list:
    """One session of some status on one of four hours that touch and do not overlap."""
    debut, fin, _ = draw(st.sampled_from(CRENEAUX))
    atelier = draw(st.sampled_from(["Jardinage", "Apiculture", "Promotion et éducation à la santé"]))
    site = draw(st.sampled_from(["Vignoble", "Rôleur", "Hors site"]))
    statut = draw(st.sampled_from(["réalisée", "réalisée", "réalisée", None, "prévue", "annulée"]))
    return [f"S{numero}", atelier, site, draw(JOURS), debut, fin, draw(THEME), None, statut]


@st.composite
def presences(draw, seances: list[list], stays: dict[str, list]) -> list[list]:
    """Who was there: nobody twice at once, nobody present outside a stay, nobody in a session not `réalisée`."""
    lignes, prises = [], set()
    for reference, _, _, jour, debut, fin, _, _, statut in seances:
        if statut in ("prévue", "annulée"):
            continue
        duree = next(minutes for d, f, minutes in CRENEAUX if (d, f) == (debut, fin))
        for personne, siens in stays.items():
            etat = draw(st.sampled_from([None, "présent", "présent", "absent", "excusé"]))
            la = any(entree <= jour <= (sortie or jour) for entree, sortie in siens)
            if etat is None or (etat == "présent" and (not la or (personne, jour, debut) in prises)):
                continue
            minutes = None
            if etat == "présent":
                prises.add((personne, jour, debut))
                minutes = draw(st.none() | st.integers(1, duree))
            lignes.append([reference, personne, etat, minutes])
    return lignes


@st.composite
def entretiens(draw, stays: dict[str, list]) -> list[list]:
    """Interviews held or missed, most on days that decide: those of stays, and the first and last of months."""
    lignes = []
    for numero in range(draw(st.integers(0, 8)) if stays else 0):
        personne = draw(st.sampled_from(sorted(stays)))
        siens = [jour for sejour in stays[personne] for jour in sejour if jour]
        jour = draw(st.sampled_from(siens) | JOURS)
        lignes.append([f"E{numero}", personne, jour, draw(st.sampled_from([None, 45])), None, None, draw(VENUE)])
    return lignes


@st.composite
def demarches(draw, stays: dict[str, list]) -> list[list]:
    """Steps of some status; a contract may be noted before it is had."""
    lignes = []
    for numero in range(draw(st.integers(0, 8)) if stays else 0):
        personne, thematique = draw(st.sampled_from(sorted(stays))), draw(THEMATIQUE)
        debut, fin = sorted([draw(JOURS), draw(JOURS)])
        statut = draw(st.sampled_from(["aboutie", "aboutie", "abandonnée", "en cours", "prévue"]))
        if statut in ("en cours", "prévue") and draw(st.booleans()):
            fin = None
        resultat = draw(CONTRAT) if thematique == "emploi" else draw(st.sampled_from([None, "CDI"]))
        lignes.append([f"D{numero}", personne, thematique, draw(INTITULE), debut, fin, statut, resultat, None])
    return lignes


@st.composite
def mondes(draw) -> dict[str, list[list]]:
    """Rows of each file, by the name of its resource; sometimes a world with nobody in it."""
    gens = [draw(personnes(numero)) for numero in range(draw(st.integers(0, 6)))]
    ateliers = [draw(seances(numero)) for numero in range(draw(st.integers(0, 6)))]
    stays = {lignes[0][0]: siens for lignes, _, siens in gens}
    return {
        "participants": [ligne for lignes, _, _ in gens for ligne in lignes],
        "changements": [ligne for _, changements, _ in gens for ligne in changements],
        "seances": ateliers,
        "presences": draw(presences(ateliers, stays)),
        "entretiens": draw(entretiens(stays)),
        "demarches": draw(demarches(stays)),
    }


def usuelles() -> st.SearchStrategy[list[tuple[dt.date, dt.date]]]:
    """Two of the years, months and days where mistakes hide."""
    return st.lists(st.sampled_from(PERIODES), min_size=2, max_size=2, unique=True)


def quelconques() -> st.SearchStrategy[list[tuple[dt.date, dt.date]]]:
    """Two periods of any two days."""
    return st.lists(st.tuples(JOURS, JOURS).map(lambda jours: tuple(sorted(jours))), min_size=2, max_size=2)
