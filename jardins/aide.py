"""The help by subject: the fragments of the pages a role may open, under what they let one do."""

import re
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings

from comptes.acces import PUBLIC
from comptes.choix import Role
from comptes.controles import routes
from comptes.droits import DROITS, Action

GABARITS = settings.BASE_DIR / "templates"
# The packages as people know them, in the order of the menu; their pages come in the order of the table of rights.
CHAPITRES = {
    "participants": "Les personnes",
    "ateliers": "Les séances et les présences",
    "bilans": "Les bilans",
    "jardins": "L’accueil, les fichiers et l’administration",
    "comptes": "Votre compte et ceux des autres",
}


# The title of a page that is the same whatever it shows.
TITRE = re.compile(r"{%\s*block\s+(?:\w+_)?titre\s*%}([^{}]+){%\s*endblock")


@dataclass
class Sujet:
    """One thing the role may do, and the help of the pages where it is done: (title of the page or '', template)."""

    titre: str
    pages: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Chapitre:
    nom: str
    titre: str
    sujets: list[Sujet]


def chapitres(role: str) -> list[Chapitre]:
    """What this role may read help about; chapters with nothing for it are left out."""
    tous = [Chapitre(app, titre, _sujets(app, role)) for app, titre in CHAPITRES.items()]
    return [chapitre for chapitre in tous if chapitre.sujets]


def _sujets(app: str, role: str) -> list[Sujet]:
    par_action = {action: Sujet(_majuscule(action.label)) for action in Action if role in DROITS[action]}
    for gabarit, action in fragments().items():
        if gabarit.startswith(f"aide/{app}/") and action in par_action:
            par_action[action].pages.append((_titre_de_page(gabarit), gabarit))
    return [sujet for sujet in par_action.values() if sujet.pages]


@cache
def _titre_de_page(gabarit: str) -> str:
    page = GABARITS / gabarit.removeprefix("aide/")
    trouve = TITRE.search(page.read_text(encoding="utf-8")) if page.is_file() else None
    return trouve[1] if trouve else ""


def fragments() -> dict[str, Action]:
    """The help that was written: each fragment, and the action of the page it explains."""
    ecrits = {}
    for _, motif in routes():
        gabarit = f"aide/{motif.callback.__module__.split('.')[0]}/{motif.name}.html"
        if motif.callback.action != PUBLIC and (GABARITS / gabarit).is_file():
            ecrits[gabarit] = motif.callback.action
    return ecrits


def guide(role: str) -> str:
    """The template of the short guides of this role."""
    return f"aide/guides/{Role(role).value}.html"


def _majuscule(texte: str) -> str:
    return texte[0].upper() + texte[1:]
