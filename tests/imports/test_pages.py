"""Depositing a file on the page: preview, confirmation, refused rows, and whose file it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participants.models import Participant
from socle.imports.depots import DejaTraite, confirmer
from socle.models import Importation
from socle.tableur import lire
from socle.tableur.ecriture import ecrire
from tests.conftest import client_de
from tests.fabriques import UtilisateurFabrique
from tests.imports.outils import LE, PARTICIPANTS
from tests.socle.tableur_exemples import csv_de

pytestmark = pytest.mark.django_db

BON = csv_de(PARTICIPANTS)
FAUTIVE = ["C", "Nom", "Luc", "H", "31/02/2015", "Dutemple"]
MAUVAIS = csv_de([*PARTICIPANTS, FAUTIVE])


@pytest.fixture
def client():
    return client_de(UtilisateurFabrique())


def deposer(client, contenu: bytes, nom: str = "gens.csv", ressource: str = "participants"):
    fichier = SimpleUploadedFile(nom, contenu)
    return client.post(reverse("import_deposer"), {"ressource": ressource, "fichier": fichier})


def page(depot: Importation, nom: str = "import_confirmer") -> str:
    return reverse(nom, args=[depot.uuid])


def test_a_deposit_shows_what_would_change_and_writes_nothing(client):
    reponse = deposer(client, BON)
    depot = Importation.objects.get()
    assert reponse.url == page(depot)
    vue = client.get(page(depot)).content.decode()
    assert "2 ajouts" in vue
    assert not Participant.objects.exists()


def test_confirming_writes_once_however_often_one_clicks(client):
    deposer(client, BON)
    depot = Importation.objects.get()
    for _ in range(2):
        assert client.post(page(depot)).status_code == 302
    depot.refresh_from_db()
    assert (depot.statut, bytes(depot.contenu)) == ("ecrit", b"")
    assert Participant.objects.count() == 2
    with pytest.raises(DejaTraite):
        confirmer(importation=depot, par=depot.depose_par, le=LE)
    assert "n’attend plus de confirmation" in client.get(page(depot)).content.decode()


def test_what_changed_since_the_preview_is_checked_again(client):
    deposer(client, BON)
    premier = Importation.objects.get()
    autre = client_de(UtilisateurFabrique())
    deposer(autre, csv_de([PARTICIPANTS[0], ["A", "Autre", "Zoé", "F", "06/01/2015", None]]))
    autre.post(page(Importation.objects.exclude(pk=premier.pk).get()))
    client.post(page(premier))
    premier.refresh_from_db()
    assert premier.statut == "refuse"
    assert Participant.objects.get().nom == "Autre"


def test_refused_rows_come_back_as_a_file_that_goes_in_once_corrected(client):
    deposer(client, MAUVAIS)
    depot = Importation.objects.get()
    assert depot.statut == "refuse"
    assert client.post(page(depot)).status_code == 302
    assert not Participant.objects.exists()
    contenu = client.get(page(depot, "import_refus")).content
    tableau = lire(contenu, "refus.xlsx")
    assert [cellules[:5] for _, cellules in tableau.lignes] == [FAUTIVE[:5]]
    assert tableau.lignes[0][1][-2:] == [4, "date_entree : cette date n’existe pas dans le calendrier"]
    corrigees = [[*cellules[:4], "28/02/2015", *cellules[5:]] for _, cellules in tableau.lignes]
    deposer(client, ecrire("xlsx", tableau.entetes, corrigees), "refus.xlsx")
    client.post(page(Importation.objects.first()))
    assert Participant.objects.get().reference == "C"


def test_rows_refused_a_second_time_come_back_again(client):
    deposer(client, MAUVAIS)
    for _ in range(2):
        contenu = client.get(page(Importation.objects.first(), "import_refus")).content
        deposer(client, contenu, "refus.xlsx")
    lue = lire(client.get(page(Importation.objects.first(), "import_refus")).content, "refus.xlsx")
    assert lue.entetes == [*PARTICIPANTS[0], "ligne", "raison"]
    assert lue.lignes[0][1][-2:] == [2, "date_entree : cette date n’existe pas dans le calendrier"]


def test_a_very_long_file_name_keeps_its_extension(client):
    deposer(client, BON, "a" * 220 + ".csv")
    client.post(page(Importation.objects.get()))
    assert Participant.objects.count() == 2


def test_a_file_that_cannot_be_read_has_no_rows_to_correct(client):
    deposer(client, b"\x00", "gens.csv")
    depot = Importation.objects.get()
    assert depot.statut == "refuse"
    assert client.get(page(depot)).status_code == 200
    assert client.get(page(depot, "import_refus")).status_code == 404


@pytest.mark.parametrize("methode", ["get", "post"])
def test_somebody_elses_deposit_does_not_exist(client, methode):
    deposer(client_de(UtilisateurFabrique()), BON)
    depot = Importation.objects.get()
    assert getattr(client, methode)(page(depot)).status_code == 404
    assert client.get(page(depot, "import_refus")).status_code == 404
    assert not Participant.objects.exists()


def test_a_new_deposit_empties_the_former_one_of_the_same_person_only(client):
    deposer(client_de(UtilisateurFabrique()), BON)
    deposer(client, MAUVAIS)
    deposer(client, BON)
    tailles = [len(depot.contenu) for depot in Importation.objects.order_by("pk")]
    assert tailles == [len(BON), 0, len(BON)]
    ancien = Importation.objects.order_by("pk")[1]
    assert client.get(page(ancien, "import_refus")).status_code == 404
    client.post(page(ancien))
    assert not Participant.objects.exists()


def test_a_file_over_20_mb_is_refused_before_it_is_read(client):
    reponse = deposer(client, b"x" * (20 * 1024 * 1024 + 1))
    assert reponse.status_code == 400
    assert "Ce fichier dépasse 20 Mo" in reponse.content.decode()
    assert not Importation.objects.exists()


@pytest.mark.parametrize("nom", ["participants", "changements", "seances", "presences"])
def test_the_model_file_has_the_headers_and_goes_in_as_it_is(client, nom):
    contenu = client.get(reverse("import_modele", args=[nom])).content
    assert lire(contenu, "modele.xlsx").lignes == []
    assert deposer(client, contenu, "modele.xlsx", nom).status_code == 302
    assert Importation.objects.get().statut == "verifie"


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_what_is_exported_goes_in_again_and_changes_nothing(client, format):
    deposer(client, BON)
    client.post(page(Importation.objects.first()))
    contenu = client.get(reverse("exporter", args=["participants", format])).content
    assert len(lire(contenu, f"p.{format}").lignes) == 2
    deposer(client, contenu, f"p.{format}")
    assert "2 lignes sans changement" in client.get(page(Importation.objects.first())).content.decode()


def test_an_unknown_resource_or_format_does_not_exist(client):
    assert client.get("/fichiers/exporter/participants.pdf").status_code == 404
    assert client.get("/fichiers/exporter/voisins.csv").status_code == 404
    assert client.get("/fichiers/modele/voisins.xlsx").status_code == 404
