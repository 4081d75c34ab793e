"""Noting a half-day through its service: refusals, two people at once, what is taken away leaves a trace."""

import datetime as dt

import pytest

from ateliers.models import Presence
from ateliers.services import Note, SaisiePresence, enregistrer_presences, noter_presences
from comptes.models import Acces
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParcoursFabrique, PresenceFabrique, SeanceFabrique, UtilisateurFabrique

pytestmark = pytest.mark.django_db
LE = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture
def seance():
    return SeanceFabrique(reference="S1", statut="prevue")


@pytest.fixture
def personne():
    return ParcoursFabrique().participant


@pytest.fixture
def agent():
    return UtilisateurFabrique(prenom="Paul", nom="Verdier")


def refus(*notes, par, le=LE) -> list[tuple[int, str, str]]:
    avant = list(Presence.objects.order_by("pk").values())
    with pytest.raises(SaisieRefusee) as refusee:
        noter_presences(notes=notes, par=par, le=le)
    assert list(Presence.objects.order_by("pk").values()) == avant
    return [(a.rang, a.champ, a.code) for a in refusee.value.anomalies]


def test_the_first_name_noted_makes_a_planned_session_realisee(seance, personne, agent):
    noter_presences(notes=[Note(seance, personne, "present")], par=agent, le=LE)
    seance.refresh_from_db()
    presence = Presence.objects.get()
    assert (seance.statut, presence.statut, presence.minutes) == ("realisee", "present", 120)
    assert (presence.saisie_par, presence.saisie_le) == (agent, LE)


def test_a_refusal_leaves_the_session_planned(seance, agent):
    sans_parcours = ParcoursFabrique(date_entree=dt.date(2015, 3, 4)).participant
    assert refus(Note(seance, sans_parcours, "present"), par=agent) == [(0, "participant", "hors_parcours")]
    seance.refresh_from_db()
    assert seance.statut == "prevue"


def test_a_refusal_bears_the_rank_of_its_note(seance, personne, agent):
    efface = PresenceFabrique(seance=seance, participant=personne)
    hors = ParcoursFabrique(date_entree=dt.date(2015, 3, 4)).participant
    notes = [Note(seance, personne, "", avant=("present", 120)), Note(seance, hors, "present")]
    assert refus(*notes, par=agent) == [(1, "participant", "hors_parcours")]
    assert Presence.objects.filter(pk=efface.pk).exists()


def test_nobody_is_noted_in_a_cancelled_session(personne, agent):
    annulee = SeanceFabrique(statut="annulee")
    assert refus(Note(annulee, personne, "present"), par=agent) == [(0, "seance", "seance_annulee")]


@pytest.mark.parametrize(
    ("instant", "permis"),
    [
        (dt.datetime(2015, 3, 2, 22, 59, tzinfo=dt.UTC), False),  # 23 h 59 in Paris, the day before
        (dt.datetime(2015, 3, 2, 23, 0, tzinfo=dt.UTC), True),  # midnight in Paris
        (dt.datetime(2015, 3, 3, 23, 30, tzinfo=dt.UTC), True),  # the day after, in Paris
    ],
)
def test_a_session_is_filled_from_its_day_on_by_the_clocks_of_paris(seance, personne, agent, instant, permis):
    note = Note(seance, personne, "present")
    if permis:
        noter_presences(notes=[note], par=agent, le=instant)
        assert Presence.objects.count() == 1
    else:
        assert refus(note, par=agent, le=instant) == [(0, "seance", "seance_a_venir")]


@pytest.mark.parametrize("jour", [(2015, 3, 29), (2015, 10, 25), (2016, 2, 29), (2015, 12, 31)])
def test_days_of_23_and_25_hours_and_ends_of_months_are_days_like_others(personne, agent, jour):
    seance = SeanceFabrique(date=dt.date(*jour), statut="prevue")
    a_l_aube = dt.datetime(*jour, 0, 30, tzinfo=dt.UTC)
    noter_presences(notes=[Note(seance, personne, "present")], par=agent, le=a_l_aube)
    assert Presence.objects.get().minutes == 120


def test_too_long_and_overlapping_are_refused_as_everywhere(personne, agent):
    une, autre = SeanceFabrique(reference="S1"), SeanceFabrique(reference="S2", debut=dt.time(9), fin=dt.time(11))
    assert refus(Note(une, personne, "present", 121), par=agent) == [(0, "minutes", "presence_trop_longue")]
    notes = [Note(une, personne, "present"), Note(autre, personne, "present")]
    assert refus(*notes, par=agent) == [(1, "seance", "chevauchement")]


def test_taking_a_presence_away_leaves_a_line_on_the_persons_file(personne, agent):
    seance = SeanceFabrique(reference="S1")
    PresenceFabrique(seance=seance, participant=personne)
    noter_presences(notes=[Note(seance, personne, "", avant=("present", 120))], par=agent, le=LE)
    assert not Presence.objects.exists()
    ligne = Acces.objects.get()
    assert (ligne.utilisateur, ligne.action, ligne.objet_type, ligne.objet_uuid, ligne.precision) == (
        agent,
        "presence_saisir",
        "participant",
        personne.uuid,
        "présence retirée, S1",
    )


def test_what_somebody_else_noted_meanwhile_is_not_overwritten_in_silence(personne, agent):
    seance = SeanceFabrique(reference="S1")
    collegue = UtilisateurFabrique(prenom="Anne", nom="Mésange")
    enregistrer_presences(saisies=[SaisiePresence(seance, personne, "absent")], par=collegue, le=LE)
    note = Note(seance, personne, "present", avant=None)
    with pytest.raises(SaisieRefusee, match="Anne Mésange a noté « absent »"):
        noter_presences(notes=[note], par=agent, le=LE)
    assert Presence.objects.get().statut == "absent"
    noter_presences(notes=[Note(seance, personne, "present", avant=("absent", 0))], par=agent, le=LE)
    assert Presence.objects.get().statut == "present"


def test_what_somebody_else_took_away_meanwhile_is_said(personne, agent):
    seance = SeanceFabrique()
    note = Note(seance, personne, "excuse", avant=("present", 120))
    assert refus(note, par=agent) == [(0, "statut", "change_entre_temps")]


def test_the_same_answer_by_two_people_is_no_conflict(personne, agent):
    seance = SeanceFabrique()
    collegue = UtilisateurFabrique()
    for par in (collegue, agent):
        noter_presences(notes=[Note(seance, personne, "present")], par=par, le=LE)
    assert Presence.objects.get().saisie_par == collegue


def test_statements_are_as_many_for_5_people_as_for_50(
    seance, agent, django_assert_max_num_queries, django_assert_num_queries
):
    gens = [ParcoursFabrique().participant for _ in range(55)]
    noter_presences(notes=[Note(seance, gens.pop(), "present")], par=agent, le=LE)
    with django_assert_max_num_queries(15) as compte:
        noter_presences(notes=[Note(seance, personne, "present") for personne in gens[:5]], par=agent, le=LE)
    with django_assert_num_queries(len(compte.captured_queries)):
        noter_presences(notes=[Note(seance, personne, "present") for personne in gens[5:]], par=agent, le=LE)
