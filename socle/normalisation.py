"""The one key by which texts are searched, sorted and matched: a-z, 0-9 and single spaces."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o"})
ACCENTS = re.compile("[\u0300-\u036f]+")  # once decomposed; a typographic apostrophe or dash parts words as ' and - do


def cle(texte: str) -> str:
    """« Faubourg Sainte-Catherine » gives « faubourg sainte catherine »; no accent, case or punctuation is left.

    A text without any Latin letter or digit keeps its own characters, in lower case, so that no two become one.
    """
    sans_ligature = str(texte).translate(LIGATURES)
    sans_accent = ACCENTS.sub("", unicodedata.normalize("NFKD", sans_ligature))
    return re.sub(r"[^a-z0-9]+", " ", sans_accent.lower()).strip() or str(texte).strip().casefold()


def plus_proche(texte: str, choix: Iterable[str]) -> str:
    """Of `choix`, the label whose key looks most like that of `texte`; '' when there is no choice."""
    vise = cle(texte)
    return max(choix, key=lambda libelle: difflib.SequenceMatcher(None, vise, cle(libelle)).ratio(), default="")
