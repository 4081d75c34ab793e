"""Every sensitive datum is a string found nowhere else: it is read where docs/droits.md says, and only there."""

import zipfile
from io import BytesIO

import pytest

from comptes.choix import Role
from participants.models import Participant
from tests.droits.exemples import EXEMPLES
from tests.droits.lisible import aplatir, textes
from tests.droits.monde import BROUILLON_D_AUTRUI, CANARIS, DEPOT_D_AUTRUI, NOTE_D_AUTRUI, creer_monde
from tests.droits.parcours import parcourir

# Where the encadrant works with people.
AU_TRAVAIL = (
    *("ateliers:seance_voir", "ateliers:presence_saisir"),
    *("participants:observation_lister", "participants:observation_noter"),
)
CAS = [(donnee, canari) for donnee, canaris in CANARIS.items() for canari in canaris]


def contient(texte: str, canari: str) -> bool:
    """Whatever the case, and wherever a PDF or a page broke the line."""
    return canari.lower() in aplatir(texte)


def montrent(visites, canari):
    """The visits whose answer holds the string anywhere."""
    return [visite for visite in visites if any(contient(texte, canari) for texte in visite.textes)]


def test_the_page_speaks_of_the_data_the_world_holds(page):
    assert page.montre.keys() == CANARIS.keys()
    assert set().union(*page.montre.values()) <= page.droits.keys()


def test_no_canary_is_short_enough_to_be_met_by_chance_in_a_random_token():
    assert min(len(canari) for _, canari in CAS) >= 7


@pytest.mark.parametrize(("donnee", "canari"), CAS)
def test_a_datum_is_shown_only_where_the_page_says(donnee, canari, visites, page):
    for visite in montrent(visites, canari):
        action = visite.exemple.action
        assert (str(visite), action in page.montre[donnee]) == (str(visite), True)
        assert page.droits[action].get(visite.identite), visite


@pytest.mark.parametrize(("donnee", "canaris"), CANARIS.items())
def test_a_datum_is_shown_to_each_permitted_role_wherever_the_page_says(donnee, canaris, visites, page):
    vues = {(v.exemple.action, v.identite) for canari in canaris for v in montrent(visites, canari)}
    promises = {(action, role) for action in page.montre[donnee] for role, oui in page.droits[action].items() if oui}
    assert vues == promises


def test_the_encadrant_reads_names_and_consignes_at_work_and_nothing_else_of_people(visites):
    lus = {
        (donnee, visite.route)
        for donnee, canari in CAS
        for visite in montrent(visites, canari)
        if visite.identite == Role.ENCADRANT
    }
    assert {(donnee, route) for donnee, route in lus if donnee not in ("theme", "intervenant")} == {
        *((donnee, route) for donnee in ("nom", "consigne") for route in AU_TRAVAIL),
        ("observation", "participants:observation_noter"),  # what was written that day, to be corrected
    }


def test_the_administrateur_reads_no_case_content(visites):
    siennes = [visite for visite in visites if visite.identite == Role.ADMINISTRATEUR]
    assert [str(visite) for _, canari in CAS for visite in montrent(siennes, canari)] == []


def test_only_the_chef_de_projet_reads_of_a_file_somebody_else_deposited(visites):
    lus = {(visite.identite, visite.route) for visite in montrent(visites, DEPOT_D_AUTRUI)}
    assert lus == {(Role.CHEF_DE_PROJET, "import_lister")}


def test_a_private_note_of_a_colleague_who_does_not_follow_the_person_is_read_by_the_chef_de_projet_alone(visites):
    lus = {(visite.identite, visite.exemple.action) for visite in montrent(visites, NOTE_D_AUTRUI)}
    assert lus == {(Role.CHEF_DE_PROJET, "participant_voir"), (Role.CHEF_DE_PROJET, "entretien_noter")}


def test_nobody_reads_what_somebody_else_is_still_writing(visites):
    assert [str(visite) for visite in montrent(visites, BROUILLON_D_AUTRUI)] == []


@pytest.mark.parametrize("canari", [*(canari for _, canari in CAS), DEPOT_D_AUTRUI, NOTE_D_AUTRUI, BROUILLON_D_AUTRUI])
def test_journal_logs_and_mails_never_hold_a_datum(canari, visites):
    for visite in visites:
        ecrits = [*visite.logs, *visite.courriels, *(reste for _, reste in visite.journal)]
        assert [texte for texte in ecrits if contient(texte, canari)] == []


def test_the_walk_leaves_journal_lines_and_log_lines_to_look_at(visites):
    assert any(visite.journal for visite in visites)
    assert any("Forbidden" in ligne for visite in visites for ligne in visite.logs)


def test_addresses_hold_no_datum(visites):
    assert [v.chemin for v in visites for _, canari in CAS if contient(v.chemin, canari)] == []


def test_a_datum_that_slips_into_a_page_of_the_encadrant_is_seen(db, monkeypatch):
    monde = creer_monde()
    monkeypatch.setattr(Participant, "__str__", lambda personne: f"{personne.nom} (zqquartier)")
    siennes = list(parcourir(monde, identites=[Role.ENCADRANT], methodes=["GET"]))
    vues = {visite.route for visite in montrent(siennes, "Zqquartier")}
    assert vues == {"ateliers:seance_voir", "ateliers:presence_saisir"}


def test_a_string_hidden_in_a_workbook_is_found():
    tampon = BytesIO()
    with zipfile.ZipFile(tampon, "w") as paquet:
        paquet.writestr("docProps/core.xml", "<creator>Zqnominal</creator>")
    assert any(contient(texte, "ZQNOMINAL") for texte in textes(tampon.getvalue(), ""))


def test_every_format_of_a_download_is_read(visites):
    lus = {v.entetes.get("Content-Type", "").split(";")[0] for v in visites if v.statut == 200 and v.contenu}
    assert {"text/html", "text/csv", "application/json", "application/pdf"} <= lus
    assert len([genre for genre in lus if "spreadsheet" in genre]) == 2
    assert EXEMPLES.keys() == {v.route for v in visites}
