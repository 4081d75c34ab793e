"""The walk is made once for all the tests that look at it."""

import pytest
from django.db import connection, transaction

from tests.droits.monde import creer_monde
from tests.droits.page import lire_page
from tests.droits.parcours import METHODES, parcourir


@pytest.fixture(scope="session")
def page():
    return lire_page()


@pytest.fixture(scope="session")
def methodes(django_db_setup) -> tuple[str, ...]:
    """All of them; on PostgreSQL the two that ask something of the database: the others are refused before."""
    return METHODES if connection.vendor == "sqlite" else ("GET", "POST")


@pytest.fixture(scope="session")
def visites(_reglages, django_db_blocker, methodes):
    """Every visit, made in a transaction that leaves nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        faites = list(parcourir(creer_monde(), methodes=methodes))
        transaction.set_rollback(True)
    return faites
