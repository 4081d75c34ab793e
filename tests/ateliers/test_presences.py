"""The one service that writes presences: refusals, all or nothing, statements, two writers at once."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from ateliers.models import Presence
from ateliers.services import SaisiePresence, enregistrer_presences
from participants.models import Parcours
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, SeanceFabrique, UtilisateurFabrique

LE = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture
def seance(db):
    return SeanceFabrique(reference="S1")


@pytest.fixture
def personne(db):
    return ParcoursFabrique().participant


def enregistrer(*saisies, par=None, le=LE):
    return enregistrer_presences(saisies=saisies, par=par, le=le)


def refus(*saisies) -> list[tuple[int, str, str]]:
    avant = list(Presence.objects.order_by("pk").values())
    with pytest.raises(SaisieRefusee) as refusee:
        enregistrer(*saisies)
    assert list(Presence.objects.order_by("pk").values()) == avant
    return [(a.rang, a.champ, a.code) for a in refusee.value.anomalies]


@pytest.mark.parametrize("statut_seance", ["prevue", "annulee"])
@pytest.mark.parametrize("statut", ["present", "absent", "excuse"])
def test_no_presence_in_a_session_that_did_not_take_place(personne, statut_seance, statut):
    seance = SeanceFabrique(statut=statut_seance)
    assert refus(SaisiePresence(seance, personne, statut)) == [(0, "seance", "seance_non_realisee")]


def test_no_more_minutes_than_the_session_has(seance, personne):
    assert refus(SaisiePresence(seance, personne, "present", 121)) == [(0, "minutes", "presence_trop_longue")]
    assert enregistrer(SaisiePresence(seance, personne, "present", 120)).crees == 1


def test_a_person_present_is_there_at_least_a_minute(seance, personne):
    assert refus(SaisiePresence(seance, personne, "present", 0)) == [(0, "minutes", "presence_vide")]


@pytest.mark.parametrize(
    ("entree", "sortie", "dedans"),
    [
        ((2015, 3, 3), None, True),
        ((2015, 3, 4), None, False),
        ((2015, 1, 5), (2015, 3, 3), True),
        ((2015, 1, 5), (2015, 3, 2), False),
    ],
)
def test_nobody_is_present_outside_every_stay(seance, entree, sortie, dedans):
    sejour = ParcoursFabrique(date_entree=dt.date(*entree), date_sortie=sortie and dt.date(*sortie))
    saisie = SaisiePresence(seance, sejour.participant, "present")
    if dedans:
        assert enregistrer(saisie).crees == 1
    else:
        assert refus(saisie) == [(0, "participant", "hors_parcours")]


def test_somebody_absent_may_be_outside_every_stay(seance):
    assert enregistrer(SaisiePresence(seance, ParticipantFabrique(), "excuse")).crees == 1


@pytest.mark.parametrize(
    ("debut", "fin", "ensemble"), [(9, 11, True), (8, 10, True), (7, 9, True), (10, 12, False), (6, 8, False)]
)
def test_nobody_is_present_in_two_sessions_at_once(seance, personne, debut, fin, ensemble):
    autre = SeanceFabrique(reference="S2", debut=dt.time(debut), fin=dt.time(fin))
    enregistrer(SaisiePresence(autre, personne, "present"))
    saisie = SaisiePresence(seance, personne, "present")
    if ensemble:
        assert refus(saisie) == [(0, "seance", "chevauchement")]
    else:
        assert enregistrer(saisie).crees == 1


def test_a_long_session_that_covers_several_is_refused(seance, personne):
    for numero, heure in enumerate((9, 11, 13)):
        courte = SeanceFabrique(reference=f"C{numero}", debut=dt.time(heure), fin=dt.time(heure, 30))
        enregistrer(SaisiePresence(courte, personne, "present"))
    longue = SeanceFabrique(reference="L", debut=dt.time(8, 30), fin=dt.time(17))
    assert refus(SaisiePresence(longue, personne, "present"))[0] == (0, "seance", "chevauchement")


def test_two_overlapping_entries_of_one_batch_are_refused_once(seance, personne):
    autre = SeanceFabrique(reference="S2", debut=dt.time(9), fin=dt.time(11))
    saisies = [SaisiePresence(s, personne, "present") for s in (autre, seance)]
    assert refus(*saisies) == [(0, "seance", "chevauchement")]


def test_absent_from_one_and_present_in_the_other_is_possible(seance, personne):
    autre = SeanceFabrique(reference="S2")
    enregistrer(SaisiePresence(autre, personne, "absent"), SaisiePresence(seance, personne, "present"))
    assert Presence.objects.count() == 2


def test_one_bad_entry_and_nothing_is_written(seance, personne):
    refus(SaisiePresence(seance, personne, "present"), SaisiePresence(seance, ParticipantFabrique(), "present"))
    assert not Presence.objects.exists()


def test_the_same_entry_twice_changes_nothing_not_even_who_wrote_it(seance, personne):
    premiere = enregistrer(SaisiePresence(seance, personne, "present"), par=UtilisateurFabrique())
    avant = Presence.objects.values().get()
    seconde = enregistrer(SaisiePresence(seance, personne, "present"), le=LE + dt.timedelta(days=1))
    assert (premiere.crees, seconde.crees, seconde.modifies, seconde.inchanges) == (1, 0, 0, 1)
    assert Presence.objects.values().get() == avant
    assert avant["minutes"] == 120


def test_a_correction_says_who_made_it_and_when(seance, personne):
    enregistrer(SaisiePresence(seance, personne, "present"))
    correctrice, plus_tard = UtilisateurFabrique(), LE + dt.timedelta(days=1)
    lu = enregistrer(SaisiePresence(seance, personne, "absent"), par=correctrice, le=plus_tard)
    assert lu.changements[0].differences == (("statut", "présent", "absent"), ("minutes", 120, 0))
    presence = Presence.objects.get()
    assert (presence.saisie_par, presence.saisie_le) == (correctrice, plus_tard)


def test_statements_are_as_many_for_5_people_as_for_50(
    django_assert_max_num_queries, django_assert_num_queries, seance
):
    gens = [ParcoursFabrique().participant for _ in range(55)]
    with django_assert_max_num_queries(10) as compte:
        enregistrer(*(SaisiePresence(seance, personne, "present") for personne in gens[:5]))
    with django_assert_num_queries(len(compte.captured_queries)):
        enregistrer(*(SaisiePresence(seance, personne, "present") for personne in gens[5:]))
    assert Presence.objects.count() == 55


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_do_not_put_one_person_in_two_places():
    """The second waits until the first has written, then is refused: without the lock it would see nothing."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, by the engine itself.")
    personne = ParcoursFabrique().participant
    premiere, seconde = (SeanceFabrique(reference=f"S{n}") for n in range(2))
    issues = []

    def noter():
        try:
            enregistrer(SaisiePresence(seconde, personne, "present"))
            issues.append("écrite")
        except SaisieRefusee as refusee:
            issues.append(refusee.anomalies[0].code)
        finally:
            connection.close()

    fil = threading.Thread(target=noter)
    with transaction.atomic():
        enregistrer(SaisiePresence(premiere, personne, "present"))
        fil.start()
        fil.join(timeout=1)
        assert issues == []
    fil.join(timeout=30)
    assert issues == ["chevauchement"]
    assert Presence.objects.get().seance == premiere


def test_reading_people_outside_their_stays_finds_none_after_all_this(seance, personne):
    enregistrer(SaisiePresence(seance, personne, "present"))
    assert not Presence.objects.hors_parcours().exists()
    Parcours.objects.update(date_sortie=dt.date(2015, 3, 2))
    assert Presence.objects.hors_parcours().count() == 1
