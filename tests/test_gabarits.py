"""The frame of every page: error pages stand alone, messages are announced, nothing inline."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

PAQUETS = ("jardins", "participants", "ateliers", "bilans")
ERREURS = ("400", "403", "403_csrf", "404", "500")


@pytest.fixture(autouse=True)
def _sans_manifeste(settings):
    """These pages need no collected static files."""
    simple = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": simple}


@pytest.mark.parametrize("code", ERREURS)
def test_an_error_page_needs_no_context_and_says_what_to_do(code):
    page = render_to_string(f"{code}.html")
    assert page.count("<h1>") == 1
    assert 'lang="fr"' in page
    assert "Revenir à l’accueil" in page
    assert f"Erreur {code[:3]}" in page
    assert "Se déconnecter" not in page


def test_messages_and_navigation_are_announced_and_escaped():
    contexte = {
        "navigation": [{"url": "/bilans/", "libelle": "Bilans", "actif": True}],
        "messages": ["<b>Entretien enregistré.</b>"],
        "nom_structure": "CCAS de <Valenciennes>",
    }
    page = render_to_string("base.html", contexte)
    assert '<a href="/bilans/" aria-current="page">Bilans</a>' in page
    assert "&lt;b&gt;Entretien enregistré.&lt;/b&gt;" in page.split('role="status"')[1]
    assert "CCAS de &lt;Valenciennes&gt;" in page


def test_no_template_of_a_page_holds_inline_script_or_style():
    interdits = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
    fautes = [
        fichier.name
        for fichier in (settings.BASE_DIR / "templates").rglob("*.html")
        if interdits.search(fichier.read_text(encoding="utf-8"))
    ]
    assert fautes == []


def test_every_icon_asked_for_is_in_the_sprite():
    planche = next((settings.BASE_DIR / "static" / "vendor").glob("tabler-icons-*/tabler-sprite.svg"))
    connues = set(re.findall(r'<symbol id="([^"]+)"', planche.read_text(encoding="utf-8")))
    sources = [
        *(settings.BASE_DIR / "templates").rglob("*.html"),
        *(f for nom in PAQUETS for f in (settings.BASE_DIR / nom).rglob("*.py")),
    ]
    motif = re.compile(r"""{% icone "([^"]+)"|{% pastille [^%]*"([^"]+)" %}|icone="([^"]+)\"""")
    demandees = {nom for f in sources for trouves in motif.findall(f.read_text("utf-8")) for nom in trouves if nom}
    assert len(demandees) > 20
    assert demandees <= connues
