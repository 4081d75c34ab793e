"""Reading, seen from the application: a child process opens the file, this one collects what was found."""

import datetime as dt
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from decimal import Decimal
from pathlib import Path, PurePath

from socle.tableur.modele import TAILLE_MAX, Cellule, FichierRefuse, Remarque, Tableau

RACINE = Path(__file__).resolve().parents[2]
DUREE_MAX = 60  # seconds
# What the child inherits: nothing that holds a secret of the application.
ENVIRONNEMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
MEMOIRE_DES_TEXTES = 50_000  # distinct texts kept once, however many cells repeat them

EXTENSIONS = (".csv", ".xlsx", ".ods")
FORMATS_REFUSES = {
    ".xls": "est dans l’ancien format d’Excel (.xls)",
    ".xlsm": "est un classeur avec macros (.xlsm)",
    ".xlsb": "est un classeur binaire (.xlsb)",
    ".pdf": "est un PDF",
}
DECODEURS = {
    "dh": dt.datetime.fromisoformat,
    "d": dt.date.fromisoformat,
    "h": dt.time.fromisoformat,
    "n": Decimal,
}


def lire(contenu: bytes, nom: str) -> Tableau:
    """Read a CSV, XLSX or ODS file; `nom` is the name it came under, whose extension must agree with its
    content.

    The header row is the first that is not empty. Texts are stripped of surrounding blanks and empty ones
    are None; numbers are int or Decimal (15 digits), date cells are date, datetime or time (midnight gives
    a date); in CSV everything is text. A formula gives its text and a remark. Refuses (FichierRefuse) all
    that the limits of `modele` exclude, merged cells, doubled headers, filled cells under no header, other
    encodings than UTF-8 and Windows-1252, protected, damaged or disguised files, and whatever needs more
    than 60 seconds.
    """
    if len(contenu) > TAILLE_MAX:
        raise FichierRefuse(
            f"Le fichier dépasse {TAILLE_MAX // 1024**2} Mo. Partagez-le en plusieurs fichiers, puis recommencez."
        )
    with closing(_messages_de_l_enfant(contenu, extension_admise(nom))) as messages:
        return assembler(messages)


def extension_admise(nom: str) -> str:
    """The extension of a file name, in lower case. Refuses (FichierRefuse) those that are not read."""
    extension = PurePath(nom).suffix.lower()
    if extension not in EXTENSIONS:
        genre = FORMATS_REFUSES.get(extension, "n’est ni un CSV, ni un XLSX, ni un ODS")
        raise FichierRefuse(
            f"Le fichier « {PurePath(nom).name[:100]} » {genre}. "
            "Enregistrez-le en CSV, XLSX ou ODS depuis votre tableur, puis recommencez."
        )
    return extension


def assembler(messages: Iterator[list]) -> Tableau:
    """The table that the messages of `analyse.analyser` describe; FichierRefuse when they refuse or stop
    short.
    """
    tableau = Tableau([])
    textes: dict[str, str] = {}
    for genre, *reste in messages:
        if genre == "lignes":
            tableau.lignes += [(numero, _partager(cellules, textes)) for numero, cellules in reste[0]]
        elif genre == "entetes":
            tableau.entetes = reste[0]
        elif genre == "remarque":
            tableau.avertissements.append(Remarque(*reste))
        elif genre == "refus":
            raise FichierRefuse(*reste)
        elif genre == "fin":
            return tableau
    raise FichierRefuse(
        "La lecture du fichier demande trop de mémoire ou de temps : elle a été arrêtée. "
        "Recopiez vos seules lignes dans un nouveau classeur, ou enregistrez-le en CSV, puis recommencez."
    )


def _partager(cellules: list[Cellule], textes: dict[str, str]) -> list[Cellule]:
    """The same row, where a text met before is the same object: a sheet repeats itself much."""
    if len(textes) > MEMOIRE_DES_TEXTES:
        textes.clear()
    return [textes.setdefault(valeur, valeur) if type(valeur) is str else valeur for valeur in cellules]


def decoder(objet: dict[str, str]) -> Cellule:
    """Undo `enfant.coder`."""
    ((code, texte),) = objet.items()
    return DECODEURS[code](texte)


def _messages_de_l_enfant(contenu: bytes, extension: str) -> Iterator[list]:
    """The child's messages; they simply stop when it dies or is stopped."""
    commande = [sys.executable, "-X", "utf8", "-m", "socle.tableur.enfant", extension]
    environnement = {cle: os.environ[cle] for cle in ENVIRONNEMENT if cle in os.environ}
    with subprocess.Popen(  # noqa: S603 (no shell, our own interpreter and module)
        commande,
        cwd=RACINE,
        env=environnement,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as enfant:
        minuterie = threading.Timer(DUREE_MAX, enfant.kill)
        minuterie.start()
        try:
            _envoyer(enfant, contenu)
            for ligne in enfant.stdout:
                if ligne.endswith(b"\n"):  # a child stopped half-way leaves half a line
                    yield json.loads(ligne, object_hook=decoder)
        finally:
            minuterie.cancel()
            enfant.kill()


def _envoyer(enfant: subprocess.Popen, contenu: bytes) -> None:
    # A child that died before reading everything says so by its silence; closing flushes, and may fail again.
    with suppress(BrokenPipeError):
        enfant.stdin.write(contenu)
    with suppress(BrokenPipeError):
        enfant.stdin.close()
