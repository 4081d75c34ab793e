"""How many statements the bilan and the pages cost: few, and the same with ten times the rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ateliers.models import Seance
from bilans.indicateurs import calculer
from participants.models import Participant
from socle.periodes import Periode
from tests.bilans.mondes import charger
from tests.conftest import client_de
from tests.fabriques import UtilisateurFabrique

pytestmark = pytest.mark.django_db

ANNEE = Periode(dt.date(2015, 1, 1), dt.date(2015, 12, 31))
SANTE = "Promotion et éducation à la santé"
PARTENAIRES = ["CCAS", "Croix-Rouge", "Mission locale", None]


def peupler(debut: int, fin: int) -> None:
    """People `debut` to `fin`, each with two stays, changes, a session of their own and everybody's first one."""
    gens, changements, seances, presences, entretiens, demarches = [], [], [], [], [], []
    for n in range(debut, fin):
        suite = [None, "Dutemple", "oui", "V", "RSA", None, PARTENAIRES[n % 4]]
        gens.append([f"P{n}", f"Nom {n}", "Prénom", "F", *suite, "05/01/2015", "10/02/2015", "CDD"])
        gens.append([f"P{n}", f"Nom {n}", "Prénom", "F", *suite, "01/03/2015", None, None])
        changements += [[f"P{n}", "01/06/2015", "quartier", "Acacias"], [f"P{n}", "01/07/2015", "situation", None]]
        jour = (dt.date(2015, 3, 2) + dt.timedelta(days=n)).isoformat()
        atelier = ("Jardinage", SANTE)[n % 2]
        seances.append([f"S{n}", atelier, "Vignoble", jour, "08:00", "10:00", "Été", "Zoé|Croix-Rouge", None])
        entretiens.append([f"E{n}", f"P{n}", jour, None, None, None, None])
        demarches.append([f"D{n}", f"P{n}", "emploi", "Essai", jour, jour, "aboutie", (None, "CDI")[n % 2], None])
        demarches.append([f"B{n}", f"P{n}", "santé", "Bilan de santé", jour, jour, "aboutie", None, None])
        presences += [[f"S{n}", f"P{n}", "présent", None], ["S1", f"P{n}", "absent", None]] if n != 1 else []
    charger(
        {
            "participants": gens,
            "changements": changements,
            "seances": seances,
            "presences": presences,
            "entretiens": entretiens,
            "demarches": demarches,
        }
    )


def requetes(faire) -> int:
    """How many statements this takes."""
    with CaptureQueriesContext(connection) as contexte:
        faire()
    return len(contexte.captured_queries)


def test_the_data_of_a_bilan_takes_at_most_10_statements_whatever_the_rows():
    peupler(0, 3)
    petit = requetes(lambda: calculer(ANNEE))
    peupler(3, 30)
    assert requetes(lambda: calculer(ANNEE)) == petit
    assert 0 < petit <= 10


PAGES = [
    ("liste des personnes", 6, lambda: reverse("participants:participant_lister")),
    (
        "dossier",
        12,
        lambda: reverse("participants:participant_voir", args=[Participant.objects.get(reference="P0").uuid]),
    ),
    ("liste des séances", 6, lambda: reverse("ateliers:seance_lister")),
    ("séance", 12, lambda: reverse("ateliers:seance_voir", args=[Seance.objects.get(reference="S1").uuid])),
    ("bilan", 12, lambda: reverse("bilans:bilan_voir", args=["2015-01-01", "2015-12-31"])),
    ("bilans", 12, lambda: reverse("bilans:bilan_choisir")),
    ("fichiers", 6, lambda: reverse("fichiers")),
]


@pytest.mark.parametrize(("nom", "plafond", "adresse"), PAGES, ids=[nom for nom, _, _ in PAGES])
def test_a_page_takes_as_many_statements_with_ten_times_the_rows(nom, plafond, adresse):
    client = client_de(UtilisateurFabrique())
    peupler(0, 3)
    chemin = adresse()
    client.get(chemin)
    petit = requetes(lambda: client.get(chemin))
    peupler(3, 30)
    assert requetes(lambda: client.get(chemin)) == petit
    assert petit <= plafond, f"{nom} : {petit}"
