"""Reading cannot write: a connection that refuses everything but reads while a page is made."""

from contextlib import contextmanager

from django.db import connection

LECTURES = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK TO", "EXPLAIN")


class EcritureInterdite(Exception):
    """Code that only reads tried to write; the statement's first word is named, never its values."""


def _refuser(execute, sql, params, many, context):
    if not sql.lstrip(" (").upper().startswith(LECTURES):
        raise EcritureInterdite(sql.split(maxsplit=1)[0])
    return execute(sql, params, many, context)


@contextmanager
def lecture_seule():
    """Refuse every statement that is not a read (EcritureInterdite) until the block ends."""
    with connection.execute_wrapper(_refuser):
        yield
