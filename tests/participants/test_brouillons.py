"""The draft of an interview: kept, taken up, told apart from another tab’s, deleted, and shown to nobody else."""

import re
import uuid

import pytest
import time_machine

from comptes.models import Acces
from partenaires.models import Thematique
from participants.models import Entretien
from socle.models import Brouillon
from tests.conftest import client_de
from tests.fabriques import (
    BrouillonFabrique,
    ParcoursFabrique,
)
from tests.participants.entretien_saisi import MIDI, PAGE, TEXTE, adresse, cachee, dit, garder, noter, page_de

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_l_heure():
    with time_machine.travel(MIDI, tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


@pytest.fixture
def personne():
    return ParcoursFabrique().participant


def test_a_draft_is_kept_with_the_hour_of_paris_and_leaves_no_line_in_the_journal(client, personne):
    assert garder(client, personne) == {
        "revision": 1,
        "etat": "Brouillon enregistré à 10\u00a0h\u00a042.",
        "conseils": [],
    }
    assert garder(client, personne, compte_rendu="Va bien, en prison.")["conseils"] == [
        "À relire\u00a0: «\u00a0prison\u00a0». Dans une note, aucune infraction ni condamnation ne se note."
    ]
    assert Brouillon.objects.get().revision == 2
    assert not Acces.objects.exists()


def test_a_draft_is_taken_up_where_it_was_left(client, personne):
    garder(client, personne, duree="45", themes=["sante"], note_sante="Le 3.", note_privee="Pour moi.", rdv_lieu="CCAS")
    lue = page_de(client, adresse("entretien_creer", personne))
    assert "Brouillon repris, enregistré à 10 h 42." in lue
    assert (cachee(lue, "brouillon"), cachee(lue, "revision_lue")) == (TEXTE, "1")
    assert cachee(lue, "page") != PAGE
    for texte in ("Va bien.", "Le 3.", "Pour moi.", 'value="CCAS"'):
        assert texte in lue
    for nom, valeur in (("duree", "45"), ("themes", "sante"), ("statut", "tenu")):
        assert re.search(rf'name="{nom}" value="{valeur}"[^>]* checked', lue)


def test_a_draft_half_wrong_is_kept_as_it_is(client, personne):
    garder(client, personne, date="", duree="autre", duree_autre="mille")
    assert Brouillon.objects.get().champs["duree_autre"] == ["mille"]


def test_a_pasted_nul_which_postgresql_refuses_is_left_out(client, personne):
    garder(client, personne, compte_rendu="Va\0 bien.")
    assert Brouillon.objects.get().champs["compte_rendu"] == ["Va bien."]


def test_nobody_else_is_shown_a_draft(client, cheffe_de_projet, personne):
    garder(client, personne, compte_rendu="Zqbrouillon")
    autre = client_de(cheffe_de_projet)
    for vue in ("participant_entretiens", "entretien_creer", "participant_voir"):
        lue = page_de(autre, adresse(vue, personne))
        assert "Zqbrouillon" not in lue
        assert "Reprendre le brouillon" not in lue
    assert "Reprendre le brouillon" in page_de(client, adresse("participant_entretiens", personne))


def test_a_theme_no_longer_proposed_keeps_the_note_begun(client, personne):
    garder(client, personne, themes=["budget"], note_budget="Une dette.")
    Thematique.objects.filter(code="budget").update(actif=False)
    assert "Une dette." in page_de(client, adresse("entretien_creer", personne))
    garder(client, personne, revision_lue="1", themes=["budget"], note_budget="Une dette d’énergie.")
    noter(client, personne, revision_lue="2", themes=["budget"], note_budget="Une dette d’énergie.")
    assert Entretien.objects.get().notes.get().texte == "Une dette d’énergie."


def test_another_tab_s_text_is_shown_beside_this_one_and_nothing_is_written(client, personne):
    garder(client, personne)
    refus = garder(client, personne, 409, page=str(uuid.UUID(int=200)), compte_rendu="Dit ici.")
    assert (refus["brouillon"], refus["revision"]) == (TEXTE, 1)
    fragment = refus["fragment"].replace("&nbsp;", " ")
    assert "Ce brouillon a été modifié dans un autre onglet à 10 h 42" in fragment
    assert '<td data-titre="Autre onglet">Va bien.</td><td data-titre="Ici">Dit ici.</td>' in fragment
    assert Brouillon.objects.get().champs["compte_rendu"] == ["Va bien."]


def test_without_script_saving_over_another_tab_shows_both_texts_first(client, personne):
    garder(client, personne, compte_rendu="Dit dans l’autre onglet.", duree="45")
    autre = {"brouillon": str(uuid.UUID(int=20)), "page": str(uuid.UUID(int=200))}
    lue = noter(client, personne, 409, compte_rendu="Dit ici.", **autre)
    assert '<td data-titre="Autre onglet">Dit dans l’autre onglet.</td><td data-titre="Ici">Dit ici.</td>' in lue
    assert '<th scope="row">Durée</th><td data-titre="Autre onglet">45 min</td><td data-titre="Ici">rien</td>' in lue
    assert "Prendre l’autre texte" in lue
    assert not Entretien.objects.exists()
    suite = {nom: cachee(lue, nom) for nom in ("brouillon", "page", "revision_lue")}
    noter(client, personne, compte_rendu="Dit ici.", **suite)
    assert (Entretien.objects.get().compte_rendu, str(Entretien.objects.get().uuid)) == ("Dit ici.", TEXTE)
    assert not Brouillon.objects.exists()


def test_a_draft_of_a_saved_interview_is_told_so(client, personne):
    noter(client, personne)
    assert "déjà enregistré" in garder(client, personne, 410)["etat"]
    assert not Brouillon.objects.exists()


def test_a_text_beyond_measure_is_told_so_and_not_kept(client, personne):
    assert "trop long" in garder(client, personne, 413, compte_rendu="x" * 200_001)["etat"]
    assert not Brouillon.objects.exists()


def test_a_draft_is_deleted_by_its_author_alone(client, personne):
    autrui = BrouillonFabrique(objet=personne.uuid)
    garder(client, personne)
    url = adresse("brouillon_supprimer", personne)
    assert client.post(url, dit(brouillon=str(autrui.uuid))).status_code == 302
    assert Brouillon.objects.count() == 2
    reponse = client.post(url + "?liste=onglet%3Dtous", dit())
    assert reponse["Location"] == adresse("participant_entretiens", personne) + "?liste=onglet%3Dtous"
    assert "Le brouillon est supprimé." in page_de(client, reponse["Location"])
    assert Brouillon.objects.get() == autrui


def test_after_the_session_ended_the_text_comes_back_and_is_one_interview(client, personne, travailleuse_sociale):
    """The page that gives the text back sends the very same fields: a second try is the same interview."""
    garder(client, personne)
    for _ in range(2):
        noter(client, personne, revision_lue="0")
    assert (Entretien.objects.count(), Brouillon.objects.count()) == (1, 0)
