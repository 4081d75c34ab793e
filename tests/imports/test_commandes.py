"""The commands importer and exporter: exit codes, where the report goes, what is written."""

import re

import pytest
from django.core.management import CommandError, call_command

from participants.models import Participant
from tests.imports.outils import PARTICIPANTS, empreinte, remplir
from tests.socle.tableur_exemples import csv_de

pytestmark = pytest.mark.django_db

BON = csv_de(PARTICIPANTS)
MAUVAIS = csv_de([*PARTICIPANTS, ["C", "Nom", "Luc", "H", "31/02/2015", None]])


def fichier(dossier, contenu: bytes, nom: str = "gens.csv"):
    (dossier / nom).write_bytes(contenu)
    return dossier / nom


def test_a_good_file_is_written_and_the_report_goes_to_stderr(tmp_path, capsys):
    call_command("importer", "participants", fichier(tmp_path, BON))
    sortie = capsys.readouterr()
    assert Participant.objects.count() == 2
    assert sortie.out == ""
    assert "gens.csv : 2 ajouts, 0 modification, 0 ligne sans changement (enregistré)." in sortie.err


def test_a_bad_file_exits_1_and_each_bad_line_is_told(tmp_path, capsys):
    avant = empreinte()
    with pytest.raises(SystemExit) as fin:
        call_command("importer", "participants", fichier(tmp_path, MAUVAIS))
    assert fin.value.code == 1
    assert empreinte() == avant
    lignes = capsys.readouterr().err.splitlines()
    assert lignes[0] == "gens.csv : Rien n’est enregistré : 1 ligne à corriger."
    attendue = "Ligne 4, colonne « date_entree », valeur « 31/02/2015 » : cette date n’existe pas dans le calendrier."
    assert lignes[1] == f"  Refus. {attendue}"


def test_a_simulation_says_the_same_and_writes_nothing(tmp_path, capsys):
    avant = empreinte()
    call_command("importer", "participants", fichier(tmp_path, BON), "--simulation")
    assert empreinte() == avant
    assert "2 ajouts, 0 modification, 0 ligne sans changement (à enregistrer)." in capsys.readouterr().err
    with pytest.raises(SystemExit) as fin:
        call_command("importer", "participants", fichier(tmp_path, MAUVAIS), "--simulation")
    assert fin.value.code == 1


@pytest.mark.parametrize(("nombre", "reste"), [(501, "1 autre avertissement"), (502, "2 autres avertissements")])
def test_the_terminal_is_told_how_many_more_warnings_there_are(tmp_path, capsys, nombre, reste):
    remplir("participants")
    avant_l_entree = [[f"E{n}", "A", "03/12/2014"] for n in range(nombre)]
    contenu = csv_de([["reference", "participant", "date"], *avant_l_entree])
    call_command("importer", "entretiens", fichier(tmp_path, contenu))
    lues = capsys.readouterr().err.splitlines()
    assert lues[500].startswith("  Attention. Ligne 501, colonne « date », valeur « 03/12/2014 » : cette personne")
    assert lues[501:] == [f"  … et {reste}."]


@pytest.mark.parametrize("commande", ["importer", "exporter"])
def test_the_help_names_every_resource(capsys, commande):
    with pytest.raises(SystemExit):
        call_command(commande, "--help")
    aide = " ".join(capsys.readouterr().out.split())
    assert "participants, changements, seances, presences, entretiens, demarches" in aide


@pytest.mark.parametrize("commande", ["importer", "exporter"])
def test_an_unknown_resource_is_refused_with_the_nearest(tmp_path, commande):
    phrase = "« participant » n’est pas une ressource. La plus proche est « participants »."
    with pytest.raises(CommandError, match=re.escape(phrase)):
        call_command(commande, "participant", fichier(tmp_path, BON))


def test_a_file_that_is_not_there_is_said_in_french(tmp_path):
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("importer", "participants", tmp_path / "absent.csv")


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("nom", ["participants", "seances"])
def test_each_format_is_exported_and_comes_back_unchanged(tmp_path, capsys, nom, format):
    remplir("participants", "seances")
    avant = empreinte()
    call_command("exporter", nom, tmp_path / f"sortie.{format}")
    call_command("importer", nom, tmp_path / f"sortie.{format}")
    assert "0 ajout, 0 modification, 2 lignes sans changement (enregistré)." in capsys.readouterr().err
    assert empreinte() == avant


def test_an_exported_csv_has_the_headers_of_the_contract(tmp_path):
    entetes = {
        "participants": "reference;nom;prenom;sexe;date_naissance;quartier;qpv;niveau_etudes;situation;logement;"
        "prescripteur;date_entree;date_sortie;motif_sortie",
        "seances": "reference;atelier;site;date;debut;fin;theme;intervenants;statut",
        "presences": "seance;participant;statut;minutes",
    }
    for nom, attendus in entetes.items():
        call_command("exporter", nom, tmp_path / "sortie.csv")
        assert (tmp_path / "sortie.csv").read_text("utf-8-sig").splitlines() == [attendus]


def test_another_format_is_refused(tmp_path):
    with pytest.raises(CommandError, match=re.escape("doit finir par .csv, .xlsx ou .ods")):
        call_command("exporter", "participants", tmp_path / "sortie.pdf")
