"""Depositing a file on the page: preview, confirmation, refused rows, and whose file it is."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participants.models import Participant
from socle.imports.depots import DejaTraite, confirmer
from socle.models import Importation
from socle.tableur import lire
from socle.tableur.ecriture import ecrire
from tests.conftest import client_de
from tests.fabriques import ImportationFabrique, UtilisateurFabrique
from tests.imports.outils import LE, PARTICIPANTS, remplir
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
    assert "Enregistrer 2 ajouts</button>" in vue
    assert "Rien n’est encore enregistré." in vue
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
    assert tableau.lignes[0][1][-2:] == [4, "date_entree : cette date n’existe pas dans le calendrier"]
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
    assert lue.lignes[0][1][-2:] == [2, "date_entree : cette date n’existe pas dans le calendrier"]


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
def test_somebody_elses_deposit_does_not_exist(travailleuse_sociale, methode):
    sienne = client_de(travailleuse_sociale)
    deposer(client_de(UtilisateurFabrique()), BON)
    depot = Importation.objects.get()
    assert getattr(sienne, methode)(page(depot)).status_code == 404
    assert sienne.get(page(depot, "import_refus")).status_code == 404
    assert not Participant.objects.exists()


def test_the_chef_de_projet_reads_somebody_elses_deposit_and_cannot_write_it(client, travailleuse_sociale):
    deposer(client_de(travailleuse_sociale), BON)
    depot = Importation.objects.get()
    vue = client.get(page(depot)).content.decode()
    assert "La personne qui a déposé ce fichier peut le confirmer." in vue
    assert "Enregistrer" not in vue
    assert client.post(page(depot)).status_code == 403
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
    depot = Importation.objects.first()
    assert depot.rapport["inchanges"] == 2
    vue = client.get(page(depot)).content.decode()
    assert "Ce fichier ne change rien" in vue
    assert "Enregistrer" not in vue


def test_an_unknown_resource_or_format_does_not_exist(client):
    assert client.get("/fichiers/exporter/participants.pdf").status_code == 404
    assert client.get("/fichiers/exporter/voisins.csv").status_code == 404
    assert client.get("/fichiers/modele/voisins.xlsx").status_code == 404


def sections(vue: str) -> list[str]:
    """The headings of what the report shows, in order."""
    return re.findall(r'<h2 id="partie-[^>]+>\s*([^<]+?)\s*</h2>', vue)


def tuiles(vue: str) -> list[tuple[str, str]]:
    """Number and word of each figure on top."""
    return re.findall(r'class="nombre">(\d+)</span>\s*<span class="lib">([^<]+)</span>', vue)


def test_the_preview_says_each_change_in_words_with_before_and_after(client):
    remplir("participants")
    change = ["A", "Léger", "Zoé", "F", "05/01/2015", "Acacias"]
    deposer(client, csv_de([PARTICIPANTS[0], change, PARTICIPANTS[2], ["N", "Houx", "Lila", "F", "02/02/2015", None]]))
    vue = client.get(page(Importation.objects.get())).content.decode()
    assert tuiles(vue) == [("0", "refus"), ("1", "ajout"), ("1", "modification"), ("1", "ligne sans changement")]
    assert sections(vue) == ["1 ajout", "1 modification"]
    texte = " ".join(re.sub(r"<[^>]+>", " ", vue.replace("&nbsp;", " ")).split())
    assert "quartier : Dutemple devient Acacias" in texte
    assert "ajout nom : Houx · prenom : Lila · sexe :" in texte
    assert "Enregistrer 1 ajout et 1 modification" in texte


def test_a_figure_shows_its_rows_alone_and_all_of_them(client):
    gens = [[f"N{rang}", "Houx", "Lila", "F", "02/02/2015", None] for rang in range(30)]
    deposer(client, csv_de([PARTICIPANTS[0], *gens, FAUTIVE]))
    depot = Importation.objects.get()
    vue = client.get(page(depot)).content.decode()
    assert sections(vue) == ["1 refus", "30 ajouts"]
    assert vue.count('data-titre="Ajout"') == 20
    vue = client.get(page(depot), {"voir": "ajouts"}).content.decode()
    assert (sections(vue), vue.count('data-titre="Ajout"')) == (["30 ajouts"], 30)
    assert sections(client.get(page(depot), {"voir": "refus"}).content.decode()) == ["1 refus"]
    assert sections(client.get(page(depot), {"voir": "<b>"}).content.decode()) == []


def test_the_history_is_ones_own_and_the_chef_de_projets_is_everybodys(client, travailleuse_sociale):
    deposer(client_de(travailleuse_sociale), BON, "sociale.csv")
    deposer(client, MAUVAIS, "cheffe.csv")
    tout = client.get(reverse("import_lister")).content.decode()
    assert tout.index("cheffe.csv") < tout.index("sociale.csv")
    assert "Rien n’est enregistré : 1 ligne à corriger." in tout
    assert "Participants et parcours" in tout
    sien = client_de(travailleuse_sociale).get(reverse("import_lister")).content.decode()
    assert "sociale.csv" in sien
    assert "cheffe.csv" not in sien


def test_a_deposit_that_was_replaced_is_told_as_abandoned(client):
    deposer(client, BON, "premier.csv")
    deposer(client, BON, "second.csv")
    vue = client.get(reverse("import_lister")).content.decode()
    assert vue.index("à confirmer") < vue.index("premier.csv") < vue.index("abandonné")


@pytest.mark.parametrize("nombre", [3, 60])
def test_the_history_costs_the_same_whatever_its_length(client, nombre, django_assert_max_num_queries):
    ImportationFabrique.create_batch(nombre, rapport={"resume": "2 ajouts."})
    client.get(reverse("import_lister"))  # the first page of a minute also writes the session
    with django_assert_max_num_queries(6):
        vue = client.get(reverse("import_lister")).content.decode()
    assert vue.count("2 ajouts.") == min(nombre, 25)
