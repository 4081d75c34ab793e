"""The encadrant's observations on a tablet: names filtered while one types, large targets, the keyboard, no script."""

import pytest

from comptes.choix import Role
from participants.models import Observation, Participant
from tests.fabriques import ConsigneFabrique, ParcoursFabrique, ParticipantFabrique

pytestmark = pytest.mark.navigateur
LISTE = "/participants/observations/"
GARDE = 64  # px: gloves, outdoors
# What is touched on these pages, by the box that answers; a chip is its whole label.
CIBLES = """() => [...document.querySelectorAll("main :is(a, button, summary, .puce, input:not([type]))")]
  .concat([...document.querySelectorAll("main input[type=text], main textarea")])
  .filter((cible) => cible.checkVisibility() && cible.getBoundingClientRect().width > 1)
  .map((cible) => [cible.innerText || cible.name, Math.round(cible.getBoundingClientRect().height)])"""


@pytest.fixture
def elodie(adresse) -> Participant:
    """A second person in the action, with something to mind; Luc Chêne of the small year is the first."""
    personne = ParticipantFabrique(nom="Saule", prenom="Élodie")
    ParcoursFabrique(participant=personne)
    ConsigneFabrique(participant=personne, texte="Allergie aux piqûres : appeler le 15.")
    return personne


def noms(page) -> list[str]:
    return [" ".join(nom.split()) for nom in page.locator(".noms .qui:visible").all_inner_texts()]


def test_names_are_filtered_while_one_types_and_enter_opens_the_only_one(entrer, adresse, elodie):
    page = entrer(Role.ENCADRANT, 820)
    page.get_by_role("link", name="Noter ce que je vois").click()
    assert noms(page) == ["Élodie SAULE", "Luc CHÊNE"]
    champ = page.get_by_label("Trouver par le nom")
    champ.press_sequentially("elo")
    assert noms(page) == ["Élodie SAULE"]
    assert page.locator("[data-trouves]").inner_text() == "1\u00a0personne."
    champ.press("Enter")
    page.get_by_role("heading", name="Élodie SAULE", level=1).wait_for()
    assert page.get_by_text("Allergie aux piqûres : appeler le 15.").is_visible()


def test_noting_by_keyboard(entrer, adresse, elodie):
    page = entrer(Role.ENCADRANT, 820)
    page.goto(f"{adresse}/participants/{elodie.uuid}/observations/noter/")
    grille = page.get_by_role("group", name="Travailler en équipe")
    grille.get_by_label("Rien à noter").focus()
    page.keyboard.press("ArrowRight")  # round to the first level, then on to the second
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    grille.get_by_label("Ce que j’ai vu").fill("Aide les nouveaux.")
    page.get_by_role("button", name="Enregistrer").press("Enter")
    page.get_by_text("C’est enregistré : 1\u00a0compétence notée.").wait_for()
    observation = Observation.objects.get()
    assert (observation.competence.code, observation.niveau, observation.commentaire) == (
        "equipe",
        2,
        "Aide les nouveaux.",
    )


@pytest.mark.parametrize("largeur", [390, 820])
def test_everything_one_touches_is_large(entrer, adresse, elodie, largeur):
    page = entrer(Role.ENCADRANT, largeur)
    for chemin in (LISTE, f"/participants/{elodie.uuid}/observations/noter/"):
        page.goto(adresse + chemin)
        page.evaluate("document.querySelectorAll('main details').forEach((pli) => { pli.open = true; })")
        cibles = page.evaluate(CIBLES)
        assert len(cibles) > 3
        assert [cible for cible in cibles if cible[1] < GARDE] == []


def test_without_javascript_a_name_is_found_and_noted(entrer, adresse, elodie):
    page = entrer(Role.ENCADRANT, 390, javascript=False)
    page.goto(adresse + LISTE)
    page.get_by_label("Trouver par le nom").fill("sau")
    page.get_by_role("button", name="Trouver").click()
    assert page.url == adresse + LISTE  # the name stays out of the address
    assert noms(page) == ["Élodie SAULE"]
    page.get_by_role("link", name="Élodie SAULE").click()
    page.get_by_role("group", name="Arriver à l’heure").get_by_label("Montre aux autres").check()
    page.get_by_role("button", name="Enregistrer").click()
    assert "C’est enregistré" in page.get_by_role("status").first.inner_text()
    assert Observation.objects.get().niveau == 4
