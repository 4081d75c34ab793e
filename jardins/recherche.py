"""One search over everything the person may see; each package brings its own results."""

from collections.abc import Sequence
from dataclasses import dataclass

from socle.branchements import branches
from socle.normalisation import cle

MINIMUM = 2  # letters
PAR_GROUPE = 8


@dataclass(frozen=True)
class Resultat:
    """One thing found; `precision` is what tells it from its namesakes."""

    libelle: str
    url: str
    precision: str = ""


@dataclass(frozen=True)
class Groupe:
    """Results of one kind; `approche` when nothing matched and these only look like what was typed."""

    titre: str
    resultats: Sequence[Resultat]
    approche: bool = False


def chercher(utilisateur, texte: str) -> list[Groupe]:
    """The groups that hold something, at most PAR_GROUPE results each; none under two letters or digits."""
    mots = cle(texte).split()
    if len("".join(mots)) < MINIMUM:
        return []
    groupes = (trouver(utilisateur, mots, PAR_GROUPE) for trouver in branches("RECHERCHES"))
    return [groupe for groupe in groupes if groupe.resultats]
