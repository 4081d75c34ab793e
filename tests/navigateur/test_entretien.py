"""Writing an interview in a real browser: whatever happens to the page, no text is lost, none is doubled, none is
overwritten in silence, and the machine's next user sees nothing of it."""

import re
import time

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from comptes.choix import Role
from comptes.models import Utilisateur
from participants.models import Entretien, FaitReferent, Participant
from socle.models import Brouillon
from tests.fabriques import EntretienFabrique
from tests.navigateur.conftest import PHRASE

pytestmark = pytest.mark.navigateur
SANS_RESEAU = r"net::ERR_(INTERNET_DISCONNECTED|FAILED)"
GARDE = re.compile(r"Brouillon enregistré à \d+\s?h")
ENREGISTRER = "Enregistrer l’entretien"
BROUILLON = "**/entretiens/brouillon/"


@pytest.fixture
def personne(adresse) -> Participant:
    return Participant.objects.get(reference="P2")


@pytest.fixture
def ecrire(entrer, adresse, personne):
    """A travailleuse sociale on a new interview."""
    contextes = []

    def _ecrire(**options):
        page = entrer(Role.TRAVAILLEUR_SOCIAL, **options)
        contextes.append(page.context)
        page.goto(f"{adresse}/participants/{personne.uuid}/entretiens/ajouter/")
        return page

    yield _ecrire
    for onglet in [onglet for contexte in contextes for onglet in contexte.pages]:
        onglet.close()
    time.sleep(0.5)  # a draft on its way is written before the database is given back


def note(page):
    return page.get_by_label("Note partagée")


def taper(page, texte: str):
    """At the end of what is there, letter after letter."""
    note(page).press("Control+End")
    note(page).press_sequentially(texte)


def etat(page):
    return page.locator("[data-etat]")


def garder(page, texte: str):
    """Type, and wait until it is kept."""
    with page.expect_response(BROUILLON) as reponse:
        note(page).fill(texte)
    assert reponse.value.status == 200
    expect(etat(page)).to_have_text(GARDE)


def enregistrer(page):
    page.get_by_role("button", name=ENREGISTRER).click()


def enregistre(page):
    page.wait_for_url("**/entretiens/?voir=**")
    expect(page.get_by_text("Entretien enregistré.")).to_be_visible()


def expirer(page):
    """Make the session of this browser half an hour old, as the server knows it."""
    [cle] = [t["value"] for t in page.context.cookies() if t["name"] == settings.SESSION_COOKIE_NAME]
    session = SessionStore(cle)
    session["vue_le"] -= settings.SESSION_INACTIVITE.total_seconds() + 1
    session.save()


def comptes_rendus() -> list[str]:
    return list(Entretien.objects.values_list("compte_rendu", flat=True))


def brouillons() -> list[str]:
    return [brouillon.champs["compte_rendu"][0] for brouillon in Brouillon.objects.all()]


def test_what_is_typed_is_kept_by_itself_then_saved_once(ecrire):
    page = ecrire()
    garder(page, "Va bien.")
    assert (brouillons(), comptes_rendus()) == (["Va bien."], [])
    taper(page, " Dort mieux.")
    enregistrer(page)
    enregistre(page)
    assert (brouillons(), comptes_rendus()) == ([], ["Va bien. Dort mieux."])


def test_a_draft_is_found_again_after_leaving_the_page(ecrire, adresse):
    page = ecrire()
    page.get_by_label("45 min").check()
    page.get_by_label("Santé", exact=True).check()
    page.get_by_label("Note sur le thème santé").fill("Bilan le 3.")
    garder(page, "Va bien.")
    chemin = page.url
    page.goto(adresse)
    page.goto(chemin)
    expect(etat(page)).to_have_text(re.compile("^Brouillon repris, enregistré à"))
    assert note(page).input_value() == "Va bien."
    assert page.get_by_label("Note sur le thème santé").input_value() == "Bilan le 3."
    assert page.get_by_label("45 min").is_checked()
    enregistrer(page)
    enregistre(page)
    [entretien] = Entretien.objects.all()
    assert (entretien.duree_minutes, entretien.notes.get().texte) == (45, "Bilan le 3.")


