"""Reading cannot write: a connection that refuses everything but reads while a page is made."""

import re
from contextlib import contextmanager

from django.db import connection

LECTURES = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK TO", "EXPLAIN")
# A WITH may hide a write; our own reads name no column so.
ECRITURES = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b")


class EcritureInterdite(Exception):
    """Code that only reads tried to write; the statement's first word is named, never its values."""


def _refuser(execute, sql, params, many, context):
    ordre = sql.lstrip(" (\n\t").upper()
    if not ordre.startswith(LECTURES) or (ordre.startswith("WITH") and ECRITURES.search(ordre)):
        raise EcritureInterdite(sql.split(maxsplit=1)[0])
    return execute(sql, params, many, context)


@contextmanager
def lecture_seule():
    """Refuse every statement that is not a read (EcritureInterdite) until the block ends."""
    # Asked here, once a process: the first read of a JSON value would ask it in a transaction, which is refused.
    _ = connection.features.supports_json_field
    with connection.execute_wrapper(_refuser):
        yield
