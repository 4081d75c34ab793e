"""The page of a half-day: who is listed first, what is proposed, what is refused next to whom, what is kept."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from ateliers.models import Presence
from jardins.models import Site
from tests.conftest import client_de
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, PresenceFabrique, SeanceFabrique, ligne_de

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _ce_jour(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def client(encadrant):
    return client_de(encadrant)


def adresse(jour="2026-11-23", demi="matin", **requete) -> str:
    suite = "&".join(f"{nom}={valeur}" for nom, valeur in requete.items())
    return reverse("ateliers:presence_saisir", args=[jour, demi]) + (f"?{suite}" if suite else "")


def personne(nom: str, entree=(2026, 1, 5), sortie=None):
    participant = ParticipantFabrique(nom=nom, prenom="Lou")
    ParcoursFabrique(participant=participant, date_entree=dt.date(*entree), date_sortie=sortie and dt.date(*sortie))
    return participant


def seance(jour=JOUR, debut=8, fin=12, **champs):
    return SeanceFabrique(**{"date": jour, "debut": dt.time(debut), "fin": dt.time(fin), "statut": "prevue"} | champs)


def venue(participant, jours: int, debut=8, **champs):
    tenue = seance(JOUR - dt.timedelta(days=jours), debut, debut + 2, statut="realisee", **champs)
    return PresenceFabrique(seance=tenue, participant=participant)


def noms(contenu: str) -> list[str]:
    return re.findall(r"<span class=\"qui\"><span\s+id=\"qui-[\d-]+\">([A-Z]+) ", contenu)


def lire(client, **requete) -> str:
    reponse = client.get(adresse(**requete))
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_who_came_most_lately_comes_first_then_the_alphabet_then_the_others(client):
    seance()
    rare, frequente, absente, jamais = (personne(nom) for nom in ("Bouleau", "Zinnia", "Acacia", "Aulne"))
    venue(rare, 7)
    venue(frequente, 7)
    venue(frequente, 14)
    venue(absente, 29)  # more than four weeks ago
    contenu = lire(client)
    assert noms(contenu) == ["ZINNIA", "BOULEAU", "ACACIA", "AULNE"]
    assert "Les autres personnes en parcours (2)" in contenu
    assert "0\u00a0présent · 0\u00a0absent · 0\u00a0excusé · 2 à renseigner" in contenu
    assert jamais.nom == "Aulne"


def test_only_open_stays_of_that_day_are_listed(client):
    seance()
    personne("Dedans", sortie=(2026, 11, 23))
    personne("Partie", sortie=(2026, 11, 22))
    personne("Demain", entree=(2026, 11, 24))
    fondu = personne("Fondu")
    fondu.fondu_dans = personne("Garde")
    fondu.save()
    assert sorted(noms(lire(client))) == ["DEDANS", "GARDE"]


def test_sites_are_shown_together_or_one_at_a_time(client):
    seance()
    seance(site=ligne_de(Site, "Rôleur"))
    contenu = lire(client)
    assert "<h2>Vignoble, de 8\u00a0h à 12\u00a0h</h2>" in contenu
    assert "<h2>Rôleur, de 8\u00a0h à 12\u00a0h</h2>" in contenu
    assert "<h2>Vignoble" not in lire(client, site="roleur")


def test_answers_are_written_and_the_page_says_so(client, encadrant):
    tenue = seance()
    une, deux, trois = (personne(nom) for nom in ("Aulne", "Bouleau", "Chêne"))
    envoi = {
        f"p-{tenue.pk}-{une.pk}": "present",
        f"m-{tenue.pk}-{une.pk}": "90",
        f"p-{tenue.pk}-{deux.pk}": "excuse",
        f"p-{tenue.pk}-{trois.pk}": "",
    }
    reponse = client.post(adresse(), envoi, follow=True)
    assert reponse.redirect_chain == [("/seances/presences/2026-11-23/matin/", 302)]
    assert "Présences enregistrées : 1 présent, 1 excusé." in reponse.content.decode()
    assert "La séance « Jardinage » (Vignoble) est maintenant réalisée." in reponse.content.decode()
    lues = Presence.objects.order_by("participant__cle").values_list("participant", "statut", "minutes", "saisie_par")
    assert list(lues) == [(une.pk, "present", 90, encadrant.pk), (deux.pk, "excuse", 0, encadrant.pk)]


@pytest.mark.parametrize(
    ("minutes", "phrase"),
    [
        ("2 h", "Écrivez la durée en minutes"),
        ("241", "La séance n’a duré que 240 minutes."),
        ("0", "au moins une minute"),
    ],
)
def test_a_refusal_stands_next_to_the_person_and_what_was_typed_is_kept(client, minutes, phrase):
    tenue = seance()
    une, deux = personne("Aulne"), personne("Bouleau")
    envoi = {
        f"p-{tenue.pk}-{une.pk}": "present",
        f"m-{tenue.pk}-{une.pk}": minutes,
        f"p-{tenue.pk}-{deux.pk}": "absent",
    }
    reponse = client.post(adresse(), envoi)
    contenu = reponse.content.decode()
    assert reponse.status_code == 400
    assert contenu.count(phrase) == 2  # on top, and next to her
    assert f'name="m-{tenue.pk}-{une.pk}" value="{minutes}"' in contenu
    assert f'value="absent" id="p-{tenue.pk}-{deux.pk}-absent" checked' in contenu
    assert not Presence.objects.exists()


def test_overlapping_sessions_are_refused_next_to_the_person(client):
    une, autre = seance(), seance(debut=10, fin=12, site=ligne_de(Site, "Rôleur"))
    qui = personne("Aulne")
    envoi = {f"p-{s.pk}-{qui.pk}": "present" for s in (une, autre)}
    reponse = client.post(adresse(), envoi)
    assert reponse.status_code == 400
    assert "dont les heures se chevauchent" in reponse.content.decode()
    assert not Presence.objects.exists()


def test_an_untouched_row_never_takes_away_what_somebody_else_noted(client):
    tenue = seance(statut="realisee")
    qui = personne("Aulne")
    PresenceFabrique(seance=tenue, participant=qui, minutes=240)
    client.post(adresse(), {f"avant-{tenue.pk}": "", f"p-{tenue.pk}-{qui.pk}": ""})
    assert Presence.objects.count() == 1


def test_a_conflict_is_told_and_the_next_try_wins(client):
    tenue = seance(statut="realisee")
    qui, autre = personne("Aulne"), personne("Bouleau")
    for noter in (qui, autre):
        PresenceFabrique(seance=tenue, participant=noter, statut="absent", minutes=0)
    reponse = client.post(adresse(), {f"p-{tenue.pk}-{qui.pk}": "present", f"p-{tenue.pk}-{autre.pk}": ""})
    contenu = reponse.content.decode()
    assert reponse.status_code == 400
    assert contenu.count("Quelqu’un a noté « absent »") == 2
    assert f'value="absent" id="p-{tenue.pk}-{autre.pk}-absent" checked' in contenu
    [temoin] = re.findall(rf'name="avant-{tenue.pk}"\s+value="([^"]*)"', contenu)
    client.post(adresse(), {f"avant-{tenue.pk}": temoin, f"p-{tenue.pk}-{qui.pk}": "present"})
    assert Presence.objects.get(participant=qui).statut == "present"


def test_a_mistaken_presence_is_taken_away(client):
    tenue = seance(statut="realisee")
    qui = personne("Aulne")
    PresenceFabrique(seance=tenue, participant=qui, minutes=240)
    client.post(adresse(), {f"avant-{tenue.pk}": f"{qui.pk}:present:240", f"p-{tenue.pk}-{qui.pk}": ""})
    assert not Presence.objects.exists()


def test_a_page_of_two_hundred_people_at_five_sites_is_read_whole(client):
    """Two answers a person and session: Django stops at a thousand unless told, and nothing would be kept."""
    une, quelquun = seance(), personne("Aulne")
    donnees = {f"{lettre}-{une.pk}-{cle}": "" for lettre in "pm" for cle in range(100_000, 101_000)}
    reponse = client.post(adresse(), donnees | {f"p-{une.pk}-{quelquun.pk}": "present"})
    assert reponse.status_code == 302
    assert Presence.objects.get().participant == quelquun


def test_nothing_new_is_said(client):
    seance()
    assert "Rien n’a changé" in client.post(adresse(), follow=True).content.decode()


def test_the_morning_is_proposed_to_the_afternoon_and_written_only_when_confirmed(client):
    qui, autre = personne("Aulne"), personne("Bouleau")
    matin = seance(statut="realisee")
    PresenceFabrique(seance=matin, participant=qui, minutes=240)
    venue(autre, 7)
    tard = seance(debut=14, fin=16)
    sans = lire(client, demi="apres-midi")
    assert "Reprendre la liste de ce matin" in sans
    assert "propose" not in sans.split('<form class="appel"')[1].split("Reprendre")[0]
    avec = lire(client, demi="apres-midi", reprendre="matin")
    assert f'value="present" id="p-{tard.pk}-{qui.pk}-present" checked' in avec
    assert f'value="present" id="p-{tard.pk}-{autre.pk}-present" checked' not in avec
    assert "Confirmer 1\u00a0présence proposée et enregistrer" in avec
    assert Presence.objects.filter(seance=tard).count() == 0
    client.post(adresse(demi="apres-midi", reprendre="matin"), {f"p-{tard.pk}-{qui.pk}": "present"})
    assert Presence.objects.get(seance=tard).participant == qui


def test_the_last_time_is_proposed_whichever_day_it_was(client):
    qui, ancienne = personne("Aulne"), personne("Bouleau")
    venue(qui, 4)
    venue(ancienne, 11)
    tenue = seance()
    contenu = lire(client, reprendre="derniere")
    assert "Reprendre la liste du 19/11" in contenu
    assert f'id="p-{tenue.pk}-{qui.pk}-present" checked' in contenu
    assert f'id="p-{tenue.pk}-{ancienne.pk}-present" checked' not in contenu


def test_what_is_noted_wins_over_what_is_proposed(client):
    qui = personne("Aulne")
    venue(qui, 4)
    tenue = seance(statut="realisee")
    PresenceFabrique(seance=tenue, participant=qui, statut="excuse", minutes=0)
    assert f'id="p-{tenue.pk}-{qui.pk}-excuse" checked' in lire(client, reprendre="derniere")


def test_refusing_a_proposal_writes_nothing(client):
    qui = personne("Aulne")
    venue(qui, 4)
    tenue = seance()
    client.post(adresse(reprendre="derniere"), {f"p-{tenue.pk}-{qui.pk}": ""})
    assert not Presence.objects.filter(seance=tenue).exists()


def test_a_name_brings_the_person_to_the_top_and_keeps_what_was_typed(client):
    habituee, cherchee = personne("Aulne"), personne("Évrard")
    venue(habituee, 7)
    tenue = seance()
    envoi = {f"nom-{tenue.pk}": "evr", f"p-{tenue.pk}-{habituee.pk}": "present", f"p-{tenue.pk}-{cherchee.pk}": ""}
    reponse = client.post(adresse(), envoi)
    contenu = reponse.content.decode()
    assert reponse.status_code == 200
    assert re.findall(r"id=\"qui-[\d-]+\">(\S+) ", contenu) == ["ÉVRARD", "AULNE"]
    assert f'id="p-{tenue.pk}-{habituee.pk}-present" checked' in contenu
    assert not Presence.objects.filter(seance=tenue).exists()


def test_a_name_of_nobody_is_said_and_never_in_an_address(client):
    tenue = seance()
    reponse = client.post(adresse(), {f"nom-{tenue.pk}": "Inconnue"})
    assert "Personne de ce nom n’a de parcours ouvert ce jour-là." in reponse.content.decode()
    assert reponse.status_code == 200


def test_finding_nobody_asked_for_writes_nothing(client):
    tenue, qui = seance(), personne("Aulne")
    client.post(adresse(), {"trouver": tenue.pk, f"p-{tenue.pk}-{qui.pk}": "present"})
    assert not Presence.objects.exists()


@pytest.mark.parametrize("valeur", ["venu", "PRESENT", "x" * 300])
def test_an_answer_that_is_none_changes_nothing(client, valeur):
    tenue, qui = seance(), personne("Aulne")
    assert client.post(adresse(), {f"p-{tenue.pk}-{qui.pk}": valeur}).status_code == 302
    assert not Presence.objects.exists()


def test_tomorrow_cannot_be_filled_and_says_when(client):
    seance(JOUR + dt.timedelta(days=1))
    contenu = lire(client, jour="2026-11-24")
    assert "Cette demi-journée n’a pas encore eu lieu" in contenu
    assert 'class="appel"' not in contenu


def test_a_cancelled_session_is_told_with_its_reason_and_not_filled(client):
    seance(statut="annulee", annulation_motif="gel annoncé")
    contenu = lire(client)
    assert "(gel annoncé)" in contenu
    assert 'class="appel"' not in contenu


def test_without_a_session_one_is_proposed(client):
    contenu = lire(client, demi="apres-midi")
    assert "Aucune séance prévue" in contenu
    assert "/seances/ajouter/?date=2026-11-23&amp;demi=apres-midi" in contenu


@pytest.mark.parametrize(("jour", "demi"), [("2026-02-29", "matin"), ("hier", "matin"), ("2026-11-23", "soir")])
def test_what_is_no_half_day_is_no_page(client, jour, demi):
    assert client.get(adresse(jour, demi)).status_code == 404


@pytest.mark.parametrize("jour", ["2028-02-29", "2026-03-29", "2026-10-25", "1900-01-01"])
def test_odd_days_are_days(client, jour):
    assert client.get(adresse(jour)).status_code == 200


def test_there_is_no_button_to_say_that_everybody_came(client):
    seance()
    venue(personne("Aulne"), 7)
    assert "tous présents" not in lire(client).lower()
