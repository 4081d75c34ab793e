"""What the demonstration adds to its files, on a small base."""

import datetime as dt

import pytest

from comptes.choix import Role
from participants.demonstration import suivre
from participants.models import Coordonnees, FaitReferent, Participant, PremierContact
from tests.conftest import creer_compte
from tests.fabriques import ParcoursFabrique

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 3, 10)


@pytest.fixture
def equipe():
    return [creer_compte(Role.TRAVAILLEUR_SOCIAL, email=f"{nom}@jardins.example") for nom in ("anne", "nora")]


def test_only_the_last_year_is_followed_and_people_are_expected(equipe):
    anciens = [ParcoursFabrique(date_entree=dt.date(2015, 1, 5), date_sortie=dt.date(2016, 1, 4)) for _ in range(3)]
    recents = [ParcoursFabrique(date_entree=dt.date(2026, 1, 5)) for _ in range(12)]
    suivre(JOUR)
    suivis = set(FaitReferent.objects.values_list("parcours", flat=True))
    assert suivis <= {sejour.pk for sejour in recents}
    assert len(suivis) == 11
    assert {fait.valeur for fait in FaitReferent.objects.all()} == set(equipe)
    assert Coordonnees.objects.count() == 9
    assert not Coordonnees.objects.filter(participant__in=[sejour.participant for sejour in anciens]).exists()
    assert not Coordonnees.objects.exclude(telephone__startswith="06 39 98 ").exists()
    assert Participant.objects.a_l_accueil().count() == 3
    assert PremierContact.objects.filter(participant__parcours__isnull=False).count() == 4


def test_the_same_day_gives_the_same_rows(equipe):
    [ParcoursFabrique(date_entree=dt.date(2026, 1, 5)) for _ in range(5)]
    suivre(JOUR)
    assert list(Participant.objects.a_l_accueil().values_list("nom", "reference")) == [
        ("Cormier", "2026-0002"),
        ("Jujubier", "2026-0003"),
        ("Sycomore", "2026-0001"),
    ]
