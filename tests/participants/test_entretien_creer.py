"""A new interview: the form, what is refused and kept, one text that is one interview whatever comes twice."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from comptes.choix import Role
from comptes.models import Acces
from participants.models import Entretien, FaitReferent, RendezVous
from tests.conftest import client_de, creer_compte
from tests.fabriques import (
    BrouillonFabrique,
    DemarcheFabrique,
    EntretienFabrique,
    ObjectifFabrique,
    ParcoursFabrique,
)
from tests.participants.entretien_saisi import MIDI, PAGE, TEXTE, adresse, cachee, dit, noter, page_de

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_l_heure():
    with time_machine.travel(MIDI, tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


@pytest.fixture
def personne():
    return ParcoursFabrique().participant


def test_the_form_opens_on_today_with_a_text_of_its_own(client, personne):
    premiere, seconde = (page_de(client, adresse("entretien_creer", personne)) for _ in range(2))
    assert 'name="date" value="2026-11-24"' in premiere
    assert cachee(premiere, "revision_lue") == "0"
    for nom in ("brouillon", "page"):
        assert cachee(premiere, nom) != cachee(seconde, nom)


def test_no_field_is_remembered_by_the_browser(client, personne):
    lue = page_de(client, adresse("entretien_creer", personne))
    formulaire = lue.split('class="panneau formulaire entretien"')[1].split("</form>")[0]
    assert formulaire.startswith(' method="post" novalidate autocomplete="off"')
    zones = re.findall(r"<textarea[^>]*>", formulaire)
    assert len(zones) == 11
    assert [zone for zone in zones if 'autocomplete="off"' not in zone or "maxlength" in zone] == []


def test_what_goes_on_stands_beside_the_form(client, personne):
    EntretienFabrique(participant=personne, compte_rendu="Vue en mars.")
    EntretienFabrique(participant=personne, date=dt.date(2015, 4, 2), statut="absence", compte_rendu="Absente.")
    ObjectifFabrique(parcours=personne.parcours.get())
    DemarcheFabrique(participant=personne, intitule="Relancer le bailleur")
    DemarcheFabrique(participant=personne, intitule="Finie", statut="aboutie", date_fin=dt.date(2015, 3, 1))
    beside = page_de(client, adresse("entretien_creer", personne)).split("data-rappels")[1]
    for texte in ("Mardi 3 mars 2015", "Vue en mars.", "Avoir un logement à soi", "Relancer le bailleur", "Commencé"):
        assert texte in beside
    assert "Absente." not in beside
    assert "Finie" not in beside


def test_who_reads_the_private_note_is_said_by_name(client, personne, travailleuse_sociale):
    assert "par la personne référente du dossier" in page_de(client, adresse("entretien_creer", personne))
    autre = creer_compte(Role.TRAVAILLEUR_SOCIAL, email="nora@jardins.example", prenom="Nora", nom="Fauvette")
    sejour = personne.parcours.get()
    FaitReferent.objects.create(parcours=sejour, depuis=dt.date(2015, 1, 5), valeur=autre)
    assert f"Lue par vous, par {autre}, qui suit la personne," in page_de(client, adresse("entretien_creer", personne))
    FaitReferent.objects.create(parcours=sejour, depuis=dt.date(2016, 1, 5), valeur=travailleuse_sociale)
    assert "Lue par vous et par le chef de projet." in page_de(client, adresse("entretien_creer", personne))


def test_an_interview_is_written_and_said(client, personne, travailleuse_sociale):
    lue = noter(client, personne, duree="autre", duree_autre="20", lieu="telephone", note_privee="Pour moi.")
    assert "Entretien enregistré." in lue
    assert f"par {travailleuse_sociale} · 20 min · par téléphone" in lue
    assert "Pour moi." in lue
    entretien = Entretien.objects.get()
    assert (str(entretien.uuid), entretien.duree_minutes) == (TEXTE, 20)


def test_the_answer_leads_to_the_interview_itself(client, personne):
    reponse = client.post(adresse("entretien_creer", personne), dit())
    assert reponse["Location"] == f"{adresse('participant_entretiens', personne)}?voir={TEXTE}#entretien-{TEXTE}"
    reponse = client.post(adresse("entretien_creer", personne) + "?liste=onglet%3Dtous", dit())
    assert reponse["Location"].endswith(f"?voir={TEXTE}&liste=onglet%3Dtous#entretien-{TEXTE}")


def test_the_next_appointment_is_said_with_its_paper(client, personne):
    lue = noter(client, personne, rdv_date="2026-12-18", rdv_heure="09:00", rdv_lieu="CCAS")
    assert "Entretien enregistré. Prochain rendez-vous le 18 décembre à 9 h." in lue
    papier = reverse("participants:rendezvous_imprimer", args=[personne.uuid, RendezVous.objects.get().uuid])
    assert papier in lue
    assert client.get(papier)["Content-Type"] == "application/pdf"


def test_an_appointment_of_another_year_says_it(client, personne):
    lue = noter(client, personne, rdv_date="2027-01-01")
    assert "Prochain rendez-vous le 1er janvier 2027." in lue


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"date": ""}, "Indiquez la date, par exemple 12/03/2026."),
        ({"date": "2026-11-25"}, "Cet entretien est dans le futur"),
        ({"compte_rendu": ""}, "Écrivez au moins quelques mots"),
        ({"duree": "autre"}, "Indiquez la durée en minutes, de 1 à 600, par exemple 20."),
        ({"duree": "autre", "duree_autre": "601"}, "Indiquez la durée en minutes, de 1 à 600, par exemple 20."),
        ({"note_sante": "x" * 5001}, "Ce texte est trop long : 5000 caractères au plus."),
        ({"rdv_heure": "09:00"}, "Indiquez le jour du rendez-vous, ou effacez son heure et son lieu."),
        ({"rdv_date": "2026-11-23"}, "Ce jour est passé"),
    ],
)
def test_a_refusal_says_why_keeps_what_was_typed_and_the_identity_of_the_text(client, personne, champs, phrase):
    lue = noter(client, personne, 400, **({"note_privee": "Tapé pour moi."} | champs))
    assert phrase in lue
    assert "1 information à corriger" in lue
    assert "Tapé pour moi." in lue
    assert (cachee(lue, "brouillon"), cachee(lue, "page")) == (TEXTE, PAGE)
    assert not Entretien.objects.exists()


def test_a_page_that_bears_no_identifier_is_not_ours(client, personne):
    for champs in ({"brouillon": "abc"}, {"page": ""}, {"revision_lue": "x"}):
        assert client.post(adresse("entretien_creer", personne), dit(**champs)).status_code == 400
    assert not Entretien.objects.exists()


def test_the_same_page_sent_twice_gives_one_interview_and_the_same_answer(client, personne):
    premiere, seconde = (client.post(adresse("entretien_creer", personne), dit()) for _ in range(2))
    assert premiere["Location"] == seconde["Location"]
    assert Entretien.objects.count() == 1
    messages = [str(message) for message in get_messages(client.get(seconde["Location"]).wsgi_request)]
    assert messages == ["Entretien enregistré."]


def test_the_same_text_with_other_words_is_shown_beside_the_first_and_may_be_saved(client, personne):
    noter(client, personne)
    lue = noter(client, personne, 409, compte_rendu="Dit autrement.", rdv_date="2026-12-18")
    assert '<td data-titre="Dossier">Va bien.</td>' in lue
    assert '<td data-titre="Votre saisie">Dit autrement.</td>' in lue
    assert "Le rendez-vous du 18 décembre 2026 n’est pas pris." in lue
    entretien = Entretien.objects.get()
    url = adresse("entretien_modifier", personne, entretien)
    assert f'action="{url}"' in lue
    suite = {nom: cachee(lue, nom) for nom in ("brouillon", "page", "version")}
    assert client.post(url, dit(compte_rendu="Dit autrement.", **suite)).status_code == 302
    entretien.refresh_from_db()
    assert entretien.compte_rendu == "Dit autrement."


def test_the_identifier_of_somebody_else_s_text_is_refused(client, personne):
    BrouillonFabrique(uuid=TEXTE, objet=personne.uuid)
    assert client.post(adresse("entretien_creer", personne), dit()).status_code == 404
    assert client.post(adresse("brouillon_garder", personne), dit()).status_code == 404
    assert not Entretien.objects.exists()


def test_the_interview_of_another_person_is_unknown_here(client, personne):
    autre = EntretienFabrique()
    for vue in ("entretien_modifier", "entretien_imprimer"):
        page_de(client, adresse(vue, personne, autre), 404)
    for inconnu in (str(autre.uuid), "abc"):
        reponse = client.post(adresse("brouillon_garder", personne), dit(entretien=inconnu))
        assert reponse.status_code == 404


def test_a_word_to_look_at_again_is_said_and_stops_nothing(client, personne):
    lue = noter(client, personne, note_sante="Il est en dépression.")
    assert "Entretien enregistré." in lue
    assert "À relire : « dépression »." in lue
    assert Entretien.objects.count() == 1


def test_the_journal_says_what_was_done_and_nothing_of_it(client, personne, travailleuse_sociale):
    client.post(adresse("entretien_creer", personne), dit())
    ligne = Acces.objects.get()
    assert (ligne.action, ligne.utilisateur, ligne.objet_uuid) == (
        "entretien_noter",
        travailleuse_sociale,
        personne.uuid,
    )
    assert ligne.precision == "entretien E2026-0001 enregistré"
