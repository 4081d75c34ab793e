"""Finding people by name from any page."""

import datetime as dt

import pytest

from comptes.choix import Role
from participants.recherche import participants
from tests.conftest import creer_compte
from tests.fabriques import ParcoursFabrique, ParticipantFabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def gens():
    return [
        ParticipantFabrique(nom=nom, prenom=prenom)
        for nom, prenom in (
            ("Benali", "Karim"),
            ("Karimov", "Ivan"),
            ("D’Almeida-Rosa", "Zoé"),
            ("Érable", "Karima"),
        )
    ]


def noms(groupe) -> list[str]:
    return [resultat.libelle for resultat in groupe.resultats]


@pytest.mark.parametrize(
    ("mots", "attendus"),
    [
        (["karim"], ["KARIMOV Ivan", "BENALI Karim", "ÉRABLE Karima"]),
        (["kar", "ben"], ["BENALI Karim"]),
        (["ben", "kar"], ["BENALI Karim"]),
        (["ros"], ["D’ALMEIDA-ROSA Zoé"]),
        (["erable"], ["ÉRABLE Karima"]),
    ],
)
def test_words_are_beginnings_in_any_order_the_name_first(travailleuse_sociale, gens, mots, attendus):
    groupe = participants(travailleuse_sociale, mots, 8)
    assert (noms(groupe), groupe.approche) == (attendus, False)


@pytest.mark.parametrize(
    ("mots", "attendu"), [(["benalli"], "BENALI Karim"), (["zoee", "almeyda"], "D’ALMEIDA-ROSA Zoé")]
)
def test_near_names_are_given_when_nothing_matches(travailleuse_sociale, gens, mots, attendu):
    groupe = participants(travailleuse_sociale, mots, 8)
    assert (noms(groupe), groupe.approche) == ([attendu], True)


def test_nothing_near_gives_nothing(travailleuse_sociale, gens):
    groupe = participants(travailleuse_sociale, ["wxyz"], 8)
    assert (noms(groupe), groupe.approche) == ([], False)


def test_a_merged_file_leads_to_the_one_kept(travailleuse_sociale, gens):
    ParticipantFabrique(nom="Benhali", prenom="Karime", fondu_dans=gens[0])
    groupe = participants(travailleuse_sociale, ["benhali"], 8)
    assert [(r.libelle, r.url) for r in groupe.resultats] == [("BENALI Karim", f"/participants/{gens[0].uuid}/")]
    assert noms(participants(travailleuse_sociale, ["ben"], 8)) == ["BENALI Karim"]


def test_each_result_tells_what_parts_it_from_its_namesakes(travailleuse_sociale, gens):
    ParcoursFabrique(participant=gens[0], date_entree=dt.date(2015, 1, 5), date_sortie=dt.date(2015, 11, 12))
    [resultat] = participants(travailleuse_sociale, ["benali"], 8).resultats
    assert resultat.precision == "du 05/01/2015 au 12/11/2015"
    [accueil] = participants(travailleuse_sociale, ["karimov"], 8).resultats
    assert accueil.precision == "à l’accueil"


@pytest.mark.parametrize("role", [Role.ENCADRANT, Role.ADMINISTRATEUR])
def test_who_may_not_open_a_file_finds_nobody(gens, role):
    groupe = participants(creer_compte(role), ["karim"], 8)
    assert noms(groupe) == []


def test_a_search_takes_at_most_four_queries_whatever_the_files(
    travailleuse_sociale, gens, django_assert_max_num_queries
):
    for n in range(40):
        ParcoursFabrique(participant=ParticipantFabrique(nom="Karimova", prenom=f"K{n}"))
    with django_assert_max_num_queries(3):
        assert len(participants(travailleuse_sociale, ["kar"], 8).resultats) == 8
    with django_assert_max_num_queries(4):
        assert len(participants(travailleuse_sociale, ["karymova"], 8).resultats) == 8
