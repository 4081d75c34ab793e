"""The import engine: read, convert, write through the services, all or nothing.

A simulation is the same run, rolled back: what the preview shows is what writing does.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction

from socle.erreurs import SaisieRefusee
from socle.imports.entetes import placer
from socle.imports.lecteurs import Illisible, en_texte
from socle.imports.rapport import MONTRES, Rapport
from socle.imports.ressource import Ligne, Ressource
from socle.tableur import FichierRefuse, Tableau, lire
from socle.templatetags.typographie import unite

PAS = 200  # rows between two signs of progress


def sans_suivre(etape: str, fait: int = 0, total: int = 0) -> None:
    """Nobody follows this import."""


def importer(
    ressource: Ressource,
    contenu: bytes,
    nom: str,
    *,
    par,
    le: dt.datetime,
    simulation: bool = False,
    suivre: Callable = sans_suivre,
) -> Rapport:
    """Import a file, or only say what importing it would do. The report tells everything; nothing is raised.

    `par` is the person who imports (None: a command), `le` the instant written on what is entered. `suivre` is told
    each step, and what it has done out of how much; whatever it raises stops the import before anything is written.
    """
    suivre("étape 1 sur 3, lecture du fichier")
    tableau, rapport = ouvrir(ressource, contenu, nom)
    suivre("étape 1 sur 3, lecture du fichier")  # a reader killed by our own end is no fault of the file
    if tableau is None:
        return rapport
    return importer_tableau(ressource, tableau, rapport, par=par, le=le, simulation=simulation, suivre=suivre)


def ouvrir(ressource: Ressource, contenu: bytes, nom: str) -> tuple[Tableau | None, Rapport]:
    """The table of a file and its report to fill; no table when the file is refused, and the report says why."""
    rapport = Rapport(ressource.nom, nom)
    try:
        return lire(contenu, nom), rapport
    except FichierRefuse as refus:
        rapport.refuser(0, "", None, refus.message)  # of the whole file; the sentence says where
        return None, rapport


def importer_tableau(
    ressource, tableau: Tableau, rapport: Rapport, *, par, le, simulation=False, suivre: Callable = sans_suivre
) -> Rapport:
    """The same, for a table already read."""
    for remarque in tableau.avertissements:
        rapport.avertir(remarque.ligne or 0, remarque.colonne or "", None, remarque.message)
    lignes = list(_convertir(ressource, tableau, rapport, suivre))
    _refuser_doublons(ressource, lignes, rapport)
    quoi = "comparaison avec ce qui est enregistré" if simulation else "enregistrement"
    suivre(f"étape 3 sur 3, {quoi}", 2, 3)
    with transaction.atomic():
        _ecrire(ressource, lignes, rapport, par=par, le=le)
        if rapport.refus or simulation:
            transaction.set_rollback(True)
    rapport.ecrit = not (rapport.refus or simulation)
    rapport.refus.sort(key=lambda remarque: remarque.ligne)
    rapport.avertissements.sort(key=lambda remarque: remarque.ligne)
    return rapport


def _convertir(ressource: Ressource, tableau: Tableau, rapport: Rapport, suivre: Callable) -> Iterable[Ligne]:
    """The rows whose every cell is readable; the others are refused, each cell for its own reason."""
    total = rapport.lignes = len(tableau.lignes)
    places = placer(ressource, tableau.entetes, rapport)
    if rapport.refus:
        return
    lecteurs = [(colonne, place, colonne.lecteur()) for colonne, place in places]
    for rang, (numero, cellules) in enumerate(tableau.lignes):
        if rang % PAS == 0:
            suivre(f"étape 2 sur 3, contrôle des lignes ({rang} sur {total})", total + rang, 3 * total)
        ligne = Ligne(numero)
        avant = len(rapport.refus)
        for colonne, place, lecteur in lecteurs:
            _lire_cellule(ligne, colonne, cellules[place], lecteur, rapport)
        if len(rapport.refus) == avant:
            yield ligne


def _lire_cellule(ligne: Ligne, colonne, cellule, lecteur, rapport: Rapport) -> None:
    if cellule is None:
        ligne.valeurs[colonne.nom] = None
        if colonne.requise:
            rapport.refuser(ligne.numero, colonne.nom, None, "cette case est obligatoire, remplissez-la")
        return
    try:
        ligne.valeurs[colonne.nom] = lecteur(cellule)
    except Illisible as refus:
        rapport.refuser(ligne.numero, colonne.nom, None if colonne.discrete else cellule, str(refus))


def _refuser_doublons(ressource: Ressource, lignes: list[Ligne], rapport: Rapport) -> None:
    """Two rows of one key: the second is refused, naming the first."""
    vues: dict[tuple, int] = {}
    for ligne in lignes:
        cle = tuple(ligne.valeurs.get(nom) for nom in ressource.cle)
        premiere = vues.setdefault(cle, ligne.numero)
        if premiere != ligne.numero:
            colonne = ressource.cle[0]
            raison = f"cette ligne répète la ligne {premiere} ({', '.join(ressource.cle)} identiques), gardez-en une"
            rapport.refuser(ligne.numero, colonne, ligne.valeurs[colonne], raison)


def _ecrire(ressource: Ressource, lignes: list[Ligne], rapport: Rapport, *, par, le) -> None:
    """Through the services, so that every rule is told at once even when other rows are already refused."""
    refusees = set(rapport.lignes_refusees)
    lignes = [ligne for ligne in lignes if ligne.numero not in refusees]
    try:
        with transaction.atomic():
            ecriture = ressource.ecrire(lignes, rapport=rapport, par=par, le=le)
    except SaisieRefusee as refus:
        for anomalie in refus.anomalies:
            ligne = lignes[anomalie.rang]
            rapport.refuser(ligne.numero, anomalie.champ, _brute(ligne, anomalie.champ), anomalie.raison)
        return
    rapport.crees, rapport.modifies, rapport.inchanges = ecriture.crees, ecriture.modifies, ecriture.inchanges
    rapport.nouveautes += ecriture.nouveautes
    for changement in ecriture.changements:
        montres = rapport.ajouts if changement.cree else rapport.modifications
        if len(montres) < MONTRES:
            montres.append(_montrer(changement, lignes, ressource))


def _brute(ligne: Ligne, champ: str):
    """The value shown with a refusal; of a birth, its day alone."""
    valeur = ligne.valeurs.get(champ)
    return valeur[0] if isinstance(valeur, tuple) else valeur


def _montrer(changement, lignes: list[Ligne], ressource: Ressource) -> dict:
    """What the preview says of one row: each value before and after, or the values of a row that is new."""
    ligne = lignes[changement.rang]
    differences = changement.differences if not changement.cree else _valeurs(ligne, ressource)
    return {
        "ligne": ligne.numero,
        "cle": " · ".join(_lisible(ligne.valeurs.get(nom)) for nom in ressource.cle),
        "differences": [
            (champ, *(_mesure(valeur) if champ in ressource.discretes else _lisible(valeur) for valeur in valeurs))
            for champ, *valeurs in differences
        ],
    }


def _valeurs(ligne: Ligne, ressource: Ressource) -> list[tuple[str, None, object]]:
    autres = [nom for nom in ressource.entetes if nom not in ressource.cle]
    return [(nom, None, ligne.valeurs[nom]) for nom in autres if ligne.valeurs.get(nom) not in (None, "", [])]


def _mesure(texte: str | None) -> str:
    """How long a text is, for a report that may not repeat it."""
    return f"texte de {unite(len(texte), 'caractères')}" if texte else "non renseigné"


def _lisible(valeur) -> str:
    """A value as a person reads it in a preview; a birth is a day, or a year alone."""
    if valeur in (None, "", []):
        return "non renseigné"
    if isinstance(valeur, tuple):
        jour, annee_seule = valeur
        return str(jour.year) if annee_seule else en_texte(jour)
    return ", ".join(valeur) if isinstance(valeur, list) else en_texte(getattr(valeur, "label", valeur))
