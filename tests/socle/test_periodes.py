"""Periods of Paris days."""

import datetime as dt

import pytest
import time_machine

from socle.periodes import (
    Periode,
    PeriodeInvalide,
    annee,
    aujourdhui,
    en_lettres,
    lire_annee,
    lire_date_iso,
    lire_mois,
    mois,
)


@pytest.mark.parametrize(
    ("periode", "libelle", "titre", "fichier"),
    [
        (annee(2015), "année 2015", "Bilan annuel 2015", "bilan-annuel-2015"),
        (mois(2016, 2), "février 2016", "Bilan mensuel de février 2016", "bilan-mensuel-2016-02"),
        (
            Periode(dt.date(2015, 3, 1), dt.date(2015, 4, 4)),
            "du 1er mars 2015 au 4 avril 2015",
            "Bilan du 1er mars 2015 au 4 avril 2015",
            "bilan-2015-03-01-2015-04-04",
        ),
    ],
)
def test_a_period_in_words(periode, libelle, titre, fichier):
    assert (periode.libelle, periode.titre, periode.nom_de_fichier) == (libelle, titre, fichier)


@pytest.mark.parametrize(("an", "dernier"), [(2015, 28), (2016, 29), (1900, 28), (2000, 29)])
def test_february_ends_when_it_ends(an, dernier):
    assert mois(an, 2).fin == dt.date(an, 2, dernier)


def test_one_day_is_a_period_and_an_end_before_the_beginning_is_none():
    jour = dt.date(2016, 2, 29)
    assert Periode(jour, jour).libelle == "du 29 février 2016 au 29 février 2016"
    with pytest.raises(PeriodeInvalide, match="précède son début"):
        Periode(jour, dt.date(2016, 2, 28))


@pytest.mark.parametrize("texte", ["15", "20155", "deux mille", "", "2015-03", "1899", "2101", "２０１５"])
def test_what_is_no_year_is_refused(texte):
    with pytest.raises(PeriodeInvalide, match="n’est pas une année"):
        lire_annee(texte)


@pytest.mark.parametrize("texte", ["2015", "2015-3", "03-2015", "2015/03", "2015-13", "2015-00"])
def test_what_is_no_month_is_refused(texte):
    with pytest.raises(PeriodeInvalide, match="n’est pas un mois"):
        lire_mois(texte)


def test_texts_are_read_with_their_blanks():
    assert lire_annee(" 2015 ") == annee(2015)
    assert lire_mois(" 2015-03 ") == mois(2015, 3)


@pytest.mark.parametrize("texte", ["2015-02-29", "hier", "01/03/2015", "1899-12-31", "2101-01-01"])
def test_what_is_no_day_is_refused(texte):
    with pytest.raises(PeriodeInvalide):
        lire_date_iso(texte)


def test_a_day_is_read():
    assert lire_date_iso("2016-02-29") == dt.date(2016, 2, 29)


@pytest.mark.parametrize(
    ("instant", "jour"),
    [
        ("2016-05-31T21:59:59Z", dt.date(2016, 5, 31)),  # summer: two hours ahead
        ("2016-05-31T22:00:00Z", dt.date(2016, 6, 1)),
        ("2015-12-31T22:59:59Z", dt.date(2015, 12, 31)),  # winter: one
        ("2015-12-31T23:00:00Z", dt.date(2016, 1, 1)),
    ],
)
def test_today_is_the_day_of_paris(instant, jour):
    with time_machine.travel(instant, tick=False):
        assert aujourdhui() == jour


def test_the_first_of_a_month_is_said_1er():
    assert [en_lettres(dt.date(2015, 8, jour)) for jour in (1, 2)] == ["1er août 2015", "2 août 2015"]
