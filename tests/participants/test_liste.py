"""The list of people: who is in each status and view, what each column says, in what order, in how many queries."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.http import QueryDict

from comptes.choix import Role
from participants.choix import Statut
from participants.liste import Criteres, reperes, voisins
from participants.models import FaitQuartier, FaitReferent, Participant, Quartier
from participants.models.personnes import age_le, statut_de
from socle.models import ParametreDate
from tests.conftest import client_de, creer_compte
from tests.fabriques import ligne_de
from tests.participants.monde_de_liste import JOUR, MIDI, contacter, entrer, peupler, venir

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_le_10_mars")]
LISTE = "/participants/"
# A space of any width, as a page may hold.
BLANCS = re.compile(r"[\s\u00a0\u202f]+")


@pytest.fixture
def _le_10_mars():
    with time_machine.travel(MIDI, tick=False):
        yield


@pytest.fixture
def gens(travailleuse_sociale):
    return peupler(travailleuse_sociale)


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


def lire(reponse) -> str:
    return BLANCS.sub(" ", unescape(re.sub(r"<[^>]+>", " ", reponse.content.decode())))


def prenoms(reponse) -> list[str]:
    """The first names of the rows, in their order."""
    return [nom.split()[-1] for nom in re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', reponse.content.decode())]


def ligne(reponse, prenom: str) -> dict[str, str]:
    """The cells of somebody's row, by their title."""
    rangee = next(r for r in re.findall(r"<tr><th scope=\"row\">.*?</tr>", reponse.content.decode()) if prenom in r)
    cases = re.findall(r'data-titre="([^"]*)">(.*?)</td>', rangee)
    return {titre: BLANCS.sub(" ", unescape(re.sub(r"<[^>]+>", " ", case))).strip() for titre, case in cases}


def comptes(reponse) -> dict[str, int]:
    """The number on each tab and each view."""
    trouves = re.findall(r">([^<>]+?)\s*<span class=\"compte\">(\d+)</span>", reponse.content.decode())
    return {BLANCS.sub(" ", unescape(libelle)).strip(): int(nombre) for libelle, nombre in trouves}


@pytest.mark.parametrize(
    ("onglet", "attendus"),
    [
        ("", ["Bo", "Ada", "Cléo"]),
        ("en_parcours", ["Bo", "Ada", "Cléo"]),
        ("accueil", ["Ève"]),
        ("sortis", ["Dan"]),
        ("tous", ["Dan", "Bo", "Ada", "Ève", "Cléo", "Gil", "Fay"]),
        ("n’importe quoi", ["Bo", "Ada", "Cléo"]),
    ],
)
def test_each_status_shows_its_people_by_name(client, gens, onglet, attendus):
    assert prenoms(client.get(LISTE, {"onglet": onglet})) == attendus


def test_every_tab_and_view_counts_what_its_link_shows(client, gens):
    page = client.get(LISTE)
    assert comptes(page) == {
        "En parcours": 3,
        "À l’accueil": 1,
        "Sortis en 2026": 1,
        "Tous": 7,
        "Mes participants": 1,
        "Entretiens en retard": 0,
        "Jamais reçues": 2,
        "À prévoir": 1,
        "Pas venus depuis 15 jours": 1,
        "Dossiers à compléter": 2,
        "Parcours dormants": 1,
    }
    liens = re.findall(r'href="(\?[^"]*)"[^>]*>([^<]+?)\s*<span class="compte">(\d+)<', page.content.decode())
    assert len(liens) == 11
    for url, libelle, nombre in liens:
        assert (libelle, len(prenoms(client.get(LISTE + unescape(url))))) == (libelle, int(nombre))


@pytest.mark.parametrize(
    ("vue", "attendus"),
    [("miens", ["Ada"]), ("absents", ["Bo"]), ("a_completer", ["Bo", "Cléo"]), ("dormants", ["Bo"])],
)
def test_each_view_shows_its_people(client, gens, vue, attendus):
    assert prenoms(client.get(LISTE, {"vue": vue})) == attendus


@pytest.mark.parametrize(("jours", "absent"), [(14, False), (15, True)])
def test_who_has_not_come_for_fifteen_days_is_missed_on_the_fifteenth(client, gens, jours, absent):
    venir(gens.bo, JOUR - dt.timedelta(days=jours), 60)
    assert prenoms(client.get(LISTE, {"vue": "absents"})) == (["Bo"] if absent else [])
    assert ligne(client.get(LISTE), "Bo")["Dernière venue"].endswith("15 jours") is absent


