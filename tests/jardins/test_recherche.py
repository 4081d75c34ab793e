"""One search: two letters, no accent, only what one may see, never a name in an address, no JavaScript needed."""

import logging

import pytest
from django.urls import reverse

from comptes.models import Acces
from tests.conftest import client_de
from tests.fabriques import ParticipantFabrique, SeanceFabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def erable():
    return ParticipantFabrique(nom="Érable", prenom="Nora")


def chercher(utilisateur, texte, nom="recherche"):
    return client_de(utilisateur).post(reverse(nom), {"texte": texte})


@pytest.mark.parametrize("texte", ["erable", "ÉRA", "nora", "nora erable", "er", "  Érable  "])
def test_a_single_person_found_opens_at_once(travailleuse_sociale, erable, texte):
    reponse = chercher(travailleuse_sociale, texte)
    assert reponse.status_code == 302
    assert reponse.url == reverse("participants:participant_voir", args=[erable.uuid])


@pytest.mark.parametrize("texte", ["", "e", " é ", "--"])
def test_under_two_letters_nothing_is_searched(travailleuse_sociale, erable, texte):
    page = chercher(travailleuse_sociale, texte).content.decode()
    assert "ÉRABLE" not in page


def test_several_people_are_listed_with_what_tells_them_apart(travailleuse_sociale, erable):
    autre = ParticipantFabrique(nom="Érable", prenom="Norbert")
    page = chercher(travailleuse_sociale, "erable").content.decode()
    assert "ÉRABLE Nora" in page
    assert str(autre.uuid) in page


def test_nobody_found_says_what_to_try(travailleuse_sociale, erable):
    page = chercher(travailleuse_sociale, "zzyzx").content.decode()
    assert "Aucun résultat" in page
    assert "Vérifiez l’orthographe" in page


def test_a_near_name_is_proposed_and_never_opened_by_itself(travailleuse_sociale, erable):
    reponse = chercher(travailleuse_sociale, "erabel nora")
    assert reponse.status_code == 200
    assert "ÉRABLE Nora" in reponse.content.decode()


def test_the_encadrant_finds_sessions_and_no_person(encadrant, erable):
    seance = SeanceFabrique(theme="Érable et compost")
    reponse = chercher(encadrant, "erable")
    assert reponse.status_code == 302
    assert reponse.url == reverse("ateliers:seance_voir", args=[seance.uuid])
    assert "ÉRABLE" not in chercher(encadrant, "erable", "recherche_suggerer").content.decode()


def test_the_administrateur_does_not_search(administrateur, erable):
    assert chercher(administrateur, "erable").status_code == 403


def test_suggestions_are_a_fragment(travailleuse_sociale, erable):
    reponse = chercher(travailleuse_sociale, "era", "recherche_suggerer")
    assert "ÉRABLE Nora" in reponse.content.decode()
    assert "<html" not in reponse.content.decode()


def test_a_search_leaves_a_line_without_its_text_and_no_log_names_it(travailleuse_sociale, erable, caplog):
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        chercher(travailleuse_sociale, "erable")
    ligne = Acces.objects.get(action="rechercher")
    assert (ligne.utilisateur, ligne.precision, ligne.objet_uuid) == (travailleuse_sociale, "", None)
    assert "erable" not in caplog.text.lower()


def test_a_search_takes_few_statements_whatever_the_rows(travailleuse_sociale, django_assert_max_num_queries):
    ParticipantFabrique.create_batch(30, nom="Érable")
    SeanceFabrique.create_batch(10, theme="Érable")
    client = client_de(travailleuse_sociale)
    client.post(reverse("recherche"), {"texte": "erable"})
    with django_assert_max_num_queries(8):
        client.post(reverse("recherche"), {"texte": "erable"})
