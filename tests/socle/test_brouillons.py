"""Drafts: one text is one row, whoever sends it again; nothing is written over in silence; nobody reads another's."""

import datetime as dt
import uuid

import pytest

from socle import brouillons
from socle.brouillons import BrouillonDepasse, Feuillet, Place, TexteDAutrui
from socle.management.commands.travailler import _menage
from socle.models import Brouillon
from tests.fabriques import UtilisateurFabrique

pytestmark = pytest.mark.django_db
T0 = dt.datetime(2026, 11, 24, 9, 42, tzinfo=dt.UTC)
OBJET = uuid.UUID(int=1)


@pytest.fixture
def place():
    return Place(UtilisateurFabrique(), "entretien", OBJET)


def feuillet(revision=0, texte=10, page=100) -> Feuillet:
    return Feuillet(uuid.UUID(int=texte), uuid.UUID(int=page), revision)


def garder(place, feuillet, texte="Va bien.", le=T0) -> Brouillon:
    return brouillons.garder(place=place, feuillet=feuillet, champs={"note": [texte]}, le=le)


def lignes() -> list[tuple]:
    return list(Brouillon.objects.values_list("uuid", "champs", "revision"))


def test_a_text_is_kept_under_the_identifier_of_its_page(place):
    garde = garder(place, feuillet())
    assert (garde.uuid, garde.auteur, garde.objet, garde.revision) == (uuid.UUID(int=10), place.auteur, OBJET, 1)
    assert (garde.commence_le, garde.modifie_le) == (T0, T0)


def test_the_same_text_sent_again_writes_nothing(place):
    garder(place, feuillet())
    repris = garder(place, feuillet(), le=T0 + dt.timedelta(minutes=1))
    assert (repris.revision, repris.modifie_le) == (1, T0)
    assert Brouillon.objects.count() == 1


def test_more_text_grows_the_revision(place):
    garder(place, feuillet())
    suite = garder(place, feuillet(1), "Va mieux.", le=T0 + dt.timedelta(seconds=10))
    assert (suite.revision, suite.modifie_le, suite.commence_le) == (2, T0 + dt.timedelta(seconds=10), T0)
    assert lignes() == [(uuid.UUID(int=10), {"note": ["Va mieux."]}, 2)]


def test_a_page_whose_answer_was_lost_goes_on_writing(place):
    """The save reached us and its answer never came back: the page still says the revision it knew."""
    garder(place, feuillet())
    garder(place, feuillet(1), "Va mieux.")
    assert garder(place, feuillet(1), "Va mieux, dit-il.").revision == 3


def test_another_tab_on_the_same_text_does_not_write_over_it(place):
    garder(place, feuillet())
    garder(place, feuillet(1, page=200), "Écrit dans l’autre onglet.")
    with pytest.raises(BrouillonDepasse) as refus:
        garder(place, feuillet(1), "Va mieux.")
    assert refus.value.brouillon.champs == {"note": ["Écrit dans l’autre onglet."]}
    assert lignes() == [(uuid.UUID(int=10), {"note": ["Écrit dans l’autre onglet."]}, 2)]


def test_a_second_text_in_the_same_place_is_refused_with_the_first(place):
    garder(place, feuillet())
    with pytest.raises(BrouillonDepasse) as refus:
        garder(place, feuillet(texte=20, page=200), "Va mieux.")
    assert (refus.value.brouillon.uuid, refus.value.brouillon.revision) == (uuid.UUID(int=10), 1)
    assert lignes() == [(uuid.UUID(int=10), {"note": ["Va bien."]}, 1)]


def test_who_chooses_her_own_text_writes_over_the_other_knowingly(place):
    garder(place, feuillet())
    garder(place, feuillet(1, page=200), "Écrit ailleurs.")
    assert garder(place, feuillet(2), "Va mieux.").champs == {"note": ["Va mieux."]}


@pytest.mark.parametrize("autre", ["auteur", "objet", "genre"])
def test_the_identifier_of_another_text_is_refused(place, autre):
    garder(place, feuillet())
    ailleurs = {"auteur": UtilisateurFabrique(), "objet": uuid.UUID(int=2), "genre": "autre"}
    intruse = Place(**(vars(place) | {autre: ailleurs[autre]}))
    with pytest.raises(TexteDAutrui):
        garder(intruse, feuillet(1), "Intrusion.")
    assert lignes() == [(uuid.UUID(int=10), {"note": ["Va bien."]}, 1)]


def test_each_writer_has_her_own_draft_of_one_object(place):
    autre = Place(UtilisateurFabrique(), "entretien", OBJET)
    garder(place, feuillet())
    garder(autre, feuillet(texte=20, page=200), "Vu par une autre.")
    assert brouillons.le_mien(auteur=place.auteur, genre="entretien", objets=[OBJET]).champs == {"note": ["Va bien."]}
    assert Brouillon.objects.visibles_par(autre.auteur).get().champs == {"note": ["Vu par une autre."]}


def test_nobody_finds_what_she_has_not_written(place):
    garder(place, feuillet())
    assert brouillons.le_mien(auteur=UtilisateurFabrique(), genre="entretien", objets=[OBJET]) is None
    assert brouillons.le_mien(auteur=place.auteur, genre="autre", objets=[OBJET]) is None
    assert brouillons.le_mien(auteur=place.auteur, genre="entretien", objets=[uuid.UUID(int=2)]) is None


def test_only_the_author_deletes_a_draft(place):
    garder(place, feuillet())
    assert not brouillons.supprimer(auteur=UtilisateurFabrique(), uuid=uuid.UUID(int=10))
    assert Brouillon.objects.count() == 1
    assert brouillons.supprimer(auteur=place.auteur, uuid=uuid.UUID(int=10))
    assert not brouillons.supprimer(auteur=place.auteur, uuid=uuid.UUID(int=10))
    assert not Brouillon.objects.exists()


def test_the_worker_forgets_what_nobody_touched_for_ninety_days(place):
    garder(place, feuillet())
    _menage(T0 + dt.timedelta(days=90))
    assert Brouillon.objects.count() == 1
    _menage(T0 + dt.timedelta(days=90, seconds=1))
    assert not Brouillon.objects.exists()
