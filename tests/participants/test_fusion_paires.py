"""The pairs of files that look like one person's, over everybody (the comparison itself: test_doublons.py)."""

import datetime as dt
import time

import pytest

from participants.models import Participant
from participants.services.paires import paires_probables
from tests.fabriques import ParticipantFabrique

pytestmark = pytest.mark.django_db

NAISSANCE, AUTRE = dt.date(1980, 4, 12), dt.date(1975, 1, 3)
ANNEE = dt.date(1980, 7, 1)


def creer(nom, prenom, naissance=None, annee_seule=False):
    return ParticipantFabrique(nom=nom, prenom=prenom, date_naissance=naissance, annee_seule=annee_seule)


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        (("Lefèvre", "Zoé"), ("LEFEVRE", "Zoe")),
        (("Lefèvre", "Zoé", NAISSANCE), ("Lefèvre", "Zoé", AUTRE)),
        (("Karim", "Ali"), ("Ali", "Karim")),
        (("Ben Saïd", "Nora"), ("Bensaid", "Nora")),
        (("Marchand", "Sylvie"), ("Marchant", "Sylvie")),
        (("Kowalski", "Jan", NAISSANCE), ("Kovalsky", "Jan", NAISSANCE)),
        (("Lefèvre", "Zoé", NAISSANCE), ("Lefèbvre", "Zoé", ANNEE, True)),
    ],
)
def test_these_are_found_the_older_file_first(un, autre):
    premier, second = creer(*un), creer(*autre)
    creer("Quesnoy", "Bertille")
    [paire] = paires_probables(10)
    assert (paire.premier, paire.second) == (premier.pk, second.pk)
    assert paire.raison


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        (("Lefèvre", "Zoé"), ("Lefèvre", "Karim")),
        (("Lefèvre", "Inès", NAISSANCE), ("Lefèvre", "Hugo", NAISSANCE)),  # twins
        (("Marchand", "Sylvie", NAISSANCE), ("Marchant", "Sylvie", AUTRE)),
        (("Martin", "Paul"), ("Durand", "Paul")),
    ],
)
def test_these_are_not(un, autre):
    creer(*un), creer(*autre)
    assert paires_probables(10) == []


def test_merged_files_are_left_out():
    premier, second = creer("Houx", "Lila"), creer("Houx", "Lila")
    Participant.objects.filter(pk=second.pk).update(fondu_dans=premier)
    assert paires_probables(10) == []


def test_the_likeliest_come_first_and_no_more_than_asked():
    creer("Marchand", "Sylvie"), creer("Marchant", "Sylvie")
    memes = creer("Houx", "Lila", NAISSANCE), creer("Houx", "Lila", NAISSANCE)
    [paire] = paires_probables(1)
    assert (paire.premier, paire.second) == (memes[0].pk, memes[1].pk)


def test_six_thousand_files_take_one_statement_and_little_time(django_assert_num_queries):
    syllabes = ("ba", "co", "di", "fu", "gre", "hon", "jul", "kar", "lem", "mou")
    Participant.objects.bulk_create(
        Participant(reference=f"V{n}", nom=nom, prenom=prenom, cle=f"{nom} {prenom}", sexe="F")
        for n in range(6000)
        for nom in [syllabes[n % 10] + syllabes[n // 10 % 10] + syllabes[n // 100 % 10]]
        for prenom in [syllabes[n // 1000] + syllabes[n % 7]]
    )
    depart = time.perf_counter()
    with django_assert_num_queries(1):
        paires_probables(60)
    assert time.perf_counter() - depart < 10
