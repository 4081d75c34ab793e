"""Reads whose SQL is made once: for a large query, Django takes longer to write the statement than engines to answer.

Only the statement and its parameters are kept, never a row. Who keeps one answers for its key: everything the
statement depends on, the day and the person who asks included.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class RequetePreparee:
    """A query of `values()` or `values_list()` ready to be run; `sql` is '' when it can give nothing."""

    sql: str
    params: tuple
    noms: tuple[str, ...]
    convertisseurs: tuple[tuple[int, tuple[Callable, ...], object], ...]

    def lignes(self) -> list[dict]:
        """The rows, as values() gives them: one statement."""
        if not self.sql:
            return []
        with connection.cursor() as curseur:
            curseur.execute(self.sql, self.params)
            return [self._lire(list(rangee)) for rangee in curseur.fetchall()]

    def _lire(self, rangee: list) -> dict:
        for rang, convertisseurs, expression in self.convertisseurs:
            for convertir in convertisseurs:
                rangee[rang] = convertir(rangee[rang], expression, connection)
        return dict(zip(self.noms, rangee, strict=True))


def preparer(requete: QuerySet) -> RequetePreparee:
    """The read of this queryset of values(), for the default database."""
    noms = tuple(requete.query.selected or ())
    compilateur = requete.query.get_compiler(connection=connection)
    try:
        sql, params = compilateur.as_sql()
    except EmptyResultSet:
        return RequetePreparee("", (), noms, ())
    colonnes = [expression for expression, _, _ in compilateur.select]
    convertisseurs = compilateur.get_converters(colonnes)
    triplets = tuple((rang, tuple(tous), expression) for rang, (tous, expression) in convertisseurs.items())
    return RequetePreparee(sql, tuple(params), noms, triplets)
