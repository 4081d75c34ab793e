"""Links to choose a password: what they open, how long, how often, and what asking for one tells."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comptes import courriels, services
from comptes.choix import Role
from comptes.jetons import jeton, titulaire
from comptes.models import Acces, Utilisateur
from socle.erreurs import SaisieRefusee
from tests.conftest import client_de, creer_compte
from tests.fabriques import MOT_DE_PASSE

DEPART = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
CHOISIR, OUBLIE = "/comptes/mot-de-passe/choisir/", "/comptes/mot-de-passe/oublie/"
PHRASE = "huit pies picorent nos groseilles sous le pommier"
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def anne(db):
    return creer_compte(Role.TRAVAILLEUR_SOCIAL, prenom="Anne", nom="Mésange", email="anne@jardins.example")


@pytest.fixture
def invitee(db):
    return creer_compte(Role.ENCADRANT, email="lise@jardins.example", password=None)


def choisir(texte, nouveau=PHRASE, encore=None):
    return Client().post(CHOISIR, {"jeton": texte, "new_password1": nouveau, "new_password2": encore or nouveau})


def entre(compte, mot_de_passe) -> bool:
    reponse = Client().post("/comptes/connexion/", {"username": compte.email, "password": mot_de_passe})
    return reponse.status_code == 302


def demander(email="anne@jardins.example"):
    return Client().post(OUBLIE, {"email": email})


def lien_recu() -> str:
    [lien] = re.findall(r"http://testserver(\S+)", mail.outbox[-1].body)
    return lien


@pytest.mark.parametrize(
    ("compte", "duree"),
    [("invitee", dt.timedelta(days=7)), ("anne", dt.timedelta(hours=1))],
    ids=["invitation", "oubli"],
)
def test_a_link_lasts_its_time_and_not_a_second_more(compte, duree, request):
    compte = request.getfixturevalue(compte)
    with time_machine.travel(DEPART, tick=False) as horloge:
        texte = jeton(compte)
        horloge.shift(duree)
        assert titulaire(texte) == compte
        horloge.shift(dt.timedelta(seconds=1))
        assert titulaire(texte) is None
        assert choisir(texte).status_code == 410


def test_a_link_serves_once(anne):
    texte = jeton(anne)
    assert choisir(texte)["Location"] == "/comptes/connexion/"
    assert entre(anne, PHRASE)
    again = choisir(texte, "neuf geais goûtent les noisettes du grand verger")
    assert again.status_code == 410
    assert "Ce lien ne sert plus" in again.content.decode()
    assert entre(anne, PHRASE)


def test_two_uses_of_one_link_at_once_make_one_choice(anne):
    texte = jeton(anne)
    services.choisir_mot_de_passe(jeton=texte, mot_de_passe=PHRASE)
    with pytest.raises(SaisieRefusee, match="Ce lien ne sert plus"):
        services.choisir_mot_de_passe(jeton=texte, mot_de_passe="autre")


@pytest.mark.parametrize(
    "entretemps",
    [
        lambda compte, admin: services.fermer(compte=compte, par=admin),
        lambda compte, admin: services.reinviter(compte=compte, par=admin),
        lambda compte, admin: services.modifier(
            compte=compte, par=admin, prenom="A", nom="M", email="am@jardins.example", role=compte.role
        ),
        lambda compte, admin: entre(compte, MOT_DE_PASSE),
        lambda compte, admin: choisir(jeton(compte), "neuf geais goûtent les noisettes du grand verger"),
        lambda compte, admin: services.fermer_les_sessions(compte=compte),
    ],
    ids=["fermé", "réinvité", "nouvelle adresse", "connexion", "autre mot de passe", "sessions fermées"],
)
def test_a_link_dies_of_whatever_changes_the_account(entretemps, anne):
    texte = jeton(anne)
    assert titulaire(texte) == anne
    entretemps(anne, creer_compte(Role.ADMINISTRATEUR))
    assert titulaire(texte) is None


def test_the_link_of_an_account_closed_and_open_again_stays_dead(anne):
    admin = creer_compte(Role.ADMINISTRATEUR)
    texte = jeton(anne)
    services.fermer(compte=anne, par=admin)
    services.rouvrir(compte=anne, par=admin)
    assert titulaire(texte) is None


def test_a_forged_or_foreign_link_opens_nothing(anne, invitee):
    bon = jeton(anne)
    for faux in ("", "x", bon[:-1], bon + "x", bon.replace(bon[3], "A", 1) + "=", ":".join(bon.split(":")[:2])):
        assert titulaire(faux) is None
    assert Client().get(CHOISIR).status_code == 200  # nobody's link: the page that says what to do
    assert Client().get(CHOISIR, {"jeton": "x"}).status_code == 410


def test_choosing_ends_the_sessions_and_tells_the_person(anne):
    ailleurs = client_de(anne)
    choisir(jeton(anne))
    assert ailleurs.get("/comptes/mon-compte/").status_code == 302
    assert [lettre.subject for lettre in mail.outbox] == ["Jardins du cœur\u00a0: votre mot de passe a changé"]
    assert list(Acces.objects.values_list("action", "utilisateur")) == [("mot_de_passe_choisi", anne.pk)]


@pytest.mark.parametrize("moteur", ["console", "dummy", "filebased"])
def test_a_letter_that_stays_on_the_machine_has_not_left(moteur, settings):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{moteur}.EmailBackend"
    assert not courriels.configure()


@pytest.mark.parametrize(("nouveau", "encore"), [("trop court", None), (PHRASE, "autre chose"), ("Mésange-1234", None)])
def test_a_weak_or_mistyped_password_leaves_the_link_usable(nouveau, encore, anne):
    texte = jeton(anne)
    reponse = choisir(texte, nouveau, encore)
    assert reponse.status_code == 400
    assert nouveau not in reponse.content.decode().replace("Mésange", "")
    assert titulaire(texte) == anne
    assert mail.outbox == []


def test_the_link_in_the_letter_carries_no_address_and_leads_to_the_choice(anne):
    demander(" ANNE@jardins.example ")
    assert mail.outbox[0].to == [anne.email]
    assert "Bonjour Anne," in mail.outbox[0].body
    for su in ("anne@", "Mésange", "travailleur"):
        assert su not in mail.outbox[0].body
    page = Client().get(lien_recu())
    assert (page.status_code, anne.email in page.content.decode()) == (200, False)


def test_asking_reads_the_same_for_a_known_an_unknown_and_a_closed_account(anne):
    creer_compte(Role.ENCADRANT, email="ferme@jardins.example", is_active=False)
    pages = []
    for email in (anne.email, "inconnue@jardins.example", "ferme@jardins.example"):
        client = Client()
        reponse = client.post(OUBLIE, {"email": email}, follow=True)
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", reponse.content.decode()))
        assert reponse.redirect_chain == [("/comptes/connexion/", 302)]
    assert pages[0] == pages[1] == pages[2]
    assert "Si cette adresse est celle d’un compte ouvert, un courriel vient de partir." in pages[0]
    assert [lettre.to for lettre in mail.outbox] == [[anne.email]]


def test_the_letter_leaves_after_the_answer(anne, monkeypatch):
    """Whether one leaves must not be told by how long the answer takes."""
    demandes = []
    monkeypatch.setattr("comptes.courriels.envoyer_plus_tard", lambda *lettre, **_: demandes.append(lettre))
    monkeypatch.setattr("comptes.courriels.envoyer", lambda *_, **__: pytest.fail("sent while the answer waits"))
    demander()
    assert demandes == [("oubli", "anne@jardins.example", "Anne")]


def test_three_letters_an_hour_to_one_account(anne):
    with time_machine.travel(DEPART, tick=False) as horloge:
        reponses = [demander().status_code for _ in range(5)]
        assert (reponses, len(mail.outbox)) == ([302] * 5, 3)
        horloge.shift(dt.timedelta(hours=1))
        demander()
        assert len(mail.outbox) == 4
    assert set(Acces.objects.values_list("action", "utilisateur")) == {("mot_de_passe_oublie", anne.pk)}


def test_asking_writes_as_much_for_an_address_without_letter_as_for_one_with(anne):
    """The time of an answer must not tell who has an account, even once three letters have left."""

    def ecritures(email) -> list[str]:
        with CaptureQueriesContext(connection) as faites:
            demander(email)
        return [requete["sql"].split()[0] for requete in faites]

    connue, inconnue = ecritures(anne.email), ecritures("inconnue@jardins.example")
    assert connue == inconnue
    for _ in range(3):
        demander()
    assert ecritures(anne.email) == inconnue
    assert len(mail.outbox) == 3
    assert Acces.objects.filter(utilisateur=None, action="mot_de_passe_oublie").count() == 1


def test_a_link_used_twice_at_once_chooses_one_password_and_says_so_the_second_time(anne, monkeypatch):
    """A double click: the second request saw the link alive, and finds it used."""
    texte = jeton(anne)
    choisir(texte)
    monkeypatch.setattr("comptes.views.mots_de_passe.jetons.titulaire", lambda _: anne)
    reponse = choisir(texte, "neuf geais emportent nos noisettes vers le bois")
    assert reponse.status_code == 410
    assert "Ce lien ne sert plus" in reponse.content.decode()
    assert entre(anne, PHRASE)


def test_an_invited_person_who_lost_her_letter_gets_another(invitee):
    demander(invitee.email)
    assert "pendant 7 jours" in mail.outbox[0].body.replace("\u00a0", " ")


def test_without_mail_the_page_says_whom_to_ask(anne, settings):
    settings.EMAIL_BACKEND, settings.CONTACT = CONSOLE, "03 27 00 00 00"
    page = Client().get(OUBLIE).content.decode()
    assert "L’application n’envoie pas de courriel." in page
    assert "03 27 00 00 00" in page
    assert demander().status_code == 400
    assert not Acces.objects.exists()


def test_what_is_typed_is_kept_nowhere(anne, caplog):
    demander("secret-tape@jardins.example")
    choisir(jeton(anne), "secret-tape faible")
    assert "secret-tape" not in caplog.text
    assert "jeton=" not in caplog.text
    assert not any("secret-tape" in str(ligne) for ligne in [*Acces.objects.values(), *Utilisateur.objects.values()])
