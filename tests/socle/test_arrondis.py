"""Rounding: half up, in decimals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.arrondis import CENTIEME, DIXIEME, arrondir, heures, pourcentage


@pytest.mark.parametrize(
    ("nombre", "base", "attendu"),
    [
        (1, 56, "1.8"),
        (6, 56, "10.7"),
        (13, 56, "23.2"),
        (36, 56, "64.3"),
        (1, 2000, "0.1"),  # 0.05: half up
        (1, 2001, "0.0"),
        (3, 80, "3.8"),  # 3.75, where binary floats give 3.7 or 3.8 by chance
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (8, 7, "114.3"),
    ],
)
def test_a_share_to_the_nearest_tenth_half_up(nombre, base, attendu):
    assert str(pourcentage(nombre, base)) == attendu


@pytest.mark.parametrize("base", [0, -1])
def test_an_empty_base_has_no_share(base):
    with pytest.raises(ValueError, match="base"):
        pourcentage(0, base)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_never_half_a_tenth_away_from_the_exact_one(nombre, base):
    """In whole numbers: 10 × share is the integer nearest 1000 × nombre / base, the upper one in between."""
    dixiemes = int(pourcentage(nombre, base) * 10)
    assert (2 * dixiemes - 1) * base <= 2000 * nombre < (2 * dixiemes + 1) * base


@pytest.mark.parametrize(
    ("minutes", "attendu"), [(0, "0.00"), (1, "0.02"), (20, "0.33"), (90, "1.50"), (115, "1.92"), (97200, "1620.00")]
)
def test_minutes_as_hours_of_two_decimals(minutes, attendu):
    assert str(heures(minutes)) == attendu


@pytest.mark.parametrize(
    ("valeur", "pas", "attendu"),
    [("0.005", CENTIEME, "0.01"), ("2.675", CENTIEME, "2.68"), ("0.25", DIXIEME, "0.3"), ("-0.25", DIXIEME, "-0.3")],
)
def test_halves_go_away_from_zero(valeur, pas, attendu):
    assert str(arrondir(Decimal(valeur), pas)) == attendu
