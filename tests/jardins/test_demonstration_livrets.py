"""The stories of the demonstration read true: the fiche's outcomes of 2015, and something to do today."""

import datetime as dt
from collections import Counter
from io import StringIO
from itertools import pairwise

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from bilans.exports import en_dict
from bilans.indicateurs import calculer
from participants.choix import Rythme
from participants.livret import lire_livret
from participants.models import (
    Consigne,
    Demarche,
    Document,
    Entretien,
    EtapeBilan,
    EvaluationFrein,
    NotePrivee,
    Objectif,
    Observation,
    Parcours,
    RendezVous,
    ReponseBilan,
)
from participants.questions import QUESTIONS
from socle.periodes import annee

AUJOURDHUI = dt.date(2026, 3, 17)  # a Tuesday
MIDI = dt.datetime(2026, 3, 17, 11, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def chargee(django_db_setup, django_db_blocker):
    """Loaded once for this module, undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MIDI, tick=False):
            call_command("demonstration", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _chacun_pour_soi(chargee, db):
    """What a test changes is undone after it, over the one loading."""


@pytest.fixture(scope="module")
def bilan_2015(chargee):
    return en_dict(calculer(annee(2015), aujourdhui=AUJOURDHUI))


def test_health_in_2015_is_that_of_the_fiche(bilan_2015):
    """Eighteen people at the meeting, twelve check-ups."""
    assert (bilan_2015["sante"]["participants"], bilan_2015["sante"]["bilans"]) == (18, 12)


def test_the_contracts_of_2015_are_those_of_the_fiche(bilan_2015):
    """« 4 CDDI, 4 missions intérimaires, 2 CDD », each by a step of the person who left for it."""
    lignes = {x["libelle"]: x["personnes"] for x in bilan_2015["parcours_relances"]["emploi_par_contrat"]}
    lignes.pop("non renseigné", None)
    assert lignes == {"CDDI": 4, "intérim": 4, "CDD": 2}


def test_two_people_of_2015_entered_a_qualifying_training():
    parties = Demarche.objects.filter(thematique__code="formation", resultat="entrée en formation", date_fin__year=2015)
    assert {d.participant_id for d in parties} == set(
        Parcours.objects.filter(motif_sortie__code="formation", date_sortie__year=2015).values_list(
            "participant", flat=True
        )
    )
    assert parties.count() == 2


def test_people_of_2015_are_received_nearly_every_month(bilan_2015):
    entretiens = bilan_2015["entretiens"]
    assert entretiens["mois_couverts"] < entretiens["mois_parcours"]
    assert 80 <= entretiens["taux_couverture"] < 100


def test_no_text_is_left_unfinished_nor_said_twice_in_a_row():
    textes = list(Entretien.objects.order_by("participant", "date", "pk").values_list("participant", "compte_rendu"))
    assert len(textes) > 1000
    assert [texte for _, texte in textes if "{" in texte or "}" in texte or "·" in texte] == []
    repetes = [b for a, b in pairwise(textes) if a == b and b[1]]
    assert repetes == []


def test_interviews_stand_within_stays_on_open_days():
    dehors = Entretien.objects.exclude(
        participant__parcours__date_entree__lte=F("date"),
    )
    assert not dehors.exists()
    jours = Counter(entretien.date.weekday() for entretien in Entretien.objects.all())
    assert set(jours) <= {0, 1, 2, 3}


def test_today_has_something_to_say_of_every_state():
    etats = Counter(
        lire_livret(sejour.participant, sejour, AUJOURDHUI).etat.rythme
        for sejour in Parcours.objects.filter(date_sortie=None).select_related("participant")
    )
    assert set(etats) == set(Rythme)
    assert etats[Rythme.A_JOUR] > sum(etats.values()) / 2
    assert RendezVous.objects.filter(date=AUJOURDHUI).count() == 3
    assert RendezVous.objects.filter(date__lt=AUJOURDHUI, statut="prevu").count() == 1


def test_every_part_of_a_livret_is_there_somewhere():
    assert Objectif.objects.filter(statut="atteint").exists()
    assert {d.statut for d in Demarche.objects.all()} >= {"prevue", "en_cours", "aboutie"}
    assert EtapeBilan.objects.filter(etat="passee").exists()
    assert EvaluationFrein.objects.values("parcours", "frein").distinct().count() < EvaluationFrein.objects.count()
    for modele in (NotePrivee, Observation, Consigne, Document):
        assert modele.objects.exists()


def test_answers_are_those_that_the_questions_know():
    lues = set(ReponseBilan.objects.exclude(valeur="").values_list("question", "valeur"))
    assert {question for question, _ in lues} <= set(QUESTIONS)
    a_choix = {code: {cle for cle, _ in question.choix} for code, question in QUESTIONS.items() if question.choix}
    assert len([question for question, _ in lues if question in a_choix]) > 10
    assert [(code, valeur) for code, valeur in lues if code in a_choix and valeur not in a_choix[code]] == []
