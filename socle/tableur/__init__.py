"""Spreadsheets in and out: `lire` a CSV, XLSX or ODS file within bounds; `ecriture.ecrire` writes one that reads
back the same, and stands apart so that the child that opens files loads no library to write them.

The readers are streaming XML passes of the standard library, run in a child process with limits: formulas,
merged cells and real line numbers are all seen in one pass, and a hostile file kills only that child. Why not a
library, and which one writes: docs/decisions/2026-11-23-tableurs.md.
"""

from socle.tableur.lecture import lire
from socle.tableur.modele import Cellule, FichierRefuse, Remarque, Tableau

__all__ = ["Cellule", "FichierRefuse", "Remarque", "Tableau", "lire"]
