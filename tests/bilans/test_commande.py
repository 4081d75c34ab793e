"""manage.py bilan: where the output goes, what files are called, what is refused."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from tests.fabriques import ParcoursFabrique, PresenceFabrique, SeanceFabrique

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _dossier_courant(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_json_goes_to_standard_output_alone(capsys, tmp_path):
    ParcoursFabrique(date_entree=dt.date(2015, 3, 1))
    call_command("bilan", "annuel", "2015", "--format", "json")
    sortie = capsys.readouterr()
    lu = json.loads(sortie.out)
    assert lu["periode"] == {"debut": "2015-01-01", "fin": "2015-12-31", "libelle": "année 2015"}
    assert (lu["personnes"]["total"], lu["personnes"]["entrees"], lu["personnes"]["objectif"]) == (1, 1, 60)
    assert sortie.err == ""
    assert list(tmp_path.iterdir()) == []


def test_a_month(capsys):
    PresenceFabrique(seance=SeanceFabrique(date=dt.date(2016, 2, 29)))
    call_command("bilan", "mensuel", "2016-02", "--format", "json")
    lu = json.loads(capsys.readouterr().out)
    assert lu["periode"] == {"debut": "2016-02-01", "fin": "2016-02-29", "libelle": "février 2016"}
    assert lu["presences"]["heures"] == 2


@pytest.mark.parametrize(
    ("demande", "nom", "debut"),
    [
        (("annuel", "2015", "--format", "xlsx"), "bilan-annuel-2015.xlsx", b"PK"),
        (("mensuel", "2015-03", "--format", "xlsx"), "bilan-mensuel-2015-03.xlsx", b"PK"),
        (("annuel", "2015"), "bilan-annuel-2015.pdf", b"%PDF-"),
    ],
)
def test_without_sortie_a_file_is_named_after_its_period(tmp_path, demande, nom, debut):
    call_command("bilan", *demande)
    assert [fichier.name for fichier in tmp_path.iterdir()] == [nom]
    assert (tmp_path / nom).read_bytes().startswith(debut)


def test_sortie_names_the_file_of_any_format(tmp_path, capsys):
    call_command("bilan", "annuel", "2015", "--format", "json", "--sortie", "b.json")
    assert capsys.readouterr().out == ""
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["personnes"]["total"] == 0


@pytest.mark.parametrize(
    ("genre", "periode", "phrase"),
    [
        ("annuel", "15", "« 15 » n’est pas une année"),
        ("annuel", "2015-03", "« 2015-03 » n’est pas une année"),
        ("annuel", "9999", "« 9999 » n’est pas une année"),
        ("mensuel", "2015", "« 2015 » n’est pas un mois"),
        ("mensuel", "2015-13", "« 13 » n’est pas un mois"),
        ("mensuel", "2015-3", "« 2015-3 » n’est pas un mois"),
    ],
)
def test_what_is_no_period_is_refused_in_french(genre, periode, phrase, tmp_path):
    with pytest.raises(CommandError, match=phrase):
        call_command("bilan", genre, periode)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("demande", [("hebdomadaire", "2015"), ("annuel", "2015", "--format", "docx")])
def test_another_kind_or_format_is_refused(demande):
    with pytest.raises(CommandError):
        call_command("bilan", *demande)
