"""The programme through its services: numbers, twins, cancelling with a reason, putting back."""

import datetime as dt

import pytest

from ateliers.models import Atelier, Seance
from ateliers.services import SaisieSeance, ajouter_seances, annuler_seances, enregistrer_seances, retablir_seance
from jardins.models import Site
from socle.erreurs import SaisieRefusee
from tests.fabriques import PresenceFabrique, SeanceFabrique, ligne_de

pytestmark = pytest.mark.django_db


def saisie(jour=(2026, 11, 23), debut=8, fin=12, atelier="Jardinage", site="Vignoble", **champs):
    communs = {
        "atelier": ligne_de(Atelier, atelier),
        "site": ligne_de(Site, site),
        "date": dt.date(*jour),
        "debut": dt.time(debut),
        "fin": dt.time(fin),
        "statut": "prevue",
    }
    return SaisieSeance("", communs | champs)


def refus(faire) -> list[tuple[int, str, str]]:
    avant = list(Seance.objects.order_by("pk").values())
    with pytest.raises(SaisieRefusee) as refusee:
        faire()
    assert list(Seance.objects.order_by("pk").values()) == avant
    return [(a.rang, a.champ, a.code) for a in refusee.value.anomalies]


def test_each_year_numbers_its_sessions_from_one_and_steps_over_those_of_files():
    SeanceFabrique(reference="S2026-0002")
    ajoutees = ajouter_seances(saisies=[saisie(), saisie(debut=14, fin=16), saisie(jour=(2027, 1, 4))])
    assert sorted(seance.reference for seance in ajoutees) == ["S2026-0001", "S2026-0003", "S2027-0001"]


def test_the_same_form_sent_twice_adds_one_session():
    ajouter_seances(saisies=[saisie()])
    assert refus(lambda: ajouter_seances(saisies=[saisie()])) == [(0, "date", "deja_au_programme")]


def test_twins_within_one_batch_are_refused():
    jumelles = [saisie(), saisie(debut=10, fin=14)]
    assert refus(lambda: ajouter_seances(saisies=jumelles)) == [(1, "date", "deja_au_programme")]


@pytest.mark.parametrize(
    "autre",
    [{"site": "Rôleur"}, {"atelier": "Apiculture"}, {"debut": 12, "fin": 14}, {"jour": (2026, 11, 24)}],
)
def test_another_site_workshop_hour_or_day_is_no_twin(autre):
    ajouter_seances(saisies=[saisie()])
    ajouter_seances(saisies=[saisie(**autre)])
    assert Seance.objects.count() == 2


def test_a_cancelled_session_leaves_its_place():
    [seance] = ajouter_seances(saisies=[saisie()])
    annuler_seances(seances=[seance], motif="gel annoncé")
    ajouter_seances(saisies=[saisie()])
    assert Seance.objects.count() == 2


def test_a_number_refused_is_given_again():
    ajouter_seances(saisies=[saisie()])
    refus(lambda: ajouter_seances(saisies=[saisie(jour=(2026, 11, 24)), saisie()]))
    [seance] = ajouter_seances(saisies=[saisie(jour=(2026, 11, 25))])
    assert seance.reference == "S2026-0002"


def test_cancelling_keeps_the_reason_and_putting_back_takes_it_away():
    seance = SeanceFabrique(statut="prevue")
    annuler_seances(seances=[seance], motif="  gel annoncé ")
    seance.refresh_from_db()
    assert (seance.statut, seance.annulation_motif) == ("annulee", "gel annoncé")
    retablir_seance(seance=seance)
    seance.refresh_from_db()
    assert (seance.statut, seance.annulation_motif) == ("prevue", "")


def test_a_file_that_says_a_cancelled_session_took_place_takes_the_reason_away():
    seance = SeanceFabrique(reference="S1", statut="annulee", annulation_motif="gel")
    enregistrer_seances(saisies=[SaisieSeance("S1", {"statut": "realisee"})])
    seance.refresh_from_db()
    assert (seance.statut, seance.annulation_motif) == ("realisee", "")


@pytest.mark.parametrize("motif", ["", "   "])
def test_cancelling_asks_for_a_reason(motif):
    seance = SeanceFabrique()
    assert refus(lambda: annuler_seances(seances=[seance], motif=motif)) == [(0, "motif", "motif_manquant")]


def test_a_session_with_presences_is_not_cancelled_nor_those_with_it():
    tenue, autre = PresenceFabrique().seance, SeanceFabrique(statut="prevue")
    assert refus(lambda: annuler_seances(seances=[autre, tenue], motif="gel")) == [(1, "statut", "presences_notees")]


@pytest.mark.parametrize("statut", ["prevue", "realisee"])
def test_only_a_cancelled_session_is_put_back(statut):
    seance = SeanceFabrique(statut=statut)
    assert refus(lambda: retablir_seance(seance=seance)) == [(0, "statut", "pas_annulee")]


def test_a_session_is_found_by_the_key_of_its_number_and_theme():
    ajouter_seances(saisies=[saisie(theme="Œufs d’été")])
    assert Seance.objects.get().cle == "s2026 0001 oeufs d ete"
    enregistrer_seances(saisies=[SaisieSeance("S2026-0001", {"theme": "Semis"})])
    assert Seance.objects.get().cle == "s2026 0001 semis"
