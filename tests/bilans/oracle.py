"""The bilan computed a second time, from exported CSV files alone, as docs/formats.md words it.

Nothing of the application is imported here, and nothing but the standard library: this file is another reading of the
definitions, slow and literal, that the indicators are held against.
"""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

INCONNU = "non renseigné"
AGES = (
    ("moins de 18 ans", 0, 17),
    ("18-25 ans", 18, 25),
    ("26-29 ans", 26, 29),
    ("30-39 ans", 30, 39),
    ("40-49 ans", 40, 49),
    ("50-54 ans", 50, 54),
    ("55 ans et plus", 55, 200),
)
SEXES = {"F": "femmes", "H": "hommes", "autre": "autre"}
CLASSES_DE_1969 = {"3": "V", "4": "IV", "5": "III", "6": "I et II", "7": "I et II", "8": "I et II"}
ORDRES = {
    "par_sexe": ("femmes", "hommes", "autre"),
    "par_age": tuple(nom for nom, _, _ in AGES),
    "par_situation": (
        *("RSA", "ASS", "AAH", "ARE", "salaire", "retraite", "pension d'invalidité"),
        *("autre ressource", "sans ressources"),
    ),
    "par_quartier": (
        *("Saint-Waast", "Dutemple", "Faubourg de Lille", "Faubourg de Paris", "Centre-ville", "Acacias"),
        *("Faubourg de Cambrai", "Les Tertiales", "Chasse Royale", "La Briquette", "Les Cheminots"),
        *("Faubourg Sainte-Catherine", "Le Rôleur", "Hors Valenciennes"),
    ),
    "par_niveau_etudes": ("I et II", "III", "IV", "V", "V bis", "VI", "infra 3"),
    "par_logement": (
        *("sans abri", "hébergement d'urgence", "CHRS", "résidence sociale", "hébergé", "locataire"),
        *("locataire social", "propriétaire", "autre"),
    ),
    "atelier": (
        *("Jardinage", "Développement durable et biodiversité", "Promotion et éducation à la santé"),
        *("Cuisine et table solidaire", "Apiculture", "Chalet exposition"),
    ),
    "site": ("Blaise Pascal", "Rôleur", "Vignoble", "Hors site"),
    "par_motif": (
        *("CDI", "CDD", "CDDI", "intérim", "contrat aidé", "création d'activité", "formation qualifiante"),
        *("activité d'utilité sociale", "retraite", "santé", "déménagement", "abandon", "exclusion", "décès"),
        *("fin de parcours", "autre"),
    ),
    "thematique": (
        *("santé", "logement", "formation", "emploi", "droits", "mobilité", "famille", "budget"),
        "savoirs de base",
    ),
    "contrat": ("CDI", "CDD", "CDDI", "intérim", "contrat aidé", "création d'activité"),
}
DYNAMIQUES = ORDRES["par_motif"][:7]


def bilan(dossier: Path, debut: dt.date, fin: dt.date, aujourdhui: dt.date) -> dict:
    """Every section of [debut, fin] but the objective, zero lines left out. Nobody is suspended: no file says it.

    `dossier` holds participants.csv, changements.csv, seances.csv, presences.csv, entretiens.csv and demarches.csv.
    """
    sejours, changements, seances, presences, entretiens, demarches = (
        lire(dossier / f"{nom}.csv")
        for nom in ("participants", "changements", "seances", "presences", "entretiens", "demarches")
    )
    tenues = {s["reference"]: s for s in seances if s["statut"] == "réalisée" and debut <= _jour(s["date"]) <= fin}
    venues = [p for p in presences if p["statut"] == "présent" and p["seance"] in tenues]
    return {
        "personnes": _personnes(sejours, changements, venues, debut, fin),
        "ateliers": _ateliers(tenues, venues),
        "presences": _presences(tenues, venues),
        "sante": _sante(tenues, venues, demarches, debut, fin),
        "parcours_relances": _relances(demarches, debut, fin),
        "sorties": _sorties(sejours, debut, fin),
        "entretiens": _entretiens(sejours, entretiens, debut, fin, aujourdhui),
    }


