"""Dated facts at the desk: added, corrected, deleted; each refusal by its code."""

import datetime as dt

import pytest

from participants.models import FaitNiveau, FaitQpv, FaitQuartier, FaitReferent, NiveauEtudes, Parcours, Quartier
from participants.services.faits import changer_situation, corriger_fait, supprimer_fait
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, UtilisateurFabrique, ligne_de

pytestmark = pytest.mark.django_db

AUJOURDHUI = dt.date(2024, 6, 1)
ENTREE = dt.date(2023, 1, 9)
SORTIE = dt.date(2024, 2, 10)


@pytest.fixture
def sejour():
    return ParcoursFabrique(date_entree=ENTREE, date_sortie=SORTIE)


def changer(sejour, depuis, **valeurs) -> int:
    return changer_situation(participant=sejour.participant, depuis=depuis, valeurs=valeurs, aujourdhui=AUJOURDHUI)


def refus(service, *arguments, **nommes) -> list[tuple[str, str]]:
    avant = list(FaitQuartier.objects.values()), list(FaitNiveau.objects.values())
    with pytest.raises(SaisieRefusee) as refusee:
        service(*arguments, **nommes)
    assert (list(FaitQuartier.objects.values()), list(FaitNiveau.objects.values())) == avant
    return [(a.champ, a.code) for a in refusee.value.anomalies]


def corriger(fait, depuis, valeur):
    corriger_fait(fait=fait, depuis=depuis, valeur=valeur, aujourdhui=AUJOURDHUI)


def noter(sejour, depuis, libelle="Dutemple"):
    return FaitQuartier.objects.create(parcours=sejour, depuis=depuis, valeur=ligne_de(Quartier, libelle))


@pytest.mark.parametrize(
    ("depuis", "code"),
    [
        (ENTREE - dt.timedelta(1), "hors_parcours"),
        (SORTIE + dt.timedelta(1), "hors_parcours"),
        (SORTIE, "jour_de_sortie"),
        (AUJOURDHUI + dt.timedelta(1), "changement_futur"),
    ],
)
def test_a_day_when_nothing_can_change_is_refused(sejour, depuis, code):
    assert refus(changer, sejour, depuis, quartier=None) == [("depuis", code)]


def test_a_person_who_never_entered_has_no_situation_yet():
    personne = ParticipantFabrique()
    nommes = {"participant": personne, "depuis": ENTREE, "valeurs": {"quartier": None}, "aujourdhui": AUJOURDHUI}
    assert refus(changer_situation, **nommes) == [("depuis", "hors_parcours")]


def test_the_situation_of_the_entry_is_completed_on_its_day(sejour):
    referente = UtilisateurFabrique()
    assert changer(sejour, ENTREE, quartier=ligne_de(Quartier, "Dutemple"), referent=referente) == 2
    assert FaitQuartier.objects.get().depuis == ENTREE
    assert FaitReferent.objects.get().valeur == referente
    assert changer(sejour, ENTREE, quartier=None) == 1
    assert not FaitQuartier.objects.exists()


def test_unknown_since_a_day_is_a_row_and_the_same_again_changes_nothing(sejour):
    assert changer(sejour, dt.date(2023, 3, 1), quartier=None) == 1
    assert changer(sejour, dt.date(2023, 3, 1), quartier=None) == 0
    assert FaitQuartier.objects.get().valeur is None


@pytest.mark.parametrize(("libelle", "refuse"), [("V", True), ("3", False)])
def test_a_level_of_studies_belongs_to_the_list_of_its_day(sejour, libelle, refuse):
    niveau = ligne_de(NiveauEtudes, libelle)
    if refuse:
        assert refus(changer, sejour, ENTREE, niveau_etudes=niveau) == [("niveau_etudes", "hors_nomenclature")]
    else:
        assert changer(sejour, ENTREE, niveau_etudes=niveau) == 1


def test_a_level_of_2019_is_refused_before_2019_and_one_of_1969_is_not():
    ancien = ParcoursFabrique(date_entree=dt.date(2015, 1, 5))
    niveau = ligne_de(NiveauEtudes, "3")
    attendu = [("niveau_etudes", "hors_nomenclature")]
    assert refus(changer, ancien, dt.date(2018, 12, 31), niveau_etudes=niveau) == attendu
    assert changer(ancien, dt.date(2018, 12, 31), niveau_etudes=ligne_de(NiveauEtudes, "V")) == 1


