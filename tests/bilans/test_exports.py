"""The bilan as JSON and as a workbook: the shape of the contract, and numbers that are numbers."""

import datetime as dt
import io
import json

import openpyxl
import pytest

from bilans.exports import en_json, en_xlsx
from bilans.indicateurs import calculer
from socle.periodes import Periode
from tests.bilans.mondes import charger

pytestmark = pytest.mark.django_db

ANNEE = Periode(dt.date(2015, 1, 1), dt.date(2015, 12, 31))


@pytest.fixture
def bilan():
    """Three people, one of them named like a formula, and one session of 95 minutes."""
    suite = [None, "Dutemple", None, "V bis", "RSA", None]
    fin = ["05/01/2015", None, None]
    charger(
        {
            "participants": [
                ["=A1", "Nom", "Zoé", "F", *suite, "=1+1", *fin],
                ["B", "Nom", "Jean", "H", *suite, "CCAS", *fin],
                ["C", "Nom", "Luc", "H", *suite[:-2], None, None, None, *fin],
            ],
            "seances": [["S1", "Jardinage", "Rôleur", "03/03/2015", "08:00", "09:35", None, None, None]],
            "presences": [["S1", "=A1", "présent", None], ["S1", "B", "présent", 30]],
        }
    )
    return calculer(ANNEE)


def test_the_json_has_the_keys_of_the_contract(bilan):
    lu = json.loads(en_json(bilan))
    assert list(lu) == ["periode", "personnes", "ateliers", "presences"]
    assert set(lu["personnes"]) == {
        *("total", "entrees", "sorties", "presentes", "objectif", "par_sexe", "par_age", "par_situation"),
        *("par_quartier", "par_niveau_etudes", "par_logement", "par_prescripteur"),
    }
    assert set(lu["ateliers"]) == {"seances", "heures", "par_type", "par_site"}
    assert set(lu["presences"]) == {"heures", "personnes", "moyenne_heures", "par_site", "par_participant"}


def test_the_json_says_these_numbers(bilan):
    lu = json.loads(en_json(bilan))
    assert lu["personnes"]["par_situation"] == [
        {"libelle": "RSA", "nombre": 2, "pourcentage": 66.7},
        {"libelle": "non renseigné", "nombre": 1, "pourcentage": 33.3},
    ]
    assert lu["ateliers"]["par_type"] == [{"libelle": "Jardinage", "seances": 1, "heures": 1.58, "participants": 2}]
    assert lu["ateliers"]["par_site"] == [{"libelle": "Rôleur", "seances": 1, "heures": 1.58}]
    assert lu["presences"] == {
        "heures": 2.08,
        "personnes": 2,
        "moyenne_heures": 1.04,
        "par_site": [{"libelle": "Rôleur", "heures": 2.08}],
        "par_participant": [
            {"reference": "=A1", "heures": 1.58, "par_site": {"Rôleur": 1.58}},
            {"reference": "B", "heures": 0.5, "par_site": {"Rôleur": 0.5}},
        ],
    }


def test_an_empty_period_has_every_key_and_unknown_is_not_zero():
    lu = json.loads(en_json(calculer(ANNEE)))
    assert lu["personnes"]["par_quartier"] == []
    assert lu["presences"] == {
        "heures": 0,
        "personnes": 0,
        "moyenne_heures": None,
        "par_site": [],
        "par_participant": [],
    }


def _feuilles(bilan) -> dict[str, list]:
    classeur = openpyxl.load_workbook(io.BytesIO(en_xlsx(bilan)))
    return {feuille.title: list(feuille.iter_rows()) for feuille in classeur}


def test_in_the_workbook_numbers_are_numbers_and_texts_are_texts(bilan):
    feuilles = _feuilles(bilan)
    assert list(feuilles) == ["Les personnes", "Les ateliers", "Les présences", "Définitions"]
    valeurs = {(f, r[0].value): r[1] for f, rangees in feuilles.items() for r in rangees if len(r) > 1}
    assert (valeurs["Les personnes", "Personnes accueillies"].value, valeurs["Les présences", "=A1"].value) == (3, 1.58)
    for cellule in (cellule for rangees in feuilles.values() for rangee in rangees for cellule in rangee):
        assert cellule.data_type != "f", cellule.value
        assert cellule.value is None or (cellule.data_type == "n") is not isinstance(cellule.value, str), cellule.value


def test_every_number_of_the_json_stands_in_the_workbook(bilan):
    lu, feuilles = json.loads(en_json(bilan)), _feuilles(bilan)
    for section, titre in (
        ("personnes", "Les personnes"),
        ("ateliers", "Les ateliers"),
        ("presences", "Les présences"),
    ):
        lignes = [[cellule.value for cellule in rangee] for rangee in feuilles[titre]]
        for element in (e for valeur in lu[section].values() if isinstance(valeur, list) for e in valeur):
            nombres = [v for v in element.values() if not isinstance(v, str | dict)]
            nom = element.get("libelle") or element["reference"]
            assert any(ligne[0] == nom and ligne[1 : 1 + len(nombres)] == nombres for ligne in lignes), element


def test_each_figure_of_the_workbook_has_its_definition(bilan):
    definitions = [[cellule.value for cellule in rangee] for rangee in _feuilles(bilan)["Définitions"]]
    elements = sum(len(s.chiffres) + len(s.repartitions) + len(s.tableaux) for s in bilan.sections)
    assert len(definitions) == elements
    assert all(definition.endswith(".") for _, definition in definitions)
