"""Flip cells of the rights table: the walk must see every one of them. bin/mutants-droits flips them all."""

from collections.abc import Iterator
from contextlib import contextmanager

from comptes.choix import Role
from comptes.droits import DROITS, Action
from tests.droits.exemples import EXEMPLES
from tests.droits.monde import Monde
from tests.droits.page import Page
from tests.droits.parcours import fautes, parcourir


@contextmanager
def bascule(role: str, action: Action) -> Iterator[None]:
    """The rights table with one cell flipped."""
    avant = DROITS[action]
    DROITS[action] = avant ^ {role}
    try:
        yield
    finally:
        DROITS[action] = avant


def fautes_de(monde: Monde, page: Page, role: str, action: Action) -> list[str]:
    """What the walk reproaches to the routes of this action, for this role."""
    routes = [nom for nom, exemple in EXEMPLES.items() if exemple.action == action]
    return fautes(parcourir(monde, identites=[role], routes=routes, methodes=["GET", "POST"]), page)


def survivants(monde: Monde, page: Page) -> tuple[int, list[str]]:
    """How many cells there are, and those whose flip nothing notices."""
    cases = [(role, action) for action in DROITS for role in Role.values]
    ignores = []
    for role, action in cases:
        with bascule(role, action):
            if not fautes_de(monde, page, role, action):
                ignores.append(f"{role} × {action}")
    return len(cases), ignores
