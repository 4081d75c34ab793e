"""The texts the law asks for: open to all, filled from the settings, honest when they are not."""

import pytest
from django.urls import reverse

from comptes.choix import Role
from tests.conftest import client_de, creer_compte
from tests.jardins.outils import lire

A_COMPLETER = "à compléter par le CCAS"
TEXTES = ("mentions_legales", "donnees_personnelles", "accessibilite")


def page_de(client, nom):
    return lire(client.get(reverse(nom)))


@pytest.mark.parametrize("nom", TEXTES)
def test_a_text_is_open_to_all_and_says_what_is_missing(client, nom):
    page = page_de(client, nom)
    assert page.count("<h1>") == 1
    assert A_COMPLETER in page


@pytest.mark.django_db
@pytest.mark.parametrize("nom", TEXTES)
def test_a_text_is_read_signed_in_too(nom):
    assert client_de(creer_compte(Role.ENCADRANT)).get(reverse(nom)).status_code == 200


def test_legal_notice_names_publisher_director_and_host(client, settings):
    settings.NOM_STRUCTURE = "CCAS d’Anzin"
    settings.RESPONSABLE = "Mme Aubépine, vice-présidente"
    settings.HEBERGEUR = "Syndicat mixte, 1 rue des Saules, Lille"
    settings.CONTACT = "03 00 00 00 00"
    page = page_de(client, "mentions_legales")
    for valeur in ("CCAS d’Anzin", settings.RESPONSABLE, settings.HEBERGEUR, settings.CONTACT):
        assert valeur in page
    assert A_COMPLETER not in page


def test_settings_are_escaped(client, settings):
    settings.RESPONSABLE = "<b>Aubépine</b>"
    assert "&lt;b&gt;Aubépine&lt;/b&gt;" in page_de(client, "mentions_legales")


def test_personal_data_page_has_what_article_13_asks(client, settings):
    settings.DELEGUE = "dpo@ccas.example"
    page = page_de(client, "donnees_personnelles")
    for exige in (
        "mission d’intérêt public",
        "2021-028",
        "2023-095",
        "deux ans après le dernier contact",
        "dpo@ccas.example",
        "CNIL, 3 place de Fontenoy",
        "en un mois",
        "n’efface aucun dossier et aucune ligne du journal toute seule",
    ):
        assert exige in page


def test_accessibility_declaration_follows_the_model(client):
    page = page_de(client, "accessibilite")
    titres = [titre.split("</h2>")[0] for titre in page.split("<h2>")[1:]]
    assert titres == [
        "Engagement",
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Retour d’information et contact",
        "Voies de recours",
    ]
    assert "<h1>Accessibilité : non conforme</h1>" in page
    assert "aucun audit n’a encore été fait" in page
    assert "Libre réponse 71120, 75342 Paris Cedex 07" in page
