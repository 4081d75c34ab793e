"""The service that writes dated changes."""

import datetime as dt

import pytest

from participants.models import FaitNiveau, FaitQpv, FaitQuartier, GenerationQpv, NiveauEtudes, Quartier
from participants.services import Fait, enregistrer_faits
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParcoursFabrique, ligne_de

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sejours():
    premier = ParcoursFabrique(participant__reference="P1", date_sortie=dt.date(2015, 2, 10))
    ParcoursFabrique(participant=premier.participant, date_entree=dt.date(2015, 6, 1))


def refus(*faits) -> list[tuple[int, str, str]]:
    with pytest.raises(SaisieRefusee) as refusee:
        enregistrer_faits(faits=faits)
    assert not FaitQuartier.objects.exists()
    return [(a.rang, a.champ, a.code) for a in refusee.value.anomalies]


def quartier(jour: tuple, libelle: str | None = "Dutemple", reference: str = "P1") -> Fait:
    valeur = ligne_de(Quartier, libelle) if libelle else None
    return Fait(reference, dt.date(*jour), "quartier", valeur)


@pytest.mark.parametrize("jour", [(2015, 1, 4), (2015, 2, 11), (2015, 5, 31)])
def test_a_change_outside_every_stay_is_refused(jour):
    assert refus(quartier(jour)) == [(0, "date", "hors_parcours")]


def test_a_change_of_an_unknown_person_is_refused():
    assert refus(quartier((2015, 1, 6), reference="P2")) == [(0, "date", "hors_parcours")]


@pytest.mark.parametrize("jour", [(2015, 1, 5), (2015, 6, 1)])
def test_a_change_on_an_entry_day_is_refused(jour):
    assert refus(quartier((2015, 1, 6)), quartier(jour)) == [(1, "date", "jour_d_entree")]


@pytest.mark.parametrize("jour", [(2015, 1, 6), (2015, 2, 10), (2015, 6, 2)])
def test_a_change_within_a_stay_its_exit_day_included_is_written(jour):
    assert enregistrer_faits(faits=[quartier(jour)]).crees == 1


def test_the_same_change_twice_changes_nothing_and_another_value_corrects_it():
    premier = enregistrer_faits(faits=[quartier((2015, 1, 6))])
    second = enregistrer_faits(faits=[quartier((2015, 1, 6))])
    autre = enregistrer_faits(faits=[quartier((2015, 1, 6), "Acacias")])
    assert (premier.crees, second.inchanges, autre.modifies) == (1, 1, 1)
    assert FaitQuartier.objects.get().valeur.libelle == "Acacias"


def test_unknown_since_a_day_is_a_row():
    enregistrer_faits(faits=[quartier((2015, 1, 6), None)])
    assert FaitQuartier.objects.get().valeur is None


def test_changes_of_two_facts_are_told_by_their_rank():
    niveau = Fait("P1", dt.date(2015, 1, 6), "niveau_etudes", ligne_de(NiveauEtudes, "V bis"))
    ecriture = enregistrer_faits(faits=[niveau, quartier((2015, 1, 6))])
    assert [(c.rang, c.cree) for c in ecriture.changements] == [(0, True), (1, True)]
    assert FaitNiveau.objects.get().valeur.libelle == "V bis"


@pytest.mark.parametrize(("an", "generation"), [(2023, "qpv-2015"), (2024, "qpv-2024")])
def test_living_in_a_qpv_is_true_of_the_generation_in_force(an, generation):
    enregistrer_faits(faits=[Fait("P1", dt.date(an, 12, 31), "qpv", True)])
    assert FaitQpv.objects.get().generation == GenerationQpv.objects.get(code=generation)