def test_saves_are_at_least_ten_seconds_apart_and_never_two_at_a_time(ecrire):
    page = ecrire()
    page.clock.install()
    page.reload()
    envois, en_vol = [], []

    def compter(route):
        envois.append(len(en_vol))
        en_vol.append(route)

    page.route(BROUILLON, compter)
    taper(page, "a")
    page.clock.run_for(2100)
    page.wait_for_function("true")
    assert len(envois) == 1
    taper(page, "b")
    page.clock.run_for(12_000)
    assert len(envois) == 1  # the first has not come back
    en_vol.pop().continue_()
    expect(etat(page)).to_have_text(GARDE)
    page.clock.run_for(2500)
    page.wait_for_timeout(200)
    assert envois == [0, 0]
    en_vol.pop().continue_()
    page.wait_for_timeout(200)
    taper(page, "c")
    page.clock.run_for(5000)
    page.wait_for_timeout(200)
    assert len(envois) == 2  # not ten seconds since the last
    page.clock.run_for(5500)
    page.wait_for_timeout(200)
    assert envois == [0, 0, 0]
    en_vol.pop().continue_()
    page.wait_for_timeout(300)
    assert brouillons() == ["abc"]


def test_a_session_that_ends_in_the_middle_of_the_text_loses_nothing_and_writes_one_interview(ecrire):
    page = ecrire()
    garder(page, "Va bien.")
    expirer(page)
    taper(page, " Dort mieux.")
    enregistrer(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre session a pris fin")
    expect(page.get_by_text("Va bien. Dort mieux.")).to_be_visible()
    page.get_by_label("Adresse électronique").fill("travailleur_social@jardins.example")
    page.get_by_label("Mot de passe").fill(PHRASE)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre texte est là")
    page.get_by_role("button", name="Enregistrer maintenant").click()
    enregistre(page)
    assert (brouillons(), comptes_rendus()) == ([], ["Va bien. Dort mieux."])


def test_the_end_of_the_session_is_told_while_one_types(ecrire):
    page = ecrire()
    expirer(page)
    with page.expect_response(BROUILLON) as reponse:
        taper(page, "Va bien.")
    assert reponse.value.status == 403
    expect(etat(page)).to_have_text(re.compile("^Votre session a pris fin"))
    assert note(page).input_value() == "Va bien."


def test_of_two_tabs_the_second_sees_both_texts_and_keeps_hers(ecrire):
    page = ecrire(admis="status of 409")
    autre = page.context.new_page()
    autre.goto(page.url)
    garder(page, "Écrit en premier.")
    with autre.expect_response(BROUILLON) as reponse:
        taper(autre, "Écrit en second.")
    assert reponse.value.status == 409
    choix = autre.get_by_role("alert")
    expect(choix).to_contain_text("Ce brouillon a été modifié dans un autre onglet à")
    expect(choix).to_be_focused()
    for texte in ("Écrit en premier.", "Écrit en second."):
        expect(choix).to_contain_text(texte)
    assert brouillons() == ["Écrit en premier."]
    autre.get_by_role("button", name="Garder ce texte-ci").click()
    expect(etat(autre)).to_have_text(GARDE)
    assert brouillons() == ["Écrit en second."]
    enregistrer(autre)
    enregistre(autre)
    assert (brouillons(), comptes_rendus()) == ([], ["Écrit en second."])


def test_the_tab_left_behind_sees_what_was_saved_meanwhile(ecrire):
    """Its text is that of the saved interview no more: both are shown, and one interview stays."""
    page = ecrire(admis="status of (409|410)")
    garder(page, "Le même début.")
    autre = page.context.new_page()
    autre.goto(page.url)
    taper(autre, " La suite d’ici.")
    enregistrer(autre)
    enregistre(autre)
    note(page).fill("Le même début. Une autre suite.")
    enregistrer(page)
    conflit = page.get_by_role("alert")
    for texte in ("Le même début. La suite d’ici.", "Le même début. Une autre suite."):
        expect(conflit).to_contain_text(texte)
    page.get_by_role("button", name="Enregistrer ce texte-ci").click()
    page.wait_for_url("**/entretiens/?voir=**")
    assert (brouillons(), comptes_rendus()) == ([], ["Le même début. Une autre suite."])


def test_of_two_tabs_the_second_may_take_the_first_s_text(ecrire):
    page = ecrire(admis="status of 409")
    autre = page.context.new_page()
    autre.goto(page.url)
    garder(page, "Écrit en premier.")
    taper(autre, "Écrit en second.")
    autre.get_by_role("button", name="Prendre l’autre texte").click()
    expect(etat(autre)).to_have_text(re.compile("^Brouillon repris"))
    assert note(autre).input_value() == "Écrit en premier."
    enregistrer(autre)
    enregistre(autre)
    assert comptes_rendus() == ["Écrit en premier."]


def test_two_agents_on_one_interview_see_both_versions(entrer, adresse, personne):
    entretien = EntretienFabrique(participant=personne, compte_rendu="Au départ.")
    chemin = f"{adresse}/participants/{personne.uuid}/entretiens/{entretien.uuid}/"
    une, autre = (entrer(role, admis="status of 409") for role in (Role.TRAVAILLEUR_SOCIAL, Role.CHEF_DE_PROJET))
    for page in (une, autre):
        page.goto(chemin)
    note(une).fill("Corrigé par l’une.")
    note(autre).fill("Corrigé par l’autre.")
    une.get_by_role("button", name="Enregistrer les modifications").click()
    une.wait_for_url("**/entretiens/?voir=**")
    autre.get_by_role("button", name="Enregistrer les modifications").click()
    conflit = autre.get_by_role("alert")
    for texte in ("Camille a modifié ce dossier", "Corrigé par l’une.", "Corrigé par l’autre."):
        expect(conflit).to_contain_text(texte)
    assert comptes_rendus() == ["Corrigé par l’une."]
    autre.get_by_role("button", name="Enregistrer ce texte-ci").click()
    autre.wait_for_url("**/entretiens/?voir=**")
    assert (comptes_rendus(), brouillons()) == (["Corrigé par l’autre."], [])


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "sans javascript"])
def test_a_double_click_writes_one_interview(ecrire, javascript):
    page = ecrire(javascript=javascript)
    envois = []

    def un_par_un(route):
        """The database in memory, which all threads share, is not to be asked by two at once."""
        if route.request.method != "POST":
            return route.continue_()
        envois.append(route.fetch(max_redirects=0))
        return route.fulfill(response=envois[-1])

    page.route("**/entretiens/ajouter/", un_par_un)
    note(page).fill("Va bien.")
    page.get_by_label("Date du rendez-vous").fill("2090-12-18")
    page.get_by_role("button", name=ENREGISTRER).dblclick()
    page.wait_for_url("**/entretiens/?voir=**")
    assert {envoi.headers["location"].split("#")[0] in page.url for envoi in envois} == {True}
    assert len(envois) in ((1,) if javascript else (1, 2))  # without script, it is the browser's to say
    assert comptes_rendus() == ["Va bien."]
    assert Entretien.objects.get().participant.rendezvous.count() == 1


