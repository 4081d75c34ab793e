"""A session that ends while somebody writes loses nothing, and gives it to nobody else."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from comptes.acces import FORMULAIRE, acces
from comptes.choix import Role
from comptes.droits import Action
from comptes.models import Acces
from comptes.reprise import TEMOIN
from tests.conftest import client_de, creer_compte
from tests.fabriques import MOT_DE_PASSE

ATTENTE = dt.timedelta(minutes=31)
TEXTE = "Zqtexte <b>long</b>\r\nsur deux lignes & des «\u00a0guillemets\u00a0»"
SAISIE = {"note": TEXTE, "themes": ["santé", "logement"], "date_naissance": "1949-08-07", "vide": ""}
DE_NOS_PAGES = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://testserver"}
MOTEUR = "django.contrib.auth.backends.ModelBackend"
REPRENDRE = "/comptes/session/reprendre/"


def noter(request):
    """A page of people that keeps what it is sent."""
    return HttpResponse(repr({nom: request.POST.getlist(nom) for nom in request.POST}), content_type="text/plain")


urlpatterns = [
    path("noter/", acces(Action.PARTICIPANT_MODIFIER, methodes=FORMULAIRE)(noter)),
    path("envoyer/", acces(Action.SEANCE_LISTER, methodes=("POST",))(noter)),
    path("", include("jardins.urls")),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def anne(db):
    return creer_compte(Role.TRAVAILLEUR_SOCIAL, email="anne@jardins.example")


@pytest.fixture
def claire(db):
    return creer_compte(Role.CHEF_DE_PROJET, email="claire@jardins.example")


def poste_apres_la_fin(compte, donnees=SAISIE, chemin="/noter/?suite=1", **entetes):
    """The browser of somebody whose session ended, and what it gets when she sends her form."""
    client = client_de(compte)
    with time_machine.travel(dt.datetime.now(dt.UTC) - ATTENTE, tick=False) as horloge:
        client.get("/comptes/mon-compte/")
        horloge.shift(ATTENTE)
        return client, client.post(chemin, donnees, **{**DE_NOS_PAGES, **entetes})


def caches(page: str) -> dict[str, list[str]]:
    """The hidden fields of a page, by name."""
    trouves = {}
    for nom, valeur in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        trouves.setdefault(unescape(nom), []).append(unescape(valeur))
    return trouves


def se_reconnecter(client, page, compte, mot_de_passe=MOT_DE_PASSE):
    donnees = {"username": compte.email, "password": mot_de_passe, **caches(page)}
    return client.post(REPRENDRE, donnees, **DE_NOS_PAGES)


def test_the_page_keeps_what_was_typed_escaped_and_with_its_labels(anne):
    _, reponse = poste_apres_la_fin(anne)
    page = reponse.content.decode()
    assert reponse.status_code == 403
    assert "Votre session a pris fin" in page
    assert "Zqtexte &lt;b&gt;long&lt;/b&gt;" in page
    assert "<b>long" not in page
    assert "Date de naissance" in page
    assert "santé, logement" in page
    assert "07/08/1949" in page


def test_the_same_person_gets_it_back_with_a_button_and_nothing_is_sent_by_itself(anne):
    client, reponse = poste_apres_la_fin(anne)
    rendue = se_reconnecter(client, reponse.content.decode(), anne)
    page = rendue.content.decode()
    assert rendue.status_code == 200
    assert "Enregistrer maintenant" in page
    assert 'action="/noter/?suite=1"' in page
    gardes = caches(page.split("Ce que vous aviez tapé")[1])
    gardes.pop("csrfmiddlewaretoken")
    assert gardes == {"note": [TEXTE], "themes": ["santé", "logement"], "date_naissance": ["1949-08-07"], "vide": [""]}
    assert "Zqtexte" in client.post("/noter/", gardes).content.decode()
    assert [ligne.action for ligne in Acces.objects.order_by("pk")] == ["connexion", "participant_modifier"]


def test_somebody_else_is_signed_in_and_never_reads_it(anne, claire):
    client, reponse = poste_apres_la_fin(anne)
    rendue = se_reconnecter(client, reponse.content.decode(), claire)
    assert (rendue.status_code, rendue["Location"]) == (302, "/")
    suite = client.get("/").content.decode()
    assert "une autre personne l’avait commencé" in suite
    assert "Zqtexte" not in rendue.content.decode() + suite


def test_a_mistyped_password_keeps_the_text(anne):
    client, reponse = poste_apres_la_fin(anne)
    encore = se_reconnecter(client, reponse.content.decode(), anne, "faux")
    assert encore.status_code == 403
    assert "Adresse ou mot de passe incorrect." in encore.content.decode()
    assert "Zqtexte" in encore.content.decode()
    assert se_reconnecter(client, encore.content.decode(), anne).status_code == 200


def test_the_address_and_the_author_cannot_be_forged(anne):
    client, reponse = poste_apres_la_fin(anne)
    gardes = caches(reponse.content.decode())
    for faux in ("", "x", gardes["reprise"][0][:-1] + "_"):
        donnees = {**gardes, "reprise": faux, "username": anne.email, "password": MOT_DE_PASSE}
        assert client.post(REPRENDRE, donnees, **DE_NOS_PAGES).status_code == 400


def test_another_tab_that_noticed_the_end_first_changes_nothing(anne):
    """The session is gone when the form arrives: the browser remembers whose it was."""
    client = client_de(anne)
    with time_machine.travel(dt.datetime.now(dt.UTC) - ATTENTE, tick=False) as horloge:
        client.get("/comptes/mon-compte/")
        horloge.shift(ATTENTE)
        client.get("/")
        reponse = client.post("/noter/", SAISIE, **DE_NOS_PAGES)
        assert se_reconnecter(client, reponse.content.decode(), anne).status_code == 200


def test_too_many_wrong_passwords_suspend_and_leave_the_text_to_be_copied(anne):
    client, reponse = poste_apres_la_fin(anne)
    page = reponse.content.decode()
    statuts = [se_reconnecter(client, page, anne, "un autre").status_code for _ in range(9)]
    suspendue = se_reconnecter(client, page, anne, "un autre")
    assert (statuts, suspendue.status_code) == ([403] * 9, 429)
    assert "Zqtexte &lt;b&gt;long" in suspendue.content.decode()
    assert "un autre" not in suspendue.content.decode()


def test_without_any_trace_of_who_wrote_the_text_is_shown_to_copy_and_not_replayed(anne):
    page = Client().post("/noter/", SAISIE, **DE_NOS_PAGES).content.decode()
    assert "Zqtexte" in page
    assert "Copiez-le" in page
    assert 'name="reprise"' not in page


def test_the_trace_in_the_browser_cannot_be_forged(anne):
    client = Client()
    client.cookies[TEMOIN] = str(anne.pk)
    assert 'name="reprise"' not in client.post("/noter/", SAISIE, **DE_NOS_PAGES).content.decode()


@pytest.mark.parametrize(
    "entetes",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://ailleurs.example"},
        {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": "http://autre.testserver"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_SEC_FETCH_SITE": "", "HTTP_ORIGIN": "https://ailleurs.example"},
        {"HTTP_SEC_FETCH_SITE": "", "HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "", "HTTP_ORIGIN": ""},
    ],
)
def test_a_form_of_another_site_is_never_shown_back(entetes, anne):
    _, reponse = poste_apres_la_fin(anne, **entetes)
    assert (reponse.status_code, reponse.content) == (302, b"")


def test_an_old_browser_says_its_origin_only(anne):
    _, reponse = poste_apres_la_fin(anne, HTTP_SEC_FETCH_SITE="")
    assert "Zqtexte" in reponse.content.decode()


def test_passwords_and_tokens_are_not_shown_back(anne):
    saisie = {"note": "un mot", "password": "Zqsecret", "new_password1": "Zqsecret", "mot_de_passe": "Zqsecret"}
    _, reponse = poste_apres_la_fin(anne, saisie)
    assert "un mot" in reponse.content.decode()
    assert "Zqsecret" not in reponse.content.decode()


def test_what_only_the_application_reads_is_kept_and_not_shown(anne):
    cle = "0b0a7c3e-1111-4222-8333-444455556666"
    saisie = {"prenom": "Lila", "quartier": "7", "objet": cle, "sexe": "F", "accord": "on", "form-TOTAL_FORMS": "3"}
    _, reponse = poste_apres_la_fin(anne, saisie)
    montre = reponse.content.decode().split("Ce que vous aviez tapé")[1]
    assert "Lila" in montre
    assert "femme" in montre
    assert "oui" in montre
    for tu in ("Quartier", cle, "FORMS"):
        assert tu not in montre
    assert {f"garde-{nom}" for nom in saisie} <= caches(reponse.content.decode()).keys()


def test_a_file_is_not_kept_and_the_page_says_so(anne):
    saisie = {"note": "avec pièce", "piece": SimpleUploadedFile("zqpiece.csv", b"Zqcontenu")}
    _, reponse = poste_apres_la_fin(anne, saisie)
    page = reponse.content.decode()
    assert "Choisissez-le de nouveau" in page
    assert "Zqcontenu" not in page
    assert "zqpiece" not in page


@pytest.mark.parametrize("saisie", [{}, {"note": "  "}, {"note": "x" * 500_001}])
def test_an_empty_or_enormous_form_leads_to_the_sign_in(saisie, anne):
    _, reponse = poste_apres_la_fin(anne, saisie)
    assert reponse.status_code == 302


def test_a_search_is_typed_again(claire):
    _, reponse = poste_apres_la_fin(claire, {"texte": "bruyère"}, "/recherche/")
    assert reponse.status_code == 302


def test_reading_after_the_end_leads_to_the_sign_in_as_ever(anne):
    client, _ = poste_apres_la_fin(anne)
    assert client.get("/noter/")["Location"] == "/comptes/connexion/?next=/noter/"


@pytest.mark.parametrize("qui", ["anne", "claire", "personne"])
def test_a_form_older_than_the_sign_in_is_kept_for_its_author_alone(qui, anne, claire):
    client = client_de(anne, enforce_csrf_checks=True)
    with time_machine.travel(dt.datetime.now(dt.UTC) - ATTENTE, tick=False) as horloge:
        client.get("/comptes/mon-compte/")
        horloge.shift(ATTENTE)
        client.get("/")  # the other tab, where the session ends
        if qui != "personne":
            client.force_login(
                {"anne": anne, "claire": claire}[qui], backend="django.contrib.auth.backends.ModelBackend"
            )
        reponse = client.post("/noter/", {**SAISIE, "csrfmiddlewaretoken": "x" * 64}, **DE_NOS_PAGES)
    page = reponse.content.decode()
    assert reponse.status_code == 403
    assert ("Zqtexte" in page) is (qui != "claire")
    assert ("Enregistrer maintenant" in page) is (qui == "anne")
    assert ("Se connecter" in page) is (qui == "personne")


def test_a_form_of_another_site_without_token_is_refused_without_its_words(anne):
    client = client_de(anne, enforce_csrf_checks=True)
    page = client.post("/noter/", SAISIE, HTTP_ORIGIN="https://ailleurs.example").content.decode()
    assert "Votre page a expiré" in page
    assert "Zqtexte" not in page


@pytest.mark.parametrize(("chemin", "titre"), [("/noter/", "Vous n’avez pas accès"), ("/nulle-part/", "n’existe pas")])
def test_a_refusal_shows_what_was_typed_to_copy_it(chemin, titre, db):
    client = client_de(creer_compte(Role.ENCADRANT))
    page = client.post(chemin, SAISIE, **DE_NOS_PAGES).content.decode()
    assert titre in page
    assert ("Zqtexte" in page) is (chemin == "/noter/")


def test_nothing_typed_is_in_a_session_a_table_or_a_log(anne, caplog):
    client, reponse = poste_apres_la_fin(anne)
    se_reconnecter(client, reponse.content.decode(), anne)
    assert "Zqtexte" not in caplog.text
    assert "Zqtexte" not in str(dict(client.session))
    lignes = [str(ligne) for modele in apps.get_models() for ligne in modele.objects.values()]
    assert [ligne for ligne in lignes if "Zqtexte" in ligne] == []


def test_the_trace_is_out_of_reach_of_scripts_and_of_other_sites(anne):
    client, _ = poste_apres_la_fin(anne)
    temoin = client.cookies[TEMOIN]
    assert (temoin["httponly"], temoin["samesite"], temoin["path"]) == (True, "Strict", "/")
    assert "anne" not in temoin.value
