"""The rows of the demonstration before any database: the same for a day, and possible whatever the day."""

import datetime as dt
from functools import cache

import holidays
import pytest
from django.contrib.auth.password_validation import validate_password

from comptes.models import Utilisateur
from jardins.demonstration import COMPTES, PHRASE, construire

JOURS = [dt.date(2026, 3, 17), dt.date(2027, 1, 1), dt.date(2028, 2, 29), dt.date(2026, 8, 30)]
tables = cache(construire)


def _dicts(nom: str, jour: dt.date) -> list[dict]:
    tableau = tables(jour)[nom]
    return [dict(zip(tableau.entetes, cellules, strict=True)) for _, cellules in tableau.lignes]


def test_two_buildings_give_the_same_rows():
    assert construire(JOURS[0]) == tables(JOURS[0])


def test_the_years_of_the_fiche_owe_nothing_to_the_day():
    def du_passe(jour):
        return [ligne for ligne in _dicts("participants", jour) if ligne["date_entree"].year < 2017]

    assert du_passe(JOURS[0]) == du_passe(JOURS[1])
    assert len({ligne["reference"] for ligne in du_passe(JOURS[0])}) == 56 + 23


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_forty_one_people_are_there_today_and_nobody_in_the_future(jour):
    lignes = _dicts("participants", jour)
    assert len([ligne for ligne in lignes if ligne["date_sortie"] is None]) == 41
    assert max(ligne["date_entree"] for ligne in lignes) < jour
    assert max(ligne["date_sortie"] for ligne in lignes if ligne["date_sortie"]) < jour


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_changes_fall_within_a_stay_and_after_its_entry(jour):
    sejours = {}
    for ligne in _dicts("participants", jour):
        sejours.setdefault(ligne["reference"], []).append((ligne["date_entree"], ligne["date_sortie"] or dt.date.max))
    for change in _dicts("changements", jour):
        assert any(entree < change["date"] <= sortie for entree, sortie in sejours[change["participant"]])
        assert change["date"] < jour


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_sessions_stand_from_monday_to_thursday_outside_holidays_within_opening_hours(jour):
    feries = holidays.country_holidays("FR")
    for seance in _dicts("seances", jour):
        assert seance["date"].weekday() < 4
        assert seance["date"] not in feries
        assert (seance["debut"], seance["fin"]) in [
            (dt.time(8), dt.time(10)),
            (dt.time(10), dt.time(12)),
            (dt.time(8), dt.time(12)),
            (dt.time(14), dt.time(16)),
        ]
        assert (seance["statut"] == "prévue") == (seance["date"] >= jour)


@pytest.mark.parametrize("jour", JOURS, ids=str)
def test_names_and_references_are_nobody_else_s(jour):
    personnes = {(x["reference"], x["nom"], x["prenom"]) for x in _dicts("participants", jour)}
    assert len(personnes) == len({reference for reference, *_ in personnes}) == 56 + 23 + 56
    assert len({(nom, prenom) for _, nom, prenom in personnes}) == len(personnes)
    seances = [seance["reference"] for seance in _dicts("seances", jour)]
    assert len(seances) == len(set(seances))


def test_the_pass_phrase_satisfies_the_rule_for_each_account():
    for compte in COMPTES:
        validate_password(PHRASE, Utilisateur(email=compte.email, prenom=compte.prenom, nom=compte.nom))
