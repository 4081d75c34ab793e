"""Adding a person: four fields, a reference nobody has, and whoever looks like her shown before anything is written."""

import datetime as dt
import html
import re

import pytest
import time_machine
from django.urls import reverse

from bilans.indicateurs import calculer
from comptes.choix import Role
from comptes.models import Acces
from participants.models import FaitQuartier, FaitReferent, Parcours, Participant, PremierContact, Quartier
from participants.services.ajout import accueillir_personne
from socle.compteurs import reference_libre
from socle.erreurs import SaisieRefusee
from socle.models import Compteur
from socle.periodes import annee
from tests.conftest import client_de, creer_compte
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, ligne_de

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_en_mars")]
AJOUTER, RENCONTRER = "/participants/ajouter/", "/participants/rencontrer/"
MINIMUM = {"nom": "Charme", "prenom": "Ada", "sexe": "F", "date_entree": "2026-03-09"}
RENCONTRE = {"nom": "Orme", "prenom": "Luc", "sexe": "H", "date": "2026-03-06", "canal": "rue", "decision": "revoir"}


@pytest.fixture
def _en_mars():
    with time_machine.travel(dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


def texte(reponse) -> str:
    """What the page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", reponse.content.decode())).split())


def test_four_fields_are_enough_and_the_file_opens(client):
    reponse = client.post(AJOUTER, MINIMUM, follow=True)
    personne = Participant.objects.get()
    assert reponse.redirect_chain == [(f"/participants/{personne.uuid}/", 302)]
    assert "Le dossier de CHARME Ada est ouvert, sous la référence 2026-0001." in texte(reponse)
    sejour = Parcours.objects.get(participant=personne)
    assert (sejour.date_entree, sejour.date_sortie, sejour.origine) == (dt.date(2026, 3, 9), None, "")
    assert (personne.cle, personne.date_naissance) == ("charme ada", None)
    assert not FaitQuartier.objects.exists()


def test_what_more_is_known_is_written_with_the_entry(client, travailleuse_sociale):
    acacias = ligne_de(Quartier, "Acacias")
    plus = {
        "annee_naissance": "1972",
        "quartier": acacias.pk,
        "referent": travailleuse_sociale.pk,
        "origine": "partenaire",
        "prescripteur": "ADOMA",
    }
    client.post(AJOUTER, MINIMUM | plus)
    personne = Participant.objects.get()
    assert (personne.date_naissance, personne.annee_seule) == (dt.date(1972, 7, 1), True)
    sejour = personne.parcours.get()
    assert (sejour.origine, sejour.prescripteur.nom) == ("partenaire", "ADOMA")
    for modele, valeur in ((FaitQuartier, acacias), (FaitReferent, travailleuse_sociale)):
        fait = modele.objects.get(parcours=sejour)
        assert (fait.depuis, fait.valeur) == (dt.date(2026, 3, 9), valeur)


def test_the_page_proposes_today_and_the_person_herself_as_referent(client, travailleuse_sociale):
    page = client.get(AJOUTER).content.decode()
    assert 'value="2026-03-10"' in page
    assert f'<option value="{travailleuse_sociale.pk}" selected>' in page


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"nom": ""}, "Indiquez le nom."),
        ({"prenom": "  "}, "Indiquez le prénom."),
        ({"sexe": ""}, "Choisissez « femme », « homme » ou « autre »."),
        ({"date_entree": ""}, "Indiquez la date, par exemple 12/03/2026."),
        ({"date_entree": "31/02/2026"}, "Cette date n’existe pas. Écrivez-la par exemple 12/03/2026."),
        ({"date_entree": "2026-03-11"}, "Cette entrée est dans le futur, corrigez la date."),
        ({"date_naissance": "2026-03-10"}, "Cette naissance suit l’entrée du 09/03/2026, corrigez l’une des deux."),
        ({"date_naissance": "1980-01-01", "annee_naissance": "1980"}, "Donnez la date, ou l’année seule"),
        ({"prescripteur": "ADOMA"}, "effacez ce nom"),
        ({"origine": "partenaire"}, "Nommez le partenaire qui a orienté la personne."),
    ],
)
def test_what_is_wrong_is_said_what_was_typed_is_kept_and_nothing_is_written(client, champs, phrase):
    reponse = client.post(AJOUTER, MINIMUM | champs)
    assert reponse.status_code == 400
    assert phrase in texte(reponse)
    gardes = (MINIMUM | champs)["nom"] or (MINIMUM | champs)["prenom"]
    assert f'value="{gardes}"' in reponse.content.decode()
    assert not Participant.objects.exists()
    assert not Compteur.objects.filter(dernier__gt=0).exists()


def test_typing_nothing_names_the_four_fields(client):
    reponse = client.post(AJOUTER, {})
    assert reponse.status_code == 400
    assert "4 informations à corriger" in texte(reponse)


@pytest.mark.parametrize(("nom", "prenom"), [("O’Brien-D'Almeida", "Jean-Loïc"), ("Nguyễn", "Thị"), ("Ôzgür", "Æ")])
def test_names_keep_their_marks(client, nom, prenom):
    client.post(AJOUTER, MINIMUM | {"nom": nom, "prenom": prenom})
    assert Participant.objects.values_list("nom", "prenom").get() == (nom, prenom)


def test_references_follow_each_other_and_step_over_imported_ones():
    ParticipantFabrique(reference="2026-0002")
    donnees = [reference_libre(Participant, "dossiers", annee) for annee in (2026, 2026, 2027)]
    assert donnees == ["2026-0001", "2026-0003", "2027-0001"]


def test_who_looks_like_her_is_shown_and_nothing_is_written(client):
    ancienne = ParcoursFabrique(
        participant=ParticipantFabrique(nom="Charmes", prenom="Ada", date_naissance=dt.date(1980, 5, 3)),
        date_entree=dt.date(2015, 1, 5),
        date_sortie=dt.date(2015, 11, 12),
    ).participant
    FaitQuartier.objects.create(
        parcours=ancienne.parcours.get(), depuis=dt.date(2015, 1, 5), valeur=ligne_de(Quartier, "Acacias")
    )
    reponse = client.post(AJOUTER, MINIMUM)
    lu = texte(reponse)
    assert reponse.status_code == 200
    assert "Une personne ressemble à celle que vous ajoutez" in lu
    assert "45\u00a0ans, Acacias, du 05/01/2015 au 12/11/2015" in reponse.content.decode()
    assert f'href="/participants/{ancienne.uuid}/"' in reponse.content.decode()
    assert "Son parcours a pris fin : son dossier propose d’en ouvrir un nouveau." in lu.replace("\u00a0", " ")
    assert Participant.objects.count() == 1


def _confirmer(client, reponse, champs: dict):
    """What the button « C’est une autre personne » sends."""
    ecartes = re.search(r'name="ecartes" value="([^"]*)"', reponse.content.decode())[1]
    return client.post(AJOUTER, champs | {"ecartes": ecartes})


def test_another_person_is_added_once_told_to_be_another(client):
    ParticipantFabrique(nom="Charme", prenom="Ada")
    reponse = client.post(AJOUTER, MINIMUM)
    assert _confirmer(client, reponse, MINIMUM).status_code == 302
    assert Participant.objects.count() == 2


def test_what_was_told_of_one_name_says_nothing_of_another(client):
    ParticipantFabrique(nom="Charme", prenom="Ada")
    ParticipantFabrique(nom="Orme", prenom="Zoé")
    reponse = client.post(AJOUTER, MINIMUM)
    seconde = _confirmer(client, reponse, MINIMUM | {"nom": "Orme", "prenom": "Zoé"})
    assert "Une personne ressemble" in texte(seconde)
    assert Participant.objects.count() == 2


def test_the_same_form_sent_twice_shows_the_first_person(client):
    client.post(AJOUTER, MINIMUM)
    assert "même nom" in texte(client.post(AJOUTER, MINIMUM))
    assert Participant.objects.count() == 1


def test_a_first_contact_makes_a_file_that_no_bilan_counts(client, travailleuse_sociale):
    reponse = client.post(RENCONTRER, RENCONTRE | {"precisions": "Intéressé par les ruches."})
    personne = Participant.objects.get()
    assert reponse.url == f"/participants/{personne.uuid}/"
    contact = PremierContact.objects.get(participant=personne)
    assert (contact.date, contact.canal, contact.decision) == (dt.date(2026, 3, 6), "rue", "revoir")
    assert (contact.note_par, contact.precisions) == (travailleuse_sociale, "Intéressé par les ruches.")
    assert not personne.parcours.exists()
    assert calculer(annee(2026)).sections[0].chiffre("total").valeur == 0


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"canal": ""}, "Choisissez comment la personne a été rencontrée."),
        ({"decision": ""}, "Choisissez la suite décidée."),
        ({"date": "2026-03-11"}, "Ce contact est dans le futur, corrigez la date."),
        ({"date_naissance": "2026-03-07"}, "Cette naissance suit la rencontre du 06/03/2026, corrigez l’une des deux."),
        ({"annee_naissance": "2027"}, "Cette naissance suit la rencontre du 06/03/2026, corrigez l’une des deux."),
        ({"canal": "partenaire"}, "Nommez le partenaire chez qui la personne a été vue."),
        ({"partenaire": "ADOMA"}, "effacez le nom du partenaire"),
    ],
)
def test_a_wrong_first_contact_is_refused(client, champs, phrase):
    reponse = client.post(RENCONTRER, RENCONTRE | champs)
    assert reponse.status_code == 400
    assert phrase in texte(reponse)
    assert not Participant.objects.exists()


def test_the_service_refuses_a_birth_after_the_meeting_by_its_name():
    identite = {"nom": "Orme", "prenom": "Luc", "sexe": "H", "date_naissance": dt.date(2026, 3, 7)}
    contact = {"date": dt.date(2026, 3, 6), "canal": "rue", "decision": "revoir"}
    le = dt.datetime(2026, 3, 6, 12, tzinfo=dt.UTC)
    with pytest.raises(SaisieRefusee) as refus:
        accueillir_personne(identite=identite, contact=contact, par=None, le=le, aujourdhui=dt.date(2026, 3, 10))
    assert [anomalie.code for anomalie in refus.value.anomalies] == ["naissance_apres_contact"]


def test_adding_leaves_a_trace_without_content(client):
    client.post(AJOUTER, MINIMUM)
    ligne = Acces.objects.get(action="participant_ajouter")
    assert (ligne.objet_uuid, ligne.precision) == (None, "")


@pytest.mark.parametrize("role", [Role.ENCADRANT, Role.ADMINISTRATEUR])
@pytest.mark.parametrize("adresse", ["participant_ajouter", "participant_rencontrer"])
def test_who_may_not_add_is_refused(role, adresse):
    client = client_de(creer_compte(role))
    assert client.post(reverse(f"participants:{adresse}"), MINIMUM).status_code == 403
    assert not Participant.objects.exists()


def test_adding_takes_as_many_statements_whatever_the_files(client, django_assert_max_num_queries):
    for _ in range(3):
        ParticipantFabrique(nom="Charme", prenom="Ada")
    with django_assert_max_num_queries(12):
        client.post(AJOUTER, MINIMUM)
    with django_assert_max_num_queries(8):
        client.get(AJOUTER)
