"""What a batch changed, told the same way by every service; and the comparison that finds it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps

from django.db import IntegrityError, transaction


@dataclass(frozen=True)
class Changement:
    """What happened to entry `rang`: created, or modified with (field, before, after) of each difference."""

    rang: int
    cree: bool
    differences: tuple[tuple[str, object, object], ...] = ()


@dataclass
class Ecriture:
    """The outcome of a batch: its changes in order, how many entries changed nothing, what open lists gained."""

    changements: list[Changement] = field(default_factory=list)
    inchanges: int = 0
    nouveautes: list[str] = field(default_factory=list)

    @property
    def crees(self) -> int:
        return sum(changement.cree for changement in self.changements)

    @property
    def modifies(self) -> int:
        return len(self.changements) - self.crees

    def noter(self, rang: int, *, cree: bool, differences: Iterable[tuple[str, object, object]] = ()) -> None:
        """Count entry `rang` as created, modified or unchanged."""
        differences = tuple(differences)
        if cree or differences:
            self.changements.append(Changement(rang, cree, differences))
        else:
            self.inchanges += 1


def differences(objet, valeurs: Mapping[str, object]) -> list[tuple[str, object, object]]:
    """The fields of `objet` that `valeurs` would change, as (field, before, after), choices by their label."""
    return [
        (champ, _lisible(objet, champ, getattr(objet, champ)), _lisible(objet, champ, valeur))
        for champ, valeur in valeurs.items()
        if getattr(objet, champ) != valeur
    ]


def _lisible(objet, champ: str, valeur):
    return dict(objet._meta.get_field(champ).flatchoices).get(valeur, valeur)


def appliquer(objet, valeurs: Mapping[str, object]):
    """Set the fields on the object, and give it back; nothing is written."""
    for champ, valeur in valeurs.items():
        setattr(objet, champ, valeur)
    return objet


def atomique_rejouee(service: Callable) -> Callable:
    """A service in one transaction, played again when a row that it creates has just been created elsewhere.

    Nothing can be locked of a row that is not there yet: two writers of one new reference both find it free, and the
    database refuses the second, which then sees the row of the first as if it had come a moment later.
    """

    @wraps(service)
    def rejouee(**arguments):
        try:
            with transaction.atomic():
                return service(**arguments)
        except IntegrityError:
            with transaction.atomic():
                return service(**arguments)

    return rejouee
