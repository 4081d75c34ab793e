"""A read made once gives what Django gives, on both engines, and sees the rows of now."""

import pytest
from django.db.models import Count, F, Q, Value

from participants.models import Participant
from socle.preparation import preparer
from tests.fabriques import ParcoursFabrique, ParticipantFabrique

pytestmark = pytest.mark.django_db


def test_it_gives_the_rows_of_values_with_their_types():
    ParcoursFabrique()
    requete = Participant.objects.annotate(entree=F("parcours__date_entree"), femme=Q(sexe="F")).values(
        "uuid", "entree", "femme", "annee_seule", "date_naissance"
    )
    [ligne] = preparer(requete).lignes()
    assert ligne == requete.get()
    assert [type(valeur) for valeur in ligne.values()] == [type(valeur) for valeur in requete.get().values()]


def test_it_sees_what_was_written_since(django_assert_num_queries):
    preparee = preparer(Participant.objects.order_by("pk").values("nom")[:2])
    assert preparee.lignes() == []
    for nom in ("Un", "Deux", "Trois"):
        ParticipantFabrique(nom=nom)
    with django_assert_num_queries(1):
        assert preparee.lignes() == [{"nom": "Un"}, {"nom": "Deux"}]


def test_it_counts_over_nothing():
    requete = Participant.objects.order_by().values(ensemble=Value(1)).annotate(tous=Count("pk")).values("tous")
    assert preparer(requete).lignes() == [{"tous": 0}]


def test_what_can_give_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert preparer(Participant.objects.none().values("nom")).lignes() == []
