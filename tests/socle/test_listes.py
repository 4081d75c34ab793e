"""Reference lists: filled once, what people changed kept, found by any spelling."""

import pytest

from jardins.models import Site
from participants.choix import NIVEAUX, QUARTIERS
from participants.models import NiveauEtudes, Quartier
from socle.listes import par_ecriture, remplir

pytestmark = pytest.mark.django_db


def test_migrate_has_filled_the_lists_in_their_order():
    assert [str(site) for site in Site.objects.all()] == ["Blaise Pascal", "Rôleur", "Vignoble", "Hors site"]
    assert [str(niveau) for niveau in NiveauEtudes.objects.all()] == [
        *("I et II", "III", "IV", "V", "V bis", "VI"),
        *("infra 3", "3", "4", "5", "6", "7", "8"),
    ]


def test_filling_again_adds_nothing_and_keeps_what_people_changed():
    Quartier.objects.filter(code="acacias").update(libelle="Les Acacias du Nord", actif=False)
    nombre = Quartier.objects.count()
    remplir(Quartier, QUARTIERS)
    assert Quartier.objects.count() == nombre
    assert Quartier.objects.get(code="acacias").libelle == "Les Acacias du Nord"


def test_a_line_that_is_missing_comes_back_alone():
    NiveauEtudes.objects.filter(code="2019-infra-3").delete()
    remplir(NiveauEtudes, [ligne for ligne in NIVEAUX if ligne["code"] == "2019-infra-3"])
    assert NiveauEtudes.objects.get(code="2019-infra-3").cle == "infra 3"


def test_a_line_is_found_by_its_label_and_its_other_spellings():
    connus = par_ecriture(Quartier)
    assert connus["saint waast"] is connus["st waast"]
    assert connus["accacias"].libelle == "Acacias"


def test_an_added_line_is_known_at_once():
    Quartier.objects.create(code="nouveau", libelle="Nouvel Été")
    assert par_ecriture(Quartier)["nouvel ete"].libelle == "Nouvel Été"


def test_levels_of_2019_have_their_class_of_1969():
    classes = dict(NiveauEtudes.objects.exclude(classe=None).values_list("libelle", "classe__libelle"))
    assert classes == {"3": "V", "4": "IV", "5": "III", "6": "I et II", "7": "I et II", "8": "I et II"}
