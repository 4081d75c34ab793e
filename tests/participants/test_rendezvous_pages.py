"""The pages of appointments: two clicks, chips or typing, what is warned of, two people at once, and the slip."""

import datetime as dt
import html
import re
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pdfua import Severity, validate
from pypdf import PdfReader

from comptes.choix import Role
from comptes.models import Acces
from participants.models import RendezVous
from participants.pdf import html_du_rendezvous, pdf_du_rendezvous
from tests.conftest import client_de, creer_compte
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, RendezVousFabrique
from tests.jardins.outils import requetes

pytestmark = pytest.mark.django_db
MARDI = dt.date(2026, 12, 1)
DANS_QUATRE_SEMAINES = dt.date(2026, 12, 29)


@pytest.fixture(autouse=True)
def _mardi():
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def anne(comptes):
    anne = comptes[Role.TRAVAILLEUR_SOCIAL]
    anne.prenom, anne.nom = "Anne", "Mésange"
    anne.save()
    return anne


@pytest.fixture
def client(anne):
    return client_de(anne)


@pytest.fixture
def karim():
    return ParcoursFabrique(participant__nom="Benali", participant__prenom="Karim").participant


def adresse(vue, personne, **arguments) -> str:
    return reverse(f"participants:rendezvous_{vue}", kwargs={"uuid": personne.uuid, **arguments})


