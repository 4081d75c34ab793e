"""The bilan against a second computation that reads the exported CSV and knows nothing of ours."""

import datetime as dt
import json
import tempfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from bilans.exports import en_json
from bilans.indicateurs import calculer
from socle.imports.ressource import ressource
from socle.periodes import Periode
from socle.tableur.ecriture import ecrire
from tests.bilans import oracle
from tests.bilans.mondes import ENTETES, JOURS, charger, importer_lignes, mondes, quelconques, usuelles

REPARTITIONS = (
    *("par_sexe", "par_age", "par_situation", "par_quartier"),
    *("par_niveau_etudes", "par_logement", "par_prescripteur"),
)
# Each example writes its world and takes it back; the database fixture serves them all.
reglages = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)

pytestmark = pytest.mark.django_db


def exporter_vers(dossier: Path) -> None:
    """The CSV files, by the two calls of the command `exporter`."""
    for nom in ENTETES:
        voulue = ressource(nom)
        (dossier / f"{nom}.csv").write_bytes(ecrire("csv", voulue.entetes, voulue.exporter()))


def bilan_json(debut: dt.date, fin: dt.date, aujourdhui: dt.date) -> dict:
    """The bilan as its JSON says it, with exact decimals."""
    return json.loads(en_json(calculer(Periode(debut, fin), aujourdhui=aujourdhui)), parse_float=Decimal)


def sans_lignes_vides(bilan: dict) -> dict:
    """The same, without the lines at zero that may be shown or left out, nor the objective, nor the period."""
    personnes = {nom: valeur for nom, valeur in bilan["personnes"].items() if nom != "objectif"}
    for nom in REPARTITIONS:
        personnes[nom] = [ligne for ligne in personnes[nom] if ligne["nombre"]]
    reste = {nom: section for nom, section in bilan.items() if nom not in ("periode", "personnes")}
    return {"personnes": personnes, **reste, "sante": bilan["sante"] | {"themes": sorted(bilan["sante"]["themes"])}}


@given(mondes(), usuelles(), JOURS)
@settings(reglages, max_examples=40)
def test_years_months_and_single_days_equal_a_second_computation_of_the_exported_files(monde, periodes, aujourdhui):
    comparer(monde, periodes, aujourdhui)


@given(mondes(), quelconques(), JOURS)
@settings(reglages, max_examples=40)
def test_any_other_period_equals_a_second_computation_of_the_exported_files(monde, periodes, aujourdhui):
    comparer(monde, periodes, aujourdhui)


def comparer(monde: dict[str, list[list]], periodes: list[tuple[dt.date, dt.date]], aujourdhui: dt.date) -> None:
    """Write the world, export it, compute twice, take it back."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as dossier:
        charger(monde)
        exporter_vers(Path(dossier))
        for debut, fin in periodes:
            obtenu = bilan_json(debut, fin, aujourdhui)
            for nom in REPARTITIONS:
                _couvre(obtenu["personnes"][nom], obtenu["personnes"]["total"])
            _couvre(obtenu["sorties"]["par_motif"], obtenu["sorties"]["total"])
            assert sans_lignes_vides(obtenu) == oracle.bilan(Path(dossier), debut, fin, aujourdhui), (debut, fin)
        transaction.set_rollback(True)


def _couvre(lignes: list[dict], total: int) -> None:
    """Sum, shares, order and the empty total."""
    assert sum(ligne["nombre"] for ligne in lignes) == total
    assert bool(lignes) is bool(total)
    for ligne in lignes:
        exact = Decimal(100 * ligne["nombre"]) / total
        assert ligne["pourcentage"] == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert "non renseigné" not in [ligne["libelle"] for ligne in lignes[:-1]]


@given(mondes())
@settings(reglages, max_examples=8)
def test_importing_the_exported_files_again_changes_nothing(monde):
    with transaction.atomic(), tempfile.TemporaryDirectory() as dossier:
        charger(monde)
        exporter_vers(Path(dossier))
        avant = {nom: list(ressource(nom).exporter()) for nom in ENTETES}
        for nom in ENTETES:
            lignes = [[case or None for case in ligne.values()] for ligne in oracle.lire(Path(dossier) / f"{nom}.csv")]
            rapport = importer_lignes(nom, lignes)
            assert (rapport.ecrit, rapport.crees, rapport.modifies) == (True, 0, 0), rapport.texte()
        assert {nom: list(ressource(nom).exporter()) for nom in ENTETES} == avant
        transaction.set_rollback(True)
