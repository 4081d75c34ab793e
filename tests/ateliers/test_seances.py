"""The service that writes sessions."""

import datetime as dt

import pytest

from ateliers.models import Atelier, Seance
from ateliers.services import SaisieSeance, enregistrer_seances
from jardins.models import Site
from participants.models import Parcours
from socle.erreurs import SaisieRefusee
from tests.fabriques import (
    IntervenantFabrique,
    PartenaireFabrique,
    PresenceFabrique,
    SeanceFabrique,
    ligne_de,
)

pytestmark = pytest.mark.django_db


def saisie(reference="S1", debut=8, fin=10, *, jour=(2015, 3, 3), partenaires=None, intervenants=None, **champs):
    communs = {
        "atelier": ligne_de(Atelier, "Jardinage"),
        "site": ligne_de(Site, "Vignoble"),
        "date": dt.date(*jour),
        "debut": dt.time(debut),
        "fin": dt.time(fin),
    }
    return SaisieSeance(reference, communs | champs, partenaires, intervenants)


def refus(*saisies) -> list[tuple[int, str, str]]:
    avant = list(Seance.objects.order_by("pk").values())
    with pytest.raises(SaisieRefusee) as refusee:
        enregistrer_seances(saisies=saisies)
    assert list(Seance.objects.order_by("pk").values()) == avant
    return [(a.rang, a.champ, a.code) for a in refusee.value.anomalies]


@pytest.mark.parametrize(("debut", "fin"), [(10, 8), (8, 8)])
def test_an_end_that_is_not_after_the_beginning_is_refused(debut, fin):
    assert refus(saisie(), saisie("S2", debut, fin)) == [(1, "fin", "fin_avant_debut")]


def test_a_session_with_presences_took_place():
    PresenceFabrique(seance=SeanceFabrique(reference="S1"))
    assert refus(saisie(statut="annulee")) == [(0, "statut", "presences_notees")]


def test_a_session_does_not_become_shorter_than_a_presence():
    PresenceFabrique(seance=SeanceFabrique(reference="S1"), minutes=61)
    assert refus(saisie(fin=9)) == [(0, "fin", "presence_trop_longue")]


def test_a_session_does_not_move_to_a_day_when_somebody_present_had_no_stay():
    PresenceFabrique(seance=SeanceFabrique(reference="S1"))
    Parcours.objects.update(date_sortie=dt.date(2015, 3, 31))
    assert refus(saisie(jour=(2015, 4, 1))) == [(0, "date", "hors_parcours")]


def _deux_de_suite():
    premiere = PresenceFabrique(seance=SeanceFabrique(reference="S1"))
    suivante = SeanceFabrique(reference="S2", debut=dt.time(10), fin=dt.time(12))
    PresenceFabrique(seance=suivante, participant=premiere.participant)


def test_a_session_does_not_come_to_overlap_an_earlier_one_of_somebody_present():
    _deux_de_suite()
    assert refus(saisie("S2", 9, 12)) == [(0, "debut", "chevauchement")]


def test_a_session_does_not_come_to_overlap_a_later_one_of_somebody_present():
    _deux_de_suite()
    assert refus(saisie("S1", 8, 11)) == [(0, "fin", "chevauchement")]


def test_two_sessions_may_exchange_their_hours():
    _deux_de_suite()
    assert enregistrer_seances(saisies=[saisie("S1", 10, 12), saisie("S2", 8, 10)]).modifies == 2


def test_the_database_knows_the_length():
    enregistrer_seances(saisies=[saisie(fin=11)])
    assert Seance.objects.get().minutes == 180


def test_the_same_entry_twice_changes_nothing():
    ecole, agent = PartenaireFabrique(), IntervenantFabrique()
    entree = saisie(theme="Semis", partenaires=[ecole], intervenants=[agent])
    premiere, seconde = (enregistrer_seances(saisies=[entree]) for _ in range(2))
    assert (premiere.crees, seconde.crees, seconde.modifies, seconde.inchanges) == (1, 0, 0, 1)


def test_speakers_are_replaced_when_said_and_left_when_not():
    ancien, nouveau = PartenaireFabrique(nom="Ancien"), PartenaireFabrique(nom="Nouveau")
    enregistrer_seances(saisies=[saisie(partenaires=[ancien], intervenants=[])])
    lu = enregistrer_seances(saisies=[saisie(partenaires=[nouveau])])
    assert lu.changements[0].differences == (("partenaires", "Ancien", "Nouveau"),)
    assert enregistrer_seances(saisies=[saisie()]).inchanges == 1
    assert [p.nom for p in Seance.objects.get().partenaires.all()] == ["Nouveau"]


def test_statements_are_as_many_for_5_sessions_as_for_50(django_assert_max_num_queries, django_assert_num_queries):
    agent = IntervenantFabrique()
    cinq, cinquante = ([saisie(f"{n}/{nombre}", intervenants=[agent]) for n in range(nombre)] for nombre in (5, 50))
    with django_assert_max_num_queries(10) as compte:
        enregistrer_seances(saisies=cinq)
    with django_assert_num_queries(len(compte.captured_queries)):
        enregistrer_seances(saisies=cinquante)
