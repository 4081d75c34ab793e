"""The list of sessions: what is not known yet is not zero."""

import pytest
from django.urls import reverse

from ateliers.choix import StatutSeance
from tests.conftest import client_de
from tests.fabriques import SeanceFabrique

pytestmark = pytest.mark.django_db
ZERO = '<td class="num" data-titre="Présents">0</td>'


@pytest.mark.parametrize(("statut", "zeros"), [("realisee", 1), ("prevue", 0), ("annulee", 0)])
def test_only_a_session_that_took_place_counts_who_was_there(encadrant, statut, zeros):
    SeanceFabrique(statut=StatutSeance(statut))
    page = client_de(encadrant).get(reverse("ateliers:seance_lister")).content.decode()
    assert page.count(ZERO) == zeros
    assert "1 séance," in page