def test_only_being_there_at_a_session_that_took_place_is_coming(client, gens):
    venir(gens.bo, JOUR - dt.timedelta(days=1), 60, statut="prevue")
    assert prenoms(client.get(LISTE, {"vue": "absents"})) == ["Bo"]


def test_a_return_counts_from_its_own_entry(client, gens):
    entrer(gens.gil, JOUR - dt.timedelta(days=20))
    assert prenoms(client.get(LISTE, {"vue": "absents"})) == ["Bo", "Gil"]
    assert ligne(client.get(LISTE), "Gil")["Dernière venue"] == "aucune 20 jours"


def test_the_thresholds_are_those_of_the_settings_on_that_day(client, gens):
    ParametreDate.objects.create(nom="jours_sans_venue", depuis=dt.date(2026, 1, 1), valeur=90)
    ParametreDate.objects.create(nom="jours_sans_venue", depuis=dt.date(2027, 1, 1), valeur=1)
    assert prenoms(client.get(LISTE, {"vue": "absents"})) == []
    assert "Pas venus depuis 90 jours" in lire(client.get(LISTE))


def test_a_threshold_that_goes_back_to_a_former_value_is_the_one_in_force(client, gens):
    """15 days, then 40, then 15 again: the newest wins, whatever the order the values were first given in."""
    ParametreDate.objects.create(nom="jours_sans_venue", depuis=dt.date(2025, 1, 1), valeur=40)
    ParametreDate.objects.create(nom="jours_sans_venue", depuis=dt.date(2025, 6, 1), valeur=15)
    assert "Pas venus depuis 15 jours" in lire(client.get(LISTE))


def test_the_columns_of_a_complete_file(client, gens):
    assert ligne(client.get(LISTE), "Ada") == {
        "Quartier": "Acacias",
        "Référent": f"Camille {gens_referent(gens).nom}",
        "Dernière venue": "04/03/2026",
        "Dernier entretien": "aucun Jamais reçue",
        "Heures du mois": "2 h 30",
        "À compléter": "",
    }


def gens_referent(gens):
    return FaitReferent.objects.get(parcours__participant=gens.ada).valeur


def test_the_columns_of_a_file_of_which_little_is_known(client, gens):
    cases = ligne(client.get(LISTE), "Cléo")
    assert (cases["Dernière venue"], cases["Heures du mois"], cases["Quartier"]) == ("aucune", "0 h", "")
    assert cases["À compléter"] == "quartier, QPV, niveau d’études, situation, logement, référent, naissance"


def test_the_age_is_of_today_or_unknown(client, gens):
    page = client.get(LISTE, {"colonnes": ["age", "entree"]})
    assert ligne(page, "Ada") == {"Âge": "45 ans", "Entrée": "05/01/2026"}
    assert ligne(page, "Cléo")["Âge"] == ""


def test_the_quartier_is_that_of_today_and_unknown_once_told_unknown(client, gens):
    sejour = gens.ada.parcours.get()
    FaitQuartier.objects.create(parcours=sejour, depuis=dt.date(2026, 2, 1), valeur=ligne_de(Quartier, "Dutemple"))
    FaitQuartier.objects.create(parcours=sejour, depuis=dt.date(2026, 3, 11), valeur=None)
    assert ligne(client.get(LISTE), "Ada")["Quartier"] == "Dutemple"
    FaitQuartier.objects.create(parcours=sejour, depuis=JOUR, valeur=None)
    assert ligne(client.get(LISTE), "Ada")["Quartier"] == ""
    assert ligne(client.get(LISTE), "Ada")["À compléter"] == "quartier"


def test_filters_stay_in_the_address_and_say_themselves(client, gens):
    acacias = ligne_de(Quartier, "Acacias").pk
    reponse = client.get(LISTE, {"quartier": acacias, "tri": "-entree"})
    assert prenoms(reponse) == ["Ada"]
    phrase = "1 personne en parcours, quartier Acacias, les entrées les plus récentes d’abord."
    assert phrase in lire(reponse)
    assert f"?onglet=tous&amp;quartier={acacias}&amp;tri=-entree" in reponse.content.decode()
    assert prenoms(client.get(LISTE, {"quartier": "inconnu"})) == ["Bo", "Cléo"]
    assert prenoms(client.get(LISTE, {"quartier": "' OR 1"})) == ["Bo", "Ada", "Cléo"]


