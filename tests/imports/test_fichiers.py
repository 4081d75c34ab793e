"""Headers, whole files, midnight, warnings and spellings: what the engine says of a file beside its rows."""

import pytest
import time_machine
from django.utils import timezone

from participants.models import Participant
from socle.imports.moteur import importer
from socle.imports.ressource import ressource
from tests.imports.outils import (
    UN_PAR_FORMAT,
    avertissements,
    empreinte,
    importer_fichier,
)
from tests.imports.test_refus import refuser
from tests.socle.tableur_exemples import csv_de, ods_de, xlsx_de

pytestmark = pytest.mark.django_db

IDENTITE = ["reference", "nom", "prenom", "sexe", "date_entree"]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_headers(format):
    lignes = [
        ["reference", "nom", "prenom", "sex", "date_entre", "couleur"],
        ["A", "Léger", "Zoé", "F", "05/01/2015", 1],
    ]
    manque = "cette colonne obligatoire manque, ajoutez-la au fichier"
    assert refuser("participants", lignes, format) == [
        (0, "sexe", "", manque),
        (0, "date_entree", "", manque),
        (0, "sex", "", "cette colonne n’est pas connue. Si c’est « sexe », renommez-la"),
        (0, "date_entre", "", "cette colonne n’est pas connue. Si c’est « date_entree », renommez-la"),
    ]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_an_unknown_header_is_ignored_and_told(format):
    lignes = [[*IDENTITE, "couleur"], ["A", "Léger", "Zoé", "F", "05/01/2015", "bleu"]]
    rapport = importer_fichier("participants", lignes, format)
    assert rapport.ecrit
    assert avertissements(rapport) == [(0, "couleur", "", "cette colonne n’est pas connue, elle est ignorée")]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_two_spellings_of_one_header_are_refused(format):
    lignes = [[*IDENTITE, "Nom "], ["A", "Léger", "Zoé", "F", "05/01/2015", "Autre"]]
    assert [r[0] for r in refuser("participants", lignes, format)] == [0]
    lignes = [[*IDENTITE, "Date entrée"], ["A", "Léger", "Zoé", "F", "05/01/2015", "06/01/2015"]]
    assert [r[0] for r in refuser("participants", lignes, format)] == [0]


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_merged_cells_are_refused_with_their_line(format):
    lignes = [IDENTITE, ["A", "Léger", "Zoé", "F", "05/01/2015"]]
    contenu = xlsx_de(lignes, fusion="A2:B2") if format == "xlsx" else ods_de(lignes, fusion=(1, 0, 2))
    rapport = importer(ressource("participants"), contenu, f"p.{format}", par=None, le=timezone.now())
    assert [remarque.raison.split("\xa0:")[0] for remarque in rapport.refus] == ["Les cellules A2:B2 sont fusionnées"]


@pytest.mark.parametrize("format", ["classeur.xlsx", "classeur.ods"])
def test_a_real_formula_is_kept_as_its_text_and_told(format):
    lignes = [IDENTITE, ["A", "=A1", "Zoé", "F", "05/01/2015"]]
    rapport = importer_fichier("participants", lignes, format)
    assert rapport.ecrit, rapport.texte()
    assert Participant.objects.get().nom == "=A1"
    assert [(r.ligne, r.colonne) for r in rapport.avertissements] == [(2, "nom")]


