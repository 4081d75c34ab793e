"""Interviews as they are read, corrected and printed: what is shown and to whom."""

import datetime as dt
import re
import uuid
from io import BytesIO

import pikepdf
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comptes.choix import Role
from participants.entretiens import entretiens_de
from participants.models import Entretien, FaitReferent, NotePrivee
from participants.pdf_entretien import html_de_l_entretien
from tests.conftest import client_de, creer_compte
from tests.fabriques import (
    DemarcheFabrique,
    EntretienFabrique,
    NoteDeThemeFabrique,
    NotePriveeFabrique,
    ObjectifFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    RendezVousFabrique,
)
from tests.jardins.outils import lire
from tests.participants.entretien_saisi import MIDI, adresse, cachee, dit, garder, noter, page_de

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


def test_interviews_come_newest_first_and_the_last_one_is_open(client, personne, travailleuse_sociale):
    for jour in (3, 17):
        EntretienFabrique(participant=personne, date=dt.date(2015, 3, jour), compte_rendu=f"Vue le {jour}.")
    EntretienFabrique(
        participant=personne,
        date=dt.date(2015, 4, 2),
        duree_minutes=90,
        lieu="jardin",
        theme="santé",
        par=travailleuse_sociale,
    )
    lue = page_de(client, adresse("participant_entretiens", personne))
    assert re.findall(r"<details class=\"panneau\"( open)?>", lue) == [" open", "", ""]
    assert lue.index("Jeudi 2 avril 2015") < lue.index("Mardi 17 mars 2015") < lue.index("Mardi 3 mars 2015")
    assert f"par {travailleuse_sociale} · 1 h 30 · au jardin · santé" in lue
    assert "agent non renseigné" in lue
    assert '<span class="compte">3</span>' in lue


@pytest.mark.parametrize(("statut", "mot"), [("tenu", "Venue"), ("excuse", "A prévenu"), ("absence", "Pas venue")])
def test_the_status_is_a_word_with_an_icon(client, personne, statut, mot):
    EntretienFabrique(participant=personne, statut=statut)
    lue = page_de(client, adresse("participant_entretiens", personne))
    assert re.search(rf'<span class="pastille \w+"><svg.*?</svg>{mot}</span>', lue)


def test_notes_by_theme_stand_under_the_shared_one(client, personne):
    note = NoteDeThemeFabrique(entretien__participant=personne)
    lue = page_de(client, adresse("participant_entretiens", personne))
    assert lue.index("Va bien.") < lue.index("<b>Logement</b>") < lue.index(note.texte)


def test_a_link_opens_the_interview_it_names_whatever_its_page(client, personne):
    tous = [EntretienFabrique(participant=personne, date=dt.date(2015, 1, 1 + rang)) for rang in range(14)]
    visee = tous[0]
    assert f'id="entretien-{visee.uuid}"' not in page_de(client, adresse("participant_entretiens", personne))
    lue = page_de(client, f"{adresse('participant_entretiens', personne)}?voir={visee.uuid}")
    assert re.search(rf'<details class="panneau" open>(?:(?!</details>).)*id="entretien-{visee.uuid}"', lue)
    assert lue.count('<details class="panneau" open>') == 1
    assert "13 à 14 sur 14" in lue


def test_an_address_that_names_no_interview_shows_the_first_page(client, personne):
    EntretienFabrique(participant=personne)
    for voulu in ("n-importe-quoi", uuid.UUID(int=5), EntretienFabrique().uuid):
        lue = page_de(client, f"{adresse('participant_entretiens', personne)}?voir={voulu}")
        assert "Mardi 3 mars 2015" in lue


def test_without_any_interview_the_page_invites(client, personne):
    lue = page_de(client, adresse("participant_entretiens", personne))
    assert "Pas encore d’entretien" in lue
    assert adresse("entretien_creer", personne) in lue


def test_the_next_appointment_stands_beside(client, personne):
    assert "Aucun rendez-vous n’est pris." in page_de(client, adresse("participant_entretiens", personne))
    RendezVousFabrique(participant=personne, date=dt.date(2026, 12, 18))
    assert "Vendredi 18 décembre 2026" in page_de(client, adresse("participant_entretiens", personne))


