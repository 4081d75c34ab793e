"""Démarches in a real browser: one click, an undo that waits for whoever is there, fields shown when they matter."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from comptes.choix import Role
from partenaires.models import Thematique
from participants.models import Demarche, Participant
from tests.fabriques import DemarcheFabrique

pytestmark = pytest.mark.navigateur


@pytest.fixture
def demarches(adresse):
    """Two of Luc, one of them of work."""
    luc = Participant.objects.get(reference="P2")
    emploi = Thematique.objects.get(code="emploi")
    return (
        DemarcheFabrique(participant=luc, intitule="Demander un logement"),
        DemarcheFabrique(participant=luc, intitule="Candidater", thematique=emploi, date_debut=dt.date(2015, 2, 3)),
    )


@pytest.fixture
def page(entrer, adresse, demarches):
    page = entrer(Role.TRAVAILLEUR_SOCIAL)
    page.clock.install()
    page.goto(f"{adresse}/participants/{demarches[0].participant.uuid}/objectifs/")
    return page


def barre(page):
    return page.locator("[data-annuler]")


def arreter_l_horloge(page):
    """From now on only the test makes time pass."""
    page.clock.pause_at(dt.datetime.fromtimestamp(page.evaluate("Date.now()") / 1000 + 1, tz=dt.UTC))


def statut(demarche) -> str:
    return Demarche.objects.get(pk=demarche.pk).statut


def cocher(page, intitule="Demander un logement"):
    page.get_by_role("button", name=f"Cocher : {intitule}").click()
    barre(page).wait_for()


def test_one_click_ticks_and_one_more_gives_back(page, demarches):
    compte = page.locator(".onglets [aria-current] .compte")
    avant = int(compte.inner_text())
    cocher(page)
    assert statut(demarches[0]) == "aboutie"
    assert page.locator(f"#demarche-{demarches[0].uuid}").get_by_text("Abouti le").is_visible()
    assert page.get_by_role("button", name="Cocher : Demander un logement").count() == 0
    assert "Vous pouvez annuler pendant dix secondes." in page.locator("#annonce").text_content()
    assert int(compte.inner_text()) == avant - 1
    barre(page).get_by_role("button", name="Annuler").click()
    page.get_by_text("de nouveau en cours").wait_for()
    assert statut(demarches[0]) == "en_cours"
    assert not barre(page).is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Cocher\u00a0: Demander un logement"


def test_the_offer_goes_after_ten_seconds(page, demarches):
    cocher(page)
    page.mouse.move(0, 0)
    arreter_l_horloge(page)
    page.clock.run_for(5_000)
    assert barre(page).is_visible()
    page.clock.run_for(5_000)
    assert not barre(page).is_visible()
    assert statut(demarches[0]) == "aboutie"


def test_by_keyboard_the_offer_waits_for_whoever_is_on_it(page, demarches):
    page.get_by_role("button", name="Cocher : Demander un logement").focus()
    page.keyboard.press("Enter")
    barre(page).wait_for()
    page.mouse.move(0, 0)
    page.wait_for_function("document.activeElement.textContent.trim() == 'Annuler'")
    page.clock.run_for(60_000)
    assert barre(page).is_visible()
    page.keyboard.press("Enter")
    page.get_by_text("de nouveau en cours").wait_for()
    assert statut(demarches[0]) == "en_cours"


def test_a_held_offer_leaves_before_the_server_would_refuse_it(page):
    cocher(page)
    barre(page).hover()
    arreter_l_horloge(page)
    page.clock.run_for(90_000)
    assert barre(page).is_visible()
    page.clock.run_for(10_000)
    assert not barre(page).is_visible()


def test_the_network_cut_changes_nothing_and_says_so(page, demarches):
    page.evaluate("window.vrai = fetch; window.fetch = () => Promise.reject(new TypeError('coupure')); null")
    page.get_by_role("button", name="Cocher : Demander un logement").click()
    page.get_by_text("Le réseau ne répond pas. Rien n’est changé").wait_for()
    assert statut(demarches[0]) == "en_cours"
    page.evaluate("window.fetch = window.vrai; null")
    cocher(page)
    assert statut(demarches[0]) == "aboutie"


def test_two_clicks_in_a_row_are_one(page, demarches):
    envois = []
    page.on("request", lambda requete: envois.append(requete.url) if "/cocher/" in requete.url else None)
    page.get_by_role("button", name="Cocher : Demander un logement").dblclick()
    barre(page).wait_for()
    assert len(envois) == 1
    assert statut(demarches[0]) == "aboutie"


def test_work_found_leads_to_its_contract(page, demarches):
    cocher(page, "Candidater")
    barre(page).get_by_role("link", name="Noter le contrat").click()
    page.get_by_label("Type de contrat").select_option("cddi")
    page.get_by_label("Employeur").fill("AGEVAL")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Résultat : CDDI, AGEVAL.").wait_for()
    assert Demarche.objects.get(pk=demarches[1].pk).contrat.code == "cddi"


def test_fields_come_when_they_matter_and_keep_what_was_typed(page, demarches):
    page.get_by_role("link", name="Modifier : Candidater").click()
    contrat, fin = page.get_by_label("Employeur"), page.get_by_label("Finie le")
    for champ in (contrat, fin, page.get_by_label("Motif d’abandon"), page.get_by_label("Réponse reçue le")):
        expect(champ).to_be_hidden()
    page.get_by_label("aboutie").check()
    expect(contrat).to_be_visible()
    expect(fin).to_be_visible()
    contrat.fill("AGEVAL")
    page.get_by_label("Thème").select_option("sante")
    expect(contrat).to_be_hidden()
    assert page.get_by_label("Démarche", exact=True).get_attribute("list") == "propositions-sante"
    page.get_by_label("Thème").select_option("emploi")
    assert contrat.input_value() == "AGEVAL"
    page.get_by_label("en cours").check()
    assert contrat.is_disabled()
    page.get_by_role("textbox", name="Partenaire").fill("AGEVAL")
    page.get_by_label("Réponse à l’orientation").select_option("refusee")
    assert page.get_by_label("Réponse reçue le").is_visible()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("La démarche est enregistrée.").wait_for()
    lue = Demarche.objects.get(pk=demarches[1].pk)
    assert (lue.statut, lue.employeur, lue.reponse) == ("en_cours", "", "refusee")


def test_all_of_it_works_without_script(entrer, adresse, demarches):
    page = entrer(Role.TRAVAILLEUR_SOCIAL, javascript=False)
    page.goto(f"{adresse}/participants/{demarches[0].participant.uuid}/objectifs/")
    cocher(page)
    assert statut(demarches[0]) == "aboutie"
    barre(page).get_by_role("button", name="Annuler").click()
    assert page.get_by_text("de nouveau en cours").is_visible()
    page.get_by_role("link", name="Modifier : Candidater").click()
    page.get_by_label("aboutie").check()
    page.get_by_label("Finie le").fill("2015-03-01")
    page.get_by_label("Employeur").fill("AGEVAL")
    page.get_by_role("button", name="Enregistrer").click()
    assert page.get_by_text("Choisissez le type de contrat").first.is_visible()
    page.get_by_label("Type de contrat").select_option("cdd")
    page.get_by_role("button", name="Enregistrer").click()
    assert Demarche.objects.get(pk=demarches[1].pk).contrat.code == "cdd"
