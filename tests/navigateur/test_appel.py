"""The roll call by keyboard, and the month's arrows."""

import pytest
from django.utils import timezone

from ateliers.models import Presence, Seance
from comptes.choix import Role

pytestmark = pytest.mark.navigateur
MATIN = "/seances/presences/2015-03-02/matin/"


def test_two_letters_note_two_people_and_the_count_follows(entrer, adresse):
    Presence.objects.all().delete()
    page = entrer(Role.ENCADRANT, 820)
    page.goto(adresse + MATIN)
    page.locator("details summary").click() if page.locator("details:not([open])").count() else None
    page.locator(".rangee input:checked").first.focus()
    page.keyboard.press("p")
    page.keyboard.press("E")
    assert "1\u00a0présent · 0\u00a0absent · 1\u00a0excusé" in page.locator("[data-decompte]").inner_text()
    page.get_by_role("button", name="Enregistrer les présences").click()
    page.get_by_text("Présences enregistrées : 1 présent, 1 excusé.").wait_for()
    lues = Presence.objects.order_by("participant__cle").values_list("participant__nom", "statut")
    assert list(lues) == [("Bouleau", "present"), ("Chêne", "excuse")]


def test_letters_typed_in_a_field_stay_letters(entrer, adresse):
    page = entrer(Role.ENCADRANT)
    page.goto(adresse + MATIN)
    champ = page.get_by_label("Trouver une personne par son nom")
    champ.fill("")
    champ.press_sequentially("pae")
    assert champ.input_value() == "pae"


def test_the_arrows_change_the_month(entrer, adresse):
    page = entrer(Role.ENCADRANT)
    page.goto(adresse + "/seances/calendrier/?mois=2015-03")
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Avril 2015").wait_for()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("heading", name="Mars 2015").wait_for()


def test_without_javascript_a_roll_call_is_a_form(entrer, adresse):
    Presence.objects.all().delete()
    Seance.objects.update(statut="prevue", date=timezone.localdate())
    page = entrer(Role.ENCADRANT, javascript=False)
    page.goto(f"{adresse}/seances/presences/{timezone.localdate().isoformat()}/matin/")
    page.get_by_role("radiogroup", name="CHÊNE Luc").get_by_label("Présent").check()
    page.get_by_role("button", name="Enregistrer les présences").click()
    assert "est maintenant réalisée" in page.get_by_role("status").inner_text()
    assert Presence.objects.get().statut == "present"
