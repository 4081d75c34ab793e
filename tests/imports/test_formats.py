"""The happy way of each resource in each format, and what comes back out."""

import datetime as dt

import pytest

from ateliers.models import Intervenant, Presence, Seance
from partenaires.models import Partenaire
from participants.models import FaitQuartier, FaitSituation, Parcours, Participant
from socle.imports.moteur import importer
from socle.imports.ressource import ressource, ressources
from socle.tableur.ecriture import ecrire
from tests.imports.outils import FABRIQUES, LE, UN_PAR_FORMAT, empreinte, importer_fichier, remplir

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("format", FABRIQUES)
def test_participants(format):
    Partenaire.objects.create(nom="Croix-Rouge")
    entetes = [
        *("reference", "nom", "prenom", "sexe", "date_naissance", "quartier", "qpv", "niveau_etudes", "situation"),
        *("logement", "prescripteur", "date_entree", "date_sortie", "motif_sortie"),
    ]
    premier = ["A", "Léger", "Zoé", "F", "12/03/1980", "St Waast", "oui", "V bis", "RSA", "hébergé", "croix rouge"]
    second = ["A", "Léger", "Zoé", "F", "1980-03-12", None, None, None, None, None, "Mission locale"]
    troisieme = ["B", "Nœud", "Jean", "H", "1975", "Accacias", "non", "3", "ASS", "CHRS", "elle-même"]
    rapport = importer_fichier(
        "participants",
        [
            entetes,
            [*premier, "05/01/2015", "2015-02-10", "CDI"],
            [*second, "01/06/2015", None, None],
            [*troisieme, "05/01/2015", None, None],
        ],
        format,
    )
    assert rapport.ecrit, rapport.texte()
    assert (rapport.lignes, rapport.crees, rapport.modifies, rapport.inchanges) == (3, 3, 0, 0)
    assert rapport.nouveautes == ["partenaire « Mission locale »"]
    zoe, jean = Participant.objects.order_by("reference")
    assert (zoe.nom, zoe.date_naissance, zoe.annee_seule) == ("Léger", dt.date(1980, 3, 12), False)
    assert (jean.nom, jean.date_naissance, jean.annee_seule) == ("Nœud", dt.date(1975, 7, 1), True)
    ancien, actuel = zoe.parcours.order_by("date_entree")
    assert (ancien.date_sortie, ancien.motif_sortie.libelle) == (dt.date(2015, 2, 10), "CDI")
    assert (ancien.prescripteur.nom, actuel.prescripteur.nom) == ("Croix-Rouge", "Mission locale")
    quartiers = FaitQuartier.objects.values_list("parcours__participant__reference", "valeur__libelle")
    assert sorted(quartiers) == [("A", "Saint-Waast"), ("B", "Acacias")]


@pytest.mark.parametrize("format", FABRIQUES)
def test_changements(format):
    remplir("participants")
    lignes = [
        ["participant", "date", "fait", "valeur"],
        ["A", "01/03/2015", "situation", "Sans ressource"],
        ["A", "01/04/2015", "niveau_etudes", "3"],
        ["B", "01/03/2015", "quartier", None],
    ]
    rapport = importer_fichier("changements", lignes, format)
    assert rapport.ecrit, rapport.texte()
    assert FaitSituation.objects.get().valeur.libelle == "sans ressources"
    assert FaitQuartier.objects.get(parcours__participant__reference="B").valeur is None


@pytest.mark.parametrize("format", FABRIQUES)
def test_seances(format):
    Partenaire.objects.create(nom="Croix-Rouge")
    entetes = ["reference", "atelier", "site", "date", "debut", "fin", "theme", "intervenants", "statut"]
    lignes = [
        entetes,
        ["S1", "jardinage", "Le Vignoble", "03/03/2015", "8:00", "10:00", "Été", "Croix-Rouge|Zoé Léger", None],
        ["S2", "Apiculture", "Hors site", "2015-03-04", "14:00", "16:05", None, None, "prévue"],
    ]
    rapport = importer_fichier("seances", lignes, format)
    assert rapport.ecrit, rapport.texte()
    assert rapport.nouveautes == ["intervenant du CCAS « Zoé Léger »"]
    tenue, prevue = Seance.objects.order_by("reference")
    assert (tenue.statut, tenue.minutes, tenue.theme) == ("realisee", 120, "Été")
    assert (prevue.statut, prevue.minutes) == ("prevue", 125)
    assert [p.nom for p in tenue.partenaires.all()] == ["Croix-Rouge"]
    assert [a.nom for a in Intervenant.objects.all()] == ["Zoé Léger"]


@pytest.mark.parametrize("format", FABRIQUES)
def test_presences(format):
    remplir("participants", "seances")
    lignes = [
        ["seance", "participant", "statut", "minutes"],
        ["S1", "A", "présent", None],
        ["S1", "B", "Present", 90],
        ["S2", "A", "ABSENT", None],
    ]
    rapport = importer_fichier("presences", lignes, format)
    assert rapport.ecrit, rapport.texte()
    notees = Presence.objects.values_list("seance__reference", "participant__reference", "statut", "minutes")
    assert sorted(notees) == [("S1", "A", "present", 120), ("S1", "B", "present", 90), ("S2", "A", "absent", 0)]


