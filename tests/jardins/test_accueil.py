"""The home page: what each role came for, in few statements, and nothing of others."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from comptes.choix import Role
from comptes.models import Utilisateur
from socle.models import ParametreDate
from tests.bilans.test_requetes import peupler, requetes
from tests.conftest import client_de
from tests.fabriques import SeanceFabrique

pytestmark = pytest.mark.django_db


def accueil(compte) -> str:
    return client_de(compte).get(reverse("accueil")).content.decode()


def boutons(page: str) -> list[tuple[str, str]]:
    """The buttons of the title, as (class, words)."""
    titre = page.split('<div class="titre-page">')[1].split("</h1>")[1].split("<ul")[0].split("<section")[0]
    trouves = re.findall(r'<a class="(bouton[^"]*)"[^>]*>(.*?)</a>', titre, re.DOTALL)
    return [(classe, re.sub(r"<[^>]+>", "", texte).strip()) for classe, texte in trouves]


@pytest.mark.parametrize(
    ("role", "plein"),
    [
        (Role.TRAVAILLEUR_SOCIAL, "Ajouter une personne"),
        (Role.CHEF_DE_PROJET, "Bilan annuel"),
        (Role.ADMINISTRATEUR, "Ouvrir un compte"),
    ],
)
def test_the_one_filled_button_is_what_the_role_came_for(comptes, role, plein):
    pleins = [texte for classe, texte in boutons(accueil(comptes[role])) if "plein" in classe]
    assert pleins == [plein]


@time_machine.travel("2026-03-01T00:30:00+01:00", tick=False)
def test_the_page_says_the_day_of_paris_in_words(travailleuse_sociale):
    assert "Dimanche 1<sup>er</sup> mars 2026" in accueil(travailleuse_sociale)


@time_machine.travel("2015-06-30T12:00:00+02:00", tick=False)
def test_the_chef_de_projet_sees_the_year_so_far_and_its_objectives(cheffe_de_projet):
    peupler(0, 4)
    page = re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", accueil(cheffe_de_projet)))
    assert "4 personnes accueillies cette année sur 60\u00a0prévues" in page
    assert "4 ateliers tenus cette année sur 276\u00a0prévus" in page
    assert "6 heures de présence cette année" in page


@time_machine.travel("2015-06-30T12:00:00+02:00", tick=False)
def test_a_tile_counts_what_its_list_shows_and_its_objective_is_the_one_of_the_bilan(cheffe_de_projet):
    """A session to come is not of this year yet, and an objective of July already is."""
    peupler(0, 4)
    SeanceFabrique(date=dt.date(2015, 9, 1))
    ParametreDate.objects.create(nom="objectif_ateliers", depuis=dt.date(2015, 7, 1), valeur=300)
    page = accueil(cheffe_de_projet)
    assert "4 ateliers tenus cette année sur 300 prévus" in re.sub(r"[\s\u00a0]+", " ", re.sub(r"<[^>]+>", " ", page))
    [liste] = re.findall(r'href="(/bilans/[^"]+/listes/ateliers/seances/)"', page)
    assert client_de(cheffe_de_projet).get(liste).context["page"].paginator.count == 4


def test_the_encadrant_sees_no_figure_of_people(encadrant):
    peupler(0, 4)
    page = accueil(encadrant)
    assert "personnes" not in page.split("<main")[1].split("</main>")[0]
    assert "Nom 1" not in page


def test_the_administrateur_sees_accounts_and_no_file(administrateur):
    peupler(0, 4)
    Utilisateur.objects.create_user("invitee@jardins.example", nom="Nue", prenom="Ida", role=Role.ENCADRANT)
    page = accueil(administrateur)
    assert "invitation en attente" in page
    assert "NOM 1" not in page.upper().replace("PRÉNOM", "")


@pytest.mark.parametrize("role", Role.values)
def test_a_home_page_takes_at_most_12_statements_whatever_the_rows(comptes, role):
    client = client_de(comptes[role])
    peupler(0, 3)
    client.get(reverse("accueil"))
    petit = requetes(lambda: client.get(reverse("accueil")))
    peupler(3, 30)
    assert requetes(lambda: client.get(reverse("accueil"))) == petit
    assert petit <= 12
