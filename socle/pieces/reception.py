"""Receiving, seen from the application: the kind is told by the first bytes, a child process opens the file."""

import os
import subprocess
import sys
from pathlib import Path, PurePath

from socle.pieces.modele import JPEG, PDF, PNG, POIDS_MAX, TROP_LOURD, Piece, PieceRefusee

RACINE = Path(__file__).resolve().parents[2]
DUREE_MAX = 20  # seconds
# What the child inherits: nothing that holds a secret of the application.
ENVIRONNEMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

SIGNATURES = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
ATELIERS = {PDF: "socle.pieces.pdf", JPEG: "socle.pieces.image", PNG: "socle.pieces.image"}
# Inside an image, or after the end of a PDF: the file is also something else.
AUTRES_FORMATS = (b"%PDF-", b"<html", b"<script", b"<!doctype", b"<svg")
ARCHIVE = b"PK\x05\x06"  # the last record of a ZIP archive, at most 64 kB before its end
FIN_D_ARCHIVE = 65_557

RECONNUS = {
    b"PK\x03\x04": "est un document de bureau ou une archive",
    b"\xd0\xcf\x11\xe0": "est un document de bureau d’un ancien format",
    b"RIFF": "est une image d’un autre format",
    b"GIF8": "est une image d’un autre format",
    b"II*\x00": "est une image d’un autre format",
    b"MM\x00*": "est une image d’un autre format",
    b"BM": "est une image d’un autre format",
}
TROP_LONG = (
    "La vérification de ce fichier demande trop de mémoire ou de temps : elle a été arrêtée. "
    "Prenez plutôt le document en photo, puis recommencez."
)
DOUBLE = (
    "Ce fichier contient autre chose que le document qu’il montre. "
    "Prenez plutôt le document en photo, ou numérisez-le de nouveau."
)


def recevoir(contenu: bytes, nom: str) -> Piece:
    """The document of these bytes, written again by this application; `nom` only serves to speak of it.

    Kept: PDF, JPEG and PNG, told by their content. Images: turned upright, 2,400 pixels at most, first picture only,
    without EXIF, GPS, colour profile nor comment. PDF: pages alone, forms and notes drawn on them, without scripts,
    actions, links, attached files nor metadata. Refuses (PieceRefusee) more than 10 MB, any other content whatever
    the name, two formats in one, protected, damaged or cut files, more than 40 million pixels or 200 pages, and
    whatever needs more than 20 seconds.
    """
    if len(contenu) > POIDS_MAX:
        raise PieceRefusee(TROP_LOURD)
    genre = genre_de(contenu)
    if genre is None:
        raise PieceRefusee(f"Le fichier « {PurePath(nom).name[:100]} » {_autre(contenu)}. {_attendus(contenu)}")
    if est_double(contenu, genre):
        raise PieceRefusee(DOUBLE)
    return _faire_ouvrir(contenu, genre)


def genre_de(contenu: bytes) -> str | None:
    """The type that the first bytes tell, None for one that is not kept."""
    return next((genre for signature, genre in SIGNATURES.items() if contenu.startswith(signature)), None)


def est_double(contenu: bytes, genre: str) -> bool:
    """Whether the file is also a page, an archive or a PDF: read one way here, another way elsewhere.

    What follows an image or a PDF is otherwise let go: telephones add data of their own there.
    """
    if ARCHIVE in contenu[-FIN_D_ARCHIVE:]:
        return True
    apres_la_fin = contenu.rfind(b"%%EOF") if genre == PDF else 0
    bas = contenu[apres_la_fin:].lower() if apres_la_fin >= 0 else b""
    images = SIGNATURES.keys() - {b"%PDF-"} if genre == PDF else ()
    return any(marque.lower() in bas for marque in (*AUTRES_FORMATS, *images))


def _autre(contenu: bytes) -> str:
    if not contenu:
        return "est vide"
    if contenu[4:8] == b"ftyp":
        return "est une photo HEIC ou une vidéo"
    connu = next((genre for debut, genre in RECONNUS.items() if contenu.startswith(debut)), None)
    return connu or "n’est ni un PDF, ni une photo JPEG ou PNG"


def _attendus(contenu: bytes) -> str:
    if contenu[4:8] == b"ftyp":
        return "Enregistrez la photo en JPEG, ou prenez-la depuis cette page, puis recommencez."
    return "Choisissez un PDF, ou une photo JPEG ou PNG."


def _faire_ouvrir(contenu: bytes, genre: str) -> Piece:
    """What the child makes of it. It says « ok TYPE » or « refus RAISON » on a line, then gives the bytes."""
    tete, _, corps = _sortie_de_l_enfant(contenu, ATELIERS[genre]).partition(b"\n")
    mot, _, suite = tete.decode("utf-8", "replace").partition(" ")
    if mot == "refus":
        raise PieceRefusee(suite)
    if mot != "ok" or not corps:
        raise PieceRefusee(TROP_LONG)
    return Piece(corps, suite)


def _sortie_de_l_enfant(contenu: bytes, module: str) -> bytes:
    """Nothing when it died or was stopped."""
    environnement = {cle: os.environ[cle] for cle in ENVIRONNEMENT if cle in os.environ}
    try:
        enfant = subprocess.run(  # noqa: S603 (no shell, our own interpreter and module)
            [sys.executable, "-X", "utf8", "-m", module],
            cwd=RACINE,
            env=environnement,
            input=contenu,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=DUREE_MAX,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    return enfant.stdout if enfant.returncode == 0 else b""
