"""Each line of «What the figures mean» about workshops and presences, with a literal answer."""

import datetime as dt
from decimal import Decimal

import pytest

from bilans.indicateurs import calculer
from socle.periodes import Periode
from tests.bilans.mondes import charger

pytestmark = pytest.mark.django_db

ANNEE = Periode(dt.date(2015, 1, 1), dt.date(2015, 12, 31))


def seance(reference, jour="03/03/2015", debut="08:00", fin="10:00", **reste):
    """A row of seances, `réalisée` in the Vignoble unless told otherwise."""
    atelier, site = reste.get("atelier", "Jardinage"), reste.get("site", "Vignoble")
    return [reference, atelier, site, jour, debut, fin, None, None, reste.get("statut")]


def section(code, seances, presences=(), gens="ABC"):
    """This section of the bilan of 2015, with people A, B and C there all year."""
    suite = [None] * 6 + ["01/12/2014", None, None]
    participants = [[reference, "Nom", "Prénom", "F", None, *suite] for reference in gens]
    charger({"participants": participants, "seances": seances, "presences": list(presences)})
    return calculer(ANNEE).section(code)


def lignes(section, code):
    """The rows of one of its tables."""
    return list({tableau.code: tableau for tableau in section.tableaux}[code].lignes)


@pytest.mark.parametrize(
    ("jour", "statut", "comptees"),
    [
        ("01/01/2015", None, 1),
        ("31/12/2015", "réalisée", 1),
        ("31/12/2014", "réalisée", 0),
        ("01/01/2016", "réalisée", 0),
        ("03/03/2015", "prévue", 0),
        ("03/03/2015", "annulée", 0),
    ],
)
def test_only_sessions_held_in_the_period_count(jour, statut, comptees):
    lue = section("ateliers", [seance("S1", jour, statut=statut)])
    assert lue.chiffre("seances").valeur == comptees
    assert lue.chiffre("heures").valeur == Decimal(2) * comptees


def test_hours_are_the_sessions_own_lengths_to_the_hundredth():
    lue = section("ateliers", [seance("S1", fin="08:20"), seance("S2", debut="14:00", fin="15:35")])
    assert str(lue.chiffre("heures").valeur) == "1.92"  # 115 minutes


def test_workshops_by_type_and_by_site_in_the_order_of_their_lists():
    seances = [
        seance("S1", atelier="Apiculture", site="Hors site"),
        seance("S2", atelier="Jardinage", site="Vignoble"),
        seance("S3", atelier="Jardinage", site="Blaise Pascal", jour="04/03/2015", fin="09:30"),
    ]
    presences = [["S2", "A", "présent", None], ["S3", "A", "présent", None], ["S3", "B", "absent", None]]
    lue = section("ateliers", seances, presences)
    assert lignes(lue, "par_type") == [
        ("Jardinage", 2, Decimal("3.50"), 1),
        ("Apiculture", 1, Decimal("2.00"), 0),
    ]
    assert lignes(lue, "par_site") == [
        ("Blaise Pascal", 1, Decimal("1.50")),
        ("Vignoble", 1, Decimal("2.00")),
        ("Hors site", 1, Decimal("2.00")),
    ]


def test_presence_is_counted_in_minutes_of_those_present():
    presences = [["S1", "A", "présent", None], ["S1", "B", "présent", 45], ["S1", "C", "excusé", None]]
    lue = section("presences", [seance("S1")], presences)
    assert str(lue.chiffre("heures").valeur) == "2.75"
    assert lue.chiffre("personnes").valeur == 2
    assert str(lue.chiffre("moyenne_heures").valeur) == "1.38"  # 165 minutes over 2 people: 1.375, half up


def test_minutes_of_an_absence_count_for_nothing():
    lue = section("presences", [seance("S1")], [["S1", "A", "absent", 60], ["S1", "B", "excusé", 30]])
    assert lue.chiffre("heures").valeur == 0
    assert lue.chiffre("personnes").valeur == 0
    assert lue.chiffre("moyenne_heures").valeur is None  # unknown is not zero
    assert lignes(lue, "par_participant") == []


def test_hours_of_each_person_by_site():
    seances = [
        seance("S1"),
        seance("S2", jour="04/03/2015", site="Rôleur"),
        seance("S3", jour="05/03/2015", site="Rôleur"),
    ]
    presences = [
        ["S1", "B", "présent", 30],
        ["S2", "B", "présent", None],
        ["S3", "B", "présent", 10],
        ["S3", "A", "présent", 50],
    ]
    lue = section("presences", seances, presences)
    assert lignes(lue, "par_site") == [("Rôleur", Decimal("3.00")), ("Vignoble", Decimal("0.50"))]
    assert lignes(lue, "par_participant") == [
        ("A", Decimal("0.83"), Decimal("0.83"), Decimal("0.00")),
        ("B", Decimal("2.67"), Decimal("2.17"), Decimal("0.50")),
    ]


def test_everything_that_counts_carries_its_definition_and_its_base():
    bilan = calculer(ANNEE)
    for partie in bilan.sections:
        for element in (*partie.chiffres, *partie.repartitions, *partie.tableaux):
            assert element.definition.endswith(".")
    assert bilan.section("presences").chiffre("moyenne_heures").base == "sur 0 personne présente"
