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
