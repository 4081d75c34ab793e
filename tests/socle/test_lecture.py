"""Reading cannot write."""

import pytest
from django.db import connection, transaction

from socle.lecture import EcritureInterdite, lecture_seule
from tests.fabriques import PartenaireFabrique

pytestmark = pytest.mark.django_db


def _supprimer():
    with connection.cursor() as curseur:
        curseur.execute("  delete from partenaires_partenaire")


@pytest.mark.parametrize(
    "ecrire",
    [
        PartenaireFabrique,
        lambda: type(PartenaireFabrique.build()).objects.all().delete(),
        lambda: type(PartenaireFabrique.build()).objects.update(nom="x"),
        _supprimer,
    ],
)
def test_a_write_is_refused_and_names_no_value(ecrire):
    PartenaireFabrique(nom="Secret")
    with lecture_seule(), pytest.raises(EcritureInterdite) as refus, transaction.atomic():
        ecrire()
    assert str(refus.value).upper() in ("INSERT", "UPDATE", "DELETE")
    assert [p.nom for p in type(PartenaireFabrique.build()).objects.all()] == ["Secret"]


def test_reads_and_savepoints_pass():
    partenaire = PartenaireFabrique()
    with lecture_seule(), transaction.atomic():
        assert type(partenaire).objects.get() == partenaire


def test_writing_is_possible_again_afterwards():
    with lecture_seule():
        pass
    assert PartenaireFabrique().pk


def test_a_write_hidden_in_a_with_is_refused_too():
    with lecture_seule(), connection.cursor() as curseur, pytest.raises(EcritureInterdite):
        curseur.execute("WITH a AS (SELECT 1) DELETE FROM partenaires_partenaire")


def test_a_with_that_only_reads_passes():
    with lecture_seule(), connection.cursor() as curseur:
        curseur.execute("WITH a AS (SELECT 1 AS un) SELECT un FROM a")
        assert curseur.fetchone() == (1,)