@pytest.mark.parametrize(
    ("nom", "contenu", "morceau"),
    [
        ("p.csv", "reference;nom\r\n".encode("utf-16"), "UTF-16"),
        ("p.xlsx", csv_de([IDENTITE]), "autre format"),
        ("p.xls", csv_de([IDENTITE]), "ancien format d’Excel"),
        ("p.csv", b"", "vide"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_whole(nom, contenu, morceau):
    avant = empreinte()
    rapport = importer(ressource("participants"), contenu, nom, par=None, le=timezone.now())
    assert morceau in rapport.refus[0].raison
    assert rapport.resume == "Rien n’est enregistré : fichier à corriger."
    assert empreinte() == avant


@pytest.mark.parametrize(
    ("instant", "acceptee"),
    [("2016-05-31T21:59:59Z", False), ("2016-05-31T22:00:00Z", True)],
)
def test_the_future_begins_at_midnight_in_paris(instant, acceptee):
    lignes = [IDENTITE, ["A", "Léger", "Zoé", "F", "01/06/2016"]]
    with time_machine.travel(instant, tick=False):
        rapport = importer(ressource("participants"), csv_de(lignes), "p.csv", par=None, le=timezone.now())
    assert rapport.ecrit is acceptee


def test_what_is_odd_but_possible_is_a_warning():
    lignes = [
        [*IDENTITE, "date_sortie"],
        ["A", "Léger", "Zoé", "F", "05/01/2015", "05/01/2015"],
        ["B", "Nom", "Jean", "H", "05/01/2015", "02/06/2016"],
    ]
    rapport = importer_fichier("participants", lignes)
    assert rapport.ecrit
    assert avertissements(rapport) == [
        (2, "date_sortie", "05/01/2015", "ce parcours dure un seul jour"),
        (3, "date_sortie", "02/06/2016", "cette sortie est dans le futur"),
    ]
    seances = [["reference", "atelier", "site", "date", "debut", "fin"]]
    seances += [["S1", "Jardinage", "Vignoble", "14/07/2015", "08:00", "10:00"]]
    seances += [["S2", "Jardinage", "Vignoble", "05/01/2015", "08:00", "10:00"]]
    rapport = importer_fichier("seances", seances)
    assert avertissements(rapport) == [(2, "date", "14/07/2015", "c’est un jour férié (Fête nationale)")]
    presences = [["seance", "participant", "statut", "minutes"], ["S2", "A", "absent", 60]]
    rapport = importer_fichier("presences", presences)
    assert avertissements(rapport) == [
        (2, "minutes", "60", "cette personne n’est pas présente, ses minutes ne comptent pas")
    ]


@pytest.mark.parametrize(
    ("alias", "libelle"),
    [
        ("St Waast", "Saint-Waast"),
        ("Fg de Lille", "Faubourg de Lille"),
        ("Fg de Paris", "Faubourg de Paris"),
        ("Centre ville", "Centre-ville"),
        ("Accacias", "Acacias"),
        ("FG DE CAMBRAI", "Faubourg de Cambrai"),
        ("Le Roleur", "Le Rôleur"),
    ],
)
def test_the_spellings_of_the_fiche_are_known(alias, libelle):
    lignes = [[*IDENTITE, "quartier"], ["A", "Léger", "Zoé", "F", "05/01/2015", alias]]
    assert importer_fichier("participants", lignes).ecrit
    assert [ligne[5] for ligne in ressource("participants").exporter()] == [libelle]


def test_a_birth_year_alone_comes_back_as_a_year():
    lignes = [[*IDENTITE, "date_naissance"], ["A", "Léger", "Zoé", "F", "05/01/2015", "1970"]]
    assert importer_fichier("participants", lignes).ecrit
    assert [ligne[4] for ligne in ressource("participants").exporter()] == ["1970"]


def test_a_name_whose_search_key_is_too_long_is_refused_on_both_engines():
    lignes = [[*IDENTITE, "prescripteur"], ["A", "Léger", "Zoé", "F", "05/01/2015", "œ" * 61]]
    assert [(r[0], r[1]) for r in refuser("participants", lignes)] == [(2, "prescripteur")]


def test_a_typographic_apostrophe_is_an_apostrophe():
    lignes = [[*IDENTITE, "logement"], ["A", "Léger", "Zoé", "F", "05/01/2015", "Hébergement d’urgence"]]
    assert importer_fichier("participants", lignes).ecrit
    assert [ligne[9] for ligne in ressource("participants").exporter()] == ["hébergement d'urgence"]
