"""What people bring to the home pages."""

import datetime as dt

import pytest

from comptes.choix import Role
from comptes.models import Acces
from jardins.accueil import Carte, Geste, Tuile
from participants.accueil import cartes_des_participants
from participants.models import Coordonnees, FaitReferent
from socle.models import ParametreDate
from tests.participants.monde_de_liste import JOUR, MIDI, peupler

pytestmark = pytest.mark.django_db


@pytest.fixture
def gens(travailleuse_sociale):
    gens = peupler(travailleuse_sociale)
    # Bo, who sleeps, is hers too.
    sejour = gens.bo.parcours.get()
    FaitReferent.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=travailleuse_sociale)
    return gens


def ranger(pieces) -> dict[str, list]:
    return {sorte.__name__: [p for p in pieces if isinstance(p, sorte)] for sorte in (Geste, Tuile, Carte)}


def a_voir(pieces) -> dict[str, list]:
    """The lines of the card « À voir », by kind: name, why, what to do."""
    groupes = ranger(pieces)["Carte"][0].contexte["groupes"]
    return {g["titre"]: [(ligne.nom, ligne.detail, ligne.geste) for ligne in g["lignes"]] for g in groupes}


def test_a_travailleur_social_sees_her_people(travailleuse_sociale, gens):
    page = ranger(cartes_des_participants(travailleuse_sociale, JOUR))
    assert [(g.libelle, g.url) for g in page["Geste"]] == [("Ajouter une personne", "/participants/ajouter/")]
    assert [(t.valeur, t.libelle.replace("\u00a0", " "), t.precision) for t in page["Tuile"]] == [
        (2, "personnes que vous suivez", "sur 3 en parcours"),
        (0, "entretien en retard", "plus de 31\u00a0jours depuis le dernier"),
        (1, "sans venue depuis 15 jours", "parmi celles que vous suivez"),
    ]


def test_each_person_to_see_stands_once_a_subject_with_one_thing_to_do(travailleuse_sociale, gens):
    vus = a_voir(cartes_des_participants(travailleuse_sociale, JOUR))
    assert {titre: [(nom, geste) for nom, _, geste in lignes] for titre, lignes in vus.items()} == {
        "Jamais reçues": [("BOULEAU Bo", "Noter un entretien"), ("CHARME Ada", "Noter un entretien")],
        "Parcours dormants": [("BOULEAU Bo", "Noter la sortie")],
        "Premiers contacts à suivre": [("D’ORME-HOUX Ève", "Noter l’entrée")],
    }
    assert "61\u00a0jours, le 08/01/2026" in vus["Parcours dormants"][0][1]
    assert vus["Premiers contacts à suivre"][0][1] == "Rencontre du 04/03/2026, entrée prévue"


def test_who_is_missed_is_called_when_the_number_is_known(travailleuse_sociale, gens):
    ParametreDate.objects.create(nom="jours_dormant", depuis=dt.date(2026, 1, 1), valeur=90)
    sans_numero = cartes_des_participants(travailleuse_sociale, JOUR)
    assert a_voir(sans_numero)["Sans venue"][0][2] == "Voir ses coordonnées"
    Coordonnees.objects.create(participant=gens.bo, telephone="06 39 98 00 01")
    [ligne] = ranger(cartes_des_participants(travailleuse_sociale, JOUR))["Carte"][0].contexte["groupes"][1]["lignes"]
    assert (ligne.geste, ligne.geste_url) == ("Appeler", "tel:+33639980001")


def test_files_to_complete_say_what_is_missing(travailleuse_sociale, gens):
    sejour = gens.cleo.parcours.get()
    FaitReferent.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=travailleuse_sociale)
    [(nom, detail, geste)] = a_voir(cartes_des_participants(travailleuse_sociale, JOUR))["Dossiers à compléter"]
    assert (nom, geste) == ("ÉRABLE Cléo", "Compléter")
    assert detail.replace("\u00a0", " ") == "Manque : quartier, QPV, niveau d’études, situation, logement, naissance"
    [ligne] = ranger(cartes_des_participants(travailleuse_sociale, JOUR))["Carte"][0].contexte["groupes"][-1]["lignes"]
    assert ligne.geste_url == f"/participants/{gens.cleo.uuid}/changements/ajouter/?depuis=entree"


def test_recent_files_are_hers_the_last_first_and_once(travailleuse_sociale, cheffe_de_projet, gens):
    def ouvrir(qui, personne, heures):
        Acces.objects.create(
            utilisateur=qui,
            action="participant_voir",
            objet_type="participant",
            objet_uuid=personne.uuid,
            quand=MIDI - dt.timedelta(hours=heures),
        )

    for personne, heures in ((gens.ada, 1), (gens.bo, 30), (gens.ada, 50), (gens.dan, 24 * 5), (gens.gil, 24 * 40)):
        ouvrir(travailleuse_sociale, personne, heures)
    ouvrir(cheffe_de_projet, gens.cleo, 1)
    dossiers = ranger(cartes_des_participants(travailleuse_sociale, JOUR))["Carte"][1].contexte["dossiers"]
    assert [(d["personne"].prenom, d["quand"]) for d in dossiers] == [
        ("Ada", "11\u00a0h\u00a000"),
        ("Bo", "hier"),
        ("Dan", "05/03"),
    ]


def test_a_chef_de_projet_sees_who_follows_whom(cheffe_de_projet, travailleuse_sociale, gens):
    [carte] = cartes_des_participants(cheffe_de_projet, JOUR)
    assert carte.contexte["lignes"] == [
        {
            "nom": str(travailleuse_sociale),
            "cle": travailleuse_sociale.pk,
            "suivies": 2,
            "en_retard": 0,
            "jamais_recues": 2,
            "absentes": 1,
            "a_completer": 1,
        },
        {
            "nom": "Sans référent",
            "cle": "inconnu",
            "suivies": 1,
            "en_retard": 0,
            "jamais_recues": 0,
            "absentes": 0,
            "a_completer": 1,
        },
    ]
    assert carte.contexte["total"] == {
        "suivies": 3,
        "en_retard": 0,
        "jamais_recues": 2,
        "absentes": 1,
        "a_completer": 2,
    }


@pytest.mark.parametrize("role", [Role.ENCADRANT, Role.ADMINISTRATEUR])
def test_the_others_see_nobody(gens, comptes, role):
    assert list(cartes_des_participants(comptes[role], JOUR)) == []


def test_a_home_page_takes_four_queries_whatever_the_people(
    travailleuse_sociale, cheffe_de_projet, gens, django_assert_num_queries
):
    for fois in range(2):
        with django_assert_num_queries(4 if fois else 3):  # nobody was opened at first
            cartes_des_participants(travailleuse_sociale, JOUR)
        with django_assert_num_queries(2):
            cartes_des_participants(cheffe_de_projet, JOUR)
        for rang in range(10 * (1 - fois)):
            autres = peupler(travailleuse_sociale, f" {rang}")
            Acces.objects.create(
                utilisateur=travailleuse_sociale, action="participant_voir", objet_uuid=autres.ada.uuid, quand=MIDI
            )
