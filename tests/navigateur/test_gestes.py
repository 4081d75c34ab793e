"""Clicks and keys counted in the browser, against the budgets of the product: what is daily costs almost nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from outils.captures import entrer

pytestmark = pytest.mark.navigateur
TRAVAILLEUSE, CHEFFE, ENCADRANT = "anne.mesange", "claire.loriot", "paul.verdier"


class Main:
    """A hand on a page: it counts its clicks, and the letters it types apart."""

    def __init__(self, page: Page):
        self.page, self.clics, self.touches = page, 0, 0

    def cliquer(self, cible) -> None:
        self.clics += 1
        cible.click()

    def presser(self, touche: str) -> None:
        self.touches += 1
        self.page.keyboard.press(touche)


@pytest.fixture(scope="module")
def sessions(chromium, demonstration) -> dict:
    """Who has signed in, once for all these tests."""
    ouvertes = {}
    for qui in (TRAVAILLEUSE, CHEFFE, ENCADRANT):
        page = chromium.new_page()
        entrer(page, demonstration, qui)
        ouvertes[qui] = page.context.storage_state()
        page.context.close()
    return ouvertes


@pytest.fixture
def main(chromium, demonstration, sessions):
    """Somebody signed in on her home page; what the console complains of fails the test."""
    contextes, plaintes = [], []

    def _main(qui: str, **options) -> Main:
        ecran = {"viewport": {"width": 1400, "height": 900}, "locale": "fr-FR"}
        contexte = chromium.new_context(**ecran, storage_state=sessions[qui], **options)
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
        page.goto(demonstration)
        return Main(page)

    yield _main
    for contexte in contextes:
        contexte.close()
    assert plaintes == []


def test_a_file_opens_by_name_with_one_click_three_letters_and_enter(main):
    main = main(TRAVAILLEUSE)
    main.cliquer(main.page.get_by_role("combobox", name="Chercher"))
    for lettre in "cog":
        main.presser(lettre)
    expect(main.page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    main.presser("Enter")
    expect(main.page.get_by_role("heading", level=1)).to_contain_text("COGNASSIER")
    assert (main.clics, main.touches) == (1, 4)


def test_the_search_is_reached_by_its_key_and_moved_in_by_arrows(main):
    main = main(TRAVAILLEUSE)
    main.presser("/")
    expect(main.page.get_by_role("combobox", name="Chercher")).to_be_focused()
    main.page.keyboard.type("er")
    expect(main.page.get_by_role("option").nth(1)).to_be_visible()
    main.presser("ArrowDown")
    choisi = main.page.get_by_role("option").nth(1)
    expect(choisi).to_have_attribute("aria-selected", "true")
    attendu = choisi.get_attribute("href")
    main.presser("Enter")
    main.page.wait_for_url(f"**{attendu}")


def test_without_javascript_the_same_letters_give_a_page_of_results(main):
    main = main(TRAVAILLEUSE, java_script_enabled=False)
    main.page.get_by_label("Chercher").fill("er")
    main.page.get_by_label("Chercher").press("Enter")
    expect(main.page.get_by_role("heading", name="Recherche")).to_be_visible()
    assert "er" not in re.sub(r".*/", "", main.page.url.removesuffix("/recherche/"))
    assert main.page.locator("main li a").count() > 1


def test_a_person_is_added_from_the_list_in_two_clicks_and_four_fields(main):
    main = main(TRAVAILLEUSE)
    main.page.goto(f"{main.page.url}participants/")
    main.cliquer(main.page.get_by_role("link", name="Ajouter une personne"))
    champs = main.page.locator("main form :is(input, select, textarea):visible")
    assert champs.count() == 4
    main.page.get_by_label("Nom", exact=True).fill("Zizanie")
    main.page.get_by_label("Prénom").fill("Yolande")
    main.page.get_by_label("Sexe").select_option("F")
    main.cliquer(main.page.get_by_role("button", name="Ajouter la personne"))
    expect(main.page.get_by_role("heading", level=1)).to_contain_text("ZIZANIE Yolande")
    assert main.clics == 2


def test_the_list_is_filtered_in_three_clicks_at_most(main):
    main = main(TRAVAILLEUSE)
    main.page.goto(f"{main.page.url}participants/")
    main.page.get_by_role("combobox", name="Quartier").select_option("Faubourg de Lille")
    main.clics += 1
    main.cliquer(main.page.get_by_role("button", name="Filtrer"))
    main.page.wait_for_url(re.compile("quartier="))
    cases = main.page.locator("tbody td[data-titre='Quartier']").all_inner_texts()
    assert cases
    assert set(cases) == {"Faubourg de Lille"}
    assert main.clics <= 3


def test_who_has_not_come_is_seen_from_home_without_a_click(main):
    main = main(TRAVAILLEUSE)
    expect(main.page.get_by_text("sans venue depuis 15 jours").first).to_be_visible()


@pytest.mark.parametrize(("bouton", "fichier"), [("Bilan annuel", "bilan-annuel"), ("Bilan du mois", "bilan-mensuel")])
def test_a_bilan_is_a_pdf_in_two_clicks_from_home(main, bouton, fichier):
    main = main(CHEFFE)
    main.cliquer(main.page.get_by_role("link", name=bouton))
    with main.page.expect_download() as telechargement:
        main.cliquer(main.page.get_by_role("link", name="Bilan en PDF"))
    assert telechargement.value.suggested_filename.startswith(fichier)
    assert main.clics == 2


def test_a_figure_leads_to_its_people_in_one_click(main, demonstration):
    main = main(CHEFFE)
    main.page.goto(f"{demonstration}/bilans/2015-01-01/2015-12-31/")
    main.cliquer(main.page.get_by_role("link", name=re.compile("^56")).first)
    expect(main.page.get_by_role("heading", level=1)).to_contain_text("56")
    assert main.page.locator("tbody tr").count() == 56
    assert main.clics == 1


def test_help_is_one_click_and_closes_by_escape(main):
    main = main(ENCADRANT)
    main.cliquer(main.page.get_by_role("button", name="Aide"))
    aide = main.page.get_by_role("complementary", name="Sur cette page")
    expect(aide).to_be_visible()
    expect(aide).to_be_focused()
    main.presser("Escape")
    expect(aide).to_be_hidden()
    expect(main.page.get_by_role("button", name="Aide")).to_be_focused()
    assert main.clics == 1


def test_help_and_menu_open_without_javascript(main):
    main = main(ENCADRANT, java_script_enabled=False)
    main.page.get_by_role("link", name="Aide").click()
    expect(main.page.get_by_role("complementary", name="Sur cette page")).to_be_visible()
    main.page.get_by_role("link", name="Fermer l’aide").click()
    main.page.set_viewport_size({"width": 390, "height": 800})
    main.page.get_by_role("link", name="Menu").click()
    expect(main.page.get_by_role("navigation", name="Menu principal")).to_be_visible()


def test_single_keys_do_nothing_while_typing(main):
    main = main(TRAVAILLEUSE)
    main.presser("/")
    main.page.keyboard.type("gp?n/")
    assert main.page.get_by_role("combobox", name="Chercher").input_value() == "gp?n/"


def test_g_then_p_goes_to_the_participants(main):
    main = main(TRAVAILLEUSE)
    main.presser("g")
    main.presser("p")
    expect(main.page.get_by_role("heading", level=1)).to_have_text("Participants")
