"""What people read: numbers, units, durations and dates by the French rules."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template

from socle.templatetags import typographie as t


@pytest.mark.parametrize(
    ("valeur", "lu"),
    [
        (0, "0"),
        (999, "999"),
        (97200, "97\u00a0200"),
        (1234567, "1\u00a0234\u00a0567"),
        (-3, "\u22123"),
        (Decimal("1234.5"), "1\u00a0234,5"),
        (Decimal("0.50"), "0,50"),
        (Decimal("-0.5"), "\u22120,5"),
        (10**30, "1" + "\u00a0000" * 10),
        (None, "non renseigné"),
    ],
)
def test_numbers(valeur, lu):
    assert t.nombre(valeur) == lu


@pytest.mark.parametrize("valeur", [1.5, "12", True])
def test_numbers_refuse_what_is_no_exact_number(valeur):
    with pytest.raises(TypeError, match="entier ou un décimal"):
        t.nombre(valeur)


@pytest.mark.parametrize(
    ("valeur", "lu"),
    [
        (Decimal("64.3"), "64,3\u00a0%"),
        (Decimal("1.25"), "1,3\u00a0%"),
        (100, "100,0\u00a0%"),
        (0, "0,0\u00a0%"),
        (None, "non renseigné"),
    ],
)
def test_percentages_have_one_decimal(valeur, lu):
    assert t.pourcent(valeur) == lu


@pytest.mark.parametrize(
    ("minutes", "lu"),
    [
        (0, "0\u00a0h"),
        (45, "45\u00a0min"),
        (60, "1\u00a0h"),
        (485, "8\u00a0h\u00a005"),
        (510, "8\u00a0h\u00a030"),
        (2520, "42\u00a0h"),
        (270720, "4\u00a0512\u00a0h"),
        (None, "non renseigné"),
    ],
)
def test_durations(minutes, lu):
    assert t.heures(minutes) == lu


def test_a_negative_duration_is_refused():
    with pytest.raises(ValueError, match="négative"):
        t.heures(-1)


@pytest.mark.parametrize(
    ("valeur", "symbole", "lu"),
    [
        (Decimal("1.5"), "ha", "1,5\u00a0ha"),
        (97200, "€", "97\u00a0200\u00a0€"),
        (56, "personnes", "56\u00a0personnes"),
        (1, "personnes accueillies", "1\u00a0personne accueillie"),
        (0, "séances", "0\u00a0séance"),
        (1, "mois", "1\u00a0mois"),
        (7, "", "7"),
        (None, "kg", "non renseigné"),
        (Decimal("552.50"), "h", "552\u00a0h\u00a030"),
        (Decimal("0.02"), "h", "1\u00a0min"),
        (Decimal("9.86"), "h", "9,86\u00a0h"),
        (552, "h", "552\u00a0h"),
    ],
)
def test_units(valeur, symbole, lu):
    assert t.unite(valeur, symbole) == lu


@pytest.mark.parametrize(
    ("octets", "lu"),
    [
        (0, "1\u00a0ko"),
        (1023, "1\u00a0ko"),
        (15_400, "15\u00a0ko"),
        (1_023_000, "999\u00a0ko"),
        (1_024_000, "1,0\u00a0Mo"),
        (8_808_038, "8,4\u00a0Mo"),
        (104_857_600, "100,0\u00a0Mo"),
    ],
)
def test_the_size_of_a_file(octets, lu):
    assert t.poids(octets) == lu


def test_every_whole_number_of_minutes_comes_back_from_hours_with_two_decimals():
    for minutes in range(1, 3000):
        deux_decimales = t.arrondir(Decimal(minutes) / 60, Decimal("0.01"))
        assert t.unite(deux_decimales, "h") == t.heures(minutes)


def test_a_cell_keeps_text_and_writes_numbers():
    assert t.cellule("Rôleur", "h") == "Rôleur"
    assert t.cellule(12, "kg") == "12\u00a0kg"
    assert t.cellule(None, "kg") == "non renseigné"


def test_dates_in_words():
    assert t.date_longue(dt.date(2016, 3, 12)) == "12 mars 2016"
    assert t.date_longue(dt.date(2016, 3, 1)) == "1<sup>er</sup> mars 2016"
    assert t.date_longue_texte(dt.date(2016, 3, 1)) == "1er mars 2016"
    assert t.date_longue(None) == "non renseigné"


def test_filters_in_a_template_escape_text_and_keep_the_exponent():
    gabarit = Template(
        "{% load typographie %}{{ texte|cellule }} {{ jour|date_longue }} {{ prix|unite:'€' }} {{ part|pourcent }}"
    )
    contexte = {"texte": "<b>", "jour": dt.date(2015, 1, 1), "prix": 1200, "part": Decimal("8.9")}
    assert gabarit.render(Context(contexte)) == ("&lt;b&gt; 1<sup>er</sup> janvier 2015 1\u00a0200\u00a0€ 8,9\u00a0%")
