"""From the header row of a file to the columns of a resource."""

import difflib

from socle.imports.rapport import Rapport
from socle.imports.ressource import Colonne, Ressource
from socle.normalisation import cle

# Columns we add ourselves to the file of refused rows: they come back with it and say nothing.
NOTES = ("ligne", "raison")
RESSEMBLANCE = 0.8


def placer(ressource: Ressource, entetes: list[str], rapport: Rapport) -> list[tuple[Colonne, int]]:
    """Each column the file has, with its place. A missing required column is refused; so is a header that looks
    like a mistyped one, since its data would be lost; any other unknown header is ignored with a warning."""
    connues = {colonne.cle: colonne for colonne in ressource.colonnes}
    places = [(connues[cle(entete)], place) for place, entete in enumerate(entetes) if cle(entete) in connues]
    presentes = {colonne.nom for colonne, _ in places}
    for colonne in ressource.colonnes:
        if colonne.requise and colonne.nom not in presentes:
            rapport.refuser(0, colonne.nom, None, "cette colonne obligatoire manque, ajoutez-la au fichier")
    for entete in entetes:
        if entete and cle(entete) not in connues and cle(entete) not in NOTES:
            _inconnue(entete, [c for c in ressource.colonnes if c.nom not in presentes], rapport)
    return places


def _inconnue(entete: str, absentes: list[Colonne], rapport: Rapport) -> None:
    proches = difflib.get_close_matches(cle(entete), [colonne.cle for colonne in absentes], 1, RESSEMBLANCE)
    if proches:
        voulue = next(colonne.nom for colonne in absentes if colonne.cle == proches[0])
        rapport.refuser(0, entete, None, f"cette colonne n’est pas connue. Si c’est « {voulue} », renommez-la")
    else:
        rapport.avertir(0, entete, None, "cette colonne n’est pas connue, elle est ignorée")
