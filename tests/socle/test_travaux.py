"""Long work: who claims a row, what a death costs, how far it is told, and who may look."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.urls import reverse

from socle.management.commands.travailler import _menage
from socle.models import Travail
from socle.travaux import attente, ouvrier
from socle.travaux.ouvrier import Arret, TravailImpossible, faire, un_tour
from tests.conftest import client_de
from tests.fabriques import TravailFabrique, UtilisateurFabrique

pytestmark = pytest.mark.django_db
RACINE = Path(__file__).resolve().parents[2]
T0 = dt.datetime(2026, 1, 15, 10, tzinfo=dt.UTC)
UN_SEUL_ECRIVAIN = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
faits = []


def apres(**duree) -> dt.datetime:
    return T0 + dt.timedelta(**duree)


def reussir(*, travail, suivre, le):
    faits.append((travail.objet, le))


def refuser(*, travail, suivre, le):
    raise TravailImpossible("Ce fichier n’est plus gardé.")


def trebucher(*, travail, suivre, le):
    raise ValueError("Zqnomi est en double")


def s_arreter(*, travail, suivre, le):
    suivre.arret.signaler()
    suivre("étape 1 sur 1")


def perdre(*, travail, suivre, le):
    suivre.perdu = True
    suivre("étape 1 sur 1")


def attendre_qu_on_le_voie(*, travail, suivre, le):
    suivre("étape 2 sur 3, contrôle", 40, 100)
    limite = time.monotonic() + 10
    while time.monotonic() < limite:
        if Travail.objects.get(pk=travail.pk).etape:
            return
        time.sleep(0.02)


@pytest.fixture(autouse=True)
def _travaux(settings):
    noms = ("reussir", "refuser", "trebucher", "s_arreter", "perdre", "attendre_qu_on_le_voie")
    settings.TRAVAUX = tuple(f"tests.socle.test_travaux.{nom}" for nom in noms)
    faits.clear()


def prendre(nom: str = "a", le: dt.datetime = T0):
    return attente.prendre(ouvrier=nom, le=le)


def pris(nature: str = "reussir") -> Travail:
    TravailFabrique(nature=nature)
    return prendre()


def test_the_oldest_is_taken_first_and_each_one_once():
    recent = TravailFabrique(demande_le=apres(minutes=1))
    ancien = TravailFabrique(demande_le=T0)
    assert [prendre("a"), prendre("b"), prendre("c")] == [ancien, recent, None]
    ancien.refresh_from_db()
    assert (ancien.statut, ancien.ouvrier, ancien.battu_le, ancien.essais) == ("en_cours", "a", T0, 1)


def test_a_silent_row_is_taken_again_once_then_failed_in_french():
    pris()
    assert prendre("b", apres(minutes=4)) is None
    repris = prendre("b", apres(minutes=6))
    assert (repris.ouvrier, repris.essais) == ("b", 2)
    assert prendre("c", apres(minutes=20)) is None
    assert attente.abandonner(le=apres(minutes=10)) == 0
    assert attente.abandonner(le=apres(minutes=20)) == 1
    repris.refresh_from_db()
    assert (repris.statut, repris.fini_le) == ("echoue", apres(minutes=20))
    assert repris.message.startswith("Ce traitement s’est arrêté deux fois avant la fin. Rien n’est enregistré.")


def test_a_row_that_gives_signs_is_left_to_its_worker():
    travail = pris()
    assert attente.battre(travail=travail, etape="étape 2", fait=4, total=9, le=apres(minutes=4))
    assert prendre("b", apres(minutes=8)) is None
    travail.refresh_from_db()
    assert (travail.etape, travail.fait, travail.total) == ("étape 2", 4, 9)


def test_a_worker_that_wakes_up_too_late_changes_nothing():
    travail = pris()
    prendre("b", apres(minutes=6))
    assert not attente.battre(travail=travail, etape="vieux", fait=1, total=1, le=apres(minutes=7))
    assert not attente.finir(travail=travail, le=apres(minutes=7))
    assert not attente.echouer(travail=travail, message="vieux", le=apres(minutes=7))
    assert not attente.rendre(travail=travail)
    travail.refresh_from_db()
    assert (travail.statut, travail.ouvrier, travail.etape, travail.message) == ("en_cours", "b", "", "")


def test_done_work_is_marked_at_its_hour():
    travail = TravailFabrique(nature="reussir")
    assert un_tour(ouvrier="a", arret=Arret(), horloge=lambda: T0)
    assert not un_tour(ouvrier="a", arret=Arret(), horloge=lambda: T0)
    travail.refresh_from_db()
    assert (travail.statut, travail.fini_le, faits) == ("fini", T0, [(travail.objet, T0)])


def test_work_that_cannot_be_done_says_why():
    travail = pris("refuser")
    faire(travail=travail, arret=Arret())
    travail.refresh_from_db()
    assert (travail.statut, travail.message) == ("echoue", "Ce fichier n’est plus gardé.")


def test_an_error_fails_at_once_and_the_log_says_where_without_the_data(caplog):
    travail = pris("trebucher")
    faire(travail=travail, arret=Arret())
    travail.refresh_from_db()
    assert travail.statut == "echoue"
    assert travail.message.startswith("Ce traitement s’est arrêté sur une erreur de l’application.")
    assert "ValueError" in caplog.text
    assert "in trebucher" in caplog.text
    assert "Zqnomi est en double\n" not in caplog.text.replace('"Zqnomi est en double"', "")


def test_a_worker_told_to_stop_gives_the_row_back_and_it_counts_for_nothing():
    travail = pris("s_arreter")
    faire(travail=travail, arret=Arret())
    travail.refresh_from_db()
    assert (travail.statut, travail.essais, travail.ouvrier, travail.battu_le) == ("attente", 0, "", None)


def test_a_worker_that_lost_its_row_writes_nothing_of_it():
    travail = pris("perdre")
    faire(travail=travail, arret=Arret())
    travail.refresh_from_db()
    assert (travail.statut, travail.fini_le) == ("en_cours", None)


def test_a_worker_whose_parent_is_gone_must_stop():
    assert not Arret(os.getppid())
    assert Arret(os.getpid())


@pytest.mark.parametrize("panne", [OperationalError, InterfaceError])
def test_a_worker_outlives_a_restart_of_the_database(monkeypatch, panne, caplog):
    tours = iter([panne("serveur Zqnomi parti"), False])

    def tour(**_):
        issue = next(tours)
        if issue:
            raise issue
        arret.signaler()
        return False

    arret = Arret()
    monkeypatch.setattr(ouvrier, "un_tour", tour)
    monkeypatch.setattr(ouvrier, "close_old_connections", lambda: None)
    monkeypatch.setattr(ouvrier.connection, "close", lambda: None, raising=False)
    monkeypatch.setattr(ouvrier, "PAUSE", 0)
    ouvrier.travailler(ouvrier="a", arret=arret, menage=lambda le: None)
    assert list(tours) == []
    assert panne.__name__ in caplog.text
    assert "Zqnomi" not in caplog.text


def test_ended_work_is_kept_seven_days():
    for jours in (6, 8):
        TravailFabrique(statut="fini", fini_le=apres(days=-jours))
    TravailFabrique(demande_le=apres(days=-30))
    assert attente.purger(le=T0) == 1
    assert {travail.statut for travail in Travail.objects.all()} == {"fini", "attente"}


def test_a_session_that_is_over_is_kept_no_longer():
    for cle, heures in (("finie", -1), ("ouverte", 1)):
        Session.objects.create(session_key=cle, session_data="", expire_date=apres(hours=heures))
    _menage(T0)
    assert [session.pk for session in Session.objects.all()] == ["ouverte"]


@UN_SEUL_ECRIVAIN
@pytest.mark.django_db(transaction=True)
def test_four_workers_never_take_the_same_row():
    par = UtilisateurFabrique()
    TravailFabrique.create_batch(60, demande_par=par)
    depart = threading.Barrier(4)
    prises = []

    def vider(nom):
        depart.wait()
        vides = 0
        while vides < 3:  # a worker may lose every race of one look
            travail = prendre(nom)
            vides = 0 if travail else vides + 1
            if travail:
                prises.append((travail.pk, nom))
        connection.close()

    fils = [threading.Thread(target=vider, args=(f"ouvrier-{rang}",)) for rang in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(timeout=60)
    assert len(prises) == 60
    assert {pk for pk, _ in prises} == set(Travail.objects.values_list("pk", flat=True))
    assert dict(prises) == dict(Travail.objects.values_list("pk", "ouvrier"))
    assert len({nom for _, nom in prises}) > 1


@UN_SEUL_ECRIVAIN
@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_goes_on(monkeypatch):
    monkeypatch.setattr(ouvrier, "PERIODE", 0.05)
    travail = pris("attendre_qu_on_le_voie")
    faire(travail=travail, arret=Arret())
    travail.refresh_from_db()
    assert (travail.statut, travail.etape) == ("fini", "étape 2 sur 3, contrôle")
    assert (travail.fait, travail.total) == (40, 100)


@pytest.fixture
def manage(tmp_path):
    """Starts manage.py on a database of its own, made by migrate."""
    environnement = {nom: valeur for nom, valeur in os.environ.items() if nom != "DATABASE_URL"}
    environnement["JARDINS_VAR"] = str(tmp_path)

    def lancer(*mots) -> subprocess.Popen:
        commande = [sys.executable, "manage.py", *mots]
        return subprocess.Popen(commande, cwd=RACINE, env=environnement, stderr=subprocess.PIPE, text=True)

    with lancer("migrate", "--verbosity", "0", "--skip-checks") as migration:
        assert migration.wait(timeout=60) == 0, migration.stderr.read()
    return lancer


@pytest.mark.parametrize("numero", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_an_idle_worker_in_good_order(manage, numero):
    with manage("travailler") as processus:
        with pytest.raises(subprocess.TimeoutExpired):
            processus.wait(timeout=5)
        processus.send_signal(numero)
        assert processus.wait(timeout=10) == 0
        assert processus.stderr.read() == ""


def test_a_worker_started_for_a_process_that_is_gone_stops_at_once(manage):
    with manage("travailler", "--parent", "1") as processus:
        assert processus.wait(timeout=20) == 0


@pytest.mark.django_db(transaction=True)  # a worker closes the connection of a transaction that it did not open
def test_the_command_does_what_waits_then_stops():
    travail = TravailFabrique(nature="reussir")
    vieux = TravailFabrique(statut="fini", fini_le=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    avant = [signal.getsignal(numero) for numero in (signal.SIGTERM, signal.SIGINT)]
    try:
        call_command("travailler", "--une-fois")
    finally:
        for numero, ancien in zip((signal.SIGTERM, signal.SIGINT), avant, strict=True):
            signal.signal(numero, ancien)
    assert list(Travail.objects.values_list("pk", "statut")) == [(travail.pk, "fini")]
    assert not Travail.objects.filter(pk=vieux.pk).exists()


def page(travail: Travail) -> str:
    adresse = reverse("travail_voir", args=[travail.uuid])
    return client_de(travail.demande_par).get(adresse).content.decode()


def test_the_page_of_work_that_nobody_does_says_so(time_machine):
    travail = TravailFabrique(demande_le=T0)
    time_machine.move_to(apres(seconds=5), tick=False)
    assert "Le traitement va commencer." in page(travail)
    time_machine.move_to(apres(seconds=20), tick=False)
    assert "Le traitement n’a pas commencé : le programme qui s’en charge ne tourne pas." in page(travail)
    TravailFabrique(statut="en_cours", ouvrier="a", battu_le=T0)
    assert "Un autre traitement est en cours. Le vôtre commencera juste après." in page(travail)


def test_the_page_tells_how_far_it_is_then_where_the_result_is(time_machine):
    time_machine.move_to(apres(minutes=1), tick=False)
    travail = TravailFabrique(
        statut="en_cours", ouvrier="a", battu_le=T0, demande_le=T0, etape="étape 2 sur 3, contrôle", fait=4, total=9
    )
    vue = page(travail)
    assert 'value="4" max="9"' in " ".join(vue.split())
    assert "étape 2 sur 3, contrôle" in vue
    assert "Vous pouvez quitter cette page" in vue
    assert 'data-progression="suivre"' in vue
    Travail.objects.update(statut="fini", fini_le=T0)
    vue = page(travail)
    assert reverse("import_confirmer", args=[travail.objet]) in vue
    assert "suivre" not in vue.split("data-progression", 1)[1].split(">", 1)[0]


def test_a_page_left_open_on_work_that_never_starts_stops_asking(time_machine):
    travail = TravailFabrique(demande_le=T0)
    time_machine.move_to(apres(minutes=61), tick=False)
    assert 'data-progression="suivre"' not in page(travail)


def test_nobody_else_sees_the_work_not_even_the_chef_de_projet(cheffe_de_projet):
    travail = TravailFabrique()
    adresse = reverse("travail_voir", args=[travail.uuid])
    assert client_de(cheffe_de_projet).get(adresse).status_code == 404
    assert client_de(travail.demande_par).get(adresse).status_code == 200


@pytest.mark.parametrize("autres", [0, 30])
def test_the_page_costs_the_same_whatever_the_queue(autres, django_assert_max_num_queries):
    travail = TravailFabrique()
    TravailFabrique.create_batch(autres)
    client = client_de(travail.demande_par)
    with django_assert_max_num_queries(12):
        client.get(reverse("travail_voir", args=[travail.uuid]))
