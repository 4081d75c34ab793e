"""Drawing by lot, the same way every time."""

import random


def hasard(graine: str) -> random.Random:
    """A source that this seed alone decides."""
    return random.Random(graine)  # noqa: S311 - it decides nothing secret


def tirer(source: random.Random, parts: dict):
    """One of the keys, each by its share."""
    return source.choices(list(parts), parts.values())[0]


def repartir(source: random.Random, comptes: dict) -> list:
    """Each key as many times as its count, in no order."""
    valeurs = [valeur for valeur, nombre in comptes.items() for _ in range(nombre)]
    return source.sample(valeurs, len(valeurs))
