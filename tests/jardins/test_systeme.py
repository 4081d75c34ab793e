"""The machine room: what it says, what it never says, and the test message."""

import datetime as dt
import re
import smtplib
import socket
import ssl
import uuid
from collections import namedtuple
from unittest import mock

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from jardins import systeme
from jardins.courriel_essai import essayer_courriel
from jardins.systeme import octets, rubriques
from jardins.version import VERSION
from socle.choix import StatutTravail
from socle.models import Travail
from tests.conftest import client_de
from tests.jardins.outils import lire, requetes

pytestmark = pytest.mark.django_db
MAINTENANT = dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)  # half past three in Paris, summer time just begun


def mesure(titre, libelle, maintenant=MAINTENANT):
    [rubrique] = [r for r in rubriques(maintenant) if r.titre == titre]
    [trouvee] = [m for m in rubrique.mesures if m.libelle == libelle]
    return trouvee


def demander(compte, **champs):
    return Travail.objects.create(
        nature="import_verifier", objet=uuid.uuid4(), titre="Essai", suite="accueil", demande_par=compte, **champs
    )


def test_the_version_is_said_once_and_the_changelog_follows(settings):
    journal = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")
    titres = [ligne.split()[1] for ligne in journal.splitlines() if ligne.startswith("## ")]
    assert titres[0] == VERSION
    assert mesure("Versions", "Jardins du cœur").valeur == VERSION


def test_the_database_says_its_engine_its_size_and_its_migrations():
    assert mesure("Base de données", "Moteur").valeur.split()[0] in ("SQLite", "PostgreSQL")
    assert mesure("Base de données", "Mises à jour en attente").valeur == "aucune"
    assert ", le " in mesure("Base de données", "Dernière mise à jour de la base").valeur


def test_a_migration_that_waits_is_a_worry():
    with mock.patch.object(systeme.MigrationExecutor, "migration_plan", return_value=[1, 2]):
        attente = mesure("Base de données", "Mises à jour en attente")
    assert (attente.valeur, attente.souci) == ("2", "Lancez la commande «\u00a0manage.py migrate\u00a0».")


def test_work_that_nobody_takes_is_a_worry(administrateur):
    demander(administrateur, demande_le=MAINTENANT - dt.timedelta(seconds=5))
    assert mesure("Traitements longs", "En attente").souci == ""
    demander(administrateur, demande_le=MAINTENANT - dt.timedelta(minutes=2))
    attente = mesure("Traitements longs", "En attente")
    assert (attente.valeur, attente.souci) == (
        "2",
        "Rien ne les prend\u00a0: lancez la commande «\u00a0manage.py travailler\u00a0».",
    )


def test_a_silent_worker_is_a_worry(administrateur):
    demander(
        administrateur,
        demande_le=MAINTENANT - dt.timedelta(hours=1),
        statut=StatutTravail.EN_COURS,
        ouvrier="un",
        battu_le=MAINTENANT - dt.timedelta(minutes=6),
    )
    assert "ne donne plus signe" in mesure("Traitements longs", "En cours").souci
    assert mesure("Traitements longs", "Dernier signe d’un traitement").valeur == "le 29/03/2026 à 03 h 24"


def test_a_full_disk_is_a_worry():
    place = namedtuple("Place", "free")
    with mock.patch("jardins.systeme.shutil.disk_usage", return_value=place(10**9)):
        disque = mesure("Disque", "Place libre")
    assert disque.valeur == "1 Go"
    assert "Libérez de la place" in disque.souci


def test_clocks_that_differ_are_a_worry():
    assert mesure("Heures", "Heure de la base", timezone.now()).souci == ""
    with mock.patch("jardins.systeme.timezone.now", return_value=timezone.now() + dt.timedelta(minutes=3)):
        assert re.search("diffèrent de 18[01] secondes", mesure("Heures", "Heure de la base").souci)


def test_hours_are_those_of_paris():
    assert mesure("Heures", "Heure de l’application").valeur == "le 29/03/2026 à 03 h 30 (fuseau Europe/Paris)"


