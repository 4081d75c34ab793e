"""Where the monthly rhythm is read: the list and its file, the home pages, the alert of a file."""

import datetime as dt
import re

import pytest
import time_machine

from comptes.choix import Role
from jardins.accueil import Carte, Tuile
from participants.accueil import cartes_des_participants
from participants.models import FaitReferent
from socle.models import ParametreDate
from tests.conftest import client_de, creer_compte
from tests.fabriques import (
    EntretienFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    RendezVousFabrique,
    ReportFabrique,
    SuspensionFabrique,
)
from tests.participants.monde_de_liste import JOUR, MIDI
from tests.participants.test_liste import ligne, lire, prenoms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_le_10_mars")]
LISTE = "/participants/"
BLANC = "\u00a0"
# Of each: days since the entry, since the last interview if any.
GENS = {
    "Ajour": (100, 25),
    "Prevoir": (100, 26),
    "Demain": (100, 31),
    "Tard": (100, 32),
    "Plustard": (100, 40),
    "Nouvelle": (7, None),
    "Jamais": (8, None),
    "Suspendue": (100, 60),
    "Reportee": (100, 50),
    "Revenue": (100, 90),
}


@pytest.fixture
def _le_10_mars():
    with time_machine.travel(MIDI, tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


@pytest.fixture
def gens(travailleuse_sociale) -> dict:
    """One person of each state on 10 March 2026, all followed by one travailleuse sociale."""
    sejours = {nom: _sejour(nom, *jours, travailleuse_sociale) for nom, jours in GENS.items()}
    SuspensionFabrique(parcours=sejours["Suspendue"], debut=avant(20), fin=avant(-14), motif="soins")
    ReportFabrique(parcours=sejours["Reportee"], date=avant(10), jusqu_au=avant(-5))
    SuspensionFabrique(parcours=sejours["Revenue"], debut=avant(80), fin=avant(34))
    return sejours


def avant(jours: int) -> dt.date:
    return JOUR - dt.timedelta(days=jours)


def _sejour(nom: str, entree: int, entretien: int | None, referent):
    sejour = ParcoursFabrique(participant=ParticipantFabrique(nom=f"Nom {nom}", prenom=nom), date_entree=avant(entree))
    FaitReferent.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=referent)
    if entretien is not None:
        EntretienFabrique(participant=sejour.participant, date=avant(entretien))
    return sejour


@pytest.mark.parametrize(
    ("prenom", "dit"),
    [
        ("Ajour", "13/02/2026 À jour"),
        ("Prevoir", "12/02/2026 À prévoir"),
        ("Tard", "06/02/2026 En retard de 1 jour"),
        ("Plustard", "29/01/2026 En retard de 9 jours"),
        ("Nouvelle", "aucun À prévoir"),
        ("Jamais", "aucun Jamais reçue"),
        ("Suspendue", "09/01/2026 Suspendu"),
        ("Reportee", "19/01/2026 Reporté"),
        ("Revenue", "10/12/2025 En retard de 2 jours"),
    ],
)
def test_the_list_tells_the_last_interview_and_the_state(client, gens, prenom, dit):
    assert ligne(client.get(LISTE), prenom)["Dernier entretien"] == dit


def test_who_left_has_a_date_and_no_state(client, gens):
    gens["Tard"].date_sortie = JOUR
    gens["Tard"].save()
    adresse = {"onglet": "tous", "colonnes": ["entretien", "rythme"]}
    assert ligne(client.get(LISTE, adresse), "Tard") == {"Dernier entretien": "06/02/2026", "Rythme des entretiens": ""}
    assert "Tard" not in prenoms(client.get(LISTE, {"vue": "en_retard"}))


@pytest.mark.parametrize(
    ("vue", "attendus", "phrase"),
    [
        ("en_retard", ["Plustard", "Revenue", "Tard"], "dont l’entretien est en retard"),
        ("jamais_recus", ["Jamais"], "jamais reçues en entretien"),
        ("a_prevoir", ["Demain", "Nouvelle", "Prevoir"], "dont l’entretien est à prévoir"),
    ],
)
def test_each_view_shows_its_people(client, gens, vue, attendus, phrase):
    page = client.get(LISTE, {"vue": vue})
    assert prenoms(page) == attendus
    assert phrase in lire(page)


