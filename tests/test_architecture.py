"""The house stands on its floors: a package knows those below it, never those above, and hides no import."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

# From the ground up (ARCHITECTURE.md).
ETAGES = ("socle", "comptes", "jardins", "partenaires", "participants", "ateliers", "recoltes", "bilans")
RACINE = settings.BASE_DIR
# The project's own files, which assemble the floors.
ASSEMBLAGE = {"jardins/settings.py", "jardins/urls.py"}


def fichiers(etage: str) -> list[Path]:
    """The package's own sources; a migration names what it must."""
    return [f for f in sorted((RACINE / etage).rglob("*.py")) if "migrations" not in f.parts]


def imports(arbre: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module imported anywhere in the file, in a function too, as (line, dotted name)."""
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Import):
            yield from ((noeud.lineno, alias.name) for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            assert not noeud.level, "imports are absolute here"
            yield noeud.lineno, noeud.module


def montees(source: str, etage: str) -> list[str]:
    """The imports of this source that run up the house."""
    plus_haut = ETAGES[ETAGES.index(etage) + 1 :]
    return [f"{ligne} {nom}" for ligne, nom in imports(ast.parse(source)) if nom.split(".")[0] in plus_haut]


def caches(source: str) -> list[int]:
    """The lines of the imports that stand in a function."""
    fonctions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    noeuds = (noeud for fonction in fonctions for noeud in ast.walk(fonction))
    return [noeud.lineno for noeud in noeuds if isinstance(noeud, ast.Import | ast.ImportFrom)]


def noms_pointes(source: str, etage: str) -> list[str]:
    """The texts of this source that name something of a higher floor: an import in disguise."""
    plus_haut = "|".join(ETAGES[ETAGES.index(etage) + 1 :]) or "$^"
    motif = re.compile(rf"^(?:{plus_haut})(?:\.\w+)+$")
    textes = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [f"{noeud.lineno} {noeud.value}" for noeud in textes if motif.match(noeud.value)]


def fautes(controle, *arguments) -> list[str]:
    """What a control finds in every file of every floor."""
    return [
        f"{fichier.relative_to(RACINE)}:{faute}"
        for etage in ETAGES
        for fichier in fichiers(etage)
        if str(fichier.relative_to(RACINE)) not in ASSEMBLAGE
        for faute in controle(fichier.read_text(encoding="utf-8"), *([etage] if arguments else []))
    ]


def test_the_floors_are_the_packages_of_the_project():
    assert {f.parent.name for f in RACINE.glob("*/apps.py")} == set(ETAGES)
    assert [app for app in settings.INSTALLED_APPS if app in ETAGES] == list(ETAGES)


def test_no_import_runs_up_the_house():
    assert fautes(montees, "etage") == []


def test_no_import_hides_in_a_function():
    assert fautes(caches) == []


def test_no_lower_package_names_a_higher_one_by_a_text():
    assert fautes(noms_pointes, "etage") == []


def test_the_kit_imports_no_app():
    autres = set(ETAGES) - {"socle"}
    noms = {nom for f in fichiers("socle") for _, nom in imports(ast.parse(f.read_text(encoding="utf-8")))}
    assert {nom for nom in noms if nom.split(".")[0] in autres} == set()


@pytest.mark.parametrize(
    "source",
    [
        "import bilans",
        "from bilans.pdf import x",
        "def f():\n    from ateliers import models",
        "import ateliers.models",
    ],
)
def test_an_import_that_runs_up_would_be_seen(source):
    assert len(montees(source, "participants")) == 1
    assert montees(source, "bilans") == []


def test_a_hidden_import_and_a_text_that_names_would_be_seen():
    assert caches("import os\ndef f():\n    import json") == [3]
    assert noms_pointes('import_string("bilans.pdf.rendre")', "socle") == ["1 bilans.pdf.rendre"]
    assert noms_pointes('"ateliers.Seance"', "participants") == ["1 ateliers.Seance"]
    assert noms_pointes('"participants.Participant"', "ateliers") == []
