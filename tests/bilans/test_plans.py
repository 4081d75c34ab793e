"""The bilan of one year reads that year's sessions and their presences, never the whole table of presences."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilans.indicateurs import calculer
from socle.periodes import annee
from tests.fabriques import ParcoursFabrique, PresenceFabrique, SeanceFabrique

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of a small table says nothing on PostgreSQL"),
]


@pytest.fixture
def ten_years():
    participant = ParcoursFabrique(date_entree=dt.date(2010, 1, 4)).participant
    for year in range(2010, 2020):
        for month in range(1, 13):
            PresenceFabrique(participant=participant, seance=SeanceFabrique(date=dt.date(year, month, 9)))


def plan_of(requete: str) -> list[str]:
    with connection.cursor() as curseur:
        curseur.execute(f"EXPLAIN QUERY PLAN {requete}")
        return [ligne[-1] for ligne in curseur.fetchall()]


def presence_lines(plan: list[str]) -> list[str]:
    return [ligne for ligne in plan if "presence" in ligne]


def plans_of_a_bilan() -> list[list[str]]:
    with CaptureQueriesContext(connection) as requetes:
        bilan = calculer(annee(2015))
    assert bilan.section("presences").chiffre("heures").valeur == 24
    return [plan_of(requete["sql"]) for requete in requetes]


def test_presences_are_searched_by_the_index_made_for_them(ten_years):
    lus = [ligne for plan in plans_of_a_bilan() for ligne in presence_lines(plan)]
    assert lus, "no statement of the bilan reads presences: this test looks at nothing"
    assert all(ligne.startswith("SEARCH") and "COVERING INDEX presence_pour_bilans" in ligne for ligne in lus), lus


def test_sessions_are_searched_by_their_dates(ten_years):
    lus = [ligne for plan in plans_of_a_bilan() for ligne in plan if "seance_par_date" in ligne]
    assert len(lus) == 2
    assert all(ligne.startswith("SEARCH") and "date>? AND date<?" in ligne for ligne in lus), lus


def test_a_full_scan_would_be_seen(ten_years):
    [ligne] = presence_lines(plan_of("SELECT sum(minutes) FROM ateliers_presence"))
    assert ligne.startswith("SCAN")
