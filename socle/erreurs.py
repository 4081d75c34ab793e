"""Typed refusals of the services: what, where in the batch, and a sentence for the person."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Anomalie:
    """One reason to refuse: `rang` is the entry's place in the batch, `champ` the field at fault ('' for the whole)."""

    rang: int
    champ: str
    code: str
    raison: str


class SaisieRefusee(Exception):
    """A batch that breaks a rule: nothing of it is written. `anomalies` says everything that is wrong with it."""

    def __init__(self, anomalies: Iterable[Anomalie]):
        self.anomalies = sorted(anomalies, key=lambda anomalie: anomalie.rang)
        super().__init__(" ".join(anomalie.raison for anomalie in self.anomalies[:5]))


def refuser_si(anomalies: Iterable[Anomalie]) -> None:
    """Raise SaisieRefusee when there is at least one anomaly."""
    if anomalies := list(anomalies):
        raise SaisieRefusee(anomalies)