def _personnes(sejours, changements, venues, debut, fin) -> dict:
    dedans = {}
    for sejour in sejours:
        entree, sortie = _jour(sejour["date_entree"]), _jour(sejour["date_sortie"])
        if entree <= fin and (sortie is None or sortie >= debut):
            dedans.setdefault(sejour["reference"], []).append(sejour)
    repartis = {nom: [] for nom in (*list(ORDRES)[:6], "par_prescripteur")}
    for reference, siens in dedans.items():
        siens.sort(key=lambda sejour: _jour(sejour["date_entree"]))
        premier, dernier = siens[0], siens[-1]
        des_changements = [c for c in changements if c["participant"] == reference]
        repartis["par_sexe"].append(SEXES[dernier["sexe"]])
        repartis["par_age"].append(_tranche(premier, max(_jour(premier["date_entree"]), debut)))
        niveau = _en_vigueur(dernier, des_changements, "niveau_etudes", fin)
        repartis["par_niveau_etudes"].append(CLASSES_DE_1969.get(niveau, niveau))
        for nom in ("situation", "quartier", "logement"):
            repartis[f"par_{nom}"].append(_en_vigueur(dernier, des_changements, nom, fin))
        repartis["par_prescripteur"].append(dernier["prescripteur"] or INCONNU)
    return {
        "total": len(dedans),
        "entrees": sum(debut <= _jour(s["date_entree"]) <= fin for s in sejours),
        "sorties": sum(s["date_sortie"] != "" and debut <= _jour(s["date_sortie"]) <= fin for s in sejours),
        "presentes": len({p["participant"] for p in venues}),
        **{nom: _repartition(nom, valeurs) for nom, valeurs in repartis.items()},
    }


def _en_vigueur(sejour, changements, nom, fin) -> str:
    """In force on the last day of this overlap; a change of the exit day belongs to what comes after."""
    entree, sortie = _jour(sejour["date_entree"]), _jour(sejour["date_sortie"])
    dernier_jour = fin if sortie is None else min(sortie, fin)
    valeur = sejour[nom]
    for changement in sorted(changements, key=lambda c: _jour(c["date"])):
        jour = _jour(changement["date"])
        if changement["fait"] == nom and entree <= jour <= dernier_jour and jour != sortie:
            valeur = changement["valeur"]
    return valeur or INCONNU


def _tranche(sejour, jour) -> str:
    ecrite = sejour["date_naissance"]
    if not ecrite:
        return INCONNU
    naissance = dt.date(int(ecrite), 7, 1) if len(ecrite) == 4 else _jour(ecrite)
    anniversaire_passe = (jour.month, jour.day) >= (naissance.month, naissance.day)
    age = jour.year - naissance.year - (0 if anniversaire_passe else 1)
    return next(nom for nom, plancher, plafond in AGES if plancher <= max(age, 0) <= plafond)


def _ateliers(tenues, venues) -> dict:
    ensemble = list(tenues.values())
    par_type = []
    for nom in ORDRES["atelier"]:
        siennes = [s for s in ensemble if s["atelier"] == nom]
        presents = {p["participant"] for p in venues if tenues[p["seance"]]["atelier"] == nom}
        par_type.append({"libelle": nom, **_seances(siennes), "participants": len(presents)})
    par_site = [{"libelle": nom, **_seances([s for s in ensemble if s["site"] == nom])} for nom in ORDRES["site"]]
    sans_vide = [[ligne for ligne in lignes if ligne["seances"]] for lignes in (par_type, par_site)]
    return {**_seances(ensemble), "par_type": sans_vide[0], "par_site": sans_vide[1]}


def _seances(seances) -> dict:
    minutes = sum(_minutes(s["fin"]) - _minutes(s["debut"]) for s in seances)
    return {"seances": len(seances), "heures": _arrondi(minutes, 60, 2)}


def _presences(tenues, venues) -> dict:
    minutes = [(p["participant"], tenues[p["seance"]]["site"], int(p["minutes"])) for p in venues]
    personnes = sorted({reference for reference, _, _ in minutes})
    total = sum(m for _, _, m in minutes)
    par_participant = []
    for personne in personnes:
        siennes = [(site, m) for reference, site, m in minutes if reference == personne]
        par_participant.append(
            {
                "reference": personne,
                "heures": _arrondi(sum(m for _, m in siennes), 60, 2),
                "par_site": {ligne["libelle"]: ligne["heures"] for ligne in _par_site(siennes)},
            }
        )
    return {
        "heures": _arrondi(total, 60, 2),
        "personnes": len(personnes),
        "moyenne_heures": _arrondi(total, 60 * len(personnes), 2) if personnes else None,
        "par_site": _par_site([(site, m) for _, site, m in minutes]),
        "par_participant": par_participant,
    }


def _sante(tenues, venues, demarches, debut, fin) -> dict:
    siennes = [s for s in tenues.values() if s["atelier"] == "Promotion et éducation à la santé"]
    references = {s["reference"] for s in siennes}
    return {
        "animations": len(siennes),
        "themes": sorted({s["theme"] for s in siennes} - {""}),
        "participants": len({p["participant"] for p in venues if p["seance"] in references}),
        "bilans": sum(
            d["thematique"] == "santé"
            and d["intitule"].lower().replace("é", "e") == "bilan de sante"
            and _aboutie(d, debut, fin)
            for d in demarches
        ),
    }