def test_the_longest_without_an_interview_come_first(client, gens):
    ordre = ["Revenue", "Suspendue", "Reportee", "Plustard", "Tard", "Demain", "Prevoir", "Ajour", "Jamais", "Nouvelle"]
    assert prenoms(client.get(LISTE, {"tri": "entretien"})) == ordre
    assert prenoms(client.get(LISTE, {"tri": "-entretien"})) == ordre[::-1]
    assert "les plus longtemps sans entretien d’abord" in lire(client.get(LISTE, {"tri": "entretien"}))


def test_a_file_holds_the_date_and_the_whole_state(client, gens):
    lignes = client.get("/participants/exporter.csv", {"colonnes": "entretien", "tri": "entretien"})
    textes = lignes.content.decode("utf-8-sig").splitlines()
    assert textes[0] == "Nom;Prénom;Dernier entretien;Rythme des entretiens"
    assert "Nom Plustard;Plustard;29/01/2026;en retard de 9 jours" in textes
    assert "Nom Suspendue;Suspendue;09/01/2026;suspendu jusqu’au 24 mars" in textes
    assert "Nom Jamais;Jamais;;jamais reçue" in textes


def test_who_is_away_is_not_missed_and_who_came_back_is_missed_from_her_return(client, gens):
    """Nobody ever came here: all but those the suspension excuses."""
    absents = prenoms(client.get(LISTE, {"vue": "absents"}))
    assert "Suspendue" not in absents
    assert "Ajour" in absents
    assert ligne(client.get(LISTE), "Suspendue")["Dernière venue"] == "aucune"
    assert ligne(client.get(LISTE), "Revenue")["Dernière venue"] == "aucune 33 jours"
    SuspensionFabrique(parcours=gens["Revenue"], debut=avant(30), fin=avant(10))
    assert "Revenue" not in prenoms(client.get(LISTE, {"vue": "absents"}))
    assert ligne(client.get(LISTE), "Revenue")["Dernière venue"] == "aucune"


@pytest.mark.parametrize(("fin", "manque"), [(15, False), (16, True)])
def test_who_came_back_is_missed_on_the_fifteenth_day_after_her_return(client, gens, fin, manque):
    SuspensionFabrique(parcours=gens["Ajour"], debut=avant(30), fin=avant(fin))
    assert ("Ajour" in prenoms(client.get(LISTE, {"vue": "absents"}))) is manque
    assert ligne(client.get(LISTE), "Ajour")["Dernière venue"].endswith("15 jours") is manque


def test_the_list_asks_no_more_for_more_rows(client, gens, travailleuse_sociale, django_assert_max_num_queries):
    client.get(LISTE)
    for rang in range(20):
        _sejour(f"Autre{rang}", 50, rang, travailleuse_sociale)
    for demande in ({"vue": "en_retard", "tri": "entretien"}, {"onglet": "tous", "colonnes": ["rythme", "entretien"]}):
        with django_assert_max_num_queries(6):
            client.get(LISTE, demande)


def groupes(utilisateur) -> dict[str, list]:
    """The lines of « À faire » about interviews: name, detail, pastille, the two gestures."""
    [carte] = [p for p in cartes_des_participants(utilisateur, JOUR) if isinstance(p, Carte)][:1]
    return {
        groupe["titre"]: [
            (x.nom.split()[-1], x.detail.replace(BLANC, " "), _dit(x.pastille), x.autre, x.geste)
            for x in groupe["lignes"]
        ]
        for groupe in carte.contexte["groupes"]
        if groupe["titre"] in ("En retard", "Jamais reçues", "À prévoir")
    }


def _dit(pastille: str) -> str:
    return re.sub(r"<[^>]+>", "", pastille).replace(BLANC, " ")


