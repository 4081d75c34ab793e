"""The process that opens the file: `python -m socle.tableur.enfant .EXTENSION`, bytes on stdin, one JSON
message a line.

It imports nothing of the application but this package, and gives itself limits before it reads a byte.
"""

import datetime as dt
import json
import resource
import sys
from decimal import Decimal

from socle.tableur.analyse import analyser

MEMOIRE = 256 * 1024 * 1024  # bytes of address space
DUREE = 60  # seconds of processor

CODES = {dt.datetime: "dh", dt.date: "d", dt.time: "h", Decimal: "n"}


def coder(valeur) -> dict[str, str]:
    """How JSON carries a value it has no word for; undone by `lecture.decoder`."""
    return {CODES[type(valeur)]: str(valeur)}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (DUREE, DUREE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    contenu = sys.stdin.buffer.read()
    try:
        for message in analyser(contenu, sys.argv[1]):
            sys.stdout.write(json.dumps(message, default=coder, ensure_ascii=False) + "\n")
    except MemoryError:
        sys.exit(3)  # the parent says it: there may be no room left here for a sentence


if __name__ == "__main__":
    main()
