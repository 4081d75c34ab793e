"""The end of a session, in a real browser: told before, put off from any tab, and nothing typed is lost."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from comptes.choix import Role
from participants.models import Participant
from tests.navigateur.conftest import PHRASE

pytestmark = pytest.mark.navigateur
PAGE = "/comptes/mon-compte/"
MOT_DE_PASSE = "/comptes/mot-de-passe/"


def avec_horloge(page, adresse, chemin=PAGE):
    """The page, whose clock the test holds."""
    page.clock.install()
    page.goto(adresse + chemin)
    return page


def avancer(page, minutes: float):
    page.clock.fast_forward(int(minutes * 60_000))


def dialogue(page):
    return page.locator("#fin-de-session")


def expirer(page):
    """Make the session of this browser half an hour old, as the server knows it."""
    [cle] = [t["value"] for t in page.context.cookies() if t["name"] == settings.SESSION_COOKIE_NAME]
    session = SessionStore(cle)
    session["vue_le"] -= settings.SESSION_INACTIVITE.total_seconds() + 1
    session.save()


def test_two_minutes_before_the_end_a_dialog_asks_and_one_gesture_puts_it_off(entrer, adresse):
    page = avec_horloge(entrer(Role.ENCADRANT), adresse)
    page.get_by_role("button", name="Fermer mes autres sessions").focus()
    avancer(page, 26)
    assert not dialogue(page).is_visible()
    avancer(page, 1.1)
    boite = page.get_by_role("alertdialog", name="Vous allez être déconnecté dans 2 minutes")
    assert boite.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Rester connecté"
    with page.expect_response("**/session/prolonger/") as reponse:
        page.keyboard.press("Enter")
    assert reponse.value.status == 204
    page.wait_for_function("!document.querySelector('#fin-de-session').open")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Fermer mes autres sessions"
    avancer(page, 26)
    assert not dialogue(page).is_visible()


def test_escape_also_says_that_somebody_is_there(entrer, adresse):
    page = avec_horloge(entrer(Role.ENCADRANT), adresse)
    avancer(page, 27.1)
    with page.expect_response("**/session/prolonger/"):
        page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('#fin-de-session').open")


def test_one_leaves_from_the_dialog(entrer, adresse):
    page = avec_horloge(entrer(Role.ENCADRANT), adresse)
    avancer(page, 27.1)
    dialogue(page).get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/comptes/connexion/")
    assert not Session.objects.exists()


def test_an_answer_in_one_tab_closes_the_question_in_the_other(entrer, adresse):
    page = avec_horloge(entrer(Role.ENCADRANT), adresse)
    autre = avec_horloge(page.context.new_page(), adresse)
    avancer(page, 27.1)  # the clock is the browser's: both tabs are that much older
    for onglet in (page, autre):
        assert dialogue(onglet).is_visible()
    autre.get_by_role("button", name="Rester connecté").click()
    for onglet in (autre, page):
        onglet.wait_for_function("!document.querySelector('#fin-de-session').open")


def test_a_page_without_text_goes_to_the_sign_in_and_back(entrer, adresse):
    page = avec_horloge(entrer(Role.ENCADRANT), adresse)
    expirer(page)
    avancer(page, 29.2)
    page.wait_for_url(f"**/comptes/connexion/?next={PAGE}")


def test_typed_text_stays_behind_the_curtain(entrer, adresse):
    page = avec_horloge(entrer(Role.ENCADRANT), adresse, MOT_DE_PASSE)
    page.get_by_label("Ancien mot de passe").fill("un début")
    expirer(page)
    avancer(page, 29.2)
    assert page.get_by_role("alertdialog", name="Votre session a pris fin").is_visible()
    page.get_by_role("button", name="Revenir à mon texte").click()
    assert page.get_by_label("Ancien mot de passe").input_value() == "un début"
    avancer(page, 5)
    assert not dialogue(page).is_visible()


def test_who_types_stays_signed_in(entrer, adresse):
    page = avec_horloge(entrer(Role.ENCADRANT), adresse, MOT_DE_PASSE)
    avancer(page, 20)
    with page.expect_response("**/session/prolonger/") as reponse:
        page.get_by_label("Ancien mot de passe").press_sequentially("a")
    assert reponse.value.status == 204
    avancer(page, 20)
    assert not dialogue(page).is_visible()


def test_a_text_given_back_stays_when_the_session_ends_again(entrer, adresse):
    """The page that gives it back has no address to go back to: leaving it would lose the text."""
    page = avec_horloge(entrer(Role.TRAVAILLEUR_SOCIAL), adresse, "/participants/rencontrer/")
    page.get_by_label("Nom", exact=True).fill("Sureau-Zq")
    page.get_by_label("Prénom").fill("Lila")
    page.evaluate("document.querySelector('form[method=post] [name=nom]').form.noValidate = true")
    expirer(page)
    page.evaluate("document.querySelector('form[method=post] [name=nom]').form.submit()")
    page.get_by_label("Adresse électronique").fill("travailleur_social@jardins.example")
    page.get_by_label("Mot de passe").fill(PHRASE)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("heading", name="Votre texte est là").wait_for()
    expirer(page)
    avancer(page, 29.2)
    assert page.get_by_role("alertdialog", name="Votre session a pris fin").is_visible()
    page.get_by_role("button", name="Revenir à mon texte").click()
    assert page.get_by_text("Sureau-Zq").is_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "sans javascript"])
def test_what_was_typed_when_the_session_ended_is_saved_after_signing_in_again(entrer, adresse, javascript):
    page = entrer(Role.TRAVAILLEUR_SOCIAL, javascript=javascript)
    page.goto(f"{adresse}/participants/ajouter/")
    page.get_by_label("Nom", exact=True).fill("Sureau-Zq")
    page.get_by_label("Prénom").fill("Lila")
    page.get_by_label("Sexe").select_option("femme")
    page.get_by_label("Date d’entrée").fill("2015-03-02")
    expirer(page)
    page.get_by_role("button", name="Ajouter la personne").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Votre session a pris fin"
    assert page.get_by_text("Sureau-Zq").is_visible()
    page.get_by_label("Adresse électronique").fill("travailleur_social@jardins.example")
    page.get_by_label("Mot de passe").fill(PHRASE)
    page.get_by_role("button", name="Se connecter").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Votre texte est là"
    assert not Participant.objects.filter(nom="Sureau-Zq").exists()
    page.get_by_role("button", name="Enregistrer maintenant").click()
    page.wait_for_url("**/participants/**")
    assert Participant.objects.filter(nom="Sureau-Zq").exists()