def test_a_network_cut_while_typing_is_told_keeps_the_page_and_goes_on_when_it_is_back(ecrire):
    page = ecrire(admis=SANS_RESEAU)
    garder(page, "Va bien.")
    page.context.set_offline(True)
    taper(page, " Dort mieux.")
    expect(etat(page)).to_have_text("Pas de réseau : le texte reste sur cette page.", timeout=15_000)
    enregistrer(page)
    page.wait_for_timeout(300)
    assert note(page).input_value() == "Va bien. Dort mieux."
    assert brouillons() == ["Va bien."]
    with page.expect_response(BROUILLON):
        page.context.set_offline(False)
    expect(etat(page)).to_have_text(GARDE)
    assert brouillons() == ["Va bien. Dort mieux."]
    enregistrer(page)
    enregistre(page)
    assert comptes_rendus() == ["Va bien. Dort mieux."]


def test_an_answer_lost_on_the_way_is_no_conflict(ecrire):
    """The server kept the text, and the page never heard of it."""
    page = ecrire(admis=SANS_RESEAU)
    perdues = []

    def perdre(route):
        perdues.append(route.fetch().status)
        route.abort()

    page.route(BROUILLON, perdre)
    taper(page, "Va bien.")
    expect(etat(page)).to_have_text(re.compile("^Pas de réseau"), timeout=15_000)
    assert (perdues, brouillons()) == ([200], ["Va bien."])
    page.unroute(BROUILLON)
    taper(page, " Dort mieux.")
    enregistrer(page)
    enregistre(page)
    assert (brouillons(), comptes_rendus()) == ([], ["Va bien. Dort mieux."])


