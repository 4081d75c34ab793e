"""What the tests of these pages share: how many statements a page costs, and what it reads like."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def requetes(faire) -> int:
    """How many statements this takes."""
    with CaptureQueriesContext(connection) as contexte:
        faire()
    return len(contexte.captured_queries)


def lire(reponse) -> str:
    """The page, its no-break spaces made plain."""
    return reponse.content.decode().replace("&nbsp;", " ").replace("\u00a0", " ")