@pytest.mark.parametrize(
    ("tri", "attendus"),
    [
        ("nom", ["Bo", "Ada", "Cléo"]),
        ("-nom", ["Cléo", "Ada", "Bo"]),
        ("age", ["Bo", "Ada", "Cléo"]),
        ("-age", ["Ada", "Bo", "Cléo"]),
        ("entree", ["Bo", "Ada", "Cléo"]),
        ("-entree", ["Cléo", "Ada", "Bo"]),
        ("venue", ["Bo", "Ada", "Cléo"]),
        ("-venue", ["Ada", "Bo", "Cléo"]),
        ("quartier", ["Ada", "Bo", "Cléo"]),
        ("referent", ["Ada", "Bo", "Cléo"]),
        ("heures", ["Ada", "Bo", "Cléo"]),
    ],
)
def test_each_column_sorts_both_ways_unknown_ones_last(client, gens, tri, attendus):
    assert prenoms(client.get(LISTE, {"tri": tri})) == attendus


def test_the_heads_say_the_order(client, gens):
    page = client.get(LISTE, {"tri": "-entree", "colonnes": "entree"}).content.decode()
    assert re.findall(r'aria-sort="(\w+)">\s*<a href="([^"]*)">(\w+)', page) == [
        ("descending", "?tri=entree&amp;colonnes=entree", "Entrée")
    ]
    legende = BLANCS.sub(" ", re.search(r"<caption[^>]*>(.*?)</caption>", page, re.S)[1])
    assert legende.startswith("3 personnes en parcours, les entrées les plus récentes d’abord.")


@pytest.mark.parametrize(
    ("nom", "attendus"),
    [("char", ["Ada"]), ("ADA", ["Ada"]), ("eve", []), ("cleo érab", ["Cléo"]), ("houx", []), ("harme", [])],
)
def test_a_name_is_found_by_the_beginning_of_its_words(client, gens, nom, attendus):
    assert prenoms(client.post(LISTE, {"nom": nom})) == attendus


def test_a_name_keeps_the_filters_and_never_stands_in_an_address(client, gens):
    reponse = client.post(f"{LISTE}?onglet=tous", {"nom": "orme houx", "quartier": "inconnu"})
    assert prenoms(reponse) == ["Ève"]
    page = reponse.content.decode()
    assert 'value="orme houx"' in page
    assert not [url for url in re.findall(r'(?:href|action|formaction)="([^"]*)"', page) if "orme" in url.lower()]
    assert "?onglet=tous&amp;quartier=inconnu" in page


def test_a_name_found_in_another_status_is_offered_there(client, gens):
    reponse = client.post(LISTE, {"nom": "aulne"})
    assert "Personne ne correspond à ce nom" in lire(reponse)
    assert "Chercher dans tous les statuts (1)" in lire(reponse)
    assert prenoms(client.post(f"{LISTE}?onglet=tous", {"nom": "aulne"})) == ["Dan"]


def test_filters_posted_without_a_name_go_to_their_address(client, gens):
    reponse = client.post(f"{LISTE}?vue=dormants", {"nom": " ", "quartier": "inconnu", "referent": ""})
    assert (reponse.status_code, reponse.url) == (302, "/participants/?vue=dormants&quartier=inconnu")


def test_nobody_yet_and_nobody_found_are_told_apart(client, travailleuse_sociale):
    vide = client.get(LISTE)
    assert "Pas encore de participant" in lire(vide)
    assert "/fichiers/" in vide.content.decode()
    peupler(travailleuse_sociale)
    rien = client.get(LISTE, {"vue": "miens", "quartier": "inconnu"})
    assert "Personne ne correspond" in lire(rien)
    assert "Effacer les filtres" in lire(rien)


def test_chosen_columns_are_shown_and_kept(client, gens):
    reponse = client.get(LISTE, {"colonnes": ["reference", "sexe", "mot_de_passe"]})
    assert ligne(reponse, "Ada") == {"Référence": gens.ada.reference, "Sexe": "femme"}
    assert "?onglet=tous&amp;colonnes=reference&amp;colonnes=sexe" in reponse.content.decode()


def test_a_merged_file_is_not_listed(client, gens):
    Participant.objects.filter(pk=gens.bo.pk).update(fondu_dans=gens.ada)
    assert prenoms(client.get(LISTE)) == ["Ada", "Cléo"]


