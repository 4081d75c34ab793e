"""A large file goes to a worker, for the check and for the writing: the same report, all or nothing, once."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participants.models import Participant
from socle.imports import depots
from socle.imports.depots import DejaTraite, confier, confirmer, deposer, vider_les_anciens
from socle.imports.ressource import ressource
from socle.imports.travaux import import_ecrire
from socle.models import Importation, Travail
from socle.travaux import ouvrier
from socle.travaux.ouvrier import Arret, Avancement, un_tour
from tests.conftest import client_de
from tests.fabriques import UtilisateurFabrique
from tests.imports.outils import LE, PARTICIPANTS, empreinte
from tests.socle.tableur_exemples import csv_de

pytestmark = pytest.mark.django_db
BON = csv_de(PARTICIPANTS)
MAUVAIS = csv_de([*PARTICIPANTS, ["C", "Nom", "Luc", "H", "31/02/2015", "Dutemple"]])


@pytest.fixture(autouse=True)
def _tout_est_grand(monkeypatch):
    monkeypatch.setattr(depots, "PETIT_LIGNES", 1)
    monkeypatch.setattr(ouvrier, "PERIODE", 3600)  # another connection does not see the rows of a test


def mettre_en_attente(contenu: bytes = BON, par=None) -> Importation:
    return deposer(
        ressource=ressource("participants"), contenu=contenu, nom="gens.csv", par=par or UtilisateurFabrique(), le=LE
    )


def travailler() -> bool:
    return un_tour(ouvrier="a", arret=Arret(), horloge=lambda: LE)


def test_a_large_deposit_waits_for_its_check_and_shows_the_work():
    client = client_de(UtilisateurFabrique())
    envoi = {"ressource": "participants", "fichier": SimpleUploadedFile("gens.csv", BON)}
    reponse = client.post(reverse("import_deposer"), envoi)
    travail = Travail.objects.get()
    assert reponse.url == reverse("travail_voir", args=[travail.uuid])
    depot = Importation.objects.get()
    assert (depot.statut, depot.rapport, travail.titre) == ("a_verifier", {}, "Vérification de gens.csv")
    assert "Vérification en cours" in client.get(reverse("import_confirmer", args=[depot.uuid])).content.decode()


@pytest.mark.parametrize(("contenu", "statut"), [(BON, "verifie"), (MAUVAIS, "refuse")])
def test_the_worker_gives_the_report_the_page_would_have_given(monkeypatch, contenu, statut):
    depot = mettre_en_attente(contenu)
    assert travailler()
    depot.refresh_from_db()
    assert depot.statut == statut
    monkeypatch.setattr(depots, "PETIT_LIGNES", 2000)
    petit = mettre_en_attente(contenu)
    petit.refresh_from_db()
    assert depot.rapport == petit.rapport
    assert not Participant.objects.exists()


def test_a_file_of_many_bytes_is_not_even_read_in_the_page(monkeypatch):
    monkeypatch.setattr(depots, "PETIT_OCTETS", 10)
    monkeypatch.setattr(depots, "ouvrir", None)
    assert mettre_en_attente().statut == "a_verifier"


def test_a_confirmed_large_deposit_is_written_once_by_the_worker():
    par = UtilisateurFabrique()
    client = client_de(par)
    depot = mettre_en_attente(par=par)
    travailler()
    adresse = reverse("import_confirmer", args=[depot.uuid])
    for _ in range(2):
        assert client.post(adresse).status_code == 302
    assert Travail.objects.filter(nature="import_ecrire").count() == 1
    assert not Participant.objects.exists()
    assert "Enregistrement en cours" in client.get(adresse).content.decode()
    travailler()
    depot.refresh_from_db()
    assert (depot.statut, bytes(depot.contenu), depot.rapport["crees"]) == ("ecrit", b"", 2)
    assert Participant.objects.count() == 2


def test_two_confirmations_of_a_large_deposit_make_one_work():
    depot = mettre_en_attente()
    travailler()
    depot.refresh_from_db()
    confier(importation=depot, par=depot.depose_par, le=LE)
    with pytest.raises(DejaTraite):
        confier(importation=depot, par=depot.depose_par, le=LE)
    with pytest.raises(DejaTraite):
        confirmer(importation=depot, par=depot.depose_par, le=LE)


def test_a_worker_that_died_after_writing_costs_nothing():
    """The row is taken again: the deposit is already written, and the work simply ends."""
    depot = mettre_en_attente()
    travailler()
    depot.refresh_from_db()
    travail = confier(importation=depot, par=depot.depose_par, le=LE)
    import_ecrire(travail=travail, suivre=Avancement(Arret()), le=LE)
    avant = empreinte()["participants.Parcours"]
    travailler()
    travail.refresh_from_db()
    assert travail.statut == "fini"
    assert empreinte()["participants.Parcours"] == avant


def test_a_worker_told_to_stop_leaves_nothing_half_written():
    depot = mettre_en_attente()
    travailler()
    depot.refresh_from_db()
    travail = confier(importation=depot, par=depot.depose_par, le=LE)
    arret = Arret()
    arret.signaler()
    un_tour(ouvrier="a", arret=arret, horloge=lambda: LE)
    travail.refresh_from_db()
    depot.refresh_from_db()
    assert (travail.statut, depot.statut, Participant.objects.count()) == ("attente", "a_ecrire", 0)
    travailler()
    assert Participant.objects.count() == 2


def test_progress_is_told_by_steps():
    dites = []
    depot = mettre_en_attente()
    depots.verifier(importation=depot, le=LE, suivre=lambda *etape: dites.append(etape))
    assert dites[0] == ("étape 1 sur 3, lecture du fichier",)
    assert dites[-2:] == [
        ("étape 2 sur 3, contrôle des lignes (0 sur 2)", 2, 6),
        ("étape 3 sur 3, comparaison avec ce qui est enregistré", 2, 3),
    ]


def test_a_new_deposit_leaves_alone_what_a_worker_has_in_hand():
    par = UtilisateurFabrique()
    premier = mettre_en_attente(par=par)
    mettre_en_attente(MAUVAIS, par=par)
    premier.refresh_from_db()
    assert bytes(premier.contenu) == BON


def test_a_file_is_kept_seven_days_and_its_report_longer():
    depot = mettre_en_attente()
    travailler()
    assert vider_les_anciens(le=LE + dt.timedelta(days=6)) == 0
    assert vider_les_anciens(le=LE + dt.timedelta(days=8)) == 1
    depot.refresh_from_db()
    assert (bytes(depot.contenu), depot.rapport["crees"]) == (b"", 2)


def test_work_on_a_file_that_is_no_longer_kept_says_so():
    depot = mettre_en_attente()
    vider_les_anciens(le=LE + dt.timedelta(days=8))
    travailler()
    assert Travail.objects.get().message == "Ce fichier n’est plus gardé. Déposez-le de nouveau."
    vue = client_de(depot.depose_par).get(reverse("import_confirmer", args=[depot.uuid])).content.decode()
    assert "Ce fichier n’est plus gardé. Déposez-le de nouveau." in vue
