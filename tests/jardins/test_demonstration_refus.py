"""When the demonstration does not load: a real installation, a base that serves already, a row that is refused."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comptes.models import Utilisateur
from jardins.demonstration import chargement
from jardins.demonstration.tableaux import construire
from participants.models import Participant
from socle.tableur import Tableau
from tests.fabriques import ParcoursFabrique, SeanceFabrique, UtilisateurFabrique

pytestmark = pytest.mark.django_db


def _lancer(*options) -> str:
    ecran = StringIO()
    call_command("demonstration", *options, stdout=ecran)
    return ecran.getvalue()


def test_a_real_installation_refuses_it(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="ne se charge pas sur une installation réelle"):
        _lancer()
    assert _lancer("--si-vide") == ""
    assert not Utilisateur.objects.exists()


@pytest.mark.parametrize("fabrique", [ParcoursFabrique, SeanceFabrique])
def test_a_base_with_people_or_sessions_of_its_own_refuses_it(fabrique):
    fabrique()
    with pytest.raises(CommandError, match="contient déjà des données qui ne sont pas celles de la démonstration"):
        _lancer()
    assert _lancer("--si-vide") == ""
    assert not Utilisateur.objects.exists()


def test_an_account_alone_is_enough_for_the_start_to_load_nothing():
    UtilisateurFabrique()
    assert _lancer("--si-vide") == ""
    assert Utilisateur.objects.count() == 1


def test_one_refused_row_and_nothing_is_loaded_not_even_the_accounts(monkeypatch):
    def fausser(jour):
        tables = construire(jour)
        tables["seances"].lignes[-1][1][1] = "Jardinnage"
        return tables

    monkeypatch.setattr(chargement, "construire", fausser)
    with pytest.raises(CommandError, match="La plus proche est « Jardinage »"):
        _lancer()
    assert not Utilisateur.objects.exists()
    assert not Participant.objects.exists()


def test_the_start_loads_an_empty_base_and_says_the_log_ins(monkeypatch):
    """Three rows of people and sessions, to be quick: the whole is loaded in test_demonstration.py."""

    def abreger(jour):
        gardees = {"participants": 3, "changements": 0, "seances": 3, "presences": 0}
        return {nom: Tableau(t.entetes, t.lignes[: gardees[nom]]) for nom, t in construire(jour).items()}

    monkeypatch.setattr(chargement, "construire", abreger)
    ecran = _lancer("--si-vide")
    assert ecran.startswith("Les données de démonstration sont chargées : 3 parcours, 3 séances, 0 présence")
    assert "marc.bouvreuil@demo.jardins.example" in ecran
    assert Utilisateur.objects.count() == 7
