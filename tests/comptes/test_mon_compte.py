"""One's own account: who one is, one's sign-ins, the sessions left elsewhere, the single keys."""

import pytest
from django.core import mail
from django.test import Client

from comptes.choix import Role
from comptes.journal import journaliser
from comptes.models import Acces
from tests.conftest import client_de, creer_compte
from tests.fabriques import MOT_DE_PASSE

PAGE = "/comptes/mon-compte/"


@pytest.fixture
def anne(db):
    return creer_compte(Role.TRAVAILLEUR_SOCIAL, prenom="Anne", nom="Mésange", email="anne@jardins.example")


def test_the_page_says_who_one_is_and_only_ones_own_sign_ins(anne):
    journaliser(creer_compte(Role.ENCADRANT), "connexion_suspendue")
    for mot_de_passe in (MOT_DE_PASSE, "faux"):
        Client().post("/comptes/connexion/", {"username": anne.email, "password": mot_de_passe})
    texte = client_de(anne).get(PAGE).content.decode()
    for su in ("Anne Mésange", "travailleur social", "anne@jardins.example", "Connexion", "Essai refusé"):
        assert su in texte
    assert "suspension" not in texte


def test_closing_ones_other_sessions_keeps_this_one(anne):
    ici, ailleurs = client_de(anne), client_de(anne)
    assert ici.post("/comptes/mon-compte/sessions/").status_code == 302
    assert ici.get(PAGE).status_code == 200
    assert ailleurs.get(PAGE).status_code == 302
    assert Acces.objects.filter(action="sessions_fermees", utilisateur=anne).count() == 1


def test_single_keys_are_switched_off_and_on_for_this_account(anne):
    client = client_de(anne)
    assert "data-raccourcis" in client.get(PAGE).content.decode()
    client.post("/comptes/mon-compte/raccourcis/", {})
    assert "data-raccourcis" not in client.get(PAGE).content.decode()
    anne.refresh_from_db()
    assert anne.raccourcis is False
    client.post("/comptes/mon-compte/raccourcis/", {"raccourcis": "on"})
    assert "data-raccourcis" in client.get(PAGE).content.decode()


def test_the_letter_of_monday_is_stopped_and_wanted_again(anne):
    client = client_de(anne)
    assert anne.resume_hebdomadaire
    assert "Recevoir le résumé de la semaine" in client.get(PAGE).content.decode()
    for envoi, voulu, phrase in (
        ({}, False, "ne vous sera plus envoyé"),
        ({"resume_hebdomadaire": "on"}, True, "partira chaque lundi"),
    ):
        client.post("/comptes/mon-compte/resume/", envoi)
        anne.refresh_from_db()
        assert anne.resume_hebdomadaire is voulu
        assert phrase in client.get(PAGE).content.decode()


@pytest.mark.parametrize("role", [Role.ENCADRANT, Role.ADMINISTRATEUR])
def test_who_receives_nobody_is_not_asked_about_that_letter(role, db):
    assert "Recevoir le résumé de la semaine" not in client_de(creer_compte(role)).get(PAGE).content.decode()


def test_a_changed_password_is_told_by_letter(anne):
    nouveau = "Ortie-blanche-1987"
    donnees = {"old_password": MOT_DE_PASSE, "new_password1": nouveau, "new_password2": nouveau}
    reponse = client_de(anne).post("/comptes/mot-de-passe/", donnees)
    assert reponse["Location"] == PAGE
    [lettre] = mail.outbox
    assert lettre.to == [anne.email]
    assert nouveau not in lettre.body


@pytest.mark.parametrize("combien", [1, 40])
def test_the_page_asks_the_database_as_much_after_many_sign_ins(combien, anne, django_assert_max_num_queries):
    for _ in range(combien):
        journaliser(anne, "connexion")
    client = client_de(anne)
    client.get(PAGE)
    with django_assert_max_num_queries(4):
        assert client.get(PAGE).status_code == 200


def test_staying_signed_in_is_asked_by_who_is_signed_in(anne):
    assert client_de(anne).post("/comptes/session/prolonger/").status_code == 204
    assert Client().post("/comptes/session/prolonger/").status_code == 302
