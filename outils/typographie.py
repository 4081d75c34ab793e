"""French typography in what people read: no-break spaces, typographic apostrophes, one-character ellipses.

Templates (their texts, spoken attributes and strings given to tags) and Python strings, docstrings apart.
`python outils/typographie.py` lists what is wrong and answers 1; with --corriger it writes the right characters.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
PAQUETS = ("socle", "comptes", "jardins", "partenaires", "participants", "ateliers", "recoltes", "bilans")
# The labels that formats.md fixes to the letter.
CONTRAT = {
    "participants/choix/lignes_du_livret.py",
    "participants/choix/personnes.py",
    "ateliers/choix.py",
    "jardins/choix.py",
    "jardins/demonstration/annee_2015.py",
    "jardins/demonstration/autres_annees.py",
}
INSECABLE = "\u00a0"

FAUTES = (
    # a space that may break before : ; ! ? » % €, at the end of a word
    (re.compile(r"(?<=[\w)}»’°>])(?<![=<]) (?=(?:[:;!?](?:\s|$|<|\{)|[»€](?!\w)))"), INSECABLE),
    # 12 %: after a number only, since a lone % is an operator or the end of a tag
    (re.compile(r"(?<=[\d}]) (?=%(?:[\s.,;:)\"<]|$))"), INSECABLE),
    (re.compile(r"« "), f"«{INSECABLE}"),
    # l'accueil, qu'elle: an elision, not a Python quote
    (re.compile(r"(?<![\w{])([ldjnmtsc]|qu|jusqu|lorsqu|puisqu|aujourd)'(?=[a-zàâéèêîôùœ])", re.IGNORECASE), r"\1’"),
    (re.compile(r"(?<=\w)\.\.\.(?!\.)"), "…"),
)
# The same at the beginning of a text that follows {{ a value }}.
EN_TETE = re.compile(r"^ (?=[:;!?](?:\s|$)|[»%€](?!\w))")
MORCEAUX = re.compile(r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(?:\{%.*?%\}|[^>])*>)", re.DOTALL)
ATTRIBUTS = re.compile(r'((?:aria-label|title|alt|placeholder|data-titre)=")([^"{]*)(")')
CHAINES = re.compile(r'(")([^"{}]*)(")')


def corriger(texte: str, insecable: str = INSECABLE) -> str:
    """The text with the right characters; `insecable` is how a no-break space is written there."""
    for faute, remplacement in FAUTES:
        texte = faute.sub(remplacement.replace(INSECABLE, insecable), texte)
    return texte


def corriger_gabarit(source: str) -> str:
    """A template: texts between tags, spoken attributes, and the strings handed to include and the like."""
    return "".join(_morceau(morceau) for morceau in MORCEAUX.split(source))


def _morceau(morceau: str) -> str:
    if morceau.startswith(("{#", "{{")):
        return morceau
    if morceau.startswith("{%"):
        return CHAINES.sub(_entre, morceau)
    if morceau.startswith("<"):
        return ATTRIBUTS.sub(_entre, morceau)
    return corriger(EN_TETE.sub("&nbsp;", morceau), "&nbsp;")


def _entre(trouve: re.Match) -> str:
    return trouve[1] + corriger(trouve[2]) + trouve[3]


def corriger_python(source: str) -> str:
    """A module: its strings, f-strings included; docstrings are English and stay."""
    lignes = source.splitlines(keepends=True)
    docstrings = set(_docstrings(source))
    # From the end, so that what is replaced moves nothing still to come.
    for jeton in reversed(list(tokenize.generate_tokens(io.StringIO(source).readline))):
        nature = tokenize.tok_name[jeton.type]
        if nature in ("STRING", "FSTRING_MIDDLE") and jeton.start not in docstrings and _sans_guillemets_simples(jeton):
            _remplacer(lignes, jeton)
    return "".join(lignes)


def _docstrings(source: str) -> Iterator[tuple[int, int]]:
    """Where each docstring begins."""
    for noeud in ast.walk(ast.parse(source)):
        corps = getattr(noeud, "body", None)
        if isinstance(corps, list) and corps and isinstance(corps[0], ast.Expr):
            valeur = corps[0].value
            if isinstance(valeur, ast.Constant) and isinstance(valeur.value, str):
                yield valeur.lineno, valeur.col_offset


def _sans_guillemets_simples(jeton) -> bool:
    """A string between single quotes holds code or markup here, and its quotes look like apostrophes."""
    return "'" not in jeton.string[:3] and jeton.start[0] == jeton.end[0]


def _remplacer(lignes: list[str], jeton) -> None:
    rang, debut, fin = jeton.start[0] - 1, jeton.start[1], jeton.end[1]
    ligne = lignes[rang]
    lignes[rang] = ligne[:debut] + corriger(ligne[debut:fin]) + ligne[fin:]


def fichiers() -> Iterator[tuple[Path, Callable[[str], str]]]:
    """Every file people read something of, with what corrects it."""
    yield from ((fichier, corriger_gabarit) for fichier in sorted((RACINE / "templates").rglob("*.html")))
    for paquet in PAQUETS:
        for fichier in sorted((RACINE / paquet).rglob("*.py")):
            if str(fichier.relative_to(RACINE)) not in CONTRAT and "migrations" not in fichier.parts:
                yield fichier, corriger_python


def fautes(fichier: Path, correcteur: Callable[[str], str]) -> list[str]:
    """Each wrong line of a file, as it should be written."""
    avant = fichier.read_text(encoding="utf-8")
    lignes = zip(avant.splitlines(), correcteur(avant).splitlines(), strict=True)
    nom = fichier.relative_to(RACINE)
    return [f"{nom}:{rang}: {juste.strip()}" for rang, (fausse, juste) in enumerate(lignes, 1) if fausse != juste]


def main() -> int:
    """List what is wrong, or correct it."""
    trouvees = []
    for fichier, correcteur in fichiers():
        trouvees += fautes(fichier, correcteur)
        if "--corriger" in sys.argv[1:]:
            fichier.write_text(correcteur(fichier.read_text(encoding="utf-8")), encoding="utf-8")
    print("\n".join(trouvees))
    return 1 if trouvees and "--corriger" not in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