def _aboutie(demarche, debut, fin) -> bool:
    return demarche["statut"] == "aboutie" and debut <= _jour(demarche["date_fin"]) <= fin


def _relances(demarches, debut, fin) -> dict:
    relancees = [
        d
        for d in demarches
        if (debut <= _jour(d["date_debut"]) <= fin and d["statut"] != "prévue") or _aboutie(d, debut, fin)
    ]
    par_thematique = []
    for nom in ORDRES["thematique"]:
        siennes = [d["participant"] for d in relancees if d["thematique"] == nom]
        if siennes:
            par_thematique.append({"libelle": nom, "personnes": len(set(siennes)), "demarches": len(siennes)})
    vers_l_emploi = [d for d in demarches if d["thematique"] == "emploi" and _aboutie(d, debut, fin)]
    par_contrat = []
    for nom in (*ORDRES["contrat"], INCONNU):
        gens = {d["participant"] for d in vers_l_emploi if (d["resultat"] or INCONNU) == nom}
        if gens:
            par_contrat.append({"libelle": nom, "personnes": len(gens)})
    return {
        "personnes": len({d["participant"] for d in relancees}),
        "par_thematique": par_thematique,
        "emploi_par_contrat": par_contrat,
    }


def _sorties(sejours, debut, fin) -> dict:
    motifs = [s["motif_sortie"] for s in sejours if s["date_sortie"] and debut <= _jour(s["date_sortie"]) <= fin]
    return {
        "total": len(motifs),
        "dynamiques": sum(motif in DYNAMIQUES for motif in motifs),
        "par_motif": _repartition("par_motif", [motif or INCONNU for motif in motifs]),
    }


def _entretiens(sejours, entretiens, debut, fin, aujourdhui) -> dict:
    """Day by day: a pair is a stay and a month of which at least one day counts."""
    tenus = {(e["participant"], _jour(e["date"])) for e in entretiens if e["venue"] == "présent"}
    paires, couvertes = set(), set()
    for rang, sejour in enumerate(sejours):
        jour, sortie = debut, _jour(sejour["date_sortie"])
        while jour <= min(fin, aujourdhui):
            if _jour(sejour["date_entree"]) <= jour and (sortie is None or jour <= sortie):
                paires.add((rang, jour.year, jour.month))
                if (sejour["reference"], jour) in tenus:
                    couvertes.add((rang, jour.year, jour.month))
            jour += dt.timedelta(days=1)
    return {
        "nombre": sum(e["venue"] == "présent" and debut <= _jour(e["date"]) <= fin for e in entretiens),
        "mois_parcours": len(paires),
        "mois_couverts": len(couvertes),
        "taux_couverture": _arrondi(100 * len(couvertes), len(paires), 1) if paires else None,
    }


def _par_site(minutes) -> list[dict]:
    return [
        {"libelle": nom, "heures": _arrondi(sum(m for site, m in minutes if site == nom), 60, 2)}
        for nom in ORDRES["site"]
        if any(site == nom for site, _ in minutes)
    ]


def _repartition(nom, valeurs) -> list[dict]:
    ordre = [*ORDRES.get(nom, _prescripteurs(valeurs)), INCONNU]
    assert set(valeurs) <= set(ordre), f"{nom} : {set(valeurs) - set(ordre)}"
    return [
        {
            "libelle": libelle,
            "nombre": valeurs.count(libelle),
            "pourcentage": _arrondi(100 * valeurs.count(libelle), len(valeurs), 1),
        }
        for libelle in ordre
        if libelle in valeurs
    ]


def _prescripteurs(valeurs) -> list[str]:
    """No reference list orders partners: the two that are none come first, the others by name."""
    propres = ["CCAS", "elle-même"]
    return propres + sorted(set(valeurs) - {*propres, INCONNU})


def _arrondi(numerateur: int, denominateur: int, decimales: int) -> Decimal:
    """The quotient to so many decimals, half up, in whole numbers only."""
    pas = 10**decimales
    return Decimal((2 * numerateur * pas + denominateur) // (2 * denominateur)).scaleb(-decimales)


def lire(fichier: Path) -> list[dict]:
    """The rows of an exported CSV file, by header."""
    with fichier.open(encoding="utf-8-sig", newline="") as flux:
        return list(csv.DictReader(flux, delimiter=";"))


def _jour(ecrit: str) -> dt.date | None:
    return dt.datetime.strptime(ecrit, "%d/%m/%Y").date() if ecrit else None


def _minutes(ecrite: str) -> int:
    heures, minutes = ecrite.split(":")
    return int(heures) * 60 + int(minutes)
