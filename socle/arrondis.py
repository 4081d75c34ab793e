"""Rounding, in one place: half up, in Decimal, never through float."""

from decimal import ROUND_HALF_UP, Decimal

DIXIEME = Decimal("0.1")
CENTIEME = Decimal("0.01")


def arrondir(valeur: Decimal, pas: Decimal) -> Decimal:
    """`valeur` to the nearest `pas`, halves going away from zero."""
    return valeur.quantize(pas, rounding=ROUND_HALF_UP)


def pourcentage(nombre: int, base: int) -> Decimal:
    """Share of `nombre` in `base`, in per cent to the nearest tenth. Refuses an empty base (ValueError)."""
    if base <= 0:
        raise ValueError("Un pourcentage demande une base d’au moins un.")
    return arrondir(Decimal(nombre) * 100 / Decimal(base), DIXIEME)


def heures(minutes: int) -> Decimal:
    """Whole minutes as hours with two decimals: 90 gives 1.50."""
    return arrondir(Decimal(minutes) / 60, CENTIEME)