def test_the_home_page_begins_with_whom_to_receive(travailleuse_sociale, gens):
    gestes = ("Planifier", "Noter un entretien")
    assert groupes(travailleuse_sociale) == {
        "En retard": [
            ("Plustard", "Dernier entretien il y a 40 jours", "En retard de 9 jours", *gestes),
            ("Revenue", "Reprise du suivi il y a 33 jours", "En retard de 2 jours", *gestes),
            ("Tard", "Dernier entretien il y a 32 jours", "En retard de 1 jour", *gestes),
        ],
        "Jamais reçues": [("Jamais", "Entrée il y a 8 jours", "Jamais reçue", *gestes)],
        "À prévoir": [
            ("Demain", "Dernier entretien il y a 31 jours", "Dernier jour", *gestes),
            ("Nouvelle", "Entrée il y a 7 jours", "Dernier jour", *gestes),
            ("Prevoir", "Dernier entretien il y a 26 jours", "Avant lundi", *gestes),
        ],
    }


@pytest.mark.parametrize(
    ("jour", "dit"), [(0, "aujourd’hui"), (17, "le 27"), (22, "le 1er avril"), (300, "le 4 janvier 2027")]
)
def test_an_appointment_says_that_it_is_taken_care_of(travailleuse_sociale, gens, jour, dit):
    personne = gens["Plustard"].participant
    RendezVousFabrique(participant=personne, date=avant(-jour - 1))
    rendezvous = RendezVousFabrique(participant=personne, date=avant(-jour))
    RendezVousFabrique(participant=personne, date=avant(1))
    RendezVousFabrique(participant=personne, date=avant(-2), statut="annule")
    ligne_ = groupes(travailleuse_sociale)["En retard"][-1]  # after those who have none
    assert ligne_[0] == "Plustard"
    assert ligne_[2:4] == (f"Rendez-vous {dit}", "Déplacer")
    [carte] = [p for p in cartes_des_participants(travailleuse_sociale, JOUR) if isinstance(p, Carte)][:1]
    urls = [x.autre_url for x in carte.contexte["groupes"][0]["lignes"]]
    assert urls[-1] == f"/participants/{personne.uuid}/rendez-vous/{rendezvous.uuid}/"
    assert urls[0] == f"/participants/{gens['Revenue'].participant.uuid}/rendez-vous/prendre/"


def test_the_gestures_lead_to_the_interview_and_to_the_appointment(client, gens):
    page = client.get("/").content.decode()
    uuid = gens["Tard"].participant.uuid
    assert f'href="/participants/{uuid}/entretiens/ajouter/"' in page
    assert f'href="/participants/{uuid}/rendez-vous/prendre/"' in page


def test_the_tile_counts_the_late_ones_and_opens_their_list(client, travailleuse_sociale, gens):
    tuile = next(
        p for p in cartes_des_participants(travailleuse_sociale, JOUR) if isinstance(p, Tuile) and "retard" in p.libelle
    )
    assert (tuile.valeur, tuile.libelle, tuile.ton) == (3, "entretiens en retard", "brique")
    assert tuile.precision.replace(BLANC, " ") == "plus de 31 jours depuis le dernier"
    assert prenoms(client.get(tuile.url)) == ["Revenue", "Plustard", "Tard"]


def test_the_others_of_a_long_group_are_in_its_list(client, travailleuse_sociale):
    for rang in range(7):
        _sejour(f"Tard{rang}", 100, 40 + rang, travailleuse_sociale)
    [carte] = [p for p in cartes_des_participants(travailleuse_sociale, JOUR) if isinstance(p, Carte)][:1]
    groupe = carte.contexte["groupes"][0]
    assert (groupe["compte"], len(groupe["lignes"]), groupe["reste"]) == (7, 5, 2)
    assert prenoms(client.get(groupe["url"])) == [f"Tard{rang}" for rang in reversed(range(7))]


def test_the_home_page_asks_as_much_whatever_the_people(
    client, gens, travailleuse_sociale, django_assert_max_num_queries
):
    client.get("/")
    for rang in range(20):
        sejour = _sejour(f"Autre{rang}", 50, rang + 20, travailleuse_sociale)
        RendezVousFabrique(participant=sejour.participant, date=avant(-rang))
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_a_chef_de_projet_sees_who_is_late_by_referent(cheffe_de_projet, travailleuse_sociale, gens):
    nora = creer_compte(Role.TRAVAILLEUR_SOCIAL, email="nora@jardins.example", prenom="Nora", nom="Zyeuse")
    _sejour("Sienne", 60, 50, nora)
    [carte] = cartes_des_participants(cheffe_de_projet, JOUR)
    comptes = {x["nom"]: (x["suivies"], x["en_retard"], x["jamais_recues"]) for x in carte.contexte["lignes"]}
    assert comptes == {str(travailleuse_sociale): (10, 3, 1), "Nora Zyeuse": (1, 1, 0)}
    total = carte.contexte["total"]
    assert (total["en_retard"], total["jamais_recues"]) == (4, 1)
    client = client_de(cheffe_de_projet)
    page = client.get("/").content.decode()
    for vue, attendus in (("en_retard", ["Revenue", "Plustard", "Tard"]), ("jamais_recus", ["Jamais"])):
        lien = f"?vue={vue}&amp;referent={travailleuse_sociale.pk}&amp;tri=entretien"
        assert f'{lien}">{len(attendus)}</a>' in page
        assert prenoms(client.get(LISTE + lien.replace("&amp;", "&"))) == attendus


