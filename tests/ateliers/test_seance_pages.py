"""Adding, correcting, copying, cancelling at the desk."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from ateliers.models import Atelier, Intervenant, Seance
from jardins.models import Site
from partenaires.models import Partenaire
from tests.conftest import client_de
from tests.fabriques import IntervenantFabrique, PartenaireFabrique, PresenceFabrique, SeanceFabrique, ligne_de

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(encadrant, time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC), tick=False)
    return client_de(encadrant)


def formulaire(**champs) -> dict:
    communs = {"date": "2026-11-24", "debut": "08:00", "fin": "12:00", "statut": "prevue"}
    communs |= {"atelier": ligne_de(Atelier, "Jardinage").pk, "site": ligne_de(Site, "Vignoble").pk}
    return communs | champs


def voir(client, nom: str, seance=None, **requete):
    return client.get(reverse(f"ateliers:{nom}", args=[seance.uuid] if seance else []), requete)


def envoyer(client, nom: str, donnees: dict, seance=None, suite=""):
    return client.post(reverse(f"ateliers:{nom}", args=[seance.uuid] if seance else []) + suite, donnees)


@pytest.mark.parametrize(
    ("requete", "date", "debut", "fin"),
    [
        ({}, "2026-11-23", "08:00", "12:00"),
        ({"date": "2026-12-01", "demi": "apres-midi"}, "2026-12-01", "14:00", "16:00"),
        ({"date": "31/02", "demi": "soir"}, "2026-11-23", "08:00", "12:00"),
    ],
)
def test_the_day_and_the_usual_hours_are_there_already(client, requete, date, debut, fin):
    contenu = voir(client, "seance_creer", **requete).content.decode()
    lus = dict(re.findall(r'name="(date|debut|fin)"\s+value="([^"]*)"', contenu))
    assert lus == {"date": date, "debut": debut, "fin": fin}


def test_a_session_is_added_with_known_and_new_speakers(client):
    agent, structure = IntervenantFabrique(nom="Paul Verdier"), PartenaireFabrique(nom="Croix-Rouge")
    SeanceFabrique(date=dt.date(2015, 3, 3)).partenaires.add(structure)
    PartenaireFabrique(nom="ADOMA")
    envoi = formulaire(
        theme="Semis",
        intervenants=[agent.pk],
        partenaires=[structure.pk],
        nouveaux_intervenants="Zoé Grive, paul verdier",
        nouveaux_partenaires="Emmaüs, adoma, ",
    )
    reponse = envoyer(client, "seance_creer", envoi)
    seance = Seance.objects.get(theme="Semis")
    assert reponse["Location"] == f"/seances/{seance.uuid}/"
    assert (seance.reference, seance.theme, seance.statut) == ("S2026-0001", "Semis", "prevue")
    assert sorted(a.nom for a in seance.intervenants.all()) == ["Paul Verdier", "Zoé Grive"]
    assert sorted(p.nom for p in seance.partenaires.all()) == ["ADOMA", "Croix-Rouge", "Emmaüs"]
    assert (Intervenant.objects.count(), Partenaire.objects.count()) == (2, 3)


def test_only_partners_who_spoke_are_offered(client):
    PartenaireFabrique(nom="ADOMA")
    SeanceFabrique().partenaires.add(PartenaireFabrique(nom="Croix-Rouge"))
    contenu = voir(client, "seance_creer").content.decode()
    assert "Croix-Rouge" in contenu
    assert "ADOMA" not in contenu


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"fin": "08:00"}, "La séance finit après avoir commencé"),
        ({"date": "2026-02-30"}, "Cette date n’existe pas"),
        ({"date": "2026-11-24", "statut": "realisee"}, "Cette séance n’a pas encore eu lieu"),
        ({"atelier": ""}, "Ce champ est obligatoire."),
        ({"statut": "annulee"}, "annulee"),
        ({"nouveaux_intervenants": "12, !"}, "Écrivez des noms, séparés par des virgules."),
        ({"theme": "x" * 201}, "au plus 200"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, champs, phrase):
    reponse = envoyer(client, "seance_creer", formulaire(**{"theme": "Semis sous serre", **champs}))
    contenu = reponse.content.decode()
    assert reponse.status_code == 400
    assert phrase in contenu
    assert champs.get("theme", "Semis sous serre") in contenu
    assert not Seance.objects.exists()


def test_a_refused_session_creates_no_speaker(client):
    envoyer(client, "seance_creer", formulaire())
    reponse = envoyer(client, "seance_creer", formulaire(nouveaux_intervenants="Zoé Grive"))
    assert reponse.status_code == 400
    assert "a déjà une séance sur ce site" in reponse.content.decode()
    assert not Intervenant.objects.exists()


def version(client, seance) -> str:
    [lue] = re.findall(r'name="version"\s+value="([^"]*)"', voir(client, "seance_modifier", seance).content.decode())
    return lue


def test_correcting_a_session(client):
    seance = SeanceFabrique(statut="prevue")
    seance.intervenants.add(IntervenantFabrique())
    envoi = formulaire(theme="Taille", version=version(client, seance))
    assert envoyer(client, "seance_modifier", envoi, seance).status_code == 302
    seance.refresh_from_db()
    assert (seance.theme, seance.date, seance.intervenants.count()) == ("Taille", dt.date(2026, 11, 24), 0)


def test_two_people_on_one_session_the_second_sees_both_then_decides(client):
    seance = SeanceFabrique(statut="prevue", debut=dt.time(8), fin=dt.time(12))
    lue = version(client, seance)
    Seance.objects.filter(pk=seance.pk).update(debut=dt.time(9), theme="Taille")
    reponse = envoyer(client, "seance_modifier", formulaire(theme="Semis", version=lue), seance)
    contenu = reponse.content.decode()
    assert reponse.status_code == 409
    assert '<td data-titre="Au programme">9\u00a0h</td><td data-titre="Votre saisie">8\u00a0h</td>' in contenu
    assert '<td data-titre="Au programme">Taille</td><td data-titre="Votre saisie">Semis</td>' in contenu
    seance.refresh_from_db()
    assert seance.theme == "Taille"
    [nouvelle] = re.findall(r'name="version"\s+value="([^"]*)"', contenu)
    assert envoyer(client, "seance_modifier", formulaire(theme="Semis", version=nouvelle), seance).status_code == 302
    seance.refresh_from_db()
    assert (seance.theme, seance.debut) == ("Semis", dt.time(8))


def test_what_presences_contradict_is_said_next_to_the_field(client):
    seance = PresenceFabrique().seance
    envoi = formulaire(date="2015-03-03", fin="09:00", statut="realisee", version=version(client, seance))
    reponse = envoyer(client, "seance_modifier", envoi, seance)
    assert reponse.status_code == 400
    assert "Des présences y sont notées plus longues que cela." in reponse.content.decode()


def test_a_cancelled_session_stays_cancelled_when_corrected(client):
    seance = SeanceFabrique(statut="annulee", annulation_motif="gel")
    envoi = formulaire(statut="prevue", theme="Taille", version=version(client, seance))
    assert envoyer(client, "seance_modifier", envoi, seance).status_code == 302
    seance.refresh_from_db()
    assert (seance.statut, seance.annulation_motif, seance.theme) == ("annulee", "gel", "Taille")


def test_copying_proposes_the_next_weeks_without_holidays(client):
    seance = SeanceFabrique(date=dt.date(2026, 11, 4))
    contenu = voir(client, "seance_recopier", seance).content.decode()
    proposes = re.findall(r'name="dates"\s+value="([^"]*)"', contenu)
    assert proposes[:3] == ["2026-11-25", "2026-12-02", "2026-12-09"]
    futur = SeanceFabrique(date=dt.date(2027, 7, 7))
    contenu = voir(client, "seance_recopier", futur).content.decode()
    assert re.findall(r'name="dates"\s+value="([^"]*)"', contenu)[:2] == ["2027-07-21", "2027-07-28"]


def test_copying_to_several_days_keeps_speakers_and_no_presence(client):
    seance = PresenceFabrique().seance
    seance.partenaires.add(PartenaireFabrique(nom="Croix-Rouge"))
    envoi = {"dates": ["2026-11-24"], "autre_1": "2026-12-24", "autre_2": "2026-11-24"}
    assert envoyer(client, "seance_recopier", envoi, seance).status_code == 302
    copies = Seance.objects.exclude(pk=seance.pk).order_by("date")
    lues = [(c.date, c.statut, c.presences.count(), str(*c.partenaires.all())) for c in copies]
    assert lues == [
        (dt.date(2026, 11, 24), "prevue", 0, "Croix-Rouge"),
        (dt.date(2026, 12, 24), "prevue", 0, "Croix-Rouge"),
    ]


@pytest.mark.parametrize(
    ("envoi", "phrase"),
    [
        ({}, "Choisissez au moins un jour."),
        ({"autre_1": "2026-02-30"}, "Cette date n’existe pas"),
        ({"autre_1": "2015-03-03"}, "a déjà une séance sur ce site le 03/03/2015"),
    ],
)
def test_copying_to_nowhere_or_onto_itself_is_refused(client, envoi, phrase):
    reponse = envoyer(client, "seance_recopier", envoi, SeanceFabrique())
    assert reponse.status_code == 400
    assert phrase in reponse.content.decode()


def test_cancelling_then_putting_back(client):
    seance = SeanceFabrique(statut="prevue")
    assert envoyer(client, "seance_annuler", {"motif": "gel annoncé"}, seance).status_code == 302
    assert "Cette séance est annulée&nbsp;: gel annoncé." in voir(client, "seance_voir", seance).content.decode()
    envoyer(client, "seance_retablir", {}, seance)
    seance.refresh_from_db()
    assert (seance.statut, seance.annulation_motif) == ("prevue", "")
    suite = client.post(reverse("ateliers:seance_retablir", args=[seance.uuid]), follow=True).content.decode()
    assert "Cette séance n’est pas annulée, il n’y a rien à rétablir." in suite


def test_a_session_where_somebody_came_is_not_cancelled(client):
    seance = PresenceFabrique().seance
    assert "elle a eu lieu et ne s’annule pas" in voir(client, "seance_annuler", seance).content.decode()
    reponse = envoyer(client, "seance_annuler", {"motif": "gel"}, seance)
    assert reponse.status_code == 400
    assert "Des présences y sont notées : elle a eu lieu." in reponse.content.decode()


def test_a_reason_is_asked_for(client):
    seance = SeanceFabrique()
    assert envoyer(client, "seance_annuler", {"motif": " "}, seance).status_code == 400
    seance.refresh_from_db()
    assert seance.statut == "realisee"


def test_a_whole_day_is_shown_then_cancelled_but_what_took_place(client):
    jour = dt.date(2026, 11, 24)
    prevue = SeanceFabrique(date=jour, statut="prevue")
    autre_site = SeanceFabrique(date=jour, statut="prevue", site=ligne_de(Site, "Rôleur"))
    tenue = PresenceFabrique(seance=SeanceFabrique(date=jour)).seance
    suite = "?date=2026-11-24"
    contenu = voir(client, "journee_annuler", date="2026-11-24").content.decode()
    assert "2\u00a0séances à annuler" in contenu
    assert "1\u00a0présence notée, la séance a eu lieu." in contenu
    envoi = {"motif": "canicule", "seance": [prevue.uuid, tenue.uuid]}
    assert envoyer(client, "journee_annuler", envoi, suite=suite).status_code == 302
    statuts = {s.pk: (s.statut, s.annulation_motif) for s in Seance.objects.all()}
    assert statuts == {
        prevue.pk: ("annulee", "canicule"),
        autre_site.pk: ("prevue", ""),  # it came after the list was shown
        tenue.pk: ("realisee", ""),
    }


def test_a_day_of_one_site(client):
    SeanceFabrique(date=dt.date(2026, 11, 24), statut="prevue")
    site = ligne_de(Site, "Rôleur")
    contenu = voir(client, "journee_annuler", date="2026-11-24", site=site.pk).content.decode()
    assert "Aucune séance à annuler ce jour-là" in contenu


def test_a_day_without_a_reason_cancels_nothing(client):
    seance = SeanceFabrique(date=dt.date(2026, 11, 24), statut="prevue")
    envoi = {"motif": "", "seance": [seance.uuid]}
    assert envoyer(client, "journee_annuler", envoi, suite="?date=2026-11-24").status_code == 400
    assert voir(client, "journee_annuler", date="31/02/2026").status_code == 400
    seance.refresh_from_db()
    assert seance.statut == "prevue"


@pytest.mark.parametrize(
    ("jour", "statut", "bouton"),
    [((2026, 11, 23), "prevue", True), ((2026, 11, 24), "prevue", False), ((2026, 11, 20), "annulee", False)],
)
def test_the_page_of_a_session_leads_to_its_roll_call(client, jour, statut, bouton):
    seance = SeanceFabrique(date=dt.date(*jour), statut=statut)
    lien = f"/seances/presences/{seance.date.isoformat()}/matin/?site=vignoble#seance-{seance.pk}"
    assert (lien in voir(client, "seance_voir", seance).content.decode()) == bouton
