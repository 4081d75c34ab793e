"""Appointments in the browser: two clicks from home, and the chips that follow what is typed."""

import pytest
from playwright.sync_api import expect

from outils.captures import entrer

pytestmark = pytest.mark.navigateur
TRAVAILLEUSE = "anne.mesange"


@pytest.fixture
def page(chromium, demonstration):
    contexte = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    page = contexte.new_page()
    plaintes = []
    page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
    page.on("console", lambda message: plaintes.append(message.text) if message.type == "error" else None)
    entrer(page, demonstration, TRAVAILLEUSE)
    yield page
    contexte.close()
    assert plaintes == []


def test_the_next_appointment_is_planned_in_two_clicks_from_home(page):
    page.get_by_role("link", name="Planifier").first.click()
    bouton = page.get_by_role("button", name="Prendre le rendez-vous")
    expect(bouton).to_be_in_viewport()
    bouton.click()
    expect(page.get_by_role("status").first).to_contain_text("Rendez-vous pris")
    expect(page.get_by_role("link", name="Imprimer le papier pour")).to_be_visible()


def test_what_is_typed_checks_its_chip_and_a_chip_empties_it(page):
    page.get_by_role("link", name="Planifier").first.click()
    heure, autre = page.get_by_label("Heure", exact=True), page.get_by_label("une autre heure")
    heure.fill("09:45")
    expect(autre).to_be_checked()
    page.get_by_label("11\u00a0h").check()
    expect(heure).to_have_value("")
    expect(autre).not_to_be_checked()