def lire(reponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", reponse.content.decode())).replace("\u00a0", " ").split())


def champs_de(reponse) -> dict:
    """What the page would send if its button were pressed at once."""
    form = reponse.context["form"]
    envoi = {}
    for champ in form:
        valeur = champ.value()
        if valeur not in (None, ""):
            envoi[champ.name] = getattr(valeur, "pk", valeur)
    for nom in ("date", "heure"):
        initial = form[nom].initial
        envoi[f"initial-{nom}"] = "" if initial is None else initial
    return {nom: str(valeur) for nom, valeur in envoi.items()}


def prendre(client, personne, statut=302, **champs):
    """Open the page, type these, and save; the page that follows."""
    page = client.get(adresse("prendre", personne))
    reponse = client.post(adresse("prendre", personne), champs_de(page) | champs)
    assert reponse.status_code == statut
    return lire(client.get(reponse["Location"]) if statut == 302 else reponse)


def test_opened_and_saved_it_is_in_four_weeks_with_who_is_signed_in(client, karim, anne):
    lue = prendre(client, karim)
    pris = RendezVous.objects.get()
    assert (pris.participant, pris.date, pris.heure, pris.avec) == (karim, DANS_QUATRE_SEMAINES, None, anne)
    assert "Rendez-vous pris : mardi 29 décembre 2026, avec Anne Mésange. Imprimer le papier pour Karim" in lue
    assert Acces.objects.filter(action="entretien_noter", precision="rendez-vous pris", objet_uuid=karim.uuid).exists()


def test_the_hour_and_place_of_her_last_one_are_proposed(client, karim):
    RendezVousFabrique(participant=karim, heure=dt.time(9, 30), lieu="bureau 2", statut="tenu")
    prendre(client, karim)
    pris = RendezVous.objects.get(statut="prevu")
    assert (pris.heure, pris.lieu) == (dt.time(9, 30), "bureau 2")


def test_a_place_where_one_person_alone_was_met_is_proposed_to_nobody_else(client, karim):
    RendezVousFabrique(lieu="chez elle, 3 rue des Lilas")
    for _ in range(2):
        RendezVousFabrique(lieu="bureau 7")
    page = client.get(adresse("prendre", karim)).content.decode()
    assert "rue des Lilas" not in page
    assert '<option value="bureau 7">' in page


@pytest.mark.parametrize(
    ("champs", "jour", "heure"),
    [
        ({"jour": "2026-12-08", "creneau": "10:00"}, dt.date(2026, 12, 8), dt.time(10)),
        ({"date": "2026-12-10", "heure": "09:45"}, dt.date(2026, 12, 10), dt.time(9, 45)),  # typed, the chips left
        ({"date": "10/12/2026", "jour": "autre", "creneau": "sans"}, dt.date(2026, 12, 10), None),
    ],
)
def test_a_day_and_an_hour_by_a_chip_or_typed(champs, jour, heure, client, karim):
    prendre(client, karim, **champs)
    pris = RendezVous.objects.get()
    assert (pris.date, pris.heure) == (jour, heure)


def test_a_chip_shown_before_midnight_keeps_its_day(anne, karim):
    with time_machine.travel(dt.datetime(2026, 12, 1, 22, 55, tzinfo=dt.UTC), tick=False) as horloge:
        client = client_de(anne)
        envoi = champs_de(client.get(adresse("prendre", karim)))
        horloge.shift(600)  # five past midnight in Paris
        assert client.post(adresse("prendre", karim), envoi).status_code == 302
    assert RendezVous.objects.get().date == DANS_QUATRE_SEMAINES


def test_chips_jump_over_week_ends_and_holidays(anne, karim):
    with time_machine.travel(dt.datetime(2026, 12, 4, 9, tzinfo=dt.UTC), tick=False):  # a Friday
        page = lire(client_de(anne).get(adresse("prendre", karim)))
    assert "dans 1 semaine, ven. 11 déc." in page
    assert "dans 3 semaines, lun. 28 déc." in page  # 25 December
    assert "dans 4 semaines, lun. 4 janv." in page  # 1 January


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"jour": "autre"}, "Choisissez un jour, ou écrivez-le"),
        ({"jour": "autre", "date": "31/02/2027"}, "Cette date n’existe pas."),
        ({"jour": "hier"}, "Sélectionnez un choix valide"),
        ({"creneau": "autre"}, "Écrivez l’heure, par exemple 9:30"),
        ({"heure": "midi"}, "Écrivez l’heure ainsi : 9:30."),
        ({"jour": "2026-11-30"}, "Ce jour est passé : choisissez un jour à venir"),
        ({"avec": "999999"}, "Choisissez quelqu’un de la liste."),
        ({"lieu": "x" * 121}, "120"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(champs, phrase, client, karim):
    reponse = client.post(
        adresse("prendre", karim), champs_de(client.get(adresse("prendre", karim))) | {"lieu": "au jardin"} | champs
    )
    assert reponse.status_code == 400
    assert phrase in lire(reponse)
    assert champs.get("lieu", "au jardin") in reponse.content.decode()
    assert not RendezVous.objects.exists()


def test_neither_an_encadrant_nor_a_closed_account_is_met(client, karim, comptes):
    ferme = creer_compte(Role.CHEF_DE_PROJET, email="ferme@jardins.example", is_active=False)
    for compte in (comptes[Role.ENCADRANT], ferme):
        assert "Choisissez quelqu’un de la liste." in prendre(client, karim, statut=400, avec=compte.pk)


def test_sent_twice_it_is_one_appointment(client, karim):
    envoi = champs_de(client.get(adresse("prendre", karim)))
    assert [client.post(adresse("prendre", karim), envoi).status_code for _ in range(2)] == [302, 302]
    assert RendezVous.objects.count() == 1


@pytest.mark.parametrize(
    ("jour", "phrase"),
    [
        ("2026-12-25", "Le 25/12/2026 est un jour férié (Noël)."),
        ("2026-12-05", "Le 05/12/2026 est un samedi."),
        ("2026-12-06", "Le 06/12/2026 est un dimanche."),
    ],
)
def test_an_unusual_day_is_said_and_written(jour, phrase, client, karim):
    assert phrase in prendre(client, karim, jour="autre", date=jour)
    assert RendezVous.objects.get().date == dt.date.fromisoformat(jour)


def test_an_agent_already_taken_at_that_hour_is_said_without_a_name(client, karim, anne):
    RendezVousFabrique(
        participant=ParticipantFabrique(nom="Secret"), date=dt.date(2026, 12, 8), heure=dt.time(10), avec=anne
    )
    lue = prendre(client, karim, jour="2026-12-08", creneau="10:00")
    assert "Anne Mésange a déjà un autre rendez-vous ce jour-là à 10 h." in lue
    assert "SECRET" not in lue
    libre = prendre(client, ParticipantFabrique(), jour="2026-12-08", creneau="11:00")
    assert "déjà un autre rendez-vous" not in libre


def test_one_already_planned_is_shown_first(client, karim):
    pris = RendezVousFabrique(participant=karim, date=dt.date(2026, 12, 8), heure=dt.time(10))
    page = client.get(adresse("prendre", karim))
    assert "Déjà prévu le mardi 8 décembre 2026 à 10 h" in lire(page)
    assert adresse("deplacer", karim, rendezvous=pris.uuid) in page.content.decode()


@pytest.fixture
def pris(karim, anne):
    return RendezVousFabrique(participant=karim, date=dt.date(2026, 12, 8), heure=dt.time(9, 30), avec=anne)


def test_it_is_moved_and_the_slip_printed_again(client, karim, pris):
    url = adresse("deplacer", karim, rendezvous=pris.uuid)
    reponse = client.post(url, champs_de(client.get(url)) | {"jour": "2026-12-15"})
    lue = lire(client.get(reponse["Location"]))
    assert "Le rendez-vous est maintenant : mardi 15 décembre 2026 à 9 h 30, avec Anne Mésange." in lue
    assert "Imprimer le papier pour Karim" in lue


def test_two_agents_who_move_one_see_both_versions(client, karim, pris, cheffe_de_projet):
    url, claire = adresse("deplacer", karim, rendezvous=pris.uuid), client_de(cheffe_de_projet)
    vu_par_anne, vu_par_claire = champs_de(client.get(url)), champs_de(claire.get(url))
    claire.post(url, vu_par_claire | {"date": "2026-12-10"})
    reponse = client.post(url, vu_par_anne | {"date": "2026-12-11", "lieu": "au jardin"})
    assert reponse.status_code == 409
    page = lire(reponse)
    assert "Camille a modifié ce dossier" in page
    assert "10/12/2026" in page
    assert "11/12/2026" in page
    assert RendezVous.objects.get().date == dt.date(2026, 12, 10)
    encore = client.post(url, {**reponse.context["form"].data.dict()})
    assert encore.status_code == 302
    assert (RendezVous.objects.get().date, RendezVous.objects.get().lieu) == (dt.date(2026, 12, 11), "au jardin")


def test_cancelling_is_asked_first_then_done(client, karim, pris):
    url = adresse("annuler", karim, rendezvous=pris.uuid)
    assert "Annuler ce rendez-vous ?" in lire(client.get(url))
    assert RendezVous.objects.get().statut == "prevu"
    reponse = client.post(url)
    assert "Le rendez-vous est annulé." in lire(client.get(reponse["Location"]))
    assert RendezVous.objects.get().statut == "annule"


def test_missed_in_one_click_from_home_and_taken_back(client, karim, anne):
    passe = RendezVousFabrique(participant=karim, date=dt.date(2026, 11, 26), avec=anne)
    url = adresse("conclure", karim, rendezvous=passe.uuid)
    reponse = client.post(url, {"statut": "manque", "depuis": "accueil"})
    assert reponse["Location"] == reverse("accueil")
    page = client.get(reponse["Location"])
    assert "Le rendez-vous est noté manqué." in lire(page)
    assert adresse("deplacer", karim, rendezvous=passe.uuid) in page.content.decode()
    assert RendezVous.objects.get().statut == "manque"
    assert "Remettre comme prévu" in lire(client.get(adresse("deplacer", karim, rendezvous=passe.uuid)))
    reponse = client.post(url, {"statut": "prevu"})
    assert "de nouveau prévu" in lire(client.get(reponse["Location"]))
    assert RendezVous.objects.get().statut == "prevu"


def test_held_without_an_interview_that_day_is_said_from_its_page(client, karim, anne):
    passe = RendezVousFabrique(participant=karim, date=dt.date(2026, 11, 26), avec=anne)
    assert "La personne est venue" in lire(client.get(adresse("deplacer", karim, rendezvous=passe.uuid)))
    reponse = client.post(adresse("conclure", karim, rendezvous=passe.uuid), {"statut": "tenu"})
    page = client.get(reponse["Location"])
    assert "Le rendez-vous est noté tenu. Noter l’entretien" in lire(page)
    noter = reverse("participants:entretien_creer", args=[karim.uuid])
    assert f'href="{noter}?le=2026-11-26"' in page.content.decode()
    assert RendezVous.objects.get().statut == "tenu"


def test_the_list_the_file_was_opened_from_is_kept_from_page_to_page(client, karim, anne):
    passe = RendezVousFabrique(participant=karim, date=dt.date(2026, 11, 26), avec=anne)
    suite = "?liste=vue%3Den_retard"
    url = adresse("deplacer", karim, rendezvous=passe.uuid)
    page = client.get(url + suite).content.decode()
    for vue in ("annuler", "conclure"):
        assert f'"{adresse(vue, karim, rendezvous=passe.uuid)}{suite}"' in page
    assert f'"{url}{suite}"' in client.get(adresse("annuler", karim, rendezvous=passe.uuid) + suite).content.decode()
    assert f'"{url}{suite}"' in client.get(adresse("prendre", karim) + suite).content.decode()
    reponse = client.post(adresse("conclure", karim, rendezvous=passe.uuid) + suite, {"statut": "tenu"})
    assert reponse["Location"] == reverse("participants:participant_voir", args=[karim.uuid]) + suite


def test_one_to_come_is_not_asked_whether_she_came(client, karim, pris):
    assert "La personne est venue" not in lire(client.get(adresse("deplacer", karim, rendezvous=pris.uuid)))


@pytest.mark.parametrize("statut", ["", "annule", "perdu"])
def test_no_other_word_concludes(statut, client, karim, anne):
    passe = RendezVousFabrique(participant=karim, date=dt.date(2026, 11, 26), avec=anne)
    assert client.post(adresse("conclure", karim, rendezvous=passe.uuid), {"statut": statut}).status_code == 400
    assert RendezVous.objects.get().statut == "prevu"


@pytest.mark.parametrize(
    ("le", "jour"), [("2026-11-26", "2026-11-26"), ("2027-01-01", "2026-12-01"), ("x", "2026-12-01")]
)
def test_an_interview_is_noted_on_the_day_of_its_appointment(le, jour, client, karim):
    page = client.get(reverse("participants:entretien_creer", args=[karim.uuid]), {"le": le})
    assert str(page.context["form"]["date"].value()) == jour


def test_what_cannot_be_concluded_is_said(client, karim, pris):
    reponse = client.post(adresse("conclure", karim, rendezvous=pris.uuid), {"statut": "manque"})
    assert "Ce rendez-vous n’a pas encore eu lieu." in lire(client.get(reponse["Location"]))
    assert RendezVous.objects.get().statut == "prevu"


@pytest.mark.parametrize("vue", ["deplacer", "annuler", "imprimer"])
def test_an_appointment_is_not_reached_through_another_file(vue, client, pris):
    autre = ParticipantFabrique()
    assert client.get(adresse(vue, autre, rendezvous=pris.uuid)).status_code == 404


def test_the_pages_ask_the_database_as_much_with_a_long_history(client, karim, anne):
    def combien():
        return requetes(lambda: client.get(adresse("prendre", karim)))

    RendezVousFabrique(participant=karim, date=MARDI, avec=anne)
    client.get(adresse("prendre", karim))
    peu = combien()
    for jour in range(1, 40):
        RendezVousFabrique(participant=karim, date=MARDI + dt.timedelta(days=jour), avec=anne)
    assert combien() == peu <= 12


class TestPapier:
    @pytest.fixture
    def papier(self, pris, settings):
        settings.CONTACT, settings.NOM_STRUCTURE = "03 27 22 59 00", "CCAS de Valenciennes"
        pris.lieu = "bureau 2"
        return " ".join(re.sub(r"<[^>]*>", " ", html_du_rendezvous(pris)).replace("\u00a0", " ").split())

    def test_it_says_when_where_with_whom_and_whom_to_call(self, papier):
        for phrase in (
            "CCAS de Valenciennes",
            "Karim, votre rendez-vous",
            "C’est le mardi 8 décembre 2026",
            "C’est à 9 h 30",
            "Le lieu&nbsp;: bureau 2",
            "Vous verrez Anne Mésange .",
            "Vous ne pouvez pas venir&nbsp;?",
            "03 27 22 59 00",
        ):
            assert phrase in papier

    def test_it_says_neither_her_name_nor_why(self, papier):
        for mot in ("Benali", "BENALI", "jardin", "entretien", "insertion"):
            assert mot.lower() not in papier.lower()

    def test_what_is_not_known_leaves_no_hole(self, pris, settings):
        settings.CONTACT = ""
        pris.heure, pris.lieu, pris.avec = None, "", None
        nu = html_du_rendezvous(pris)
        for mot in ("None", "C’est à", "Le lieu", "Vous verrez", "Vous ne pouvez pas venir"):
            assert mot not in nu

    def test_it_is_one_tagged_page_in_large_type_whatever_its_length(self, pris, settings, tmp_path):
        settings.CONTACT = "03 27 22 59 00, accueil du CCAS"
        pris.participant.prenom = "Marie-Bernadette-Anastasia"
        pris.lieu = (
            "Maison de quartier du Faubourg de Lille, 127 bis avenue du Sénateur-Girard, deuxième étage, bureau 12"
        )
        fichier = tmp_path / "papier.pdf"
        fichier.write_bytes(pdf_du_rendezvous(pris))
        assert [f.rule_id for f in validate(str(fichier)).findings if f.severity is Severity.ERROR] == []
        lecteur = PdfReader(BytesIO(fichier.read_bytes()))
        assert len(lecteur.pages) == 1
        corps = []

        def noter(texte, cm, tm, police, taille):
            if texte.strip():
                corps.append(round(abs(taille * tm[3] * cm[3]), 1))

        lecteur.pages[0].extract_text(visitor_text=noter)
        assert corps
        assert min(corps) >= 14

    def test_the_file_bears_a_date_and_no_name(self, client, karim, pris):
        reponse = client.get(adresse("imprimer", karim, rendezvous=pris.uuid))
        assert reponse["Content-Type"] == "application/pdf"
        assert reponse["Content-Disposition"] == 'inline; filename="rendez-vous-2026-12-08.pdf"'
        assert Acces.objects.filter(precision="papier du rendez-vous", objet_uuid=karim.uuid).count() == 1
