"""What files learn from presences: that somebody in the action has not come for a while."""

import datetime as dt

import pytest

from ateliers.signaux import alerte_d_absence
from participants.dossier import Cadre
from participants.models import Coordonnees
from socle.models import ParametreDate
from tests.fabriques import ParticipantFabrique
from tests.participants.monde_de_liste import entrer, venir

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 3, 10)


def dire(personne) -> list[tuple[str, str]]:
    cadre = Cadre(personne, Coordonnees(), list(personne.parcours.order_by("-date_entree")), [], JOUR)
    return [(alerte.titre.replace("\u00a0", " "), alerte.texte) for alerte in alerte_d_absence(cadre)]


@pytest.fixture
def personne():
    return ParticipantFabrique()


def il_y_a(jours: int) -> dt.date:
    return JOUR - dt.timedelta(days=jours)


@pytest.mark.parametrize(
    ("entree", "venue", "attendu"),
    [
        (40, 14, []),
        (40, 15, [("Aucune venue depuis 15 jours", "Le 23/02/2026 pour la dernière fois.")]),
        (14, None, []),
        (18, None, [("Aucune venue depuis 18 jours", "Aucune présence depuis l’entrée.")]),
        (18, 30, [("Aucune venue depuis 18 jours", "Aucune présence depuis l’entrée.")]),
    ],
)
def test_days_are_counted_from_the_last_time_or_from_the_entry(personne, entree, venue, attendu):
    entrer(personne, il_y_a(entree))
    if venue:
        venir(personne, il_y_a(venue), 60)
    assert dire(personne) == attendu


def test_a_session_that_did_not_take_place_is_no_coming(personne):
    entrer(personne, il_y_a(40))
    venir(personne, il_y_a(2), 60, statut="annulee")
    assert dire(personne) == [("Aucune venue depuis 40 jours", "Aucune présence depuis l’entrée.")]


@pytest.mark.parametrize("sortie", [0, 5])
def test_who_has_left_is_not_missed(personne, sortie):
    entrer(personne, il_y_a(40), il_y_a(sortie))
    assert dire(personne) == []


def test_who_never_entered_is_not_missed(personne):
    assert dire(personne) == []


def test_the_number_of_days_is_a_setting(personne):
    ParametreDate.objects.create(nom="jours_sans_venue", depuis=JOUR, valeur=41)
    entrer(personne, il_y_a(40))
    assert dire(personne) == []
