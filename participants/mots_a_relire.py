"""Words of a note to look at again: the person may read it, and some things are not to be kept (rules.md 4.3).

A hint and no refusal: « prison » may be where a brother lives.
"""

import re

from socle.normalisation import cle

# By what to write instead: beginnings of words, without accents.
A_RELIRE = {
    "la santé se dit en faits et en dates de démarches, jamais en diagnostic": (
        *("depress", "bipolai", "schizo", "psychos", "psychot", "nevros", "cancer", "diabet", "hepatit", "cirrhos"),
        *("epilep", "alcooli", "toxicom", "addict", "drogu", "tumeur", "parano", "vih", "sida"),
    ),
    "aucune infraction ni condamnation ne se note": (
        *("prison", "incarcer", "detenu", "condamn", "delinqu", "delit", "infraction", "recidiv"),
        *("garde a vue", "casier judiciaire", "bracelet electronique"),
    ),
    "ni la religion ni l’origine ne se notent": (
        *("religi", "musulm", "islam", "chretien", "catholi", "juif", "juive", "ramadan", "mosquee"),
        *("gitan", "manouche", "rom", "roms", "arabe", "maghreb", "ethni"),
    ),
    "on écrit ce que l’on voit et entend, sans juger": (
        *("feignant", "faineant", "paresseu", "menteu", "mythoman", "idiot", "stupide", "manipulat", "ingerable"),
    ),
}
ENTIERS = {"rom", "roms", "vih", "sida"}  # the beginnings of many other words
MOTS = re.compile(r"[^\W_]+")


def conseils(*textes: str) -> list[str]:
    """A sentence for each kind of words to look at again in these texts, naming them as they are typed; maybe none."""
    texte = " ".join(textes)
    trouves = {conseil: _trouves(texte, racines) for conseil, racines in A_RELIRE.items()}
    return [
        f"À relire : {', '.join(f'« {mot} »' for mot in mots)}. Dans une note, {conseil}."
        for conseil, mots in trouves.items()
        if mots
    ]


def _trouves(texte: str, racines: tuple[str, ...]) -> list[str]:
    """The words of the text that begin so, each once, in their order."""
    mots = MOTS.findall(texte)
    cles = [cle(mot) for mot in mots]
    vus = {}
    for racine in racines:
        morceaux = racine.split()
        for rang in range(len(mots) - len(morceaux) + 1):
            if _commence(cles[rang : rang + len(morceaux)], morceaux):
                vus.setdefault(" ".join(cles[rang : rang + len(morceaux)]), (rang, mots[rang : rang + len(morceaux)]))
    return [" ".join(dits) for _, dits in sorted(vus.values(), key=lambda vu: vu[0])]


def _commence(cles: list[str], morceaux: list[str]) -> bool:
    *debut, dernier = morceaux
    entier = dernier in ENTIERS
    return cles[:-1] == debut and (cles[-1] == dernier if entier else cles[-1].startswith(dernier))
