"""Letters leave at once here, where the application sends some of them after its answer."""

import pytest

from comptes import courriels


@pytest.fixture(autouse=True)
def _courriels_aussitot(monkeypatch):
    monkeypatch.setattr(courriels, "envoyer_plus_tard", courriels.envoyer)
