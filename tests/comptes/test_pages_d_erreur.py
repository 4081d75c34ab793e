"""What the application says when it refuses or fails: calm, whom to ask, and nothing of the database."""

import io
import logging
import re

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from comptes.acces import FORMULAIRE, acces
from comptes.choix import Role
from comptes.droits import Action
from socle.traces import SansMessage
from tests.conftest import client_de, creer_compte
from tests.fabriques import MOT_DE_PASSE

DE_NOS_PAGES = {"HTTP_SEC_FETCH_SITE": "same-origin"}
AIDE = "emandez de l’aide à la personne qui administre l’application"


def tomber(request):
    """A page that fails."""
    raise RuntimeError("Zqsecret")


def rebondir(request):
    """A page that fails because of another failure."""
    try:
        tomber(request)
    except RuntimeError as premiere:
        raise KeyError("Zq" + "secret") from premiere


urlpatterns = [
    path("tomber/", acces(Action.SEANCE_LISTER, methodes=FORMULAIRE)(tomber)),
    path("rebondir/", acces(Action.SEANCE_LISTER)(rebondir)),
    path("saine/", acces(Action.SEANCE_LISTER)(lambda request: HttpResponse("saine"))),
    path("", include("jardins.urls")),
]
handler500 = "comptes.erreurs.erreur_500"
sondes = pytest.mark.urls(__name__)


@pytest.fixture
def claire(db):
    return client_de(creer_compte(Role.CHEF_DE_PROJET), raise_request_exception=False)


def sans_insecables(reponse) -> str:
    return reponse.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


@sondes
def test_a_failure_says_a_code_that_the_log_bears_too(claire, caplog):
    reponse = claire.get("/tomber/")
    [code] = re.findall(r"<strong>([0-9A-F]{6})</strong>", reponse.content.decode())
    assert reponse.status_code == 500
    assert f"Erreur 500, code {code}" in caplog.text
    assert "Zqsecret" not in reponse.content.decode()
    assert AIDE in reponse.content.decode()


@sondes
def test_the_log_says_where_and_what_kind_and_never_the_message_of_an_error(claire):
    """PostgreSQL quotes the whole row that it refuses: names would stand in the log."""
    [console] = [h for h in logging.getLogger().handlers if isinstance(h.formatter, SansMessage)]
    lu = io.StringIO()
    ecran = console.setStream(lu)
    try:
        claire.get("/tomber/")
        claire.get("/rebondir/")
    finally:
        console.setStream(ecran)
    assert "in tomber" in lu.getvalue()
    assert "RuntimeError" in lu.getvalue()
    assert "KeyError" in lu.getvalue()
    assert "Zqsecret" not in lu.getvalue().replace('RuntimeError("Zqsecret")', "")


@sondes
def test_what_is_far_too_long_is_not_read(settings, db):
    settings.CORPS_MAX = 1000
    assert Client().post("/comptes/connexion/", {"username": "a" * 2000}).status_code == 413
    assert Client().post("/comptes/connexion/", {"username": "a"}).status_code == 200


@sondes
def test_two_failures_have_two_codes(claire):
    assert claire.get("/tomber/").content != claire.get("/tomber/").content


@sondes
def test_a_text_that_failed_to_be_saved_is_shown_to_be_sent_again(claire):
    page = claire.post("/tomber/", {"note": "Zqnote <b>", "password": "Zqmot"}, **DE_NOS_PAGES).content.decode()
    assert "Zqnote &lt;b&gt;" in page
    assert 'action="/tomber/"' in page
    assert 'name="csrfmiddlewaretoken"' in page
    assert "Zqmot" not in page
    assert "Zqnote" not in claire.post("/tomber/", {"note": "Zqnote"}).content.decode()


@sondes
def test_the_page_of_a_failure_asks_the_database_nothing(claire, monkeypatch):
    """Its view failed: whatever it would ask then would fail too."""
    demandes = []

    def compter(execute, sql, params, many, context):
        demandes.append(sql)
        return execute(sql, params, many, context)

    claire.get("/saine/")
    with connection.execute_wrapper(compter):
        claire.get("/saine/")
        saines = len(demandes)
        claire.post("/tomber/", {"note": "un mot"}, **DE_NOS_PAGES)
    assert len(demandes) == 2 * saines == 4  # the session and the account, before the view


@pytest.mark.parametrize(
    ("chemin", "statut", "titre"),
    [
        ("/nulle-part/", 404, "Cette page n’existe pas"),
        ("/comptes/", 403, "Vous n’avez pas accès à cette page"),
    ],
)
def test_a_refusal_says_what_to_do_and_offers_to_search(chemin, statut, titre, claire):
    reponse = claire.get(chemin)
    assert reponse.status_code == statut
    assert titre in reponse.content.decode()
    assert ("Chercher une personne ou une séance" in reponse.content.decode()) is (statut == 404)


def test_who_may_not_search_is_not_offered_to(db):
    for client in (Client(), client_de(creer_compte(Role.ADMINISTRATEUR))):
        assert "Chercher une personne ou une séance" not in client.get("/nulle-part/").content.decode()


def test_the_help_of_the_town_is_named_when_it_is_known(db, settings):
    assert f"D{AIDE}." in Client().get("/comptes/connexion/").content.decode()
    settings.CONTACT = "le service <informatique>, 03 27 00 00 00"
    page = sans_insecables(Client().get("/comptes/connexion/"))
    assert "Demandez de l’aide : le service &lt;informatique&gt;, 03 27 00 00 00." in page


def test_the_lockout_says_from_when_to_try_again(db, time_machine):
    time_machine.move_to("2026-03-02T09:32:10Z", tick=False)
    for _ in range(10):
        reponse = Client().post("/comptes/connexion/", {"username": "a@jardins.example", "password": "faux"})
    assert reponse.status_code == 429
    assert "à partir de 10 h 47." in sans_insecables(reponse)


def test_addresses_typed_in_vain_are_forgotten_at_the_next_sign_in_a_quarter_of_an_hour_later(db, time_machine):
    compte = creer_compte(Role.ENCADRANT)
    time_machine.move_to("2026-03-02T09:00:00Z", tick=False)
    for email in (compte.email, "zqfaute@jardins.example"):
        Client().post("/comptes/connexion/", {"username": email, "password": "faux"})
    assert AccessAttempt.objects.count() == 2
    bons = {"username": compte.email, "password": MOT_DE_PASSE}
    Client().post("/comptes/connexion/", bons)
    assert [essai.username for essai in AccessAttempt.objects.all()] == ["zqfaute@jardins.example"]
    time_machine.move_to("2026-03-02T09:16:00Z", tick=False)
    Client().post("/comptes/connexion/", bons)
    assert not AccessAttempt.objects.exists()
