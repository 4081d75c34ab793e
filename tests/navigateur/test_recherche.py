"""The search box, in a real browser: what Enter opens is what was typed."""

import pytest

from comptes.choix import Role
from tests.fabriques import ParcoursFabrique, ParticipantFabrique

pytestmark = pytest.mark.navigateur


def test_enter_never_opens_a_suggestion_of_another_text(entrer, adresse):
    """Typing faster than the answers come must not open somebody else's file."""
    personnes = {nom: ParticipantFabrique(nom=nom, prenom="Lila") for nom in ("Dupuis", "Dubosc")}
    for personne in personnes.values():
        ParcoursFabrique(participant=personne)
    page = entrer(Role.TRAVAILLEUR_SOCIAL)
    page.goto(adresse)
    boite = page.get_by_role("combobox", name="Chercher")
    boite.press_sequentially("dup")
    page.get_by_role("option", name="DUPUIS Lila").wait_for()
    page.route("**/recherche/suggestions/", lambda requete: None)  # no answer comes
    boite.press("Backspace")
    boite.press_sequentially("bosc")
    boite.press("Enter")
    page.wait_for_url(f"**/participants/{personnes['Dubosc'].uuid}/")
