"""What docs/droits.md says: the only source of what the application must answer."""

import re
from dataclasses import dataclass
from pathlib import Path

from comptes.choix import Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "droits.md"
REPONSES = {"oui": True, "non": False}


@dataclass(frozen=True)
class Page:
    """The four tables of the page: rights, public pages, who is shown what, what is journaled."""

    droits: dict[str, dict[str, bool]]
    libelles: dict[str, str]
    publiques: list[str]
    montre: dict[str, set[str]]
    journal: set[str]


def lire_page() -> Page:
    """Read the page; refuses (KeyError) a cell that says neither « oui » nor « non », or an unknown role."""
    texte = PAGE.read_text(encoding="utf-8")
    entete, *lignes = _tableau(texte, "Les droits")
    roles = [{role.label: role.value for role in Role}[libelle] for libelle in entete[2:]]
    return Page(
        droits={_code(x[0]): {r: REPONSES[c] for r, c in zip(roles, x[2:], strict=True)} for x in lignes},
        libelles={_code(x[0]): x[1] for x in lignes},
        publiques=[_code(x[0]) for x in _tableau(texte, "Les pages ouvertes à tous")[1:]],
        montre={_code(x[0]): set(_codes(x[1])) for x in _tableau(texte, "Ce que montre chaque page")[1:]},
        journal={_code(x[0]) for x in _tableau(texte, "Ce que garde le journal des accès")[1:]},
    )


def _tableau(texte: str, titre: str) -> list[list[str]]:
    """The rows of the table under this heading, the header first and the rule left out."""
    section = texte.split(f"## {titre}\n")[1].split("\n## ")[0]
    lignes = [ligne for ligne in section.splitlines() if ligne.startswith("|")]
    return [[case.strip() for case in ligne.strip("|").split("|")] for ligne in [lignes[0], *lignes[2:]]]


def _codes(case: str) -> list[str]:
    return re.findall(r"`([\w:]+)`", case)


def _code(case: str) -> str:
    return _codes(case)[0]
