"""The process that opens a received file: bytes on stdin, one line then the cleaned bytes on stdout.

It imports nothing of the application but this package, and gives itself limits before it reads a byte.
"""

import resource
import sys
from collections.abc import Callable

from socle.pieces.modele import Piece, PieceRefusee

MEMOIRE = 768 * 1024 * 1024  # bytes of address space
DUREE = 20  # seconds of processor


def executer(nettoyer: Callable[[bytes], Piece]) -> None:
    """Clean what comes on stdin, under limits, and say what became of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (DUREE, DUREE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    contenu = sys.stdin.buffer.read()
    try:
        piece = nettoyer(contenu)
    except PieceRefusee as refus:
        _repondre(f"refus {refus.raison}", b"")
    except MemoryError:
        sys.exit(3)  # the parent says it: there may be no room left here for a sentence
    else:
        _repondre(f"ok {piece.type_mime}", piece.contenu)


def _repondre(ligne: str, contenu: bytes) -> None:
    sys.stdout.buffer.write(ligne.encode() + b"\n" + contenu)
    sys.stdout.buffer.flush()
