"""The letter of Monday: when it leaves, to whom, once, with numbers that its links show, and never a name."""

import datetime as dt
import re
import threading
from io import StringIO
from smtplib import SMTPException

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from comptes import courriels
from comptes.choix import Role
from participants.models import FaitReferent, ResumeEnvoye
from participants.services.resume import (
    REPRISE,
    destinataires,
    envoyer_les_resumes,
    lire_semaine,
    lundi_de,
    menage,
    texte_pour,
)
from socle.management.commands.travailler import _menage
from socle.periodes import PARIS
from tests.conftest import client_de, creer_compte
from tests.fabriques import EntretienFabrique, ParcoursFabrique, RendezVousFabrique, SuspensionFabrique
from tests.jardins.outils import requetes

LUNDI = dt.date(2026, 12, 7)
HUIT_HEURES = dt.datetime(2026, 12, 7, 7, tzinfo=dt.UTC)  # in Paris
CANARIS = ("Zqnomi", "Zqpreno", "ZQ-77-REF", "Zqlieu", "Zqcompte")


@pytest.fixture
def anne(comptes):
    anne = comptes[Role.TRAVAILLEUR_SOCIAL]
    anne.prenom, anne.nom = "Anne", "Mésange"
    anne.save()
    return anne


@pytest.fixture
def claire(comptes):
    return comptes[Role.CHEF_DE_PROJET]


def suivre(referent, dernier=None, entree=dt.date(2026, 1, 5)):
    """Somebody in the action, last received `dernier` days before Monday; None: never."""
    sejour = ParcoursFabrique(date_entree=entree, participant__nom="Zqnomi", participant__prenom="Zqpreno")
    if referent:
        FaitReferent.objects.create(parcours=sejour, depuis=entree, valeur=referent)
    if dernier is not None:
        EntretienFabrique(
            participant=sejour.participant, date=LUNDI - dt.timedelta(days=dernier), compte_rendu="Zqcompte"
        )
    return sejour.participant


def rencontrer(agent, jours, **champs):
    return RendezVousFabrique(avec=agent, date=LUNDI + dt.timedelta(days=jours), lieu="Zqlieu", **champs)


def partis() -> list[tuple]:
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def recus(compte) -> int:
    return sum(message.to == [compte.email] for message in mail.outbox)


def a_paris(*quand) -> dt.datetime:
    return dt.datetime(*quand, tzinfo=PARIS).astimezone(dt.UTC)


@pytest.mark.django_db
class TestQuand:
    @pytest.mark.parametrize(
        ("le", "part"),
        [
            (a_paris(2026, 12, 6, 23, 59), False),  # Sunday
            (a_paris(2026, 12, 7, 0, 0), False),
            (a_paris(2026, 12, 7, 6, 59), False),
            (a_paris(2026, 12, 7, 7, 0), True),
            (a_paris(2026, 12, 7, 23, 59), True),  # it is still Monday in Paris
            (a_paris(2026, 12, 8, 0, 0), False),
            (dt.datetime(2026, 12, 7, 5, 59, tzinfo=dt.UTC), False),
            (dt.datetime(2026, 12, 7, 6, 0, tzinfo=dt.UTC), True),
            (dt.datetime(2026, 3, 30, 4, 59, tzinfo=dt.UTC), False),  # the day after summer time began
            (dt.datetime(2026, 3, 30, 5, 0, tzinfo=dt.UTC), True),
            (dt.datetime(2026, 10, 26, 5, 59, tzinfo=dt.UTC), False),  # the day after it ended
            (dt.datetime(2026, 10, 26, 6, 0, tzinfo=dt.UTC), True),
            (dt.datetime(2026, 7, 5, 22, 30, tzinfo=dt.UTC), False),  # half past midnight, Monday
        ],
    )
    def test_on_mondays_from_seven_by_the_clock_of_paris(self, le, part, anne):
        suivre(anne, entree=le.date() - dt.timedelta(days=60))
        menage(le)
        assert bool(mail.outbox) == part
        assert ResumeEnvoye.objects.filter(utilisateur=anne).exists() == part

    def test_the_worker_does_it_among_its_chores(self, anne):
        suivre(anne)
        _menage(HUIT_HEURES)
        assert recus(anne) == 1
        _menage(HUIT_HEURES + dt.timedelta(days=1))
        assert recus(anne) == 1

    def test_once_a_week(self, anne):
        suivre(anne)
        for minutes in (0, 10, 20, 600):
            menage(HUIT_HEURES + dt.timedelta(minutes=minutes))
        assert recus(anne) == 1
        menage(HUIT_HEURES + dt.timedelta(weeks=1))
        assert recus(anne) == 2


