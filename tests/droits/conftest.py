"""The walk is made once for all the tests that look at it."""

import pytest
from django.db import transaction

from tests.droits.monde import creer_monde
from tests.droits.page import lire_page
from tests.droits.parcours import parcourir


@pytest.fixture(scope="session")
def page():
    return lire_page()


@pytest.fixture(scope="session")
def visites(_reglages, django_db_setup, django_db_blocker):
    """Every visit, made in a transaction that leaves nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        faites = list(parcourir(creer_monde()))
        transaction.set_rollback(True)
    return faites
