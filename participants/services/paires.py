"""Files that may be of one person, two by two over everybody: the comparison is that of doublons.py."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations

from participants.models import Participant
from participants.services.doublons import Identite, ressemblance

ECART = 4  # letters that one of the two has and the other has not: two slips
GROUPE = 60  # beyond so many files that begin alike, beginning so says nothing


@dataclass(frozen=True)
class Fiche:
    """What is read of a file to compare it."""

    pk: int
    mots: tuple[str, ...]
    identite: Identite

    @cached_property
    def lettres(self) -> Counter:
        return Counter("".join(self.mots))

    def merite(self, autre: "Fiche") -> bool:
        """Whether comparing name by name is worth it: few letters apart, two words in common, or one birth."""
        naissances = self.identite.naissance, autre.identite.naissance
        return (
            (naissances[0] is not None and naissances[0] == naissances[1])
            or len(set(self.mots) & set(autre.mots)) > 1
            or (self.lettres - autre.lettres).total() + (autre.lettres - self.lettres).total() <= ECART
        )


@dataclass(frozen=True)
class Paire:
    """Two files by their keys, the older first, how much they look alike (1 is the same), and why."""

    premier: int
    second: int
    score: float
    raison: str


def paires_probables(limite: int) -> list[Paire]:
    """The pairs of files most likely to be one person's, the likeliest first; one statement, whatever the files."""
    couples = {(a.pk, b.pk): (a, b) for groupe in _groupes(_fiches()) for a, b in combinations(groupe, 2)}
    paires = (
        Paire(a.pk, b.pk, vue.score, vue.raison)
        for a, b in couples.values()
        if a.merite(b) and (vue := ressemblance(a.identite, b.identite))
    )
    return sorted(paires, key=lambda paire: (-paire.score, paire.premier, paire.second))[:limite]


def _fiches() -> list[Fiche]:
    champs = ("nom", "prenom", "sexe", "date_naissance", "annee_seule")
    lignes = Participant.objects.actuels().order_by("pk").values_list("pk", "cle", *champs)
    return [Fiche(pk, tuple(sorted(cle.split())), Identite(*reste)) for pk, cle, *reste in lignes]


def _groupes(fiches: Iterable[Fiche]) -> Iterator[list[Fiche]]:
    """Files worth comparing: same words, same birth day, or a word that begins alike and another’s initial."""
    groupes = defaultdict(list)
    for fiche in fiches:
        cles = {(mot[:4], autre[0]) for mot, autre in permutations(fiche.mots, 2)}
        if fiche.identite.naissance and not fiche.identite.annee_seule:
            cles.add(fiche.identite.naissance)
        for cle in (fiche.mots, *cles):
            groupes[cle].append(fiche)
    return (groupe for groupe in groupes.values() if 1 < len(groupe) <= GROUPE)