def test_spreadsheet_dates_times_and_numbers_are_read_as_such():
    remplir("participants")
    for format in ("classeur.xlsx", "classeur.ods"):
        seance = [f"S/{format}", "Jardinage", "Vignoble", dt.date(2015, 3, 3), dt.time(8), dt.time(10, 30)]
        entetes = ["reference", "atelier", "site", "date", "debut", "fin"]
        assert importer_fichier("seances", [entetes, seance], format).ecrit
        lue = Seance.objects.get(reference=f"S/{format}")
        assert (lue.date, lue.debut, lue.minutes) == (dt.date(2015, 3, 3), dt.time(8), 150)
    chiffres = [["reference", "nom", "prenom", "sexe", "date_naissance", "date_entree"]]
    chiffres += [[4012, "Léger", "Zoé", "F", 1980, dt.date(2015, 1, 5)]]
    assert importer_fichier("participants", chiffres, "classeur.xlsx").ecrit
    assert Participant.objects.get(reference="4012").date_naissance == dt.date(1980, 7, 1)


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_headers_forgive_case_accents_blanks_and_order(format):
    lignes = [
        ["  Date d'entree".replace("d'", ""), "PRÉNOM", "Référence", "Nom", "SEXE "],
        ["05/01/2015", "Zoé", "A", "Léger", "f"],
    ]
    rapport = importer_fichier("participants", lignes, format)
    assert rapport.ecrit, rapport.texte()
    assert Participant.objects.get().prenom == "Zoé"


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_empty_rows_are_skipped_and_lines_keep_their_number(format):
    lignes = [["reference", "nom", "prenom", "sexe", "date_entree"], [None] * 5, ["A", None, "Zoé", "F", "05/01/2015"]]
    rapport = importer_fichier("participants", lignes, format)
    assert [(r.ligne, r.colonne) for r in rapport.refus] == [(3, "nom")]


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("signe", "=+-@")
def test_text_that_looks_like_a_formula_comes_and_goes_unchanged(format, signe):
    nom = f"{signe}SOMME(A1:A2)"
    entetes = ["reference", "nom", "prenom", "sexe", "date_entree"]
    contenu = ecrire(format, entetes, [["A", nom, f"{signe}1", "F", dt.date(2015, 1, 5)]])
    voulue = ressource("participants")
    assert importer(voulue, contenu, f"p.{format}", par=None, le=LE).ecrit
    assert Participant.objects.get().nom == nom
    sortie = ecrire(format, voulue.entetes, voulue.exporter())
    rapport = importer(voulue, sortie, f"p.{format}", par=None, le=LE)
    assert (rapport.ecrit, rapport.inchanges) == (True, 1)
    assert Participant.objects.get().prenom == f"{signe}1"


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_the_same_file_twice_changes_nothing(format):
    remplir("participants", "seances")
    lignes = [["seance", "participant", "statut"], ["S1", "A", "présent"], ["S1", "B", "excusé"]]
    assert importer_fichier("presences", lignes, format).crees == 2
    avant = empreinte()
    rapport = importer_fichier("presences", lignes, format)
    assert (rapport.ecrit, rapport.crees, rapport.modifies, rapport.inchanges) == (True, 0, 0, 2)
    assert empreinte() == avant


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_importing_an_export_changes_nothing(format):
    remplir("participants", "seances")
    importer_fichier("presences", [["seance", "participant", "statut"], ["S1", "A", "présent"]])
    importer_fichier("changements", [["participant", "date", "fait", "valeur"], ["A", "01/03/2015", "qpv", "oui"]])
    importer_fichier("entretiens", [["reference", "participant", "date"], ["E1", "A", "03/03/2015"]])
    demarche = ["D1", "A", "emploi", "Candidature", "03/03/2015", "04/03/2015", "aboutie", "CDD"]
    entetes = ["reference", "participant", "thematique", "intitule", "date_debut", "date_fin", "statut", "resultat"]
    importer_fichier("demarches", [entetes, demarche])
    avant = empreinte()
    for nom, voulue in ressources().items():
        contenu = ecrire(format, voulue.entetes, voulue.exporter())
        rapport = importer(voulue, contenu, f"{nom}.{format}", par=None, le=LE)
        assert (rapport.ecrit, rapport.crees, rapport.modifies) == (True, 0, 0), rapport.texte()
        assert rapport.lignes > 0
    assert empreinte() == avant


def test_a_column_that_the_file_does_not_have_is_left_as_it_is_and_an_empty_cell_is_unknown():
    remplir("participants")
    sans = [["reference", "nom", "prenom", "sexe", "date_entree"], ["A", "Léger", "Zoé", "F", "05/01/2015"]]
    assert importer_fichier("participants", sans).inchanges == 1
    assert FaitQuartier.objects.get().valeur.libelle == "Dutemple"
    vide = [[*sans[0], "quartier"], [*sans[1], None]]
    assert importer_fichier("participants", vide).modifies == 1
    assert not FaitQuartier.objects.exists()


def test_a_simulation_writes_nothing_and_says_what_writing_would_do():
    avant = empreinte()
    lignes = [
        ["reference", "nom", "prenom", "sexe", "date_entree", "prescripteur"],
        ["A", "Léger", "Zoé", "F", "05/01/2015", "Mission locale"],
    ]
    rapport = importer_fichier("participants", lignes, simulation=True)
    assert (rapport.ecrit, rapport.crees, rapport.nouveautes) == (False, 1, ["partenaire « Mission locale »"])
    assert empreinte() == avant
    assert not Parcours.objects.exists()
