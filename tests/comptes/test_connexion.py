"""Signing in: who enters, who is refused and how, what is locked and for how long, what the journal keeps."""

import datetime as dt

import pytest
import time_machine
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import reverse

from comptes.choix import Role
from comptes.models import Acces, Utilisateur
from jardins import settings as reglages
from tests.conftest import creer_compte
from tests.fabriques import MOT_DE_PASSE

ADRESSE = "anne@jardins.example"
REFUS = "Adresse ou mot de passe incorrect. Vérifiez les deux, puis recommencez."
DEPART = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
POSTE, AUTRE_POSTE = "192.0.2.10", "192.0.2.11"
CONNEXION = "/comptes/connexion/"


@pytest.fixture
def anne(db):
    return creer_compte(Role.TRAVAILLEUR_SOCIAL, email=ADRESSE)


def essayer(adresse=ADRESSE, mot_de_passe=MOT_DE_PASSE, depuis=POSTE, **meta):
    """One attempt from a fresh browser."""
    donnees = {"username": adresse, "password": mot_de_passe}
    return Client().post(CONNEXION, donnees, REMOTE_ADDR=depuis, **meta)


def echouer(fois, **options):
    """That many wrong passwords; gives the status of each."""
    return [essayer(mot_de_passe="faux", **options).status_code for _ in range(fois)]


def actions():
    return list(Acces.objects.order_by("pk").values_list("action", "utilisateur__email"))


def test_the_right_password_enters(anne):
    reponse = essayer()
    assert (reponse.status_code, reponse["Location"]) == (302, "/")
    assert actions() == [("connexion", ADRESSE)]


@pytest.mark.parametrize("saisie", ["ANNE@jardins.example", "  anne@Jardins.Example ", "anne@jardins.example\t"])
def test_case_and_blanks_of_the_address_do_not_matter(saisie, anne):
    assert essayer(saisie).status_code == 302


@pytest.mark.parametrize("saisie", [f" {MOT_DE_PASSE}", MOT_DE_PASSE.upper(), MOT_DE_PASSE[:-1], ""])
def test_a_password_is_taken_to_the_letter(saisie, anne):
    assert essayer(mot_de_passe=saisie).status_code == 200


def test_wrong_password_unknown_account_and_closed_account_read_the_same(anne):
    ferme = creer_compte(Role.ENCADRANT, email="ferme@jardins.example", is_active=False)
    reponses = [essayer(mot_de_passe="faux"), essayer("inconnue@jardins.example"), essayer(ferme.email)]
    alertes = [reponse.content.decode().split('role="alert"')[1].split("</ul>")[0] for reponse in reponses]
    assert [reponse.status_code for reponse in reponses] == [200, 200, 200]
    assert REFUS in alertes[0]
    assert alertes[0] == alertes[1] == alertes[2]
    assert actions() == [
        ("connexion_refusee", ADRESSE),
        ("connexion_refusee", None),
        ("connexion_refusee", "ferme@jardins.example"),
    ]


@pytest.mark.parametrize("saisie", ["pas une adresse", "anne\x00@jardins.example", "", "x" * 400 + "@a.fr", "<b>@a.fr"])
def test_an_impossible_address_is_refused_calmly(saisie, anne):
    assert essayer(saisie).status_code == 200
    assert actions() == [("connexion_refusee", None)]


def test_what_is_typed_in_a_refusal_is_kept_nowhere_but_the_counter_of_attempts(anne, caplog):
    essayer("secret-tape@jardins.example", "Motsecret-tape-12")
    lignes = [str(ligne) for modele in apps.get_models() for ligne in modele.objects.values()]
    assert [ligne for ligne in lignes if "Motsecret" in ligne] == []
    assert len([ligne for ligne in lignes if "secret-tape@" in ligne]) == AccessAttempt.objects.count() == 1
    assert "Motsecret" not in caplog.text
    assert "secret-tape" not in caplog.text


def test_the_tenth_failure_suspends_the_account_from_that_address(anne):
    assert echouer(9) == [200] * 9
    assert echouer(1) == [429]
    suspendue = essayer()
    assert suspendue.status_code == 429
    assert "Connexion suspendue" in suspendue.content.decode()
    assert "Réessayez dans 15\u00a0minutes." in suspendue.content.decode().replace("&nbsp;", "\u00a0")
    assert actions() == [("connexion_refusee", ADRESSE)] * 9 + [("connexion_suspendue", ADRESSE)] * 2


def test_the_suspension_counts_every_spelling_of_the_address(anne):
    for rang in range(10):
        essayer(ADRESSE.upper() if rang % 2 else f" {ADRESSE}", "faux")
    assert essayer().status_code == 429