def test_a_failure_of_the_server_is_told_and_tried_again(ecrire):
    page = ecrire(admis="status of 500")
    page.clock.install()
    page.reload()
    page.route(BROUILLON, lambda route: route.fulfill(status=500, body="en panne"))
    taper(page, "Va bien.")
    page.clock.run_for(2100)
    expect(etat(page)).to_have_text("Le serveur ne répond pas : le texte reste sur cette page.")
    page.unroute(BROUILLON)
    page.clock.run_for(10_100)
    expect(etat(page)).to_have_text(GARDE)
    assert brouillons() == ["Va bien."]


def test_leaving_with_a_text_that_is_not_kept_asks_first(ecrire, adresse):
    page = ecrire(admis=SANS_RESEAU)
    questions = []
    page.on("dialog", lambda dialogue: (questions.append(dialogue.type), dialogue.dismiss()))
    page.route(BROUILLON, lambda route: route.abort())
    taper(page, "Va bien.")
    expect(etat(page)).to_have_text(re.compile("^Pas de réseau"), timeout=15_000)
    page.get_by_role("link", name="Accueil").click()
    page.wait_for_timeout(300)
    assert questions == ["beforeunload"]
    assert note(page).input_value() == "Va bien."
    page.unroute(BROUILLON)
    taper(page, " Dort mieux.")
    expect(etat(page)).to_have_text(GARDE, timeout=15_000)
    page.get_by_role("link", name="Accueil").click()
    page.wait_for_url(f"{adresse}/")
    assert questions == ["beforeunload"]


def test_the_next_user_of_the_machine_finds_nothing_behind(ecrire, adresse):
    page = ecrire()
    garder(page, "Zqsecret")
    page.get_by_role("button", name="Quitter l’application").first.click()
    page.wait_for_url("**/comptes/connexion/")
    autre = Utilisateur.objects.create_user("nora@jardins.example", PHRASE, role=Role.TRAVAILLEUR_SOCIAL, nom="F")
    page.get_by_label("Adresse électronique").fill(autre.email)
    page.get_by_label("Mot de passe").fill(PHRASE)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"{adresse}/")
    for _ in range(4):
        page.go_back()
        assert "Zqsecret" not in page.content()
        if note(page).count():
            assert note(page).input_value() == ""
            break
    else:
        pytest.fail("the page of the interview was not reached by Back")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert brouillons() == ["Zqsecret"]


def test_back_after_the_sign_out_leads_to_the_sign_in(ecrire):
    page = ecrire()
    garder(page, "Zqsecret")
    page.get_by_role("button", name="Quitter l’application").first.click()
    page.wait_for_url("**/comptes/connexion/")
    page.go_back()
    page.wait_for_url("**/comptes/connexion/**")
    assert "Zqsecret" not in page.content()


