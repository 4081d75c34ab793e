"""The import engine: read, convert, write through the services, all or nothing.

A simulation is the same run, rolled back: what the preview shows is what writing does.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from socle.erreurs import SaisieRefusee
from socle.imports.entetes import placer
from socle.imports.lecteurs import Illisible
from socle.imports.rapport import Rapport
from socle.imports.ressource import Ligne, Ressource
from socle.tableur import FichierRefuse, Tableau, lire


def importer(
    ressource: Ressource, contenu: bytes, nom: str, *, par, le: dt.datetime, simulation: bool = False
) -> Rapport:
    """Import a file, or only say what importing it would do. The report tells everything; nothing is raised.

    `par` is the person who imports (None: a command), `le` the instant written on what is entered.
    """
    rapport = Rapport(ressource.nom, nom)
    try:
        tableau = lire(contenu, nom)
    except FichierRefuse as refus:
        rapport.refuser(0, "", None, refus.message)  # of the whole file; the sentence says where
        return rapport
    return importer_tableau(ressource, tableau, rapport, par=par, le=le, simulation=simulation)


def importer_tableau(ressource, tableau: Tableau, rapport: Rapport, *, par, le, simulation=False) -> Rapport:
    """The same, for a table already read."""
    for remarque in tableau.avertissements:
        rapport.avertir(remarque.ligne or 0, remarque.colonne or "", None, remarque.message)
    lignes = list(_convertir(ressource, tableau, rapport))
    _refuser_doublons(ressource, lignes, rapport)
    with transaction.atomic():
        _ecrire(ressource, lignes, rapport, par=par, le=le)
        if rapport.refus or simulation:
            transaction.set_rollback(True)
    rapport.ecrit = not (rapport.refus or simulation)
    rapport.refus.sort(key=lambda remarque: remarque.ligne)
    rapport.avertissements.sort(key=lambda remarque: remarque.ligne)
    return rapport


def _convertir(ressource: Ressource, tableau: Tableau, rapport: Rapport) -> Iterable[Ligne]:
    """The rows whose every cell is readable; the others are refused, each cell for its own reason."""
    rapport.lignes = len(tableau.lignes)
    places = placer(ressource, tableau.entetes, rapport)
    if rapport.refus:
        return
    lecteurs = [(colonne, place, colonne.lecteur()) for colonne, place in places]
    for numero, cellules in tableau.lignes:
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
        rapport.refuser(ligne.numero, colonne.nom, cellule, str(refus))


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
    rapport.changements = [_montrer(changement, lignes, ressource) for changement in ecriture.changements]


def _brute(ligne: Ligne, champ: str):
    """The value shown with a refusal; of a birth, its day alone."""
    valeur = ligne.valeurs.get(champ)
    return valeur[0] if isinstance(valeur, tuple) else valeur


def _montrer(changement, lignes: list[Ligne], ressource: Ressource) -> dict:
    ligne = lignes[changement.rang]
    return {
        "ligne": ligne.numero,
        "cle": " · ".join(_lisible(ligne.valeurs.get(nom)) for nom in ressource.cle),
        "cree": changement.cree,
        "differences": [(champ, _lisible(avant), _lisible(apres)) for champ, avant, apres in changement.differences],
    }


def _lisible(valeur) -> str:
    """A value as a person reads it in a preview."""
    if valeur in (None, ""):
        return "non renseigné"
    return valeur.strftime("%d/%m/%Y") if isinstance(valeur, dt.date) else str(getattr(valeur, "label", valeur))
