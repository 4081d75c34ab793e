"""The distance travelled: always from the entry of this stay, in a table of cases; what the drawing says."""

import datetime as dt
import itertools
import xml.etree.ElementTree as ET

import pytest

from participants.distance import dates_de, lire_trajets, resumer
from participants.models import EvaluationFrein, Frein
from tests.fabriques import ParcoursFabrique, ParticipantFabrique

pytestmark = pytest.mark.django_db

ENTREE, MARS, AVRIL, JUIN = (dt.date(2026, mois, 12) for mois in (1, 3, 4, 6))
JOURS = (ENTREE, MARS, AVRIL, JUIN)
SVG = "{http://www.w3.org/2000/svg}"


def evaluer(sejour, code, *niveaux, jours=JOURS) -> None:
    """One level a day, in order; None is « ne se prononce pas »."""
    frein = Frein.objects.get(code=code)
    for jour, niveau in zip(jours, niveaux, strict=False):
        EvaluationFrein.objects.create(parcours=sejour, frein=frein, depuis=jour, niveau=niveau)


@pytest.mark.parametrize(
    ("niveaux", "ecart", "mot"),
    [
        ((3,), None, "à reprendre"),
        ((3, 2), 1, "moins difficile"),
        ((3, 0), 3, "n’est plus une difficulté"),
        # Not from the first time it was taken again: 2 to 1 would be one step.
        ((3, 2, 1), 2, "moins difficile"),
        # Back where it began, whatever happened between.
        ((2, 0, 2), 0, "pareil"),
        ((1, 0, 3), -2, "plus difficile"),
        ((0, 0, 0), 0, "pareil"),
        # Unknown is not zero, at either end; between them it changes nothing.
        ((None, 2, 1), None, "sans comparaison"),
        ((3, 1, None), None, "sans comparaison"),
        ((3, None, 1), 2, "moins difficile"),
    ],
)
def test_the_distance_goes_from_the_entry_to_the_last_time(niveaux, ecart, mot):
    sejour = ParcoursFabrique(date_entree=ENTREE)
    evaluer(sejour, "logement", *niveaux)
    [trajet] = lire_trajets(sejour)
    assert (trajet.ecart, trajet.sens.mot) == (ecart, mot)
    assert (trajet.depart.jour, trajet.depart.niveau) == (ENTREE, niveaux[0])


def test_an_obstacle_first_looked_at_later_begins_there_and_says_its_day():
    sejour = ParcoursFabrique(date_entree=ENTREE)
    evaluer(sejour, "dettes", 2, 1, jours=(AVRIL, JUIN))
    [trajet] = lire_trajets(sejour)
    assert (trajet.depart.jour, trajet.ecart) == (AVRIL, 1)


def test_a_person_who_comes_back_starts_from_nothing():
    personne = ParticipantFabrique()
    premier = ParcoursFabrique(participant=personne, date_entree=ENTREE, date_sortie=MARS)
    evaluer(premier, "logement", 3, 1)
    retour = ParcoursFabrique(participant=personne, date_entree=AVRIL)
    assert lire_trajets(retour) == []
    evaluer(retour, "logement", 2, jours=(AVRIL,))
    assert [(t.depart.jour, t.ecart, t.sens.mot) for t in lire_trajets(retour)] == [(AVRIL, None, "à reprendre")]
    assert [t.ecart for t in lire_trajets(premier)] == [2]


def test_two_people_do_not_share_a_road():
    voisin, sejour = ParcoursFabrique(date_entree=ENTREE), ParcoursFabrique(date_entree=ENTREE)
    evaluer(voisin, "logement", 3)
    evaluer(sejour, "logement", 1, 0, jours=(MARS, AVRIL))
    assert [t.ecart for t in lire_trajets(sejour)] == [1]


def test_the_whole_of_it_in_a_sentence_counts_what_can_be_compared():
    sejour = ParcoursFabrique(date_entree=ENTREE)
    assert resumer(lire_trajets(sejour)).startswith("Rien à comparer encore")
    for code, niveaux in {
        "logement": (3, 1),
        "dettes": (2, 0),
        "soins": (1, 1),
        "permis": (0, 2),
        "garde": (0, 0),
        "francais": (2,),
        "isolement": (None, 1),
    }.items():
        evaluer(sejour, code, *niveaux)
    trajets = lire_trajets(sejour)
    phrase = resumer(trajets).replace("\u00a0", " ")
    assert phrase == "Depuis l’entrée, sur 4 freins repris : 2 moins lourds, 1 pareil, 1 plus lourd."
    assert [trajet.frein.code for trajet in trajets if trajet.sans_objet] == ["garde"]
    assert dates_de(trajets) == [ENTREE, MARS]


def test_the_roads_of_a_file_are_one_query(django_assert_num_queries):
    sejour = ParcoursFabrique(date_entree=ENTREE)
    for frein in Frein.objects.all():
        evaluer(sejour, frein.code, 3, 2, 1, 0)
    with django_assert_num_queries(1):
        trajets = lire_trajets(sejour)
        assert all(trajet.dessin for trajet in trajets)
    themes = [trajet.frein.thematique_id for trajet in trajets]
    assert len(themes) == Frein.objects.count()
    assert sum(a != b for a, b in itertools.pairwise(themes)) == len(set(themes)) - 1


def test_the_drawing_says_in_words_where_it_comes_from():
    sejour = ParcoursFabrique(date_entree=ENTREE)
    evaluer(sejour, "logement", 3, 2, 1)
    dessin = ET.fromstring(lire_trajets(sejour)[0].dessin)
    assert (dessin.get("role"), dessin[0].tag) == ("img", f"{SVG}title")
    assert dessin[0].text.replace("\u00a0", " ") == "De « bloque tout » à « un peu difficile »"
