"""The list as a file: the people and columns of the page, dates that are dates, numbers that are numbers."""

import datetime as dt
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from comptes.models import Acces
from tests.conftest import client_de
from tests.fabriques import ParticipantFabrique
from tests.participants.monde_de_liste import MIDI, entrer, peupler

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_le_10_mars")]


@pytest.fixture
def _le_10_mars():
    with time_machine.travel(MIDI, tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    peupler(travailleuse_sociale)
    return client_de(travailleuse_sociale)


def lignes(reponse) -> list[tuple]:
    return list(load_workbook(BytesIO(reponse.content)).active.iter_rows(values_only=True))


def test_a_workbook_holds_the_columns_of_the_page(client):
    reponse = client.get("/participants/exporter.xlsx")
    assert reponse["Content-Disposition"] == 'attachment; filename="participants-2026-03-10.xlsx"'
    entetes, bo, ada, cleo = lignes(reponse)
    assert entetes == (
        "Nom",
        "Prénom",
        "Quartier",
        "Référent",
        "Dernière venue",
        "Dernier entretien",
        "Rythme des entretiens",
        "Heures du mois",
        "À compléter",
    )
    assert ada[:3] == ("Charme", "Ada", "Acacias")
    assert ada[4:] == (dt.datetime(2026, 3, 4), None, "jamais reçue", 2.5, None)
    assert bo[4:8] == (dt.datetime(2026, 1, 8), None, "jamais reçue", 0)
    assert cleo[2:7] == (None, None, None, None, "à prévoir")


def test_chosen_columns_keep_their_kinds(client):
    entetes, _, ada, cleo = lignes(client.get("/participants/exporter.xlsx", {"colonnes": ["age", "entree"]}))
    assert entetes == ("Nom", "Prénom", "Âge", "Entrée")
    assert ada == ("Charme", "Ada", 45, dt.datetime(2026, 1, 5))
    assert cleo[2] is None


def test_a_csv_holds_no_blank_of_typography_and_the_same_filters(client):
    reponse = client.get("/participants/exporter.csv", {"vue": "miens", "colonnes": ["heures", "entree"]})
    assert reponse.content.decode("utf-8-sig").splitlines() == [
        "Nom;Prénom;Entrée;Heures du mois",
        "Charme;Ada;05/01/2026;2,50",
    ]
    assert "\u00a0" not in client.get("/participants/exporter.csv?onglet=tous").content.decode()


def test_every_page_is_in_the_file(client):
    for n in range(70):
        entrer(ParticipantFabrique(nom=f"Nom {n}"), dt.date(2026, 3, 9))
    assert len(lignes(client.get("/participants/exporter.xlsx"))) == 1 + 3 + 70


def test_an_export_leaves_its_name_in_the_journal(client):
    client.get("/participants/exporter.ods?onglet=tous")
    assert Acces.objects.get(action="participant_exporter").precision == "participants-2026-03-10.ods"


def test_another_format_does_not_exist(client):
    assert client.get("/participants/exporter.exe").status_code == 404


def test_a_file_takes_as_many_statements_whatever_the_rows(client, travailleuse_sociale, django_assert_max_num_queries):
    client.get("/participants/exporter.csv")
    with django_assert_max_num_queries(6):
        client.get("/participants/exporter.csv?onglet=tous")
    for rang in range(10):
        peupler(travailleuse_sociale, f" {rang}")
    with django_assert_max_num_queries(6):
        client.get("/participants/exporter.csv?onglet=tous")
