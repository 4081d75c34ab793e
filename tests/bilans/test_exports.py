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
from tests.bilans.test_requetes import SANTE

pytestmark = pytest.mark.django_db

LIVRET = ("sante", "parcours_relances", "sorties", "entretiens")
TITRES = {
    "personnes": "Les personnes",
    "ateliers": "Les ateliers",
    "presences": "Les présences",
    "sante": "La santé",
    "parcours_relances": "Les parcours relancés",
    "sorties": "Les sorties",
    "entretiens": "Les entretiens",
}
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
    return calculer(ANNEE, aujourdhui=dt.date(2015, 4, 30))


@pytest.fixture
def livret(bilan):
    """The same, with what the livret counts."""
    charger(
        {
            "participants": [["D", "Nom", "Ana", "F", None, *[None] * 6, "05/01/2014", "02/02/2015", "CDD"]],
            "seances": [["S2", SANTE, "Rôleur", "04/03/2015", "08:00", "10:00", "=Sommeil", None, None]],
            "presences": [["S2", "B", "présent", None]],
            "entretiens": [["E1", "B", "05/03/2015", *[None] * 4], ["E2", "D", "05/03/2015", *[None] * 4]],
            "demarches": [
                ["D1", "B", "emploi", "Essai", "05/03/2015", "06/03/2015", "aboutie", "CDD", None],
                ["D2", "C", "emploi", "Essai", "05/03/2015", "06/03/2015", "aboutie", None, None],
                ["D3", "C", "santé", "Bilan de santé", "05/03/2014", "06/03/2015", "aboutie", None, None],
            ],
        }
    )
    return calculer(ANNEE, aujourdhui=dt.date(2015, 4, 30))


def test_the_json_has_the_keys_of_the_contract(bilan):
    lu = json.loads(en_json(bilan))
    assert list(lu) == ["periode", "personnes", "ateliers", "presences", *LIVRET]
    assert set(lu["personnes"]) == {
        *("total", "entrees", "sorties", "presentes", "objectif", "par_sexe", "par_age", "par_situation"),
        *("par_quartier", "par_niveau_etudes", "par_logement", "par_prescripteur"),
    }
    assert set(lu["ateliers"]) == {"seances", "heures", "par_type", "par_site"}
    assert set(lu["presences"]) == {"heures", "personnes", "moyenne_heures", "par_site", "par_participant"}
    assert {nom: set(lu[nom]) for nom in LIVRET} == {
        "sante": {"animations", "themes", "participants", "bilans"},
        "parcours_relances": {"personnes", "par_thematique", "emploi_par_contrat"},
        "sorties": {"total", "dynamiques", "par_motif"},
        "entretiens": {"nombre", "mois_parcours", "mois_couverts", "taux_couverture"},
    }


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


def test_the_json_says_these_numbers_of_the_livret(livret):
    lu = json.loads(en_json(livret))
    assert {nom: lu[nom] for nom in LIVRET} == {
        "sante": {"animations": 1, "themes": ["=Sommeil"], "participants": 1, "bilans": 1},
        "parcours_relances": {
            "personnes": 2,
            "par_thematique": [
                {"libelle": "santé", "personnes": 1, "demarches": 1},
                {"libelle": "emploi", "personnes": 2, "demarches": 2},
            ],
            "emploi_par_contrat": [{"libelle": "CDD", "personnes": 1}, {"libelle": "non renseigné", "personnes": 1}],
        },
        "sorties": {
            "total": 1,
            "dynamiques": 1,
            "par_motif": [{"libelle": "CDD", "nombre": 1, "pourcentage": 100.0}],
        },
        # Three stays of four months each so far, and two months of the fourth.
        "entretiens": {"nombre": 2, "mois_parcours": 14, "mois_couverts": 1, "taux_couverture": 7.1},
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
    assert {nom: lu[nom] for nom in LIVRET} == {
        "sante": {"animations": 0, "themes": [], "participants": 0, "bilans": 0},
        "parcours_relances": {"personnes": 0, "par_thematique": [], "emploi_par_contrat": []},
        "sorties": {"total": 0, "dynamiques": 0, "par_motif": []},
        "entretiens": {"nombre": 0, "mois_parcours": 0, "mois_couverts": 0, "taux_couverture": None},
    }


def _feuilles(bilan) -> dict[str, list]:
    classeur = openpyxl.load_workbook(io.BytesIO(en_xlsx(bilan)))
    return {feuille.title: list(feuille.iter_rows()) for feuille in classeur}


def test_in_the_workbook_numbers_are_numbers_and_texts_are_texts(bilan):
    feuilles = _feuilles(bilan)
    assert list(feuilles) == [*TITRES.values(), "Définitions"]
    valeurs = {(f, r[0].value): r[1] for f, rangees in feuilles.items() for r in rangees if len(r) > 1}
    assert (valeurs["Les personnes", "Personnes accueillies"].value, valeurs["Les présences", "=A1"].value) == (3, 1.58)
    for cellule in (cellule for rangees in feuilles.values() for rangee in rangees for cellule in rangee):
        assert cellule.data_type != "f", cellule.value
        assert cellule.value is None or (cellule.data_type == "n") is not isinstance(cellule.value, str), cellule.value


def test_every_number_of_the_json_stands_in_the_workbook(livret):
    lu, feuilles = json.loads(en_json(livret)), _feuilles(livret)
    for section, titre in TITRES.items():
        lignes = [[cellule.value for cellule in rangee] for rangee in feuilles[titre]]
        assert {*(theme for theme in lu[section].get("themes", ()))} <= {ligne[0] for ligne in lignes}
        for element in (e for nom, v in lu[section].items() if isinstance(v, list) and nom != "themes" for e in v):
            nombres = [v for v in element.values() if not isinstance(v, str | dict)]
            nom = element.get("libelle") or element["reference"]
            assert any(ligne[0] == nom and ligne[1 : 1 + len(nombres)] == nombres for ligne in lignes), element


def test_each_figure_of_the_workbook_has_its_definition(bilan):
    definitions = [[cellule.value for cellule in rangee] for rangee in _feuilles(bilan)["Définitions"]]
    elements = sum(len(s.chiffres) + len(s.repartitions) + len(s.tableaux) for s in bilan.sections)
    assert len(definitions) == elements
    assert all(definition.endswith(".") for _, definition in definitions)
