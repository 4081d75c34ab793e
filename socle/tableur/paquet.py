"""The ZIP package of an XLSX or ODS file: measured before anything is unpacked, then read part by part."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from socle.tableur.modele import FichierRefuse

ENTREES_MAX = 2_000
DEPLIE_MAX = 500_000_000  # bytes, all entries together; parts are streamed, so this bounds time rather than memory
RAPPORT_MAX = 300  # unpacked over packed, looked at only in entries of some size
GRANDE_ENTREE = 50_000_000
MORCEAU = 1 << 16

ERREURS_DE_LECTURE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    ValueError,
    IndexError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


def illisible() -> FichierRefuse:
    return FichierRefuse(
        "Le classeur est abîmé ou incomplet : il ne peut pas être lu. "
        "Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis recommencez."
    )


def ouvrir(contenu: bytes) -> zipfile.ZipFile:
    """Open the package. Refuses (FichierRefuse) what is protected, too large once unpacked, or not a ZIP."""
    try:
        paquet = zipfile.ZipFile(io.BytesIO(contenu))
    except ERREURS_DE_LECTURE as erreur:
        raise illisible() from erreur
    entrees = paquet.infolist()
    if any(entree.flag_bits & 1 for entree in entrees):
        raise protege()
    if len(entrees) > ENTREES_MAX or sum(e.file_size for e in entrees) > DEPLIE_MAX or any(map(_gonflee, entrees)):
        raise FichierRefuse(
            "Le classeur est démesuré une fois décompressé : il n’est pas ouvert. "
            "Recopiez vos seules lignes dans un nouveau classeur, puis recommencez."
        )
    return paquet


def protege() -> FichierRefuse:
    return FichierRefuse(
        "Le classeur est protégé par un mot de passe : il ne peut pas être lu. "
        "Enregistrez-le sans mot de passe, puis recommencez."
    )


def _gonflee(entree: zipfile.ZipInfo) -> bool:
    return entree.file_size > GRANDE_ENTREE and entree.file_size > RAPPORT_MAX * max(entree.compress_size, 1)


class _Locaux(dict):
    """Element and attribute names without their prefix; a sheet has few names, so each is cut once."""

    def __missing__(self, nom: str) -> str:
        self[nom] = nom.rpartition(":")[2]
        return self[nom]


LOCAUX = _Locaux()


def analyseur(debut, fin=None, texte=None):
    """An expat parser with these handlers, which refuses a document type (where entity bombs are declared)."""
    parseur = expat.ParserCreate()
    parseur.buffer_text = True
    parseur.StartElementHandler = debut
    parseur.EndElementHandler = fin
    parseur.CharacterDataHandler = texte
    parseur.StartDoctypeDeclHandler = _refuser_doctype
    return parseur


def _refuser_doctype(*_) -> None:
    raise illisible()


def parcourir(paquet: zipfile.ZipFile, nom: str, parseur) -> Iterator[None]:
    """Feed a part to the parser, stopping after each piece so that the caller may take what it produced."""
    with paquet.open(nom) as part:
        while morceau := part.read(MORCEAU):
            parseur.Parse(morceau, False)
            yield
    parseur.Parse(b"", True)
    yield


def elements(paquet: zipfile.ZipFile, nom: str) -> list[tuple[str, dict[str, str]]]:
    """All elements of a small part in order, as (local name, attributes by local name)."""
    trouves: list[tuple[str, dict[str, str]]] = []

    def debut(balise, attributs):
        trouves.append((LOCAUX[balise], {LOCAUX[cle]: valeur for cle, valeur in attributs.items()}))

    for _ in parcourir(paquet, nom, analyseur(debut)):
        pass
    return trouves


def chemin(dossier: str, cible: str) -> str:
    """A relationship's target as a name in the package: absolute, or relative to the folder of its source."""
    return cible.lstrip("/") if cible.startswith("/") else posixpath.normpath(posixpath.join(dossier, cible))
