"""Help: every page has some, nobody is shown what she may not do, and the words are explained."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from comptes.acces import PUBLIC
from comptes.choix import Role
from comptes.controles import routes
from comptes.droits import DROITS
from jardins.aide import CHAPITRES, chapitres, fragments, guide
from socle.normalisation import cle
from tests.conftest import client_de, creer_compte
from tests.jardins.outils import lire, requetes

GABARITS = settings.BASE_DIR / "templates"
AIDES = {str(f.relative_to(GABARITS)) for f in (GABARITS / "aide").rglob("*.html")}
ANNEXES = {"aide/glossaire.html"} | {guide(role) for role in Role}


def pages() -> dict[str, str]:
    """The help that each page that shows a screen of its own should have, and the action of that page."""
    connues = {}
    for _, motif in routes():
        app = motif.callback.__module__.split(".")[0]
        gabarit = GABARITS / app / f"{motif.name}.html"
        if motif.callback.action != PUBLIC and gabarit.is_file() and "{% extends" in gabarit.read_text("utf-8"):
            connues[f"aide/{app}/{motif.name}.html"] = motif.callback.action
    return connues


def test_every_page_that_shows_a_screen_has_its_help():
    assert sorted(set(pages()) - AIDES) == []


def test_every_help_is_that_of_a_page():
    assert sorted(AIDES - ANNEXES - set(pages())) == []


@pytest.mark.parametrize("nom", sorted(AIDES - ANNEXES))
def test_a_help_is_a_short_fragment_without_heading(nom):
    texte = (GABARITS / nom).read_text("utf-8")
    assert not re.search(r"<h\d|<html|<form|<script|{% extends", texte), nom
    mots = re.sub(r"<[^>]+>|{[%{].*?[%}]}", " ", texte).split()
    assert 8 <= len(mots) <= 160, f"{nom} : {len(mots)} mots"


def test_every_package_with_a_help_has_its_chapter():
    assert {nom.split("/")[1] for nom in fragments()} <= set(CHAPITRES)


@pytest.mark.parametrize("role", Role)
def test_a_role_reads_help_about_what_it_may_do_and_nothing_else(role):
    lus = {gabarit for chapitre in chapitres(role) for sujet in chapitre.sujets for _, gabarit in sujet.pages}
    assert lus == {gabarit for gabarit, action in fragments().items() if role in DROITS[action]}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_help_page_has_guides_subjects_words_and_whom_to_call(role, settings):
    settings.CONTACT = "03 00 00 00 00"
    page = lire(client_de(creer_compte(role)).get(reverse("aide_lire")))
    for ancre in ("guides", "comptes", "glossaire", "contact"):
        assert f'id="{ancre}"' in page
    assert ("<h3>Clore un parcours</h3>" in page) == (role == Role.TRAVAILLEUR_SOCIAL)
    assert "03 00 00 00 00" in page
    assert ('id="participants"' in page) == (role != Role.ADMINISTRATEUR)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_there_is_a_card_for_each_role(role, encadrant):
    page = lire(client_de(encadrant).get(reverse("aide_carte", args=[role])))
    assert f"<h1>Fiche : {role.label}</h1>" in page


@pytest.mark.django_db
def test_helps_of_one_same_action_stand_under_the_title_of_their_page(travailleuse_sociale):
    page = lire(client_de(travailleuse_sociale).get(reverse("aide_lire")))
    sujet = page.split("<h3>Ouvrir le dossier d’un participant</h3>")[1].split("<h3>")[0]
    assert "<h4>Coordonnées</h4>" in sujet
    assert "<h4>Historique</h4>" in sujet


def test_an_unknown_role_has_no_card(encadrant):
    assert client_de(encadrant).get(reverse("aide_carte", args=["jardinier"])).status_code == 404


def test_the_words_of_the_repository_are_explained_to_people():
    """Every term of docs/glossaire.md is in the glossary people read."""
    doc = (settings.BASE_DIR / "docs" / "glossaire.md").read_text("utf-8")
    termes = [ligne.split("|")[1].strip() for ligne in doc.splitlines() if re.match(r"\| [^-]", ligne)][1:]
    expliques = re.findall(r"<dt>(.*?)</dt>", (GABARITS / "aide" / "glossaire.html").read_text("utf-8"))
    connus = {mot.strip().lower() for terme in expliques for mot in terme.split(",")}
    manquants = [mot for terme in termes for mot in terme.split(",") if mot.strip().lower() not in connus]
    assert manquants == []


def test_the_words_of_the_field_are_explained():
    texte = (GABARITS / "aide" / "glossaire.html").read_text("utf-8")
    for sigle in ("CDDI", "SIAE", "QPV", "RSA", "FSE", "CHRS", "ASS", "RGAA"):
        assert f"<dt>{sigle}" in texte


def test_terms_are_in_alphabetical_order():
    texte = (GABARITS / "aide" / "glossaire.html").read_text("utf-8")
    for liste in texte.split("<dl")[1:]:
        termes = [cle(terme) for terme in re.findall(r"<dt>(.*?)</dt>", liste)]
        assert termes == sorted(termes)


def test_the_help_costs_no_statement_of_its_own(encadrant):
    client = client_de(encadrant)
    client.get(reverse("aide_lire"))
    assert requetes(lambda: client.get(reverse("aide_lire"))) <= 2