def test_sixty_a_page(client):
    for n in range(61):
        entrer(Participant.objects.create(reference=f"N{n}", nom=f"Nom {n:02}", prenom="X", sexe="F"), JOUR)
    assert len(prenoms(client.get(LISTE))) == 60
    assert len(prenoms(client.get(LISTE, {"page": "2"}))) == 1
    assert len(prenoms(client.get(LISTE, {"page": "pas un nombre"}))) == 60


def test_a_file_knows_its_neighbours_in_the_list_it_was_opened_from(client, gens, django_assert_num_queries):
    page = client.get(LISTE, {"onglet": "tous", "tri": "-nom"}).content.decode()
    assert f'href="/participants/{gens.ada.uuid}/?liste=onglet%3Dtous%26tri%3D-nom"' in page
    anne = gens_referent(gens)
    jalons = reperes(JOUR).jalons
    with django_assert_num_queries(1):
        places = voisins(gens.ada, "onglet=tous&tri=-nom", anne, jalons)
    assert (places.rang, places.total) == (5, 7)
    assert (places.precedent, places.suivant) == (gens.eve.uuid, gens.bo.uuid)
    assert voisins(gens.dan, "", anne, jalons) is None
    dernier = voisins(gens.cleo, "", anne, jalons)
    assert (dernier.rang, dernier.suivant) == (3, None)


@pytest.mark.parametrize("role", [Role.ENCADRANT, Role.ADMINISTRATEUR])
@pytest.mark.parametrize("adresse", [LISTE, f"{LISTE}exporter.csv"])
def test_who_may_not_see_the_list_is_refused(role, adresse):
    assert client_de(creer_compte(role)).get(adresse).status_code == 403


def test_the_list_takes_six_statements_whatever_the_rows(client, travailleuse_sociale, django_assert_max_num_queries):
    peupler(travailleuse_sociale)
    client.get(LISTE)  # the first request of a session notes it
    for fois in range(2):
        for demande in ({}, {"onglet": "tous", "vue": "miens", "tri": "referent"}, {"onglet": "accueil"}):
            with django_assert_max_num_queries(6):
                client.get(LISTE, demande)
        with django_assert_max_num_queries(6):
            client.post(LISTE, {"nom": "a"})
        for rang in range(10 * (1 - fois)):
            peupler(travailleuse_sociale, f" {rang}")


@pytest.mark.parametrize(
    ("entree", "sortie", "decision", "attendu"),
    [
        (JOUR, None, None, Statut.EN_PARCOURS),
        (dt.date(2025, 1, 6), JOUR + dt.timedelta(days=1), None, Statut.EN_PARCOURS),
        (dt.date(2025, 1, 6), JOUR, "revoir", Statut.SORTI),
        (None, None, None, Statut.A_L_ACCUEIL),
        (None, None, "entree_prevue", Statut.A_L_ACCUEIL),
        (None, None, "sans_suite", Statut.SANS_ENTREE),
    ],
)
def test_the_status_told_in_python_is_that_of_the_queries(entree, sortie, decision, attendu):
    personne = Participant.objects.create(reference="S1", nom="Sapin", prenom="S", sexe="F")
    if entree:
        entrer(personne, entree, sortie)
    if decision:
        contacter(personne, dt.date(2024, 12, 1), decision)
    seule = Participant.objects.filter(pk=personne.pk)
    assert statut_de(entree, sortie, decision, JOUR) == attendu
    assert seule.en_parcours(JOUR).exists() is (attendu == Statut.EN_PARCOURS)
    assert seule.a_l_accueil().exists() is (attendu == Statut.A_L_ACCUEIL)
    assert seule.sortis(JOUR).exists() is (attendu == Statut.SORTI)


@pytest.mark.parametrize(
    ("naissance", "jour", "age"),
    [
        (dt.date(1980, 3, 10), JOUR, 46),
        (dt.date(1980, 3, 11), JOUR, 45),
        (dt.date(2004, 2, 29), dt.date(2026, 2, 28), 21),
        (dt.date(2004, 2, 29), dt.date(2026, 3, 1), 22),
        (None, JOUR, None),
    ],
)
def test_an_age_is_in_whole_years(naissance, jour, age):
    assert age_le(naissance, jour) == age


def test_an_address_that_means_nothing_opens_the_list():
    criteres = Criteres.lire(QueryDict("onglet=x&vue=y&tri=--nom&quartier=abc&referent=99999999999&colonnes=z"))
    assert criteres == Criteres()
    assert criteres.url == "?"