@pytest.mark.django_db
class TestAQui:
    def test_to_open_accounts_that_follow_people_or_answer_for_them(self, anne, claire, encadrant, administrateur):
        suivre(anne)
        for role in Role.values:
            creer_compte(role, email=f"ferme-{role}@jardins.example", is_active=False)
        invitee = creer_compte(Role.TRAVAILLEUR_SOCIAL, email="invitee@jardins.example")
        invitee.set_unusable_password()
        invitee.save()
        suivre(invitee)
        assert envoyer_les_resumes(le=HUIT_HEURES) == 2
        sujet = "Jardins du cœur : votre semaine"
        assert {(a, s.replace("\u00a0", " ")) for a, s in partis()} == {(anne.email, sujet), (claire.email, sujet)}

    def test_who_does_not_want_it_receives_none(self, anne, claire):
        suivre(anne)
        for compte in (anne, claire):
            client_de(compte).post(reverse("comptes:resume_regler"), {})
        assert envoyer_les_resumes(le=HUIT_HEURES) == 0
        client_de(anne).post(reverse("comptes:resume_regler"), {"resume_hebdomadaire": "on"})
        assert envoyer_les_resumes(le=HUIT_HEURES) == 1

    def test_nothing_leaves_when_nothing_waits_nor_later_that_day(self, anne, claire):
        suivre(anne, dernier=3)
        menage(HUIT_HEURES)
        suivre(anne)
        menage(HUIT_HEURES + dt.timedelta(hours=3))
        assert mail.outbox == []
        assert ResumeEnvoye.objects.exclude(fini_le=None).count() == 2

    def test_nothing_is_claimed_without_a_mail_server(self, anne, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        suivre(anne)
        assert envoyer_les_resumes(le=HUIT_HEURES) == 0
        assert not ResumeEnvoye.objects.exists()


@pytest.mark.django_db
class TestCeQuIlDit:
    @pytest.fixture
    def monde(self, anne, claire):
        for dernier in (32, 40, 26, 31, 25, None):  # late: 2, to plan: 2, up to date: 1, never: 1
            suivre(anne, dernier)
        suspendue = suivre(anne, 60)
        SuspensionFabrique(parcours=suspendue.parcours.get(), debut=dt.date(2026, 11, 1), fin=None)
        for jours in (0, 3, 6):
            rencontrer(anne, jours)
        for jours in (-1, 7):
            rencontrer(anne, jours)
        rencontrer(anne, 2, statut="annule")
        suivre(None, 50)
        nora = creer_compte(Role.TRAVAILLEUR_SOCIAL, email="nora@jardins.example", prenom="Nora", nom="Fauvette")
        suivre(nora, 5)
        return nora

    def texte(self, qui) -> str:
        return texte_pour(qui, lire_semaine(LUNDI)).replace("\u00a0", " ")

    def test_an_agent_reads_her_numbers_and_where_they_lead(self, anne, monde, settings):
        settings.ADRESSE = "https://jardins.example"
        liste = f"https://jardins.example/participants/?vue={{}}&referent={anne.pk}&tri=entretien"
        assert self.texte(anne).split("\n") == [
            "Voici ce qui vous attend cette semaine, au 7 décembre 2026.",
            "",
            "2 entretiens en retard :",
            liste.format("en_retard"),
            "1 personne jamais reçue :",
            liste.format("jamais_recus"),
            "2 entretiens à prévoir :",
            liste.format("a_prevoir"),
            "3 rendez-vous d’ici dimanche :",
            "https://jardins.example/#agenda",
            "",
            "Aucun nom n’est écrit ici. Ouvrez les liens pour voir qui est concerné.",
            "",
            "Pour ne plus recevoir ce message : https://jardins.example/comptes/mon-compte/",
        ]

    def test_who_has_nothing_due_is_told_nothing(self, monde):
        assert self.texte(monde) == ""

    def test_a_chef_de_projet_reads_by_agent_whose_initials_alone_are_written(self, anne, claire, monde):
        texte = self.texte(claire)
        assert "A. M. : 2 entretiens en retard, 1 personne jamais reçue, 2 entretiens à prévoir" in texte
        assert "Sans référent : 1 entretien en retard" in texte
        assert "N. F." not in texte
        assert "Mésange" not in texte

    def test_every_link_is_absolute_and_shows_what_was_counted(self, anne, claire, monde, settings):
        settings.ADRESSE = "https://jardins.example"
        with time_machine.travel(HUIT_HEURES, tick=False):
            for qui in (anne, claire):
                client = client_de(qui)
                lignes = self.texte(qui).split("\n")
                liens = [ligne.split(" : ")[-1] for ligne in lignes if "//" in ligne]
                assert liens
                assert all(lien.startswith("https://jardins.example/") for lien in liens)
                for lien in liens:
                    assert client.get(lien.removeprefix("https://jardins.example")).status_code == 200
            client = client_de(anne)
            lus = re.findall(r"^(\d+) [^:]*:\n(\S*participants\S*)$", self.texte(anne), re.MULTILINE)
            assert len(lus) == 3
            for nombre, lien in lus:
                liste = client.get(lien.removeprefix("https://jardins.example")).context["liste"]
                assert liste.total == int(nombre)

    def test_no_letter_holds_anything_of_anybody(self, anne, claire, monde):
        envoyer_les_resumes(le=HUIT_HEURES)
        assert len(mail.outbox) == 2
        for message in mail.outbox:
            entier = str(message.message())
            lisible = f"{message.subject} {message.body}"
            assert [canari for canari in CANARIS if canari.lower() in (entier + lisible).lower()] == []
            assert "Mésange" not in lisible
            assert [adresse for adresse in re.findall(r"\S+@\S+", lisible) if adresse] == []

    def test_a_number_of_one_is_in_the_singular(self, anne):
        suivre(anne, 40)
        suivre(anne, 30)
        rencontrer(anne, 1)
        texte = self.texte(anne)
        for ligne in ("1 entretien en retard :", "1 entretien à prévoir :", "1 rendez-vous d’ici dimanche :"):
            assert ligne in texte

    def test_three_queries_whatever_the_number_of_people(self, anne):
        for rang in range(20):
            suivre(anne, rang + 20)
        assert requetes(lambda: lire_semaine(LUNDI)) == 3


@pytest.mark.django_db
class TestUneSeuleFois:
    def test_a_letter_that_could_not_leave_is_tried_again(self, anne, claire, monkeypatch):
        suivre(anne)

        def echouer(*_, **__):
            raise SMTPException("Zqnomi")

        with monkeypatch.context() as panne:
            panne.setattr(courriels, "send_mail", echouer)
            assert envoyer_les_resumes(le=HUIT_HEURES) == 0
        assert not ResumeEnvoye.objects.filter(fini_le=None).exists()
        assert envoyer_les_resumes(le=HUIT_HEURES + dt.timedelta(minutes=10)) == 2

    def test_two_failures_in_a_row_stop_so_that_the_worker_does_not_wait_for_each(self, anne, claire, monkeypatch):
        suivre(anne)
        creer_compte(Role.CHEF_DE_PROJET, email="autre@jardins.example")
        essais = []
        monkeypatch.setattr(courriels, "envoyer", lambda *a, **k: essais.append(a))
        assert envoyer_les_resumes(le=HUIT_HEURES) == 0
        assert len(essais) == 2
        assert not ResumeEnvoye.objects.exists()

    def test_an_address_that_is_always_refused_keeps_nobody_else_waiting(self, anne, claire, monkeypatch):
        suivre(anne)
        monkeypatch.setattr(courriels, "envoyer", lambda lettre, a, *_, **__: a != anne.email)
        assert envoyer_les_resumes(le=HUIT_HEURES) == 1
        assert set(ResumeEnvoye.objects.values_list("utilisateur", flat=True)) == {claire.pk}

    def test_one_taken_by_another_worker_is_left_to_it_for_an_hour(self, anne):
        suivre(anne)
        ResumeEnvoye.objects.create(utilisateur=anne, lundi=LUNDI, pris_le=HUIT_HEURES)
        for attente in (dt.timedelta(0), REPRISE):
            assert anne not in destinataires(LUNDI, HUIT_HEURES + attente)
            menage(HUIT_HEURES + attente)
        assert recus(anne) == 0
        menage(HUIT_HEURES + REPRISE + dt.timedelta(seconds=1))
        assert recus(anne) == 1

    def test_the_week_of_a_day_begins_on_its_monday(self):
        semaine = [LUNDI + dt.timedelta(days=n) for n in range(7)]
        assert {lundi_de(jour) for jour in semaine} == {LUNDI}
        assert lundi_de(LUNDI - dt.timedelta(days=1)) == dt.date(2026, 11, 30)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_letter_each_account():
    agents = [creer_compte(Role.TRAVAILLEUR_SOCIAL, email=f"a{rang}@jardins.example") for rang in range(6)]
    for agent in agents:
        suivre(agent)
    depart, envoyes = threading.Barrier(2), []

    def travailler():
        try:
            depart.wait()
            envoyes.append(envoyer_les_resumes(le=HUIT_HEURES))
        finally:
            connection.close()

    fils = [threading.Thread(target=travailler) for _ in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(timeout=30)
    assert sum(envoyes) == 6
    assert sorted(message.to[0] for message in mail.outbox) == sorted(agent.email for agent in agents)


@pytest.mark.django_db
class TestCommande:
    @pytest.fixture(autouse=True)
    def _mercredi(self):
        with time_machine.travel(HUIT_HEURES + dt.timedelta(days=2), tick=False):
            yield

    def dire(self, *options) -> str:
        sortie = StringIO()
        call_command("resumer", *options, stdout=sortie)
        return sortie.getvalue().replace("\u00a0", " ").strip()

    def test_by_itself_it_counts_by_role_and_sends_nothing(self, anne, claire):
        suivre(anne)
        assert self.dire() == (
            "2 résumés de la semaine à envoyer : 1 pour le rôle chef de projet, 1 pour le rôle travailleur social. "
            "Ajoutez --envoyer pour les envoyer."
        )
        assert (mail.outbox, ResumeEnvoye.objects.count()) == ([], 0)

    def test_told_to_it_sends_any_day_what_has_not_left(self, anne, claire):
        suivre(anne)
        assert self.dire("--envoyer") == "2 résumés de la semaine : envoi fait."
        assert len(mail.outbox) == 2
        assert self.dire("--envoyer") == "0 résumé de la semaine : envoi fait."
        assert self.dire() == "Aucun résumé ne part : ceux de la semaine sont partis, ou rien n’attend personne."
        assert set(ResumeEnvoye.objects.values_list("lundi", flat=True)) == {LUNDI}

    def test_without_a_mail_server_it_says_so(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        assert "Aucun serveur de courriel n’est réglé" in self.dire("--envoyer")
