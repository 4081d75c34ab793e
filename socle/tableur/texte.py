"""CSV: finding the encoding and the separator, and reading records with the line each one starts at."""

import csv
import io
import re
from collections.abc import Iterator

from socle.tableur.modele import FichierRefuse, Rang

# UTF-16 and UTF-32 begin with one of these marks.
MARQUES_ETRANGERES = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# In Windows-1252 these bytes read «Ã©» and the like: no French word holds them, so the text was UTF-8 here.
ACCENT_UTF8 = re.compile(rb"\xc3[\x80-\xbf]")
ENREGISTREZ = "Enregistrez le fichier en « CSV UTF-8 », puis recommencez."


def lire_csv(contenu: bytes) -> Iterator[Rang]:
    """The records that are not empty. Refuses (FichierRefuse) other encodings and quotes that do not close."""
    encodage = _encodage(contenu)
    separateur = _separateur(contenu, encodage)
    lecteur = csv.reader(_lignes(contenu, encodage), delimiter=separateur, strict=True)
    debut = 1
    while True:
        try:
            champs = next(lecteur, None)
        except csv.Error as erreur:
            raise _refus(erreur, debut) from erreur
        if champs is None:
            return
        cellules = {indice: texte for indice, brut in enumerate(champs) if (texte := brut.strip())}
        if cellules:
            yield Rang(debut, cellules)
        debut = lecteur.line_num + 1


def _lignes(contenu: bytes, encodage: str) -> Iterator[str]:
    """Decoded line by line, so that one wide character does not quadruple the whole text in memory."""
    return (ligne.decode(encodage) for ligne in io.BytesIO(contenu.removeprefix(b"\xef\xbb\xbf")))


def _encodage(contenu: bytes) -> str:
    if contenu.startswith(MARQUES_ETRANGERES):
        raise FichierRefuse(f"Le fichier est enregistré en « texte Unicode » (UTF-16). {ENREGISTREZ}", 1)
    if (position := contenu.find(b"\0")) >= 0:
        ligne = contenu.count(b"\n", 0, position) + 1
        raise FichierRefuse(
            f"Ligne {ligne} : des octets nuls, ce n’est pas du texte lisible. {ENREGISTREZ}",
            ligne,
        )
    fautive = _ligne_illisible(contenu, "utf-8")
    if not fautive:
        return "utf-8"
    if contenu.startswith(b"\xef\xbb\xbf") or ACCENT_UTF8.search(contenu):
        raise FichierRefuse(
            f"Ligne {fautive} : deux encodages sont mélangés, des accents seraient perdus. {ENREGISTREZ}",
            fautive,
        )
    if fautive := _ligne_illisible(contenu, "cp1252"):
        raise FichierRefuse(
            f"Ligne {fautive} : un caractère n’existe ni en UTF-8 ni en Windows-1252. {ENREGISTREZ}", fautive
        )
    return "cp1252"


def _ligne_illisible(contenu: bytes, encodage: str) -> int | None:
    for numero, ligne in enumerate(io.BytesIO(contenu), start=1):
        try:
            ligne.decode(encodage)
        except UnicodeDecodeError:
            return numero
    return None


def _separateur(contenu: bytes, encodage: str) -> str:
    """«;» or «,»: the one that cuts the header row into more cells."""
    comptes = {}
    for separateur in ";,":
        champs = _premier(contenu, encodage, separateur)
        comptes[separateur] = len(champs)
        if len(champs) == 1 and "\t" in champs[0]:
            comptes[separateur] = 0
    if not any(comptes.values()):
        raise FichierRefuse(
            "Les colonnes sont séparées par des tabulations. "
            "Enregistrez le fichier en CSV avec le point-virgule comme séparateur, puis recommencez."
        )
    return ";" if comptes[";"] >= comptes[","] else ","


def _premier(contenu: bytes, encodage: str, separateur: str) -> list[str]:
    """The first record that holds something, cut by this separator; [''] when there is none or it cannot be
    cut.
    """
    try:
        for champs in csv.reader(_lignes(contenu, encodage), delimiter=separateur, strict=True):
            if any(champ.strip(" \t\r\n;,") for champ in champs):
                return champs
    except csv.Error:
        pass  # said with its line by the real reading that follows
    return [""]


def _refus(erreur: csv.Error, ligne: int) -> FichierRefuse:
    texte = str(erreur)
    if "field larger" in texte:
        cause = "une cellule dépasse 130 000 caractères, sans doute parce qu’un guillemet n’est pas refermé"
    elif "new-line" in texte:
        cause = "un retour à la ligne isolé coupe une cellule sans guillemets"
    else:
        cause = "un guillemet n’est pas refermé, ou il est suivi d’autre chose qu’un séparateur"
    return FichierRefuse(
        f"Ligne {ligne} : {cause}. Corrigez cette ligne, ou enregistrez de nouveau depuis le tableur.",
        ligne,
    )
