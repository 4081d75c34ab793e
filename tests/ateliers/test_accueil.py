"""What the home page says of sessions, by role and hour, and what the search finds of them."""

import datetime as dt

import pytest

from ateliers.accueil import seances_a_l_accueil
from ateliers.recherche import seances
from comptes.choix import Role
from jardins.accueil import Carte, Geste, Tuile
from socle.normalisation import cle
from tests.fabriques import PresenceFabrique, SeanceFabrique

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 11, 23)


def pieces(compte, genre) -> list:
    return [piece for piece in seances_a_l_accueil(compte, JOUR) if isinstance(piece, genre)]


@pytest.mark.parametrize(
    ("heure", "libelle", "demi"),
    [
        (10, "Noter les présences de ce matin", "matin"),
        (11, "Noter les présences de cet après-midi", "apres-midi"),  # noon in Paris
    ],
)
def test_the_encadrant_starts_with_the_roll_call_of_now(encadrant, time_machine, heure, libelle, demi):
    time_machine.move_to(dt.datetime(2026, 11, 23, heure, 30, tzinfo=dt.UTC), tick=False)
    [geste] = pieces(encadrant, Geste)
    assert (geste.libelle, geste.url) == (libelle, f"/seances/presences/2026-11-23/{demi}/")


def test_the_encadrant_sees_the_day_and_what_waits(encadrant):
    for statut in ("prevue", "annulee"):
        SeanceFabrique(date=JOUR, statut=statut)
    for jours in range(1, 8):
        SeanceFabrique(date=JOUR - dt.timedelta(days=jours), statut="prevue")
    PresenceFabrique(seance=SeanceFabrique(date=JOUR - dt.timedelta(days=1)))
    assert [(t.valeur, t.libelle) for t in pieces(encadrant, Tuile)] == [
        (1, "séance aujourd’hui"),
        (7, "séances à compléter"),
    ]
    jour, attente = pieces(encadrant, Carte)
    assert len(jour.contexte["lignes"]) == 2
    assert [s.date.day for s in attente.contexte["seances"]] == [22, 21, 20, 19, 18]


@pytest.mark.parametrize("role", [Role.TRAVAILLEUR_SOCIAL, Role.CHEF_DE_PROJET])
def test_the_office_sees_what_waits_only_when_something_does(comptes, role):
    assert list(seances_a_l_accueil(comptes[role], JOUR)) == []
    SeanceFabrique(date=JOUR - dt.timedelta(days=1), statut="prevue")
    [carte] = seances_a_l_accueil(comptes[role], JOUR)
    assert (carte.contexte["combien"], carte.place) == (1, "etroite")


def test_the_administrateur_sees_nothing_of_sessions(administrateur):
    SeanceFabrique(date=JOUR - dt.timedelta(days=1), statut="prevue")
    assert list(seances_a_l_accueil(administrateur, JOUR)) == []


@pytest.mark.parametrize("combien", [1, 10])
def test_at_most_three_statements_whatever_the_rows(encadrant, django_assert_num_queries, combien):
    for _ in range(combien):
        SeanceFabrique(date=JOUR)
        SeanceFabrique(date=JOUR - dt.timedelta(days=1))
    with django_assert_num_queries(2):
        list(seances_a_l_accueil(encadrant, JOUR))


def trouver(compte, texte: str) -> list[str]:
    groupe = seances(compte, cle(texte).split(), 8)
    assert groupe.titre == "Séances"
    return [resultat.libelle for resultat in groupe.resultats]


@pytest.fixture
def semis():
    return SeanceFabrique(reference="S-2026-014", theme="Semis d’été", date=dt.date(2026, 3, 12))


@pytest.mark.parametrize(
    ("texte", "trouvee"),
    [
        ("semis", True),
        ("ETE", True),
        ("jard sem", True),
        ("S-2026-014", True),
        ("12/03", True),
        ("12/03/2026", True),
        ("12 3 26", True),
        ("12/03/2025", False),
        ("13/03", False),
        ("31/02", False),
        ("emis", False),
        ("semis apiculture", False),
    ],
)
def test_a_session_is_found_by_theme_workshop_number_or_day(encadrant, semis, texte, trouvee):
    assert trouver(encadrant, texte) == (["Jardinage du 12/03/2026"] if trouvee else [])


def test_the_latest_come_first_and_few(encadrant):
    for jour in range(1, 12):
        SeanceFabrique(theme="Semis", date=dt.date(2026, 3, jour))
    trouvees = trouver(encadrant, "semis")
    assert (len(trouvees), trouvees[0]) == (8, "Jardinage du 11/03/2026")


def test_a_29_february_is_searched_without_its_year(encadrant):
    SeanceFabrique(date=dt.date(2028, 2, 29))
    assert trouver(encadrant, "29/02") == ["Jardinage du 29/02/2028"]


def test_who_may_not_see_sessions_finds_none(administrateur, semis):
    assert trouver(administrateur, "semis") == []
