"""The access journal is only ever added to, and a table of rights is closed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from comptes.choix import Role
from comptes.droits import DROITS, Action, peut
from comptes.journal import journaliser
from comptes.models import Acces
from tests.conftest import creer_compte


@pytest.fixture
def ligne(db):
    compte = creer_compte(Role.ENCADRANT)
    journaliser(compte, Action.SEANCE_VOIR)
    return Acces.objects.get()


@pytest.mark.parametrize(
    "geste",
    [
        lambda ligne: ligne.save(),
        lambda ligne: ligne.delete(),
        lambda ligne: Acces.objects.update(action="autre"),
        lambda ligne: Acces.objects.all().delete(),
        lambda ligne: Acces.objects.bulk_update([ligne], ["action"]),
    ],
)
def test_a_line_is_neither_changed_nor_erased(geste, ligne):
    with pytest.raises(TypeError, match="Le journal des accès ne s"), transaction.atomic():
        geste(ligne)
    assert Acces.objects.get().action == "seance_voir"


def test_whoever_is_in_the_journal_cannot_be_deleted(ligne):
    with pytest.raises(ProtectedError):
        ligne.utilisateur.delete()


def test_a_closed_account_may_do_nothing(db):
    compte = creer_compte(Role.CHEF_DE_PROJET)
    assert peut(compte, Action.ACCUEIL)
    compte.is_active = False
    assert not any(peut(compte, action) for action in Action)


def test_nobody_signed_in_may_do_nothing():
    assert not any(peut(AnonymousUser(), action) for action in Action)


def test_every_action_is_in_the_table():
    assert set(DROITS) == set(Action)


def test_an_unknown_role_and_a_capital_in_an_address_are_refused_by_the_database(db):
    for champs in ({"role": "jardinier"}, {"role": Role.ENCADRANT, "email": "Paul@jardins.example"}):
        compte = creer_compte(Role.ENCADRANT, email="provisoire@jardins.example")
        with pytest.raises(IntegrityError), transaction.atomic():
            type(compte).objects.filter(pk=compte.pk).update(**champs)
        compte.delete()
