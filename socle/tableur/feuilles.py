"""Which sheet of a workbook is read: the first visible one that holds something; the others are only named."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from socle.tableur.modele import FichierRefuse, Rang, Remarque


class Feuille(NamedTuple):
    nom: str
    visible: bool
    rangs: Iterator[Rang]  # the rows that hold something


def choisir(feuilles: Iterator[Feuille], remarquer: Callable[[Remarque], None]) -> Iterator[Rang]:
    """The rows of the sheet to read; the other sheets that hold something give a remark each.

    Refuses (FichierRefuse) a workbook whose only filled sheets are hidden.
    """
    lue = masquee = None
    for feuille in feuilles:
        premier = next(feuille.rangs, None)
        if premier is None:
            continue
        if feuille.visible and lue is None:
            lue = feuille.nom
            yield premier
            yield from feuille.rangs
        else:
            masquee = masquee or (None if feuille.visible else feuille.nom)
            genre = "feuille" if feuille.visible else "feuille masquée"
            remarquer(Remarque(None, None, f"La {genre} « {feuille.nom[:60]} » n’est pas lue."))
    if lue is None and masquee:
        raise FichierRefuse(
            f"Aucune feuille visible ne contient de lignes ; la feuille « {masquee[:60]} » est masquée. "
            "Affichez-la dans votre tableur, puis recommencez."
        )
