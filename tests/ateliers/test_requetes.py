"""Statements of each page of sessions: few, and the same with ten times the rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jardins.models import Site
from tests.conftest import client_de
from tests.fabriques import (
    IntervenantFabrique,
    ParcoursFabrique,
    PartenaireFabrique,
    PresenceFabrique,
    SeanceFabrique,
    ligne_de,
)

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 11, 23)
SIENNE = ("seance_voir", "seance_modifier", "seance_recopier", "seance_annuler")
PAGES = [
    ("seance_lister", 6, {}),
    ("seance_lister", 6, {"onglet": "passees"}),
    ("seance_lister", 6, {"onglet": "a-completer"}),
    ("seance_exporter", 6, {}),
    ("seance_calendrier", 6, {}),
    ("calendrier_telecharger", 6, {}),
    ("presence_saisir", 12, {}),
    ("presence_saisir", 12, {"reprendre": "derniere"}),
    ("seance_creer", 12, {}),
    ("seances_generer", 12, {}),
    ("journee_annuler", 12, {"date": "2026-11-23"}),
    ("participant_presences", 12, {}),
    *((nom, 12, {}) for nom in SIENNE),
]


@pytest.fixture(autouse=True)
def _ce_jour(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC), tick=False)


def peupler(combien: int, seance, habituee) -> None:
    """That many people, sessions of today and of each past day, speakers, and presences of each."""
    for n in range(combien):
        qui = ParcoursFabrique().participant
        autre = SeanceFabrique(date=JOUR, statut="prevue", site=ligne_de(Site, "Rôleur"))
        passee = SeanceFabrique(date=JOUR - dt.timedelta(days=n % 20 + 1))
        SeanceFabrique(date=JOUR - dt.timedelta(days=n % 20 + 1), statut="prevue", theme="attend")
        for venue in (qui, habituee):
            PresenceFabrique(seance=passee, participant=venue)
        PresenceFabrique(seance=seance, participant=qui)
        for cible in (seance, autre):
            cible.intervenants.add(IntervenantFabrique())
            cible.partenaires.add(PartenaireFabrique())


@pytest.mark.parametrize(("nom", "borne", "requete"), PAGES)
def test_few_statements_and_as_many_with_ten_times_the_rows(cheffe_de_projet, nom, borne, requete):
    seance, habituee = SeanceFabrique(date=JOUR), ParcoursFabrique().participant
    arguments = {
        "presence_saisir": ["2026-11-23", "matin"],
        "seance_exporter": ["csv"],
        "participant_presences": [habituee.uuid],
    } | {sienne: [seance.uuid] for sienne in SIENNE}
    adresse = reverse(f"ateliers:{nom}", args=arguments.get(nom, []))
    client = client_de(cheffe_de_projet)

    def compter() -> int:
        with CaptureQueriesContext(connection) as contexte:
            assert client.get(adresse, requete).status_code == 200
        return len(contexte.captured_queries)

    peupler(2, seance, habituee)
    compter()  # the first page marks the session
    petit = compter()
    peupler(18, seance, habituee)
    assert compter() == petit
    assert petit <= borne
