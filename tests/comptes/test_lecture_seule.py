"""A page that only reads cannot write, and a view that declares nothing is not reached."""

from contextlib import nullcontext

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import Context, Template
from django.template.response import TemplateResponse
from django.urls import include, path

import comptes.acces
from bilans.indicateurs import calculer
from comptes.acces import acces, public
from comptes.choix import Role
from comptes.controles import routes_declarees
from comptes.droits import Action
from comptes.journal import journaliser
from comptes.models import Acces
from socle.imports.ressource import ressources
from socle.lecture import EcritureInterdite, lecture_seule
from socle.periodes import annee
from tests.conftest import client_de, creer_compte
from tests.droits.monde import creer_monde

TOUS = ("GET", "HEAD", "POST")


def ecrire(request):
    journaliser(None, "sonde")
    return HttpResponse("écrit")


class Tardif:
    """Writes when the template shows it."""

    def __str__(self):
        journaliser(None, "sonde")
        return "écrit"


class Gabarit(TemplateResponse):
    def resolve_template(self, template):
        return template

    @property
    def rendered_content(self):
        return Template("{{ tardif }}").render(Context(self.context_data))


def ecrire_au_rendu(request):
    return Gabarit(request, None, {"tardif": Tardif()})


def oubliee(request):
    journaliser(None, "sonde")
    return HttpResponse("atteinte")


urlpatterns = [
    path("sonde/", acces(Action.ACCUEIL, methodes=TOUS)(ecrire)),
    path("rendu/", acces(Action.ACCUEIL)(ecrire_au_rendu)),
    path("ouverte/", public(ecrire, methodes=TOUS)),
    path("loin/", include([path("oubliee/", oubliee)])),
    path("", include("jardins.urls")),
]
sondes = pytest.mark.urls(__name__)


@pytest.fixture
def client(db):
    return client_de(creer_compte(Role.CHEF_DE_PROJET))


@sondes
@pytest.mark.parametrize("chemin", ["/sonde/", "/rendu/", "/ouverte/"])
@pytest.mark.parametrize("methode", ["get", "head"])
def test_a_page_that_writes_while_it_is_read_raises(chemin, methode, client):
    with pytest.raises(EcritureInterdite, match=r"^INSERT$"), transaction.atomic():
        getattr(client, methode)(chemin)
    assert not Acces.objects.filter(action="sonde").exists()


@sondes
@pytest.mark.parametrize("chemin", ["/sonde/", "/ouverte/"])
def test_the_same_page_may_write_when_it_is_sent(chemin, client):
    assert client.post(chemin).status_code == 200
    assert Acces.objects.filter(action="sonde").count() == 1


@sondes
@pytest.mark.parametrize("chemin", ["/sonde/", "/rendu/", "/ouverte/"])
def test_without_the_wrapper_the_write_would_pass(chemin, client, monkeypatch):
    monkeypatch.setattr(comptes.acces, "lecture_seule", nullcontext)
    assert client.get(chemin).content.decode() == "écrit"
    assert Acces.objects.filter(action="sonde").count() == 1


@pytest.mark.parametrize(
    "ordre",
    [
        "INSERT INTO comptes_acces (quand) VALUES (NULL)",
        "update comptes_acces set action = ''",
        "  DELETE FROM comptes_acces",
        "DROP TABLE comptes_acces",
        "TRUNCATE comptes_acces",
        "(DELETE FROM comptes_acces)",
    ],
)
def test_each_kind_of_write_is_refused_and_only_its_first_word_is_told(ordre, db):
    with lecture_seule(), connection.cursor() as curseur, pytest.raises(EcritureInterdite) as refus:
        curseur.execute(ordre)
    assert str(refus.value).strip("(").upper() in ("INSERT", "UPDATE", "DELETE", "DROP", "TRUNCATE")


def test_writing_is_possible_again_after_reading(db):
    with lecture_seule():
        assert not Acces.objects.exists()
    journaliser(None, "sonde")
    assert Acces.objects.count() == 1


def test_the_figures_and_the_exports_only_read(db):
    creer_monde()
    with lecture_seule():
        assert calculer(annee(2015)).sections
        lignes = {nom: list(ressource.exporter()) for nom, ressource in ressources().items()}
    assert all(lignes.values())


@sondes
def test_a_route_that_declares_nothing_fails_the_check(db):
    assert [(erreur.id, erreur.msg) for erreur in routes_declarees()] == [
        ("comptes.E001", "La route «\u00a0loin/oubliee/\u00a0» ne déclare pas d’action.")
    ]
    with pytest.raises(SystemCheckError, match=r"comptes\.E001"):
        call_command("check")


def test_the_routes_of_the_application_pass_the_check():
    assert routes_declarees() == []


@sondes
@pytest.mark.parametrize("methode", ["get", "post", "put", "options"])
def test_a_view_that_declares_nothing_is_not_reached(methode, client):
    assert getattr(client, methode)("/loin/oubliee/").status_code == 403
    assert not Acces.objects.filter(action="sonde").exists()