def test_another_address_and_another_account_still_enter(anne):
    creer_compte(Role.ENCADRANT, email="paul@jardins.example")
    echouer(11)
    assert essayer(depuis=AUTRE_POSTE).status_code == 302
    assert essayer("paul@jardins.example").status_code == 302
    assert essayer().status_code == 429


def test_a_success_starts_the_count_again(anne):
    echouer(9)
    assert essayer().status_code == 302
    assert echouer(9) == [200] * 9


def test_the_suspension_ends_fifteen_minutes_after_the_last_attempt(anne):
    with time_machine.travel(DEPART, tick=False) as horloge:
        echouer(10)
        horloge.shift(dt.timedelta(minutes=14, seconds=59))
        assert Client().get(CONNEXION).status_code == 200
        horloge.shift(dt.timedelta(seconds=2))
        assert essayer().status_code == 302


def test_trying_again_before_the_end_lengthens_the_suspension(anne):
    with time_machine.travel(DEPART, tick=False) as horloge:
        echouer(10)
        horloge.shift(dt.timedelta(minutes=14))
        assert essayer().status_code == 429
        horloge.shift(dt.timedelta(minutes=14))
        assert essayer().status_code == 429


def test_without_a_proxy_a_forged_address_changes_nothing(anne, settings):
    assert settings.PROXYS == 0
    for rang in range(10):
        essayer(mot_de_passe="faux", HTTP_X_FORWARDED_FOR=f"203.0.113.{rang}", HTTP_X_REAL_IP=f"203.0.113.{rang}")
    assert essayer(HTTP_X_FORWARDED_FOR="203.0.113.99").status_code == 429


def test_behind_a_proxy_the_address_it_saw_is_counted_and_not_the_forged_one(anne, settings):
    settings.PROXYS = 1
    for rang in range(10):
        essayer(mot_de_passe="faux", HTTP_X_FORWARDED_FOR=f"203.0.113.{rang}, 198.51.100.7")
    assert essayer(HTTP_X_FORWARDED_FOR="203.0.113.99, 198.51.100.7").status_code == 429
    assert essayer(HTTP_X_FORWARDED_FOR="198.51.100.7, 198.51.100.8").status_code == 302


def test_behind_two_proxies_the_client_is_the_last_but_one(anne, settings):
    settings.PROXYS = 2
    for rang in range(10):
        essayer(mot_de_passe="faux", HTTP_X_FORWARDED_FOR=f"203.0.113.{rang}, 198.51.100.7, 10.0.0.{rang}")
    assert essayer(HTTP_X_FORWARDED_FOR="198.51.100.7, 10.0.0.99").status_code == 429


@pytest.mark.parametrize("entete", ["", "n’importe quoi", "203.0.113.1, <script>"])
def test_an_unreadable_address_behind_a_proxy_is_one_unknown_address(entete, anne, settings):
    settings.PROXYS = 1
    for _ in range(10):
        essayer(mot_de_passe="faux", HTTP_X_FORWARDED_FOR=entete)
    assert essayer(HTTP_X_FORWARDED_FOR=entete).status_code == 429


@pytest.mark.parametrize("ailleurs", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)"])
def test_signing_in_never_sends_elsewhere(ailleurs, anne):
    reponse = Client().post(CONNEXION, {"username": ADRESSE, "password": MOT_DE_PASSE, "next": ailleurs})
    assert reponse["Location"] == "/"


def test_signing_in_leads_where_one_was_going(anne):
    reponse = Client().post(CONNEXION, {"username": ADRESSE, "password": MOT_DE_PASSE, "next": "/seances/?page=2"})
    assert reponse["Location"] == "/seances/?page=2"


def test_the_sign_in_page_asks_the_database_nothing(anne, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get(CONNEXION).status_code == 200
    echouer(3)
    with django_assert_num_queries(0):
        assert Client().get(CONNEXION).status_code == 200


def test_passwords_are_kept_with_argon2(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    compte = creer_compte(Role.ENCADRANT)
    assert identify_hasher(compte.password).algorithm == "argon2"
    assert essayer(compte.email).status_code == 302
    assert essayer(compte.email, "faux").status_code == 200


def test_the_settings_keep_passwords_with_argon2_only():
    assert reglages.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_an_account_is_made_from_the_command_line_as_administrateur(db):
    compte = Utilisateur.objects.create_superuser(" Chef@Jardins.Example ", MOT_DE_PASSE, prenom="A", nom="B")
    assert (compte.email, compte.role) == ("chef@jardins.example", Role.ADMINISTRATEUR)


def test_the_address_of_the_page_is_the_one_the_settings_send_to():
    assert reverse("comptes:connexion") == CONNEXION
