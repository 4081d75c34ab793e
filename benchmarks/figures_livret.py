"""The figures of the livret from the rows of the hand-written SQL, in the shape of benchmarks.figures."""

import datetime as dt
from calendar import monthrange
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

UN_JOUR = dt.timedelta(days=1)
INCONNU = "non renseigné"


def des_lignes(lignes: dict, libelles: dict, periode) -> dict:
    """Health, steps, exits and interviews."""
    return (
        _sante(lignes) | _relances(lignes["etapes"], libelles) | _sorties(lignes["mouvements"], libelles["motif"])
    ) | _entretiens(lignes["suivi"], periode)


def _sante(lignes: dict) -> dict:
    groupes = lignes["sante"]
    ateliers = {atelier for atelier, *_ in groupes}
    return {
        "sante.animations": sum(nombre for *_, nombre in groupes),
        "sante.participants": len({p for p, _, atelier, _ in lignes["presences"] if atelier in ateliers}),
        "sante.bilans": sum(
            aboutie and theme == "sante" and intitule == "Bilan de santé"
            for _, _, theme, intitule, _, aboutie in lignes["etapes"]
        ),
        "sante.themes": sorted((theme, nombre) for _, theme, nombre in groupes if theme),
    }


def _relances(etapes: list[tuple], libelles: dict) -> dict:
    gens, nombres, contrats = defaultdict(set), Counter(), defaultdict(set)
    for personne, theme, code, _, contrat, aboutie in etapes:
        gens[theme].add(personne)
        nombres[theme] += 1
        if aboutie and code == "emploi":
            contrats[contrat].add(personne)
    return {
        "parcours_relances.personnes": len(set().union(*gens.values())),
        "parcours_relances.par_thematique": [
            (nom, len(gens[cle]), nombres[cle]) for cle, nom in libelles["thematique"].items() if cle in gens
        ],
        "parcours_relances.emploi_par_contrat": [
            (nom, len(contrats[cle])) for cle, nom in {**libelles["contrat"], None: INCONNU}.items() if cle in contrats
        ],
    }


def _sorties(mouvements: list[tuple], motifs: dict) -> dict:
    return {
        "sorties.total": sum(sorties for *_, sorties in mouvements),
        "sorties.dynamiques": sum(sorties for _, dynamique, _, sorties in mouvements if dynamique),
        "sorties.par_motif": {motifs.get(motif, INCONNU): sorties for motif, _, _, sorties in mouvements if sorties},
    }


def _entretiens(suivi: list[tuple], periode) -> dict:
    """The period is over: every one of its days counts."""
    genres = defaultdict(list)
    for genre, de, qui, debut, fin in suivi:
        genres[genre].append((de, qui, _jour(debut), _jour(fin)))
    tenus, suspendus = defaultdict(list), defaultdict(list)
    for _, personne, jour, _ in genres["entretien"]:
        tenus[personne].append(jour)
    for _, parcours, debut, fin in genres["suspension"]:
        suspendus[parcours].append((debut, fin or periode.fin))
    mois = couverts = 0
    for parcours, personne, entree, sortie in genres["parcours"]:
        debut, fin = max(entree, periode.debut), min(sortie or periode.fin, periode.fin)
        while debut <= fin:
            dernier = min(fin, debut.replace(day=monthrange(debut.year, debut.month)[1]))
            if not any(du <= debut and dernier <= au for du, au in suspendus[parcours]):
                mois += 1
                couverts += any(debut <= jour <= dernier for jour in tenus[personne])
            debut = dernier + UN_JOUR
    taux = (Decimal(100 * couverts) / mois).quantize(Decimal("0.1"), ROUND_HALF_UP) if mois else None
    return {
        "entretiens.nombre": len(genres["entretien"]),
        "entretiens.mois_parcours": mois,
        "entretiens.mois_couverts": couverts,
        "entretiens.taux_couverture": taux,
    }


def _jour(lu) -> dt.date | None:
    """A day, which SQLite gives as its text."""
    return dt.date.fromisoformat(lu) if isinstance(lu, str) else lu
