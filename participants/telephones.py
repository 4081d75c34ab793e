"""French telephone numbers, written one way; what is not one stays as it was typed."""

import re

FRANCAIS = re.compile(r"(?:\+33|0033|0)[1-9][0-9]{8}")


def normaliser(texte: str) -> str:
    """« 06 12 34 56 78 » from 0612345678, 06.12.34.56.78 or +33 6 12…; another form keeps its own writing."""
    compact = _compact(texte)
    if not FRANCAIS.fullmatch(compact):
        return " ".join(texte.split())
    chiffres = "0" + compact[-9:]
    return " ".join(chiffres[rang : rang + 2] for rang in range(0, 10, 2))


def adresse(texte: str) -> str:
    """What a telephone dials: « tel:+33612345678 »; '' when no digit was given."""
    compact = _compact(texte)
    if FRANCAIS.fullmatch(compact):
        return f"tel:+33{compact[-9:]}"
    chiffres = re.sub(r"[^0-9+]", "", compact)
    return f"tel:{chiffres}" if chiffres else ""


def _compact(texte: str) -> str:
    """The number without its separators, nor the (0) people write after +33."""
    return re.sub(r"[\s.\-/]", "", texte.replace("(0)", ""))
