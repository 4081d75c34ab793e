"""The pages of the bilan d'entrée, as a browser without JavaScript sends them back."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from participants.choix import Etape
from participants.models import (
    Coordonnees,
    EtapeBilan,
    EvaluationFrein,
    FaitLogement,
    FaitQuartier,
    FaitSituation,
    Frein,
    Logement,
    Quartier,
    ReponseBilan,
    Situation,
)
from participants.questions import NSP, Genre, questions_de
from participants.services.diagnostic_lecture import champ_du_frein
from tests.conftest import client_de, creer_compte
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, ligne_de

pytestmark = pytest.mark.django_db

ENTREE = dt.date(2026, 1, 12)
MIDI = dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _premier_juin():
    with time_machine.travel(MIDI, tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


@pytest.fixture
def sejour():
    return ParcoursFabrique(date_entree=ENTREE, participant__nom="Houx", participant__prenom="Lila")


def adresse(sejour, etape=None, vue="bilan_remplir") -> str:
    if etape is None:
        vue = "participant_bilan" if vue == "bilan_remplir" else vue
        return reverse(f"participants:{vue}", args=[sejour.participant.uuid])
    return reverse(f"participants:{vue}", args=[sejour.participant.uuid, etape])


def lire(reponse, statut=200) -> str:
    assert reponse.status_code == statut
    return " ".join(reponse.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ").split())


def formulaire(client, url, statut=200, reponse=None):
    """The form as it stands in the page: every field with what it would send."""
    reponse = reponse or client.get(url)
    assert reponse.status_code == statut
    [form] = html.fromstring(reponse.content.decode()).xpath('//form[@class="bilan"]')
    return form


def contenu(form) -> dict[str, str]:
    """What the browser would send of it as it stands."""
    envoyes = {}
    for champ in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        if champ.get("type") in ("radio", "checkbox") and champ.get("checked") is None:
            continue
        valeur = champ.get("value", "on" if champ.get("type") == "checkbox" else "")
        envoyes[champ.get("name")] = (valeur if champ.tag == "input" else champ.value) or ""
    return envoyes


def remplir(client, url, *, geste="enregistrer", suivre=True, form=None, **valeurs):
    """Fill some fields of the page, leave the others as they are, press a button."""
    form = form if form is not None else formulaire(client, url)
    champs = contenu(form) | {nom: valeur for nom, valeur in valeurs.items() if valeur is not None}
    for nom in (nom for nom, valeur in valeurs.items() if valeur is None):
        champs.pop(nom, None)
    return client.post(url, champs | {"geste": geste}, follow=suivre)


def test_without_a_stay_the_tab_says_to_note_the_entry(client):
    personne = ParticipantFabrique()
    page = lire(client.get(reverse("participants:participant_bilan", args=[personne.uuid])))
    assert "Le bilan d’entrée commence avec le parcours" in page
    assert "Noter l’entrée" in page
    retour = client.get(reverse("participants:bilan_remplir", args=[personne.uuid, "sante"]))
    assert (retour.status_code, retour["Location"]) == (
        302,
        reverse("participants:participant_bilan", args=[personne.uuid]),
    )
    assert client.get(reverse("participants:freins_evaluer", args=[personne.uuid])).status_code == 302


def test_a_bilan_that_nobody_began_invites_to_begin_it(client, sejour):
    page = lire(client.get(adresse(sejour)))
    assert "Le bilan d’entrée n’est pas commencé" in page
    assert f'href="{adresse(sejour, "identite")}"' in page
    assert "Commencer le bilan" in page


def test_a_step_that_is_none_is_not_found(client, sejour):
    assert client.get(adresse(sejour, "justice")).status_code == 404


@pytest.mark.parametrize("etape", Etape.values)
def test_every_question_of_every_step_may_be_declined_and_says_so(client, sejour, etape):
    """The page is walked as it is: each question, facts included, has its « ne se prononce pas »."""
    form = formulaire(client, adresse(sejour, etape))
    questions = questions_de(Etape(etape))
    refus = {}
    for question in questions:
        radios = form.xpath(f'.//input[@type="radio"][@name="{question.code}"][@value="{NSP}"]')
        options = form.xpath(f'.//select[@name="{question.code}"]//option[@value="{NSP}"]')
        case = form.xpath(f'.//input[@type="checkbox"][@name="{question.code}_nsp"]')
        assert len(radios) + len(options) + len(case) == 1, question.code
        refus |= {f"{question.code}_nsp": "on"} if case else {question.code: NSP}
    assert form.text_content().count("ne se prononce pas") >= len(questions)
    remplir(client, adresse(sejour, etape), **refus)
    lignes = ReponseBilan.objects.filter(valeur="", precision="", depuis=ENTREE)
    assert set(lignes.values_list("question", flat=True)) == {question.code for question in questions}
    page = html.fromstring(client.get(adresse(sejour)).content.decode())
    [panneau] = page.xpath(f'//section[@aria-labelledby="etape-{etape}"]')
    assert [dd.text_content().split(" depuis")[0].strip() for dd in panneau.xpath(".//dd")] == [
        "ne se prononce pas"
    ] * len(questions)
    # The page that is opened again shows the refusals, and sent back as it is it changes nothing.
    remplir(client, adresse(sejour, etape))
    assert ReponseBilan.objects.count() == len(questions)


def test_obstacles_may_be_declined_too(client, sejour):
    url = adresse(sejour, vue="freins_evaluer")
    freins = list(Frein.objects.all())
    remplir(client, url, **{champ_du_frein(frein.pk): NSP for frein in freins})
    assert EvaluationFrein.objects.filter(niveau=None, depuis=dt.date(2026, 6, 1)).count() == len(freins)
    assert "ne se prononce pas" in lire(client.get(adresse(sejour)))


def test_a_step_is_filled_then_the_next_one_opens(client, sejour, travailleuse_sociale):
    rsa = ligne_de(Situation, "RSA")
    frein = Frein.objects.get(code="droits")
    reponse = remplir(
        client,
        adresse(sejour, "droits"),
        situation=str(rsa.pk),
        france_travail="oui",
        france_travail_depuis="2025-09-01",
        autres_droits="ASPA à demander",
        note="« Les papiers, c’est compliqué. »",
        **{champ_du_frein(frein.pk): "2"},
    )
    assert reponse.redirect_chain == [(adresse(sejour, "sante"), 302)]
    assert "L’étape « Droits, ressources et budget » est enregistrée." in lire(reponse)
    assert FaitSituation.objects.get().valeur == rsa
    page = lire(client.get(adresse(sejour)))
    for morceau in (
        "1 étape sur 5",
        'RSA <span class="meta">depuis le 12/01/2026</span>',
        "1er septembre 2025",
        "ASPA à demander",
        "« Les papiers, c’est compliqué. »",
        f"dernière saisie de {travailleuse_sociale}",
        "très difficile",
        "Continuer le bilan",
    ):
        assert morceau in page
    assert lire(client.get(adresse(sejour, "droits"))).count("étape 2 sur 5") == 1


def test_the_entry_is_proposed_the_first_time_and_today_afterwards(client, sejour):
    url = adresse(sejour, "activite")
    assert contenu(formulaire(client, url))["depuis"] == "2026-01-12"
    remplir(client, url, permis="non")
    assert contenu(formulaire(client, url))["depuis"] == "2026-06-01"
    remplir(client, url, permis="oui")
    assert list(ReponseBilan.objects.values_list("depuis", "valeur")) == [
        (ENTREE, "non"),
        (dt.date(2026, 6, 1), "oui"),
    ]


def test_a_day_already_noted_is_opened_to_be_corrected(client, sejour):
    url = adresse(sejour, "activite")
    remplir(client, url, permis="non")
    assert 'href="?au=2026-01-12"' in lire(client.get(url))
    remplir(client, f"{url}?au=2026-01-12", permis="oui")
    assert list(ReponseBilan.objects.values_list("depuis", "valeur")) == [(ENTREE, "oui")]


@pytest.mark.parametrize("au", ["2020-01-01", "2027-01-01", "hier", ""])
def test_a_day_that_cannot_be_opens_the_usual_one(client, sejour, au):
    page = formulaire(client, f"{adresse(sejour, 'activite')}?au={au}")
    assert contenu(page)["lues_au"] == "2026-01-12"


def test_passing_keeps_what_is_typed_and_leaves_the_step_to_complete(client, sejour):
    reponse = remplir(client, adresse(sejour, "logement"), geste="passer", enfants="0", foyer="seule")
    page = lire(reponse)
    assert "Ce que vous avez noté est gardé. L’étape « Logement et famille » reste à compléter." in page
    assert reponse.redirect_chain == [(adresse(sejour, "activite"), 302)]
    assert EtapeBilan.objects.get().etat == "passee"
    assert set(ReponseBilan.objects.values_list("question", "valeur")) == {("enfants", "0"), ("foyer", "seule")}
    onglet = lire(client.get(adresse(sejour)))
    assert "0 étape sur 5" in onglet
    assert "à compléter plus tard" in onglet
    assert "Compléter" in onglet
    assert "<dt>Enfants à charge</dt> <dd> 0 " in onglet


def test_the_last_step_leads_back_to_the_tab_and_a_step_done_is_not_passed_any_more(client, sejour):
    for etape in Etape.values[:-1]:
        EtapeBilan.objects.create(parcours=sejour, etape=etape, etat="faite", date=ENTREE)
    assert "Enregistrer et continuer" not in lire(client.get(adresse(sejour, "activite")))
    reponse = remplir(client, adresse(sejour, "activite"))
    assert reponse.redirect_chain == [(adresse(sejour), 302)]
    assert "5 étapes sur 5" in lire(reponse)
    assert "Évaluer les freins" in lire(reponse)
    assert 'value="passer"' not in lire(client.get(adresse(sejour, "activite")))


def test_after_a_step_comes_the_next_that_is_not_done(client, sejour):
    for etape in ("identite", "logement", "activite"):
        EtapeBilan.objects.create(parcours=sejour, etape=etape, etat="faite", date=ENTREE)
    assert remplir(client, adresse(sejour, "sante")).redirect_chain == [(adresse(sejour, "droits"), 302)]


@pytest.mark.parametrize(
    ("etape", "valeurs", "phrase", "garde"),
    [
        ("logement", {"enfants": "deux"}, "Écrivez un nombre entier, en chiffres.", 'value="deux"'),
        ("logement", {"enfants": "40"}, "Donnez un nombre entre 0 et 20.", 'value="40"'),
        ("sante", {"bilan_sante_le": "2026-06-02"}, "Ce jour n’est pas encore venu", 'value="2026-06-02"'),
        (
            "droits",
            {"autres_droits": "ASPA", "autres_droits_nsp": "on"},
            "Effacez ce qui est écrit, ou ne cochez pas « ne se prononce pas ».",
            'value="ASPA"',
        ),
        ("activite", {"depuis": "2026-06-02", "permis": "oui"}, "Ce jour n’est pas encore venu", 'value="2026-06-02"'),
        ("activite", {"depuis": "2026-01-11", "permis": "oui"}, "Ce parcours commence le 12/01/2026", "2026-01-11"),
        ("identite", {"telephone": "0612345678", "date_naissance": "2026-02-01"}, "Cette naissance", "06 12 34 56 78"),
        (
            "identite",
            {"date_naissance": "1980-01-01", "annee_naissance": "1980"},
            "Donnez la date, ou l’année seule",
            'value="1980"',
        ),
        ("activite", {"permis": "volant"}, "Sélectionnez un choix valide", "permis"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, sejour, etape, valeurs, phrase, garde):
    page = lire(remplir(client, adresse(sejour, etape), note="Un mot gardé", **valeurs), 400)
    assert phrase in page
    assert garde.replace("06 12 34 56 78", "0612345678") in page
    assert "Un mot gardé" in page
    assert "1 information à corriger" in page
    assert not ReponseBilan.objects.exists()
    assert not EtapeBilan.objects.exists()
    assert not Coordonnees.objects.exists()


def test_two_people_on_one_step_see_both_versions_and_nothing_is_overwritten(client, sejour):
    FaitLogement.objects.create(parcours=sejour, depuis=ENTREE, valeur=ligne_de(Logement, "CHRS"))
    url = adresse(sejour, "logement")
    mienne = formulaire(client, url)
    anne = client_de(creer_compte("chef_de_projet", email="anne@jardins.example", prenom="Anne"))
    remplir(
        anne,
        f"{url}?au=2026-01-12",
        logement=str(ligne_de(Logement, "hébergé").pk),
        foyer="couple",
        note="Chez sa sœur.",
    )
    reponse = remplir(client, url, form=mienne, foyer="seule", enfants="0", note="Seule, dit-elle.")
    page = lire(reponse, 409)
    assert "Anne a modifié ce dossier le 01/06/2026 à 12 h 00" in page
    for libelle, actuel, saisi in (
        ("Comment la personne est-elle logée ?", "hébergé", "CHRS"),
        ("Avec qui vit-elle ?", "en couple", "seule ou seul"),
        ("Enfants à charge", "rien", "0"),
        ("Ce que la personne en dit", "Chez sa sœur.", "Seule, dit-elle."),
    ):
        attendu = f'<th scope="row">{libelle}</th><td data-titre="Dossier">{actuel}</td>'
        assert f'{attendu}<td data-titre="Votre saisie">{saisi}</td>' in page
    assert EtapeBilan.objects.get().note == "Chez sa sœur."
    # What was typed is still there, and sent again it is written.
    encore = formulaire(client, url, 409, reponse)
    assert remplir(client, url, form=encore).status_code == 200
    assert EtapeBilan.objects.get().note == "Seule, dit-elle."
    assert ReponseBilan.objects.get(question="foyer").valeur == "seule"


def test_a_line_no_longer_proposed_stays_the_answer_until_another_is_given(client, sejour):
    quartier = ligne_de(Quartier, "Dutemple")
    FaitQuartier.objects.create(parcours=sejour, depuis=ENTREE, valeur=quartier)
    Quartier.objects.filter(pk=quartier.pk).update(actif=False)
    remplir(client, adresse(sejour, "identite"), adresse="1 rue du Port")
    assert FaitQuartier.objects.get().valeur == quartier


def test_the_obstacles_are_taken_again_with_the_last_time_beside(client, sejour, travailleuse_sociale):
    frein = Frein.objects.get(code="logement")
    EvaluationFrein.objects.create(parcours=sejour, frein=frein, depuis=ENTREE, niveau=3)
    url = adresse(sejour, vue="freins_evaluer")
    assert "Le 12/01/2026 : <b>bloque tout</b>" in lire(client.get(url))
    page = lire(remplir(client, url, **{champ_du_frein(frein.pk): "1"}))
    assert "Les freins sont évalués." in page
    assert "De « bloque tout » à « un peu difficile »" in page
    assert "moins difficile" in page
    nouvelle = EvaluationFrein.objects.get(depuis=dt.date(2026, 6, 1))
    assert (nouvelle.niveau, nouvelle.par) == (1, travailleuse_sociale)
    assert 'href="/participants/' in page
    assert f'href="{url}?au=2026-01-12"' in page
    remplir(client, f"{url}?au=2026-01-12", **{champ_du_frein(frein.pk): "2"})
    assert EvaluationFrein.objects.get(depuis=ENTREE).niveau == 2


def test_two_people_who_take_obstacles_again_the_same_day_see_both(client, sejour):
    champ = champ_du_frein(Frein.objects.get(code="logement").pk)
    url = adresse(sejour, vue="freins_evaluer")
    mienne = formulaire(client, url)
    anne = client_de(creer_compte("chef_de_projet", email="anne@jardins.example", prenom="Anne"))
    remplir(anne, url, **{champ: "3"})
    page = lire(remplir(client, url, form=mienne, **{champ: "1"}), 409)
    assert '<td data-titre="Dossier">bloque tout</td><td data-titre="Votre saisie">un peu difficile</td>' in page
    assert EvaluationFrein.objects.get().niveau == 3


def test_a_new_stay_shows_an_empty_bilan_and_leads_to_the_old_one(client, sejour):
    remplir(client, adresse(sejour, "activite"), permis="oui", note="Premier passage.")
    sejour.date_sortie = dt.date(2026, 3, 2)
    sejour.save()
    ParcoursFabrique(participant=sejour.participant, date_entree=dt.date(2026, 5, 4))
    page = lire(client.get(adresse(sejour)))
    assert "Le bilan d’entrée n’est pas commencé" in page
    assert "Premier passage." not in page
    lien = re.search(r'href="(\?sejour=[0-9a-f-]+)"', page)[1]
    ancien = lire(client.get(adresse(sejour) + lien))
    assert "Premier passage." in ancien
    assert "Bilan du parcours du 12 janvier 2026 au 2 mars 2026" in ancien
    assert adresse(sejour, "activite") not in ancien


def test_a_stay_that_ended_may_still_be_completed_up_to_its_last_day(client):
    sejour = ParcoursFabrique(date_entree=ENTREE, date_sortie=dt.date(2026, 3, 2))
    EtapeBilan.objects.create(parcours=sejour, etape="droits", etat="passee", date=ENTREE)
    url = adresse(sejour, "droits")
    assert contenu(formulaire(client, url))["depuis"] == "2026-03-01"
    remplir(client, url, situation=str(ligne_de(Situation, "RSA").pk))
    assert FaitSituation.objects.get().depuis == dt.date(2026, 3, 1)
    freins = formulaire(client, adresse(sejour, vue="freins_evaluer"))
    assert contenu(freins)["depuis"] == "2026-03-02"


def compter(client, url) -> int:
    """How many statements the page takes, once the session is marked as alive and the engine is known."""
    client.get(url)
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(url).status_code == 200
    return len(requetes)


def _cinq_mois(sejour) -> None:
    """Every question of a few words answered, and four obstacles looked at, sixty times."""
    jours = [(rang, ENTREE + dt.timedelta(days=2 * rang)) for rang in range(60)]
    questions = [q for etape in Etape for q in questions_de(etape) if q.genre is Genre.CHOIX]
    ReponseBilan.objects.bulk_create(
        ReponseBilan(parcours=sejour, question=q.code, depuis=jour, valeur=q.choix[rang % 2][0])
        for rang, jour in jours
        for q in questions
    )
    EvaluationFrein.objects.bulk_create(
        EvaluationFrein(parcours=sejour, frein=frein, depuis=jour, niveau=rang % 4)
        for rang, jour in jours
        for frein in Frein.objects.all()[:4]
    )


@pytest.mark.parametrize("vue", ["participant_bilan", "freins_evaluer", *Etape.values])
def test_the_cost_does_not_grow_with_the_history(client, sejour, vue):
    url = adresse(sejour, vue) if vue in Etape.values else adresse(sejour, vue=vue)
    EtapeBilan.objects.create(parcours=sejour, etape="sante", etat="faite", date=ENTREE)
    avant = compter(client, url)
    _cinq_mois(sejour)
    apres = compter(client, url)
    assert apres <= avant + (vue == "participant_bilan")  # the obstacles never looked at are then asked for
    assert apres <= 12


def test_the_encadrant_reaches_none_of_it(sejour, encadrant):
    client = client_de(encadrant)
    for url in (adresse(sejour), adresse(sejour, "sante"), adresse(sejour, vue="freins_evaluer")):
        assert client.get(url).status_code == 403


def test_two_files_that_answered_the_same_day_are_shown_and_merged(sejour, cheffe_de_projet):
    """The kept file's answers stay; the page says both, and undoing brings everything back."""
    autre = ParcoursFabrique(date_entree=ENTREE, participant__nom="Houx")
    for parcours, niveau, valeur, note in ((sejour, 3, "", "Sa note."), (autre, 1, "a_demander", "Une autre.")):
        EtapeBilan.objects.create(parcours=parcours, etape="droits", etat="faite", date=ENTREE, note=note)
        ReponseBilan.objects.create(parcours=parcours, question="rsa", depuis=ENTREE, valeur=valeur)
        frein = Frein.objects.get(code="dettes")
        EvaluationFrein.objects.create(parcours=parcours, frein=frein, depuis=ENTREE, niveau=niveau)
    client = client_de(cheffe_de_projet)
    url = reverse("participants:fusion_confirmer", args=[sejour.participant.uuid, autre.participant.uuid])
    reponse = client.get(url)
    page = lire(reponse)
    for morceau in (
        "RSA : ne se prononce pas",
        "RSA : a demander",
        "dettes : bloque tout",
        "Droits, ressources et budget, faite Une autre.",
        "Frein, 12/01/2026",
        "Étape du bilan d’entrée</th>",
    ):
        assert morceau in page
    form = html.fromstring(reponse.content.decode()).xpath('//form[.//*[@name="vu"]]')[0]
    assert client.post(url, contenu(form)).status_code == 302
    assert EvaluationFrein.objects.get().niveau == 3
    assert EtapeBilan.objects.get().note == "Sa note."


def test_a_step_keeps_the_list_the_file_was_opened_from(client, sejour):
    page = client.get(adresse(sejour, "sante") + "?liste=vue%3Den_retard").content.decode()
    for etape in ("identite", "logement"):
        assert f'href="{adresse(sejour, etape)}?liste=vue%3Den_retard"' in page
    assert page.count("/bilan-d-entree/") == page.count("?liste=vue%3Den_retard")