def alerte(client, sejour) -> tuple | None:
    """The colour, title, text and link of the alert about interviews of a file; None without one."""
    page = client.get(f"/participants/{sejour.participant.uuid}/coordonnees/").content.decode()
    for ton, titre, texte, suite in re.findall(
        r'<li class="(\w+)">\s*<svg.*?<b>(.*?)</b>(?:<span>(.*?)</span>)?</p>(.*?)</li>', page, re.S
    ):
        if re.match("En retard|Jamais|À prévoir|Suspendu|Reporté|Rendez-vous", titre):
            lien = re.search(r'href="([^"]*)">(.*?)</a>', suite)
            return ton, titre.replace(BLANC, " "), texte.replace(BLANC, " "), lien[2] if lien else ""
    return None


@pytest.mark.parametrize(
    ("nom", "dite"),
    [
        ("Ajour", None),
        ("Prevoir", ("ambre", "À prévoir avant le 16 mars", "Dernier entretien le 12 février.", "Planifier")),
        ("Plustard", ("brique", "En retard de 9 jours", "Dernier entretien le 29 janvier.", "Planifier")),
        ("Revenue", ("brique", "En retard de 2 jours", "Dernier entretien le 10 décembre 2025.", "Planifier")),
        ("Jamais", ("brique", "Jamais reçue", "Aucun entretien depuis l’entrée, le 2 mars.", "Planifier")),
        ("Suspendue", ("ciel", "Suspendu jusqu’au 24 mars", "Depuis le 18 février.", "Noter la reprise")),
        ("Reportee", ("ciel", "Reporté jusqu’au 15 mars", "Dernier entretien le 19 janvier.", "Planifier")),
    ],
)
def test_the_file_warns(client, gens, nom, dite):
    assert alerte(client, gens[nom]) == dite


def test_the_file_of_who_has_an_appointment_says_it_instead(client, gens):
    RendezVousFabrique(participant=gens["Plustard"].participant, date=avant(-3))
    texte = "Dernier entretien le 29 janvier, en retard de 9 jours."
    assert alerte(client, gens["Plustard"]) == ("ciel", "Rendez-vous le 13 mars", texte, "Déplacer")


def test_a_person_without_an_open_stay_has_no_alert(client, gens):
    gens["Plustard"].date_sortie = JOUR
    gens["Plustard"].save()
    assert alerte(client, gens["Plustard"]) is None


def test_a_suspended_person_is_not_said_to_be_missing(client, gens):
    def absence(nom):
        return "Aucune venue depuis" in client.get(f"/participants/{gens[nom].participant.uuid}/").content.decode()

    assert (absence("Ajour"), absence("Suspendue")) == (True, False)
    SuspensionFabrique(parcours=gens["Ajour"], debut=avant(30), fin=avant(15))
    assert absence("Ajour") is False  # back for fourteen days, and missed on the fifteenth


def test_the_settings_move_the_states(client, gens):
    for nom, valeur in (("entretien_a_prevoir", 40), ("entretien_en_retard", 41), ("premier_entretien", 8)):
        ParametreDate.objects.create(nom=nom, depuis=avant(1), valeur=valeur)
    assert prenoms(client.get(LISTE, {"vue": "en_retard"})) == []
    assert prenoms(client.get(LISTE, {"vue": "a_prevoir"})) == ["Jamais", "Nouvelle", "Plustard"]
    assert alerte(client, gens["Tard"]) is None
