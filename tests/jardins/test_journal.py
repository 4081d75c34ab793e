"""Who consulted what: one file's tab, the general page, and their files."""

import csv
import datetime as dt
import io
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from comptes.choix import Role
from comptes.droits import Action
from comptes.journal import LIBELLES, consultations, journaliser, par_jour
from comptes.models import Acces
from jardins import journal
from participants.models import PremierContact
from socle.periodes import PARIS, aujourdhui
from tests.conftest import client_de, creer_compte
from tests.droits.page import lire_page
from tests.fabriques import ParcoursFabrique, ParticipantFabrique
from tests.jardins.outils import lire, requetes

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cheffe_de_projet):
    return client_de(cheffe_de_projet)


@pytest.fixture
def anne():
    return creer_compte(Role.TRAVAILLEUR_SOCIAL, email="anne@jardins.example", prenom="Anne", nom="Mésange")


def noter(compte, objet=None, action=Action.PARTICIPANT_VOIR, quand=None, precision=""):
    return Acces.objects.create(
        utilisateur=compte,
        action=action,
        objet_type=objet._meta.model_name if objet else "",
        objet_uuid=objet.uuid if objet else None,
        precision=precision,
        quand=quand or timezone.now(),
    )


def a_paris(*quand):
    return dt.datetime(*quand, tzinfo=PARIS)


def dossier(participant, **choix):
    return reverse("participants:participant_journal", args=[participant.uuid])


def test_the_tab_says_who_did_what_and_when_in_words(client, anne):
    personne = ParticipantFabrique()
    noter(anne, personne, quand=a_paris(2026, 3, 1, 10, 5))
    page = lire(client.get(dossier(personne)))
    assert "Dimanche 1<sup>er</sup> mars 2026" in page
    assert "Anne Mésange" in page
    assert "travailleur social" in page
    assert "ouvrir le dossier d’un participant" in page
    assert "10 h 05" in page


def test_the_tab_shows_nothing_of_other_files(client, anne):
    personne, autre = ParticipantFabrique(), ParticipantFabrique()
    noter(anne, autre)
    page = lire(client.get(dossier(personne)))
    assert "Mésange" not in page.split("Tout le monde")[1].split("</select>")[1]
    assert "0 ligne " in page


def test_the_tab_follows_what_belongs_to_the_file(client, anne):
    """A stay, a first contact and a file merged into this one are this person's too."""
    personne = ParticipantFabrique()
    fondu = ParticipantFabrique(fondu_dans=personne)
    sejour = ParcoursFabrique(participant=personne)
    contact = PremierContact.objects.create(
        participant=personne, date=dt.date(2015, 1, 1), canal="rue", decision="revoir", note_le=timezone.now()
    )
    for objet in (personne, fondu, sejour, contact):
        noter(anne, objet)
    reponse = client.get(dossier(personne))
    assert reponse.context["consultations"].page.paginator.count == 4


def test_the_consultation_of_the_journal_is_itself_in_it(client, cheffe_de_projet):
    personne = ParticipantFabrique()
    client.get(dossier(personne))
    ligne = Acces.objects.get(action="journal_voir")
    assert (ligne.utilisateur, ligne.objet_uuid) == (cheffe_de_projet, personne.uuid)


def test_days_are_those_of_paris_and_both_are_included(anne):
    noter(anne, quand=a_paris(2026, 3, 28, 23, 59))
    noter(anne, quand=a_paris(2026, 3, 29, 0, 0))
    noter(anne, quand=a_paris(2026, 3, 29, 23, 59))  # a day of twenty-three hours
    noter(anne, quand=a_paris(2026, 3, 30, 0, 0))
    jour = dt.date(2026, 3, 29)
    assert [quand for quand, _ in par_jour(consultations(du=jour, au=jour))] == [jour]
    assert consultations(du=jour, au=jour).count() == 2


def test_lines_are_chosen_by_person_and_action(anne, encadrant):
    noter(anne)
    noter(encadrant, action=Action.SEANCE_VOIR)
    assert [ligne.utilisateur for ligne in consultations(qui=anne)] == [anne]
    assert [ligne.utilisateur for ligne in consultations(action="seance_voir")] == [encadrant]
    assert consultations(objets=[]).count() == 0


def test_every_word_of_the_journal_has_a_sentence():
    assert lire_page().journal | set(Action.values) <= set(LIBELLES)


