"""What is refused of interviews and démarches, in each format: line, column, value and reason, and nothing written."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from participants.models import Entretien, Participant
from socle.imports.moteur import importer
from socle.imports.ressource import ressource
from tests.fabriques import DemarcheFabrique, PartenaireFabrique
from tests.imports.outils import UN_PAR_FORMAT, importer_fichier, remplir
from tests.imports.test_livret import DEMARCHES, ENTRETIENS
from tests.imports.test_refus import HORS_CALENDRIER, OBLIGATOIRE, PAS_UNE_DATE, hors_liste, refuser
from tests.socle.tableur_exemples import csv_de

pytestmark = pytest.mark.django_db

INCONNUE = "personne n’a cette référence, importez d’abord les participants"
FUTUR = "cet entretien est dans le futur : prenez plutôt un rendez-vous, ou corrigez la date"


@pytest.fixture(autouse=True)
def _gens():
    remplir("participants")


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_interviews_that_cannot_be_read_or_cannot_be(format):
    """All that is wrong with the file is told at once, by the cells, by what is known, and by the rules."""
    lignes = [
        [*ENTRETIENS, "venue"],
        ["E1", "A", "03/03/2015", None, None, None, None],
        ["E2", None, "31/02/2015", "deux", None, None, "présente"],
        [None, "A", "hier", "1441", "t" * 201, "n" * 20_001, None],
        ["E4", "Z", "03/03/2015", None, None, None, None],
        ["E5", "A", "02/06/2016", None, None, None, None],
        ["E1", "B", "03/03/2015", None, None, None, None],
        ["E6", "A", "03/03/2015", "-5", None, None, None],
    ]
    assert refuser("entretiens", lignes, format) == [
        (3, "participant", "", OBLIGATOIRE),
        (3, "date", "31/02/2015", HORS_CALENDRIER),
        (3, "duree_minutes", "deux", "ce n’est pas un nombre entier"),
        (3, "venue", "présente", hors_liste("présent")),
        (4, "reference", "", OBLIGATOIRE),
        (4, "date", "hier", PAS_UNE_DATE),
        (4, "duree_minutes", "1441", "ce nombre doit être compris entre 0 et 1440"),
        (4, "theme", "t" * 80 + "…", "ce texte compte 201 caractères, au plus 200 sont possibles"),
        (4, "compte_rendu", "", "ce texte compte 20001 caractères, au plus 20000 sont possibles"),
        (5, "participant", "Z", INCONNUE),
        (6, "date", "02/06/2016", FUTUR),
        (7, "reference", "E1", "cette ligne répète la ligne 2 (reference identiques), gardez-en une"),
        (8, "duree_minutes", "-5", "ce nombre doit être compris entre 0 et 1440"),
    ]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_demarches_that_cannot_be_read_or_cannot_be(format):
    lignes = [
        DEMARCHES,
        ["D1", "A", "droit", "CMU", "03/03/2015", None, "en attente", None, None],
        ["D2", "A", None, None, "30/02/2015", "02/15", None, "r" * 201, "p" * 121],
        ["D3", "Z", "droits", "CMU", "03/03/2015", None, "en cours", None, None],
        ["D4", "A", "emploi", "Candidature", "03/03/2015", "03/03/2015", "aboutie", "CDDD", None],
        ["D5", "A", "droits", "CMU", "03/03/2015", None, "aboutie", None, None],
        ["D6", "A", "droits", "CMU", "03/03/2015", None, "abandonnée", None, None],
        ["D7", "A", "droits", "CMU", "03/03/2015", "02/03/2015", "en cours", None, None],
        ["D8", "A", "emploi", "i" * 161, "03/03/2015", None, "prévue", None, None],
    ]
    assert refuser("demarches", lignes, format) == [
        (2, "thematique", "droit", hors_liste("droits")),
        (2, "statut", "en attente", hors_liste("en cours")),
        (3, "thematique", "", OBLIGATOIRE),
        (3, "intitule", "", OBLIGATOIRE),
        (3, "date_debut", "30/02/2015", HORS_CALENDRIER),
        (3, "date_fin", "02/15", PAS_UNE_DATE),
        (3, "statut", "", OBLIGATOIRE),
        (3, "resultat", "r" * 80 + "…", "ce texte compte 201 caractères, au plus 200 sont possibles"),
        (3, "partenaire", "p" * 80 + "…", "ce texte compte 121 caractères, au plus 120 sont possibles"),
        (4, "participant", "Z", INCONNUE),
        (5, "resultat", "CDDD", hors_liste("CDD")),
        (6, "date_fin", "", "une démarche aboutie demande la date de sa fin"),
        (7, "date_fin", "", "une démarche abandonnée demande la date de sa fin"),
        (8, "date_fin", "02/03/2015", "cette fin précède le début du 03/03/2015, corrigez l’une des deux"),
        (9, "intitule", "i" * 80 + "…", "ce texte compte 161 caractères, au plus 160 sont possibles"),
    ]


def test_what_a_file_leaves_unsaid_is_held_against_what_is_kept():
    DemarcheFabrique(reference="D1", participant=_zoe(), date_debut=dt.date(2015, 2, 2), statut="en_cours")
    court = ["reference", "participant", "thematique", "intitule", "date_debut", "statut"]
    close = [court, ["D1", "A", "logement", "HLM", "02/02/2015", "aboutie"]]
    assert [r[:2] for r in refuser("demarches", close)] == [(2, "date_fin")]
    pleine = ["D1", "A", "logement", "HLM", "02/02/2015", "02/03/2015", "aboutie", None, None]
    assert importer_fichier("demarches", [DEMARCHES, pleine]).ecrit
    tardive = [court, ["D1", "A", "logement", "HLM", "03/03/2015", "aboutie"]]
    assert [(r[1], r[3]) for r in refuser("demarches", tardive)] == [
        ("date_fin", "cette fin précède le début du 03/03/2015, corrigez l’une des deux")
    ]


@pytest.mark.parametrize(
    ("nom", "ligne", "quoi"),
    [
        ("entretiens", ["E1", "{}", "03/03/2015", None, None, None], "l’entretien"),
        ("demarches", ["E1", "{}", "droits", "CMU", "03/03/2015", None, "en cours", None, None], "la démarche"),
    ],
)
def test_a_reference_does_not_pass_from_one_person_to_another(nom, ligne, quoi):
    """The texts of two people would mix."""
    entetes = {"entretiens": ENTRETIENS, "demarches": DEMARCHES}[nom]
    assert importer_fichier(nom, [entetes, [ligne[0], "A", *ligne[2:]]]).ecrit
    assert refuser(nom, [entetes, [ligne[0], "B", *ligne[2:]]]) == [
        (2, "participant", "B", f"cette référence est celle de {quoi} d’une autre personne, donnez-en une autre")
    ]


def test_a_partner_who_answered_stays_named():
    DemarcheFabrique(reference="D1", participant=_zoe(), partenaire=PartenaireFabrique(), reponse="acceptee")
    sans = [DEMARCHES, ["D1", "A", "logement", "HLM", "02/02/2015", None, "en cours", None, None]]
    assert refuser("demarches", sans) == [(2, "partenaire", "", "nommez le partenaire qui répond")]


def test_a_refused_file_creates_no_partner():
    lignes = [
        DEMARCHES,
        ["D1", "A", "droits", "CMU", "03/03/2015", None, "en cours", None, "CPAM"],
        ["D2", "Z", "droits", "CMU", "03/03/2015", None, "en cours", None, "CAF"],
    ]
    assert [r[:2] for r in refuser("demarches", lignes)] == [(3, "participant")]


@pytest.mark.parametrize(
    ("instant", "acceptee"),
    [("2016-05-31T21:59:59Z", False), ("2016-05-31T22:00:00Z", True)],
)
def test_the_future_of_an_interview_begins_at_midnight_in_paris(instant, acceptee):
    lignes = [ENTRETIENS, ["E1", "A", "01/06/2016", None, None, None]]
    with time_machine.travel(instant, tick=False):
        rapport = importer(ressource("entretiens"), csv_de(lignes), "e.csv", par=None, le=timezone.now())
    assert rapport.ecrit is acceptee
    assert Entretien.objects.exists() is acceptee


def _zoe():
    return Participant.objects.get(reference="A")