def lectrices(personne, auteur) -> dict[str, bool]:
    """Everybody who may open the file, and whether the private note is hers to read."""
    anciennes = [creer_compte(Role.TRAVAILLEUR_SOCIAL, email=f"ts{rang}@jardins.example") for rang in range(3)]
    sejour = personne.parcours.get()
    FaitReferent.objects.create(parcours=sejour, depuis=dt.date(2015, 1, 5), valeur=anciennes[0])
    FaitReferent.objects.create(parcours=sejour, depuis=dt.date(2016, 1, 5), valeur=anciennes[1])
    cheffe = creer_compte(Role.CHEF_DE_PROJET, email="cheffe@jardins.example")
    return {auteur: True, anciennes[0]: False, anciennes[1]: True, anciennes[2]: False, cheffe: True}


@pytest.mark.parametrize("vue", ["participant_entretiens", "entretien_creer"])
def test_a_private_note_is_shown_to_the_three_and_to_nobody_else(personne, travailleuse_sociale, vue):
    entretien = EntretienFabrique(participant=personne, par=travailleuse_sociale)
    NotePriveeFabrique(entretien=entretien, texte="Zqprive")
    for lectrice, attendu in lectrices(personne, travailleuse_sociale).items():
        lue = page_de(client_de(lectrice), adresse(vue, personne))
        assert "Va bien." in lue
        assert (lectrice, "Zqprive" in lue) == (lectrice, attendu)


def test_the_correction_shows_the_private_note_to_its_author_alone(personne, travailleuse_sociale):
    entretien = EntretienFabrique(participant=personne, par=travailleuse_sociale)
    NotePriveeFabrique(entretien=entretien, texte="Zqprive")
    for lectrice in lectrices(personne, travailleuse_sociale):
        lue = page_de(client_de(lectrice), adresse("entretien_modifier", personne, entretien))
        siens = lectrice == travailleuse_sociale
        assert (lectrice, 'name="note_privee"' in lue) == (lectrice, siens)
        assert (lectrice, "Zqprive" in lue) == (lectrice, siens)


def test_an_encadrant_opens_none_of_these_pages(encadrant, personne):
    entretien = EntretienFabrique(participant=personne)
    client = client_de(encadrant)
    for vue in ("participant_entretiens", "entretien_creer"):
        page_de(client, adresse(vue, personne), 403)
    for vue in ("entretien_modifier", "entretien_imprimer"):
        page_de(client, adresse(vue, personne, entretien), 403)


def compter(client, url) -> int:
    with CaptureQueriesContext(connection) as requetes:
        page_de(client, url)
    return len(requetes)


@pytest.mark.parametrize("vue", ["participant_entretiens", "entretien_creer"])
def test_queries_do_not_grow_with_the_history(client, personne, travailleuse_sociale, vue):
    def vivre(combien: int):
        for rang in range(combien):
            entretien = EntretienFabrique(participant=personne, date=dt.date(2016, 1, 1) + dt.timedelta(days=rang))
            NoteDeThemeFabrique(entretien=entretien)
            NotePriveeFabrique(entretien=entretien, auteur=travailleuse_sociale)
            ObjectifFabrique(parcours=personne.parcours.get())
            DemarcheFabrique(participant=personne)

    vivre(2)
    page_de(client, adresse(vue, personne))
    peu = compter(client, adresse(vue, personne))
    vivre(20)
    assert compter(client, adresse(vue, personne)) == peu
    assert peu <= 12


def test_a_correction_is_written_and_said_and_keeps_who_led_it(client, personne, cheffe_de_projet):
    entretien = EntretienFabrique(participant=personne, par=cheffe_de_projet, duree_minutes=20, lieu="domicile")
    url = adresse("entretien_modifier", personne, entretien)
    lue = page_de(client, url)
    assert f"mené par {cheffe_de_projet}" in lue
    assert 'name="duree_autre" value="20"' in lue
    assert 'name="rdv_date"' not in lue
    donnees = dit(date="2015-03-04", compte_rendu="Va mieux.", duree="45", version=cachee(lue, "version"))
    reponse = client.post(url, donnees)
    lue = page_de(client, reponse["Location"])
    assert "L’entretien est corrigé." in lue
    assert "Va mieux." in lue
    entretien.refresh_from_db()
    assert (entretien.par, entretien.duree_minutes, entretien.date) == (cheffe_de_projet, 45, dt.date(2015, 3, 4))


