"""Time and memory of functions that take turns, and of whole commands."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

from django.conf import settings


@dataclass(frozen=True)
class Mesure:
    """One line of the results. `temoin` is what the value is held to; both in `unite`; `limite` bounds their ratio."""

    nom: str
    valeur: float
    unite: str
    temoin: float | None = None
    limite: float | None = None

    @property
    def rapport(self) -> float | None:
        return self.valeur / self.temoin if self.temoin else None

    @property
    def tenue(self) -> bool:
        return self.limite is None or self.rapport <= self.limite

    def en_dict(self) -> dict:
        return asdict(self) | {"rapport": self.rapport, "tenue": self.tenue}

    def __str__(self):
        texte = f"{self.nom:<58}{self.valeur:>9.1f} {self.unite}"
        if self.temoin:
            texte += f"  témoin {self.temoin:.1f}, rapport {self.rapport:.2f}"
        if self.limite:
            texte += f" (au plus {self.limite}) {'✓' if self.tenue else '✗'}"
        return texte


def entrelacer(tours: int, **candidats: Callable[[], object]) -> dict[str, float]:
    """Median milliseconds of each, run in turn, once in one order and once in the other, after a first run for nothing.

    The garbage collector waits meanwhile, as with timeit: it would charge one for what the other left.
    """
    for candidat in candidats.values():
        candidat()
    durees = {nom: [] for nom in candidats}
    gc.disable()
    for tour in range(tours):
        for nom in reversed(candidats) if tour % 2 else candidats:
            durees[nom].append(_duree(candidats[nom]))
        gc.collect()
    gc.enable()
    return {nom: 1000 * median(siennes) for nom, siennes in durees.items()}


def _duree(fonction: Callable[[], object]) -> float:
    depart = time.perf_counter()
    fonction()
    return time.perf_counter() - depart


def commande(*arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a manage.py command in a process of its own; one that fails stops everything."""
    depart = time.perf_counter()
    ligne = [sys.executable, "-m", "benchmarks.enfant", *arguments]
    fini = subprocess.run(ligne, cwd=settings.BASE_DIR, capture_output=True, text=True)
    if fini.returncode:
        sys.exit(f"La commande « {' '.join(arguments)} » a échoué.\n{fini.stderr}")
    return time.perf_counter() - depart, int(fini.stdout.split()[-1]) / 1024
