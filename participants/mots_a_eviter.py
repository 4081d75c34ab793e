"""Words that say why, where a consigne says what: an illness, a treatment, a reason (rules.md 4.3, zones libres)."""

import re

from socle.normalisation import cle

# Beginnings of words, without accents. « Allergie » is not among them: what to do of it must be said in the garden.
RACINES = (
    *("maladi", "malade", "diabet", "depress", "hepatit", "vih", "sida", "cancer", "chimio", "epilep", "asthm"),
    *("tubercul", "grossesse", "enceinte", "traitement", "medicament", "handicap", "invalid", "psych", "schizo"),
    *("bipolai", "addict", "alcool", "drogu", "toxico", "sevrage", "hospitalis"),
)
TOURNURES = {
    "parce qu": "parce que",
    "a cause": "à cause",
    "en raison": "en raison de",
    "suite a": "suite à",
    "du fait": "du fait de",
    "souffre de": "souffre de",
    "atteint de": "atteint de",
    "atteinte de": "atteinte de",
}


def mots_de_raison(texte: str) -> list[str]:
    """The words of the text that seem to say why rather than what to do, as they were typed; maybe none.

    A warning and no proof: « traitement » is also what a vine is given.
    """
    mots = [mot for mot in re.findall(r"\w+", texte) if cle(mot).startswith(RACINES)]
    normal = cle(texte)
    return [*mots, *(dite for tournure, dite in TOURNURES.items() if re.search(rf"\b{tournure}", normal))]