def test_two_agents_on_one_interview_see_both_versions(client, personne):
    entretien = EntretienFabrique(participant=personne, date=dt.date(2026, 11, 3))
    url = adresse("entretien_modifier", personne, entretien)
    version = cachee(page_de(client, url), "version")
    collegue = client_de(creer_compte(Role.CHEF_DE_PROJET, email="anne@jardins.example", prenom="Anne"))
    communs = {"date": "2026-11-03", "version": version}
    autre = {"brouillon": str(uuid.UUID(int=20)), "page": str(uuid.UUID(int=200))}
    assert collegue.post(url, dit(compte_rendu="Vu par Anne.", **communs, **autre)).status_code == 302
    reponse = client.post(url, dit(compte_rendu="Vu par moi.", themes=["sante"], **communs))
    lue = " ".join(lire(reponse).split())
    assert reponse.status_code == 409
    assert "Anne a modifié ce dossier le 24/11/2026 à 10 h 42" in lue
    assert '<td data-titre="Dossier">Vu par Anne.</td><td data-titre="Votre saisie">Vu par moi.</td>' in lue
    assert '<td data-titre="Dossier">rien</td><td data-titre="Votre saisie">santé</td>' in lue
    assert Entretien.objects.get().compte_rendu == "Vu par Anne."
    suite = communs | {"version": cachee(lue, "version")}
    assert client.post(url, dit(compte_rendu="Vu par moi.", **suite)).status_code == 302
    assert Entretien.objects.get().compte_rendu == "Vu par moi."


def test_a_colleague_s_correction_leaves_the_private_note_even_when_she_sends_one(client, personne, cheffe_de_projet):
    entretien = EntretienFabrique(participant=personne, par=cheffe_de_projet)
    NotePriveeFabrique(entretien=entretien, texte="Zqprive")
    url = adresse("entretien_modifier", personne, entretien)
    lue = page_de(client, url)
    donnees = dit(date="2015-03-03", version=cachee(lue, "version"), note_privee="Écrasée.", compte_rendu="Va mieux.")
    assert client.post(url, donnees).status_code == 302
    assert (NotePrivee.objects.get().texte, NotePrivee.objects.get().auteur) == ("Zqprive", cheffe_de_projet)


def test_the_draft_of_a_correction_is_taken_up_there_and_not_in_a_new_interview(client, personne):
    entretien = EntretienFabrique(participant=personne)
    url = adresse("entretien_modifier", personne, entretien)
    version = cachee(page_de(client, url), "version")
    garder(client, personne, entretien=str(entretien.uuid), version=version, compte_rendu="Va mi")
    lue = page_de(client, url)
    assert "Va mi" in lue
    assert cachee(lue, "version") == version
    assert "Va mi" not in page_de(client, adresse("entretien_creer", personne)).split("data-rappels")[0]


def test_the_paper_holds_what_is_shared_and_nothing_private(client, personne, travailleuse_sociale):
    entretien = EntretienFabrique(participant=personne, par=travailleuse_sociale, duree_minutes=45, theme="logement")
    NoteDeThemeFabrique(entretien=entretien)
    NotePriveeFabrique(entretien=entretien, texte="Zqprive")
    html = " ".join(html_de_l_entretien(entretiens_de(personne).get(), personne).split())
    for texte in (
        "Entretien du 3 mars 2015",
        " ".join(str(personne).split()),
        "Va bien.",
        "Le dossier est complet.",
        "45 min",
    ):
        assert texte in html
    assert "Zqprive" not in html
    reponse = client.get(adresse("entretien_imprimer", personne, entretien))
    assert reponse["Content-Disposition"] == 'inline; filename="entretien-2015-03-03.pdf"'
    assert reponse.content.startswith(b"%PDF-")
    with pikepdf.open(BytesIO(reponse.content)) as pdf:
        assert len(pdf.pages) == 1


def test_what_was_typed_for_a_file_merged_meanwhile_is_shown(client, personne):
    fondu = ParticipantFabrique(fondu_dans=personne)
    lue = noter(client, fondu, 409, compte_rendu="Zqtexte")
    assert "Ce dossier vient d’être réuni à un autre" in lue
    assert not Entretien.objects.exists()
