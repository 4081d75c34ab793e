"""A session begins anew at sign-in, ends in time, and obeys at once to what happens to its account."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from comptes.choix import Role
from comptes.models import Acces
from tests.conftest import creer_compte
from tests.fabriques import MOT_DE_PASSE

DEPART = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
NOUVEAU = "Ortie-blanche-1987"
CONNEXION, DECONNEXION, CHANGER = "/comptes/connexion/", "/comptes/deconnexion/", "/comptes/mot-de-passe/"


@pytest.fixture
def anne(db):
    return creer_compte(Role.TRAVAILLEUR_SOCIAL, email="anne@jardins.example")


def connecter(compte, client=None) -> Client:
    """A browser that went through the sign-in page."""
    client = client or Client()
    reponse = client.post(CONNEXION, {"username": compte.email, "password": MOT_DE_PASSE})
    assert reponse.status_code == 302
    return client


def connecte(client) -> bool:
    return client.get("/").status_code == 200


def cle(client) -> str:
    return client.cookies["sessionid"].value


def changer(client, ancien=MOT_DE_PASSE, nouveau=NOUVEAU):
    donnees = {"old_password": ancien, "new_password1": nouveau, "new_password2": nouveau}
    return client.post(CHANGER, donnees)


def test_signing_in_gives_a_new_session_key(anne):
    client = Client()
    session = client.session
    session["avant"] = True
    session.save()
    avant = cle(client)
    connecter(anne, client)
    assert cle(client) != avant
    assert not Session.objects.filter(pk=avant).exists()


def test_what_one_was_told_is_not_told_to_who_comes_next_nor_kept_in_the_browser(anne):
    client = connecter(anne)
    client.post("/comptes/mon-compte/raccourcis/", {"raccourcis": "on"})
    assert "messages" not in client.cookies
    client.post(DECONNEXION)
    assert "Les raccourcis" not in client.get(CONNEXION).content.decode()


def test_a_session_key_nobody_gave_is_not_adopted(anne):
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    connecter(anne, client)
    assert cle(client) != "a" * 32


def test_signing_out_ends_the_session_on_the_server(anne):
    client = connecter(anne)
    ancienne = cle(client)
    reponse = client.post(DECONNEXION)
    assert (reponse.status_code, reponse["Location"]) == (302, CONNEXION)
    client.cookies["sessionid"] = ancienne
    assert not connecte(client)
    assert not Session.objects.filter(pk=ancienne).exists()
    assert list(Acces.objects.order_by("pk").values_list("action", "utilisateur")) == [
        ("connexion", anne.pk),
        ("deconnexion", anne.pk),
    ]


def test_signing_out_is_never_done_by_a_link(anne):
    client = connecter(anne)
    assert client.get(DECONNEXION).status_code == 405
    assert connecte(client)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(anne):
    ici, ailleurs = connecter(anne), connecter(anne)
    ancienne = cle(ici)
    assert changer(ici).status_code == 302
    assert connecte(ici)
    assert cle(ici) != ancienne
    assert not connecte(ailleurs)
    assert Acces.objects.filter(action="mot_de_passe", utilisateur=anne).count() == 1


@pytest.mark.parametrize(("ancien", "nouveau"), [("faux", NOUVEAU), (MOT_DE_PASSE, "trop court")])
def test_a_refused_change_of_password_changes_and_journals_nothing(ancien, nouveau, anne):
    client = connecter(anne)
    assert changer(client, ancien, nouveau).status_code == 200
    anne.refresh_from_db()
    assert anne.check_password(MOT_DE_PASSE)
    assert not Acces.objects.filter(action="mot_de_passe").exists()


def test_closing_an_account_ends_its_session_for_good(anne):
    client = connecter(anne)
    anne.is_active = False
    anne.save()
    assert not connecte(client)
    anne.is_active = True
    anne.save()
    assert not connecte(client)


def test_a_new_role_acts_at_the_next_request(anne):
    client = connecter(anne)
    assert client.get("/participants/").status_code == 200
    anne.role = Role.ENCADRANT
    anne.save()
    assert client.get("/participants/").status_code == 403
    assert 'href="/participants/"' not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("attente", "reste"), [(dt.timedelta(minutes=30), True), (dt.timedelta(minutes=30, seconds=1), False)]
)
def test_a_session_ends_after_half_an_hour_without_a_request(attente, reste, anne):
    with time_machine.travel(DEPART, tick=False) as horloge:
        client = connecter(anne)
        horloge.shift(attente)
        assert connecte(client) is reste


def test_each_request_gives_half_an_hour_more(anne):
    with time_machine.travel(DEPART, tick=False) as horloge:
        client = connecter(anne)
        for _ in range(4):
            horloge.shift(dt.timedelta(minutes=29))
            assert connecte(client)


@pytest.mark.parametrize(
    ("dernier", "reste"), [(dt.timedelta(minutes=20), True), (dt.timedelta(minutes=20, seconds=1), False)]
)
def test_a_session_ends_after_twelve_hours_whatever_happens(dernier, reste, anne):
    with time_machine.travel(DEPART, tick=False) as horloge:
        client = connecter(anne)
        for _ in range(28):  # 11 h 40
            horloge.shift(dt.timedelta(minutes=25))
            assert connecte(client)
        horloge.shift(dernier)
        assert connecte(client) is reste


def test_reading_pages_writes_the_session_at_most_once_a_minute(anne, django_assert_max_num_queries):
    with time_machine.travel(DEPART, tick=False) as horloge:
        client = connecter(anne)
        horloge.shift(dt.timedelta(seconds=30))
        with django_assert_max_num_queries(2) as requetes:  # the session, the account
            assert client.get(CHANGER).status_code == 200
        assert all(requete["sql"].startswith("SELECT") for requete in requetes.captured_queries)


def test_an_ended_session_leads_back_to_the_page_that_was_asked(anne):
    with time_machine.travel(DEPART, tick=False) as horloge:
        client = connecter(anne)
        horloge.shift(dt.timedelta(hours=1))
        assert client.get("/seances/")["Location"] == f"{CONNEXION}?next=/seances/"


def test_an_ended_session_does_not_lead_back_to_an_address_that_cannot_be_read(anne):
    assert Client().post("/fichiers/importer/")["Location"] == f"{CONNEXION}?next=/"
