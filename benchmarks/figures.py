"""The figures of a bilan in one plain shape, from the rows of the hand-written SQL and from the bilan itself.

The two are compared at each run: a limit that answers another question would be no limit.
"""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from benchmarks import figures_livret
from bilans.indicateurs.valeurs import Bilan

SEXES = {"F": "femmes", "H": "hommes", "autre": "autre"}
ORIGINES = {"ccas": "CCAS", "elle-meme": "elle-même"}
AGES = ((55, "55 ans et plus"), (50, "50-54 ans"), (40, "40-49 ans"), (30, "30-39 ans"), (26, "26-29 ans"))
AGES = (*AGES, (18, "18-25 ans"), (0, "moins de 18 ans"))
INCONNU = "non renseigné"


def du_bilan(bilan: Bilan) -> dict:
    """{section.code: number, lines of a breakdown without its zeros, or rows of a table}."""
    figures = {}
    for section in bilan.sections:
        for chiffre in section.chiffres:
            figures[f"{section.code}.{chiffre.code}"] = chiffre.valeur
        for repartition in section.repartitions:
            lignes = {part.libelle: part.nombre for part in repartition.lignes if part.nombre}
            figures[f"{section.code}.{repartition.code}"] = lignes
        for tableau in section.tableaux:
            figures[f"{section.code}.{tableau.code}"] = list(tableau.lignes)
    figures["sante.themes"].sort()
    return figures | {"personnes.objectif": bilan.section("personnes").chiffre("total").objectif}


def des_lignes(lignes: dict[str, list[tuple]], periode) -> dict:
    """The same, of what benchmarks.requetes.lire gives of this period."""
    libelles = defaultdict(dict)
    for liste, cle, libelle, _, _ in lignes["libelles"]:
        libelles[liste][cle] = libelle
    return (
        _personnes(lignes, libelles)
        | _ateliers(lignes, libelles)
        | _presences(lignes["presences"], libelles["site"])
        | figures_livret.des_lignes(lignes, libelles, periode)
    )


def _personnes(lignes: dict, libelles: dict) -> dict:
    personnes = lignes["personnes"]
    mouvements, [(objectif,)] = lignes["mouvements"], lignes["objectif"]
    repartitions = defaultdict(Counter)
    for sexe, age, situation, quartier, niveau, logement, origine, prescripteur in personnes:
        repartitions["sexe"][SEXES[sexe]] += 1
        repartitions["age"][INCONNU if age is None else next(nom for debut, nom in AGES if age >= debut)] += 1
        repartitions["situation"][libelles["situation"].get(situation, INCONNU)] += 1
        repartitions["quartier"][libelles["quartier"].get(quartier, INCONNU)] += 1
        repartitions["niveau_etudes"][libelles["niveau"].get(niveau, INCONNU)] += 1
        repartitions["logement"][libelles["logement"].get(logement, INCONNU)] += 1
        par = libelles["prescripteur"].get(prescripteur) or ORIGINES.get(origine, INCONNU)
        repartitions["prescripteur"][par] += 1
    return {
        "personnes.total": len(personnes),
        "personnes.entrees": sum(entrees for _, _, entrees, _ in mouvements),
        "personnes.sorties": sum(sorties for *_, sorties in mouvements),
        "personnes.objectif": objectif,
        "personnes.presentes": len({reference for reference, *_ in lignes["presences"]}),
        **{f"personnes.par_{nom}": dict(comptes) for nom, comptes in repartitions.items()},
    }


def _ateliers(lignes: dict, libelles: dict) -> dict:
    par_type, par_site, venus = defaultdict(Counter), defaultdict(Counter), defaultdict(set)
    for atelier, site, nombre, minutes in lignes["seances"]:
        par_type[atelier].update(seances=nombre, minutes=minutes)
        par_site[site].update(seances=nombre, minutes=minutes)
    for reference, _, atelier, _ in lignes["presences"]:
        venus[atelier].add(reference)
    return {
        "ateliers.seances": sum(c["seances"] for c in par_type.values()),
        "ateliers.heures": _heures(sum(c["minutes"] for c in par_type.values())),
        "ateliers.par_type": [
            (nom, par_type[cle]["seances"], _heures(par_type[cle]["minutes"]), len(venus[cle]))
            for cle, nom in libelles["atelier"].items()
            if cle in par_type
        ],
        "ateliers.par_site": [
            (nom, par_site[cle]["seances"], _heures(par_site[cle]["minutes"]))
            for cle, nom in libelles["site"].items()
            if cle in par_site
        ],
    }


def _presences(presences: list[tuple], sites: dict) -> dict:
    minutes, par_personne = Counter(), defaultdict(Counter)
    for reference, site, _, duree in presences:
        minutes[site] += duree
        par_personne[reference][site] += duree
    connus = [site for site in sites if site in minutes]
    total = minutes.total()
    return {
        "presences.heures": _heures(total),
        "presences.personnes": len(par_personne),
        "presences.moyenne_heures": _heures(Decimal(total) / len(par_personne)) if par_personne else None,
        "presences.par_site": [(sites[site], _heures(minutes[site])) for site in connus],
        "presences.par_participant": [
            (reference, _heures(siennes.total()), *(_heures(siennes[site]) for site in connus))
            for reference, siennes in sorted(par_personne.items())
        ],
    }


def _heures(minutes) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)