def test_the_general_page_opens_on_thirty_days_and_filters(client, anne, encadrant):
    noter(anne, quand=timezone.now() - dt.timedelta(days=40))
    noter(anne, action=Action.BILAN_IMPRIMER, precision="bilan-annuel-2015.pdf")
    noter(encadrant, action=Action.SEANCE_LISTER)
    adresse = reverse("journal_lister")
    assert client.get(adresse).context["consultations"].page.paginator.count == 2
    choisies = client.get(adresse, {"qui": anne.uuid}).context["consultations"]
    assert choisies.page.paginator.count == 2
    page = lire(client.get(adresse, {"action": "bilan_imprimer"}))
    assert "bilan-annuel-2015.pdf" in page
    assert "voir la liste des séances</td>" not in page


def test_an_unknown_account_is_said_to_be_so(client):
    journaliser(None, "connexion_refusee")
    page = lire(client.get(reverse("journal_lister")))
    assert "compte inconnu" in page
    assert "essayer de se connecter, sans y parvenir" in page


@pytest.mark.parametrize(
    ("choix", "phrase"),
    [
        ({"du": "2026-03-02", "au": "2026-03-01"}, "inversez les deux dates"),
        ({"du": "0001-01-01"}, "Choisissez une année à partir de 1900"),
        ({"au": "9999-12-31"}, "Choisissez une année jusqu’à 2100"),
        ({"du": "hier"}, "Cette date n’existe pas"),
    ],
)
def test_choices_that_mean_nothing_are_refused_in_words(client, choix, phrase):
    personne = ParticipantFabrique()
    for adresse in (reverse("journal_lister"), dossier(personne)):
        reponse = client.get(adresse, choix)
        assert reponse.status_code == 400
        assert phrase in lire(reponse)


def test_a_person_who_is_not_there_is_refused(client):
    assert client.get(reverse("journal_lister"), {"qui": "pas-un-uuid"}).status_code == 400


def test_the_tab_is_exported_without_the_name_of_the_person(client, anne):
    personne = ParticipantFabrique(nom="Zqnomi", reference="ZQ-7")
    noter(anne, personne, quand=a_paris(2026, 3, 1, 10, 5, 7))
    adresse = reverse("participants:participant_journal_exporter", args=[personne.uuid, "csv"])
    reponse = client.get(adresse)
    lignes = list(csv.reader(io.StringIO(reponse.content.decode("utf-8-sig")), delimiter=";"))
    assert lignes[0] == ["Quand", "Qui", "Rôle aujourd’hui", "Ce qui a été fait", "Précision"]
    assert lignes[1][:3] == ["01/03/2026 10:05:07", "Anne Mésange", "travailleur social"]
    assert "Zqnomi" not in lire(reponse)
    assert "ZQ-7" not in str(reponse.headers)
    assert Acces.objects.latest("pk").precision == "qui-a-consulte.csv"


@pytest.mark.parametrize("format", ["xlsx", "ods", "csv"])
def test_the_general_page_is_exported_in_three_formats(client, anne, format):
    noter(anne)
    reponse = client.get(reverse("journal_exporter", args=[format]))
    assert reponse.status_code == 200
    assert reponse["Content-Disposition"] == f'attachment; filename="journal-des-acces.{format}"'


def test_too_many_lines_for_a_file_are_said_on_the_page(client, anne):
    personne = ParticipantFabrique()
    for _ in range(3):
        noter(anne, personne)
    with mock.patch.object(journal, "LIMITE", 2), mock.patch("jardins.views.journal.LIMITE", 2):
        page = lire(client.get(reverse("journal_lister")))
        assert "resserrez la période pour exporter" in page
        reponse = client.get(reverse("journal_exporter", args=["csv"]), {"du": aujourdhui().isoformat()})
        assert reponse.status_code == 302
        assert reponse["Location"].startswith(reverse("journal_lister"))


def test_pages_keep_the_choices(client, anne):
    for _ in range(journal.PAR_PAGE + 1):
        noter(anne)
    page = lire(client.get(reverse("journal_lister"), {"qui": anne.uuid}))
    assert f"qui={anne.uuid}&amp;page=2" in page


def test_the_pages_cost_the_same_with_ten_times_the_lines(client, anne):
    personne = ParcoursFabrique().participant
    pages = [(reverse("journal_lister"), 6), (dossier(personne), 12)]
    noter(anne, personne)
    for page, _ in pages:
        client.get(page)
    petits = [requetes(lambda page=page: client.get(page)) for page, _ in pages]
    for rang in range(50):
        noter(creer_compte(Role.ENCADRANT, email=f"agent{rang}@jardins.example"), personne)
    assert [requetes(lambda page=page: client.get(page)) for page, _ in pages] == petits
    assert all(nombre <= plafond for nombre, (_, plafond) in zip(petits, pages, strict=True)), petits
