"""The pages that write in a file: what they send back, what they keep of a refusal, and two people at once."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from comptes.models import Acces
from participants.models import Coordonnees, FaitQuartier, Parcours, Participant, PremierContact, Quartier
from participants.services.coordonnees import identite_de
from socle.conflits import empreinte
from tests.conftest import client_de, creer_compte
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, ligne_de

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


def adresse(vue, personne, **arguments) -> str:
    return reverse(f"participants:{vue}", kwargs={"uuid": personne.uuid, **arguments})


def envoyer(client, url, donnees, statut=302) -> str:
    """What the page that follows says, or the page shown again."""
    reponse = client.post(url, donnees)
    assert reponse.status_code == statut
    suite = client.get(reponse["Location"]) if statut == 302 else reponse
    return " ".join(suite.content.decode().replace("\u00a0", " ").split())


def identite(personne, **champs) -> dict:
    lue = {"nom": personne.nom, "prenom": personne.prenom, "sexe": personne.sexe}
    return lue | {"version": empreinte(identite_de(personne)), **champs}


def test_the_identity_is_written_and_said(client):
    personne = ParcoursFabrique().participant
    lue = envoyer(client, adresse("identite_modifier", personne), identite(personne, nom="Orme", annee_naissance=1972))
    assert "L’identité est enregistrée." in lue
    assert "ORME Claude" in lue
    assert "en 1972" in lue


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"nom": " "}, "Indiquez le nom."),
        ({"date_naissance": "31/02/1980"}, "Cette date n’existe pas. Écrivez-la par exemple 12/03/2026."),
        ({"date_naissance": "1980-01-01", "annee_naissance": "1980"}, "Donnez la date, ou l’année seule"),
        ({"date_naissance": "0198-01-01"}, "Choisissez une année à partir de 1900."),
        ({"annee_naissance": "soixante"}, "Écrivez l’année en quatre chiffres"),
        ({"annee_naissance": "72"}, "Écrivez l’année en quatre chiffres"),
        ({"annee_naissance": "19722"}, "Écrivez l’année en quatre chiffres"),
        ({"date_naissance": "2015-01-06"}, "Cette naissance suit l’entrée du 05/01/2015, corrigez l’une des deux."),
    ],
)
def test_a_refused_identity_keeps_what_was_typed(client, champs, phrase):
    personne = ParcoursFabrique().participant
    lue = envoyer(client, adresse("identite_modifier", personne), identite(personne, prenom="Tapé", **champs), 400)
    assert phrase in lue
    assert 'value="Tapé"' in lue
    assert Participant.objects.get().prenom == "Claude"


def test_two_people_on_one_identity_see_both_versions(client):
    personne = ParcoursFabrique(participant__nom="Houx").participant
    seconde = identite(personne, nom="If")
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 41, tzinfo=dt.UTC), tick=False):
        collegue = client_de(creer_compte("chef_de_projet", email="anne@jardins.example", prenom="Anne"))
        envoyer(collegue, adresse("identite_modifier", personne), identite(personne, nom="Orme"))
    lue = envoyer(client, adresse("identite_modifier", personne), seconde, 409)
    assert "Anne a modifié ce dossier le 24/11/2026 à 10 h 41" in lue
    assert '<td data-titre="Dossier">Orme</td>' in lue
    assert '<td data-titre="Votre saisie">If</td>' in lue
    assert Participant.objects.get().nom == "Orme"
    version = lue.split('name="version" value="')[1].split('"')[0]
    assert "L’identité est enregistrée." in envoyer(
        client, adresse("identite_modifier", personne), seconde | {"version": version}
    )
    assert Participant.objects.get().nom == "If"


def test_two_people_on_the_same_coordinates_see_both_versions(client):
    personne = ParticipantFabrique()
    url = adresse("coordonnees_modifier", personne)
    version = client.get(url).content.decode().split('name="version" value="')[1].split('"')[0]
    envoyer(client, url, {"telephone": "0612345678", "version": version})
    lue = envoyer(client, url, {"telephone": "0700000000", "version": version}, 409)
    assert '<td data-titre="Dossier">06 12 34 56 78</td>' in lue
    assert '<td data-titre="Votre saisie">07 00 00 00 00</td>' in lue
    assert Coordonnees.objects.get().telephone == "06 12 34 56 78"


def test_coordinates_are_written_and_said(client):
    personne = ParticipantFabrique()
    url = adresse("coordonnees_modifier", personne)
    version = client.get(url).content.decode().split('name="version" value="')[1].split('"')[0]
    donnees = {"telephone": "06.12.34.56.78", "urgence_nom": "Rose", "preference": "appel", "version": version}
    lue = envoyer(client, url, donnees)
    assert "Les coordonnées sont enregistrées." in lue
    assert "06 12 34 56 78" in lue
    assert "Rose" in lue


def test_a_wrong_mail_address_is_refused_and_kept(client):
    lue = envoyer(client, adresse("coordonnees_modifier", ParticipantFabrique()), {"email": "rose(at)"}, 400)
    assert 'value="rose(at)"' in lue
    assert "1 information à corriger" in lue


def test_a_meeting_is_noted_then_corrected(client):
    personne = ParticipantFabrique()
    donnees = {"date": "2016-01-12", "canal": "partenaire", "partenaire": "Croix-Rouge", "decision": "revoir"}
    lue = envoyer(client, adresse("contact_ajouter", personne), donnees)
    assert "Le premier contact est noté." in lue
    assert "Croix-Rouge" in lue
    contact = PremierContact.objects.get()
    url = adresse("contact_corriger", personne, contact=contact.uuid)
    page = client.get(url).content.decode()
    assert 'value="Croix-Rouge"' in page
    version = page.split('name="version" value="')[1].split('"')[0]
    assert "sans suite" in envoyer(client, url, donnees | {"decision": "sans_suite", "version": version})


def test_a_refused_meeting_keeps_what_was_typed(client):
    donnees = {"date": "2016-01-12", "canal": "partenaire", "decision": "revoir", "precisions": "Vue jeudi"}
    lue = envoyer(client, adresse("contact_ajouter", ParticipantFabrique()), donnees, 400)
    assert "Nommez le partenaire chez qui la personne a été vue." in lue
    assert "Vue jeudi" in lue


def test_an_entry_then_an_exit_then_its_reopening(client):
    personne = ParticipantFabrique()
    quartier = ligne_de(Quartier, "Dutemple")
    hier = (dt.date.today() - dt.timedelta(days=1)).isoformat()
    lue = envoyer(client, adresse("parcours_ouvrir", personne), {"date_entree": hier, "quartier": quartier.pk})
    assert "L’entrée est notée." in lue
    assert "Dutemple" in lue
    sejour = Parcours.objects.get()
    assert (
        "Ce que cela entraîne" in client.get(adresse("parcours_clore", personne, sejour=sejour.uuid)).content.decode()
    )
    lue = envoyer(client, adresse("parcours_clore", personne, sejour=sejour.uuid), {"date_sortie": hier})
    assert "La sortie est notée." in lue
    assert "Annuler cette sortie" in lue
    assert "Le parcours est rouvert." in envoyer(client, adresse("parcours_rouvrir", personne, sejour=sejour.uuid), {})
    sejour.refresh_from_db()
    assert sejour.date_sortie is None


def test_an_old_exit_explains_to_open_a_new_stay(client):
    sejour = ParcoursFabrique(date_sortie=dt.date(2015, 6, 1))
    url = adresse("parcours_rouvrir", sejour.participant, sejour=sejour.uuid)
    lue = " ".join(client.get(url).content.decode().split())
    assert "La sortie ne pouvait être annulée que jusqu’au 1<sup>er</sup> juillet 2015." in lue
    assert adresse("parcours_ouvrir", sejour.participant) in lue
    assert "Rouvrir le parcours</button>" not in lue
    assert "trop ancienne" in envoyer(client, url, {}, 400)


def test_an_exit_before_a_presence_is_refused_in_words(client):
    sejour = ParcoursFabrique()
    FaitQuartier.objects.create(parcours=sejour, depuis=dt.date(2015, 3, 1), valeur=None)
    url = adresse("parcours_clore", sejour.participant, sejour=sejour.uuid)
    lue = envoyer(client, url, {"date_sortie": "2015-02-01"}, 400)
    assert "Un changement est noté au 01/03/2015, après cette sortie (quartier)." in lue
    assert 'value="2015-02-01"' in lue


def test_the_days_of_a_stay_and_its_partner_are_corrected(client):
    sejour = ParcoursFabrique(date_sortie=dt.date(2015, 6, 1))
    donnees = {
        "date_entree": "2015-01-12",
        "date_sortie": "2015-06-02",
        "origine": "partenaire",
        "prescripteur": "Croix-Rouge",
    }
    lue = envoyer(client, adresse("parcours_corriger", sejour.participant, sejour=sejour.uuid), donnees)
    assert "Parcours du 12 janvier 2015 au 2 juin 2015" in lue
    assert "Orientation&nbsp;: Croix-Rouge." in lue


def test_several_changes_of_one_day_are_written_together(client):
    sejour = ParcoursFabrique()
    donnees = {
        "depuis": "2015-03-02",
        "quartier": ligne_de(Quartier, "Acacias").pk,
        "qpv": "oui",
        "logement": "inconnu",
    }
    lue = envoyer(client, adresse("changement_ajouter", sejour.participant), donnees)
    assert "Le changement est noté." in lue
    assert "oui, quartiers prioritaires de 2015" in lue
    assert "inconnu depuis ce jour" in lue


@pytest.mark.parametrize(
    ("donnees", "phrase"),
    [
        ({"depuis": "2015-03-02"}, "Choisissez au moins une information qui a changé."),
        ({"qpv": "oui"}, "Indiquez la date, par exemple 12/03/2026."),
        ({"depuis": "2015-01-04", "qpv": "oui"}, "La personne n’est pas en parcours ce jour-là, vérifiez la date."),
        ({"depuis": "2090-01-04", "qpv": "oui"}, "Ce jour n’est pas encore venu, corrigez la date."),
    ],
)
def test_a_refused_change_says_why_and_keeps_the_choice(client, donnees, phrase):
    sejour = ParcoursFabrique()
    lue = envoyer(client, adresse("changement_ajouter", sejour.participant), donnees, 400)
    assert phrase in lue
    assert ('<option value="oui" selected>' in lue) is ("qpv" in donnees)


def test_a_change_is_corrected_then_deleted_after_a_question(client):
    sejour = ParcoursFabrique()
    fait = FaitQuartier.objects.create(
        parcours=sejour, depuis=dt.date(2015, 3, 1), valeur=ligne_de(Quartier, "Dutemple")
    )
    ou = {"sujet": "quartier", "cle": fait.pk}
    donnees = {"depuis": "2015-03-08", "valeur": ligne_de(Quartier, "Acacias").pk}
    lue = envoyer(client, adresse("changement_corriger", sejour.participant, **ou), donnees)
    assert "Acacias" in lue
    assert "8 mars 2015" in lue
    url = adresse("changement_supprimer", sejour.participant, **ou)
    question = client.get(url).content.decode()
    assert "Cette ligne ne pourra pas être retrouvée." in question
    assert "« Acacias »" in question.replace("&nbsp;", " ")
    assert FaitQuartier.objects.count() == 1
    assert "Le changement est supprimé." in envoyer(client, url, {})
    assert not FaitQuartier.objects.exists()


def test_a_value_no_longer_proposed_is_kept_when_only_its_day_is_corrected(client):
    ancien = Quartier.objects.create(code="ancien", libelle="Ancien quartier", actif=False)
    fait = FaitQuartier.objects.create(parcours=ParcoursFabrique(), depuis=dt.date(2015, 3, 1), valeur=ancien)
    url = adresse("changement_corriger", fait.parcours.participant, sujet="quartier", cle=fait.pk)
    assert f'<option value="{ancien.pk}" selected>Ancien quartier</option>' in client.get(url).content.decode()
    envoyer(client, url, {"depuis": "2015-03-08", "valeur": ancien.pk})
    assert (FaitQuartier.objects.get().depuis, FaitQuartier.objects.get().valeur) == (dt.date(2015, 3, 8), ancien)


def test_the_list_is_found_again_after_a_writing(client):
    personne = ParticipantFabrique()
    url = adresse("identite_modifier", personne) + "?liste=onglet%3Dtous"
    reponse = client.post(url, identite(personne))
    assert reponse["Location"] == adresse("participant_voir", personne) + "?liste=onglet%3Dtous"


def test_the_journal_says_what_was_written_and_nothing_of_it(client, travailleuse_sociale):
    personne = ParticipantFabrique()
    envoyer(client, adresse("identite_modifier", personne), identite(personne, nom="Orme"))
    ligne = Acces.objects.get(action="participant_modifier")
    assert (ligne.utilisateur, ligne.objet_uuid, ligne.precision) == (
        travailleuse_sociale,
        personne.uuid,
        "identité enregistrée",
    )