def test_without_javascript_one_button_saves(ecrire):
    page = ecrire(javascript=False)
    page.get_by_label("Logement", exact=True).check()
    page.get_by_label("Note sur le thème logement").fill("Dossier complet.")
    enregistrer(page)
    enregistre(page)
    assert Entretien.objects.get().notes.get().texte == "Dossier complet."


def test_a_draft_is_deleted_in_two_gestures_and_does_not_come_back(ecrire):
    page = ecrire()
    garder(page, "Va bien.")
    page.get_by_text("Supprimer le brouillon", exact=True).click()
    page.get_by_role("button", name="Oui, supprimer le brouillon").click()
    page.wait_for_url("**/entretiens/")
    expect(page.get_by_text("Le brouillon est supprimé.")).to_be_visible()
    assert (brouillons(), comptes_rendus()) == ([], [])


def test_a_word_to_look_at_again_is_told_while_one_types(ecrire):
    page = ecrire()
    garder(page, "Il sort de prison.")
    expect(page.locator("[data-conseils]")).to_contain_text("« prison »")
    enregistrer(page)
    enregistre(page)


def test_ctrl_enter_saves(ecrire):
    page = ecrire()
    note(page).fill("Va bien.")
    note(page).press("Control+Enter")
    enregistre(page)
    assert comptes_rendus() == ["Va bien."]


def test_a_theme_that_is_ticked_opens_its_note_and_a_text_is_never_hidden(ecrire):
    page = ecrire()
    boite, zone = page.get_by_label("Budget", exact=True), page.get_by_label("Note sur le thème budget")
    expect(zone).to_be_hidden()
    boite.check()
    expect(zone).to_be_visible()
    zone.fill("Une dette.")
    boite.uncheck()
    expect(zone).to_be_visible()
    zone.fill("")
    expect(zone).to_be_hidden()


def test_on_a_narrow_screen_the_reminders_come_after_folded(ecrire):
    page = ecrire(largeur=390)
    rappels = page.locator("[data-rappels]")
    assert rappels.get_attribute("open") is None
    assert rappels.bounding_box()["y"] > page.get_by_role("button", name=ENREGISTRER).bounding_box()["y"]
    rappels.locator("summary").click()
    expect(page.get_by_role("heading", name="En cours")).to_be_visible()
    page.set_viewport_size({"width": 1400, "height": 900})
    expect(page.get_by_role("heading", name="En cours")).to_be_visible()


def test_the_beginning_of_the_form_is_seen_without_scrolling(ecrire):
    page = ecrire()
    page.set_viewport_size({"width": 1366, "height": 768})
    for champ in (page.get_by_label("Date", exact=True), page.get_by_label("30 min"), note(page)):
        assert champ.bounding_box()["y"] < 768
    expect(page.get_by_role("button", name=ENREGISTRER)).to_be_in_viewport()


def en_deux_clics(page, lien: str) -> int:
    """Note an interview from this page; gives how many clicks it took, the text apart."""
    clics = 0
    page.get_by_role("link", name=lien).click()
    clics += 1
    expect(note(page)).to_be_focused()
    page.keyboard.type("Va bien.")
    page.get_by_role("button", name=ENREGISTRER).click()
    clics += 1
    enregistre(page)
    return clics


def test_an_interview_is_noted_in_two_clicks_from_the_file(entrer, adresse, personne):
    page = entrer(Role.TRAVAILLEUR_SOCIAL)
    page.goto(f"{adresse}/participants/{personne.uuid}/")
    assert en_deux_clics(page, "Nouvel entretien") == 2


def test_an_interview_is_noted_in_two_clicks_from_home(entrer, personne):
    page = entrer(Role.TRAVAILLEUR_SOCIAL)
    agent = Utilisateur.objects.get(role=Role.TRAVAILLEUR_SOCIAL)
    sejour = personne.parcours.get()
    FaitReferent.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=agent)
    page.reload()
    assert en_deux_clics(page, "Noter un entretien") == 2
    assert comptes_rendus() == ["Va bien."]
