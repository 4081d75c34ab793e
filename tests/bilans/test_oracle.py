"""The bilan against a second computation that reads the exported CSV and knows nothing of ours."""

import datetime as dt
import json
import tempfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from bilans.exports import en_json
from bilans.indicateurs import calculer
from socle.imports.moteur import importer_tableau
from socle.imports.rapport import Rapport
from socle.imports.ressource import ressource
from socle.periodes import Periode
from socle.tableur import Tableau
from tests.bilans import oracle
from tests.bilans.mondes import ENTETES, mondes, periodes

MAINTENANT = dt.datetime(2017, 6, 1, 12, tzinfo=dt.UTC)
REPARTITIONS = (
    *("par_sexe", "par_age", "par_situation", "par_quartier"),
    *("par_niveau_etudes", "par_logement", "par_prescripteur"),
)
# Each example writes its world and takes it back; the database fixture serves them all.
reglages = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)

pytestmark = pytest.mark.django_db


def charger(monde: dict[str, list[list]]) -> None:
    """Write the rows through the import engine; a refusal is a fault of the test."""
    for nom, lignes in monde.items():
        tableau = Tableau(ENTETES[nom], list(enumerate(lignes, start=2)))
        rapport = importer_tableau(ressource(nom), tableau, Rapport(nom, nom), par=None, le=MAINTENANT)
        assert rapport.ecrit, rapport.texte()


def exporter_vers(dossier: str) -> Path:
    """The four CSV files, as the command writes them."""
    for nom in ENTETES:
        call_command("exporter", nom, f"{dossier}/{nom}.csv", verbosity=0)
    return Path(dossier)


def bilan_json(debut: dt.date, fin: dt.date) -> dict:
    """The bilan as its JSON says it, with exact decimals."""
    return json.loads(en_json(calculer(Periode(debut, fin))), parse_float=Decimal)


def sans_lignes_vides(bilan: dict) -> dict:
    """The same three sections, without the lines at zero that may be shown or left out, nor the objective."""
    personnes = {nom: valeur for nom, valeur in bilan["personnes"].items() if nom != "objectif"}
    for nom in REPARTITIONS:
        personnes[nom] = [ligne for ligne in personnes[nom] if ligne["nombre"]]
    return {"personnes": personnes, "ateliers": bilan["ateliers"], "presences": bilan["presences"]}


@given(mondes(), periodes())
@settings(reglages, max_examples=40)
def test_the_bilan_equals_a_second_computation_of_the_exported_files(capsys, monde, voulues):
    with transaction.atomic(), tempfile.TemporaryDirectory() as dossier:
        charger(monde)
        exporter_vers(dossier)
        capsys.readouterr()
        for debut, fin in voulues:
            obtenu = sans_lignes_vides(bilan_json(debut, fin))
            assert obtenu == oracle.bilan(Path(dossier), debut, fin), (debut, fin)
        transaction.set_rollback(True)


@given(mondes(), periodes())
@settings(reglages, max_examples=60)
def test_each_breakdown_covers_everybody_and_each_percentage_is_its_count_over_the_total(monde, voulues):
    with transaction.atomic():
        charger(monde)
        for debut, fin in voulues:
            personnes = bilan_json(debut, fin)["personnes"]
            for nom in REPARTITIONS:
                _couvre(personnes[nom], personnes["total"])
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
@settings(reglages, max_examples=30)
def test_importing_the_exported_files_again_changes_nothing(capsys, monde):
    with transaction.atomic(), tempfile.TemporaryDirectory() as dossier:
        charger(monde)
        exporter_vers(dossier)
        avant = {nom: list(ressource(nom).exporter()) for nom in ENTETES}
        for nom in ENTETES:
            lignes = [[case or None for case in ligne.values()] for ligne in oracle._lire(Path(dossier) / f"{nom}.csv")]
            tableau = Tableau(ENTETES[nom], list(enumerate(lignes, start=2)))
            rapport = importer_tableau(ressource(nom), tableau, Rapport(nom, nom), par=None, le=MAINTENANT)
            assert (rapport.ecrit, rapport.crees, rapport.modifies) == (True, 0, 0), rapport.texte()
        assert {nom: list(ressource(nom).exporter()) for nom in ENTETES} == avant
        capsys.readouterr()
        transaction.set_rollback(True)