def test_the_value_and_the_day_of_a_change_are_corrected(sejour):
    fait = noter(sejour, dt.date(2023, 3, 1))
    corriger(fait, dt.date(2023, 4, 2), ligne_de(Quartier, "Acacias"))
    relu = FaitQuartier.objects.get()
    assert (relu.pk, relu.depuis, relu.valeur.libelle) == (fait.pk, dt.date(2023, 4, 2), "Acacias")


def test_a_residence_moved_over_the_new_map_takes_its_generation(sejour):
    changer(sejour, dt.date(2023, 12, 31), qpv=True)
    fait = FaitQpv.objects.get()
    assert fait.generation.code == "qpv-2015"
    corriger(fait, dt.date(2024, 1, 1), True)
    assert FaitQpv.objects.get().generation.code == "qpv-2024"


def test_a_change_that_was_true_at_the_entry_goes_there(sejour):
    corriger(noter(sejour, dt.date(2023, 3, 1)), ENTREE, ligne_de(Quartier, "Dutemple"))
    assert FaitQuartier.objects.get().depuis == ENTREE


def test_the_situation_of_the_entry_made_unknown_has_no_row(sejour):
    corriger(noter(sejour, ENTREE), ENTREE, None)
    assert not FaitQuartier.objects.exists()


@pytest.mark.parametrize(
    ("depuis", "code"),
    [
        (ENTREE - dt.timedelta(1), "hors_parcours"),
        (SORTIE, "jour_de_sortie"),
        (dt.date(2023, 5, 1), "deja_note"),
        (AUJOURDHUI + dt.timedelta(1), "changement_futur"),
    ],
)
def test_a_correction_to_an_impossible_day_is_refused(sejour, depuis, code):
    fait = noter(sejour, dt.date(2023, 3, 1))
    noter(sejour, dt.date(2023, 5, 1), "Acacias")
    assert refus(corriger, fait, depuis, None) == [("depuis", code)]


def test_the_situation_of_the_entry_keeps_its_day(sejour):
    fait = noter(sejour, ENTREE)
    assert refus(corriger, fait, dt.date(2023, 2, 1), fait.valeur) == [("depuis", "jour_d_entree")]


def test_a_correction_stays_within_its_own_stay(sejour):
    retour = ParcoursFabrique(participant=sejour.participant, date_entree=dt.date(2024, 3, 1))
    fait = noter(sejour, dt.date(2023, 3, 1))
    assert refus(corriger, fait, retour.date_entree, None) == [("depuis", "hors_parcours")]


def test_a_correction_to_a_level_of_another_list_is_refused(sejour):
    fait = FaitNiveau.objects.create(parcours=sejour, depuis=ENTREE, valeur=ligne_de(NiveauEtudes, "3"))
    assert refus(corriger, fait, ENTREE, ligne_de(NiveauEtudes, "V")) == [("niveau_etudes", "hors_nomenclature")]


@pytest.mark.parametrize(
    "geste",
    [
        lambda fait: corriger(fait, dt.date(2023, 4, 2), ligne_de(Quartier, "Acacias")),
        lambda fait: supprimer_fait(fait=fait),
    ],
    ids=["corriger", "supprimer"],
)
def test_a_change_removed_by_somebody_else_does_not_come_back(sejour, geste):
    fait = noter(sejour, dt.date(2023, 3, 1))
    FaitQuartier.objects.all().delete()
    assert refus(geste, fait) == [("", "fait_supprime")]
    assert not FaitQuartier.objects.exists()


def test_a_change_is_corrected_within_the_stay_as_it_is_now(sejour):
    """Somebody noted the exit while the page of the correction was open."""
    fait = noter(sejour, dt.date(2023, 3, 1))
    Parcours.objects.filter(pk=sejour.pk).update(date_sortie=dt.date(2023, 3, 15))
    attendu = [("depuis", "hors_parcours")]
    assert refus(corriger, fait, dt.date(2023, 4, 2), ligne_de(Quartier, "Acacias")) == attendu


def test_a_deleted_change_leaves_the_one_before_it(sejour):
    noter(sejour, ENTREE)
    supprimer_fait(fait=noter(sejour, dt.date(2023, 3, 1), "Acacias"))
    assert [fait.depuis for fait in FaitQuartier.objects.all()] == [ENTREE]
