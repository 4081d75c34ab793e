"""From the bytes of a file to the messages that the child process sends: headers, rows, remarks, refusal,
end.
"""

import itertools
from collections.abc import Callable, Iterator

from socle.tableur.grille import Grille, fusion_refusee
from socle.tableur.modele import FichierRefuse, Rang, Remarque
from socle.tableur.ods import est_ods, lire_ods
from socle.tableur.paquet import ERREURS_DE_LECTURE, illisible, ouvrir, protege
from socle.tableur.texte import lire_csv
from socle.tableur.xlsx import classeur, lire_xlsx, plage_fusionnee, refuser_macros

PAR_MESSAGE = 1_000  # rows
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls, and workbooks protected by a password
PROTEGE = "EncryptedPackage".encode("utf-16-le")


def analyser(contenu: bytes, extension: str) -> Iterator[list]:
    """The messages, in order, for a file under this extension (".csv", ".xlsx", ".ods"); a refusal is the
    last one, and nothing that came before it counts.
    """
    remarques: list[Remarque] = []
    try:
        yield from _messages(_rangs(contenu, extension, remarques.append), remarques)
    except FichierRefuse as refus:
        refus = (extension == ".xlsx" and _fusion_en_cause(contenu)) or refus
        yield ["refus", refus.message, refus.ligne, refus.colonne]
    except ERREURS_DE_LECTURE:
        yield ["refus", illisible().message, None, None]


def _messages(rangs: Iterator[Rang], remarques: list[Remarque]) -> Iterator[list]:
    grille = Grille(rangs, remarques.append)
    yield ["entetes", grille.entetes]
    lignes = iter(grille)
    while paquet := list(itertools.islice(lignes, PAR_MESSAGE)):
        yield ["lignes", paquet]
    for remarque in remarques:
        yield ["remarque", remarque.ligne, remarque.colonne, remarque.message]
    yield ["fin"]


def _rangs(contenu: bytes, extension: str, remarquer: Callable[[Remarque], None]) -> Iterator[Rang]:
    if not contenu.strip():
        raise FichierRefuse("Le fichier est vide. Choisissez le fichier qui contient vos lignes.")
    if contenu.startswith(OLE) and PROTEGE in contenu:
        raise protege()
    if extension == ".csv":
        _refuser_faux_csv(contenu)
        return lire_csv(contenu)
    if not contenu.startswith(b"PK"):
        raise _autre_contenu(extension)
    paquet = ouvrir(contenu)
    if extension == ".ods":
        if not est_ods(paquet):
            raise _autre_contenu(extension)
        return lire_ods(paquet, remarquer)
    refuser_macros(paquet)
    if not classeur(paquet):
        raise _autre_contenu(extension)
    return lire_xlsx(paquet, remarquer)


def _refuser_faux_csv(contenu: bytes) -> None:
    if contenu.startswith((b"PK\x03\x04", b"PK\x05\x06", OLE, b"%PDF-")):
        raise _autre_contenu(".csv")


def _autre_contenu(extension: str) -> FichierRefuse:
    return FichierRefuse(
        f"Le nom du fichier finit par « {extension} », mais son contenu est d’un autre format. "
        "Ouvrez-le dans votre tableur, enregistrez-le en CSV, XLSX ou ODS, puis recommencez."
    )


def _fusion_en_cause(contenu: bytes) -> FichierRefuse | None:
    """In XLSX merged cells are named after all rows, when something else may have been refused because of
    them.
    """
    try:
        paquet = ouvrir(contenu)
        rang = plage_fusionnee(paquet) if classeur(paquet) else None
    except (FichierRefuse, *ERREURS_DE_LECTURE):
        return None
    return fusion_refusee(rang) if rang else None
