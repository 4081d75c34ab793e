"""Typed refusals, and what a batch changed."""

import pytest

from socle.ecriture import Ecriture, appliquer, differences
from socle.erreurs import Anomalie, SaisieRefusee, refuser_si
from tests.fabriques import PartenaireFabrique


def test_no_anomaly_refuses_nothing():
    refuser_si(iter(()))


def test_anomalies_stand_in_the_order_of_the_batch():
    tard, tot = Anomalie(3, "nom", "vide", "Le nom manque."), Anomalie(1, "", "double", "Elle y est déjà.")
    with pytest.raises(SaisieRefusee) as refus:
        refuser_si([tard, tot])
    assert str(refus.value) == "Elle y est déjà. Le nom manque."
    assert refus.value.anomalies == [tot, tard]


def test_a_batch_counts_what_it_did():
    ecriture = Ecriture()
    ecriture.noter(0, cree=True)
    ecriture.noter(1, cree=False, differences=[("nom", "a", "b")])
    ecriture.noter(2, cree=False)
    assert (ecriture.crees, ecriture.modifies, ecriture.inchanges) == (1, 1, 1)
    assert [changement.rang for changement in ecriture.changements] == [0, 1]


def test_differences_are_told_then_applied():
    partenaire = PartenaireFabrique.build(nom="Avant")
    assert differences(partenaire, {"nom": "Après"}) == [("nom", "Avant", "Après")]
    assert differences(appliquer(partenaire, {"nom": "Après"}), {"nom": "Après"}) == []