@pytest.mark.parametrize(
    ("nombre", "ecrit"),
    [(0, "0 octets"), (999, "999 octets"), (1000, "1 ko"), (3_400_000, "3,4 Mo"), (12 * 10**9, "12 Go")],
)
def test_sizes_read_as_disks_are_sold(nombre, ecrit):
    assert octets(nombre) == ecrit


SMTP = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "smtp.ccas.example",
    "EMAIL_PORT": 587,
    "EMAIL_USE_TLS": True,
    "EMAIL_HOST_USER": "robot-secret",
    "EMAIL_HOST_PASSWORD": "navet-très-secret",
    "DEFAULT_FROM_EMAIL": "jardins@ccas.example",
}


def poser(settings, **valeurs):
    for nom, valeur in valeurs.items():
        setattr(settings, nom, valeur)


def test_no_secret_is_shown(administrateur, settings):
    poser(settings, **SMTP)
    page = lire(client_de(administrateur).get(reverse("systeme_voir")))
    assert "smtp.ccas.example, port 587" in page
    assert "jardins@ccas.example" in page
    for secret in ("robot-secret", "navet-très-secret", settings.SECRET_KEY, settings.DATABASES["default"]["NAME"]):
        assert str(secret) not in page


def test_no_mail_server_and_no_sender_are_worries(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert mesure("Courriel", "Serveur d’envoi").souci == "Aucun courriel ne part\u00a0: réglez EMAIL_URL."
    poser(settings, **SMTP | {"DEFAULT_FROM_EMAIL": "jardins@localhost"})
    assert "réglez l’adresse d’expédition" in mesure("Courriel", "Expéditeur").souci


def test_the_test_message_goes_to_oneself_alone(administrateur):
    client = client_de(administrateur)
    client.post(reverse("systeme_essayer"), {"adresse": "autre@jardins.example"})
    [message] = mail.outbox
    assert message.to == [administrateur.email]
    assert "Regardez s’il arrive" in lire(client.get(reverse("systeme_voir")))


@pytest.mark.parametrize(
    ("panne", "phrase"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), "refuse l’identifiant ou le mot de passe"),
        (smtplib.SMTPRecipientsRefused({}), "refuse votre adresse"),
        (smtplib.SMTPSenderRefused(550, b"no", "x"), "l’adresse de l’expéditeur"),
        (smtplib.SMTPServerDisconnected(), "a coupé la conversation"),
        (smtplib.SMTPDataError(554, b"no"), "a refusé le message"),
        (ssl.SSLError(), "connexion chiffrée"),
        (socket.gaierror(), "n’est pas connu"),
        (TimeoutError(), "n’a pas répondu en 10 secondes"),
        (ConnectionRefusedError(), "refuse la connexion"),
        (OSError(), "n’a pas pu être joint"),
    ],
)
def test_what_stops_the_message_is_said_in_words(administrateur, settings, panne, phrase):
    poser(settings, **SMTP)
    client = client_de(administrateur)
    with mock.patch("smtplib.SMTP.__init__", side_effect=panne):
        client.post(reverse("systeme_essayer"))
    page = lire(client.get(reverse("systeme_voir")))
    assert "Le courriel n’est pas parti" in page
    assert phrase in page


def test_writing_to_the_console_is_not_sending(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert essayer_courriel(adresse="a@jardins.example") == "aucun serveur d’envoi n’est réglé (EMAIL_URL)"


def test_health_says_ok_to_everybody_and_nothing_more(client, administrateur):
    assert client.get(reverse("etat")).content == b"ok"
    assert client_de(administrateur).get(reverse("etat")).content == b"ok"


def test_the_page_costs_the_same_with_ten_times_the_work(administrateur):
    client = client_de(administrateur)
    adresse = reverse("systeme_voir")
    client.get(adresse)
    petit = requetes(lambda: client.get(adresse))
    for _ in range(20):
        demander(administrateur, demande_le=MAINTENANT)
    assert requetes(lambda: client.get(adresse)) == petit
    assert petit <= 12
