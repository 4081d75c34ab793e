"""The refused rows of a file, as a workbook to correct."""

from socle.imports.entetes import NOTES
from socle.imports.rapport import MONTRES
from socle.normalisation import cle
from socle.tableur import lire
from socle.tableur.ecriture import ecrire


def lignes_a_corriger(contenu: bytes, nom: str, rapport: dict) -> bytes:
    """An XLSX of the refused rows as they stand in the file, with their line number and every reason.

    The two added columns are ignored when the corrected file comes back, and made anew if it is refused again.
    Refuses (FichierRefuse) a file that cannot be read.
    """
    tableau = lire(contenu, nom)
    raisons: dict[int, list[str]] = {}
    for refus in rapport["refus"][:MONTRES]:
        raisons.setdefault(refus["ligne"], []).append(f"{refus['colonne']} : {refus['raison']}")
    refusees = set(rapport["lignes_refusees"])
    places = [place for place, entete in enumerate(tableau.entetes) if cle(entete) not in NOTES]
    lignes = [
        [*(cellules[place] for place in places), numero, " ; ".join(raisons.get(numero, ()))]
        for numero, cellules in tableau.lignes
        if numero in refusees
    ]
    return ecrire("xlsx", [*(tableau.entetes[place] for place in places), *NOTES], lignes)
