"""The distance travelled: of each obstacle of a stay, its level at the entry and now. It is drawn, never typed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from participants.choix import NiveauFrein
from participants.models import EvaluationFrein, Frein, Parcours
from participants.questions import NE_SE_PRONONCE_PAS
from socle.chemins import chemin
from socle.templatetags.typographie import unite


@dataclass(frozen=True)
class Sens:
    """Which way an obstacle went: a word, a tone of `pastille`, an icon."""

    mot: str
    ton: str
    icone: str


LEVE = Sens("n’est plus une difficulté", "feuille", "circle-check")
MOINS = Sens("moins difficile", "feuille", "arrow-right")
PAREIL = Sens("pareil", "", "circle")
PLUS = Sens("plus difficile", "brique", "arrow-left")
UNE_FOIS = Sens("à reprendre", "creuse", "circle-dashed")
INCOMPARABLE = Sens("sans comparaison", "creuse", "circle-dashed")


@dataclass(frozen=True)
class Evaluation:
    """The level of an obstacle on a day; None: the person preferred not to say."""

    jour: dt.date
    niveau: int | None

    @property
    def mot(self) -> str:
        return NE_SE_PRONONCE_PAS if self.niveau is None else NiveauFrein(self.niveau).label


@dataclass(frozen=True)
class Trajet:
    """One obstacle of one stay, evaluated at least once, oldest first."""

    frein: Frein
    evaluations: tuple[Evaluation, ...]

    @property
    def depart(self) -> Evaluation:
        """The first evaluation of the stay, whatever came after."""
        return self.evaluations[0]

    @property
    def arrivee(self) -> Evaluation | None:
        """The last one, once the obstacle was taken again."""
        return self.evaluations[-1] if len(self.evaluations) > 1 else None

    @property
    def ecart(self) -> int | None:
        """How many levels were won since the entry (negative: lost); None when there is nothing to compare."""
        if self.arrivee is None or self.depart.niveau is None or self.arrivee.niveau is None:
            return None
        return self.depart.niveau - self.arrivee.niveau

    @property
    def sens(self) -> Sens:
        if self.arrivee is None:
            return UNE_FOIS
        if self.ecart is None:
            return INCOMPARABLE
        if self.ecart > 0:
            return LEVE if self.arrivee.niveau == NiveauFrein.AUCUN else MOINS
        return PLUS if self.ecart < 0 else PAREIL

    @property
    def sans_objet(self) -> bool:
        """Whether it never was a difficulty: there is nothing to draw."""
        return all(evaluation.niveau == NiveauFrein.AUCUN for evaluation in self.evaluations)

    @property
    def dessin(self) -> str:
        niveaux = [evaluation.niveau for evaluation in self.evaluations]
        return chemin(niveaux, NiveauFrein.BLOQUANT, self.en_mots)

    @property
    def en_mots(self) -> str:
        """« De « très difficile » à « un peu difficile » »: the drawing, for whoever hears it."""
        if self.arrivee is None:
            return f"Évalué une fois : « {self.depart.mot} »"
        return f"De « {self.depart.mot} » à « {self.arrivee.mot} »"


def lire_trajets(parcours: Parcours) -> list[Trajet]:
    """Every obstacle evaluated in this stay, and in no other, in the order of themes: one query."""
    notes = (
        EvaluationFrein.objects.filter(parcours=parcours)
        .select_related("frein__thematique")
        .order_by("frein__thematique__ordre", "frein__thematique__cle", "frein__ordre", "frein__cle", "depuis")
    )
    par_frein: dict[Frein, list[Evaluation]] = {}
    for note in notes:
        par_frein.setdefault(note.frein, []).append(Evaluation(note.depuis, note.niveau))
    return [Trajet(frein, tuple(evaluations)) for frein, evaluations in par_frein.items()]


def dates_de(trajets: Iterable[Trajet]) -> list[dt.date]:
    """The days when obstacles were looked at, oldest first."""
    return sorted({evaluation.jour for trajet in trajets for evaluation in trajet.evaluations})


def resumer(trajets: Iterable[Trajet]) -> str:
    """The whole of it in a sentence: of the difficulties taken again, how many weigh less, the same, more."""
    compares = [trajet.ecart for trajet in trajets if trajet.ecart is not None and not trajet.sans_objet]
    if not compares:
        return "Rien à comparer encore : reprenez les freins dans quelques semaines pour voir le chemin parcouru."
    moins, plus = sum(ecart > 0 for ecart in compares), sum(ecart < 0 for ecart in compares)
    pareils = len(compares) - moins - plus
    comptes = [(moins, "moins lourd"), (pareils, "pareil"), (plus, "plus lourd")]
    parts = [f"{nombre} {_accorder(mots, nombre)}" for nombre, mots in comptes if nombre]
    return f"Depuis l’entrée, sur {unite(len(compares), 'freins')} repris : {', '.join(parts)}."


def _accorder(mots: str, nombre: int) -> str:
    return f"{mots}s" if nombre > 1 and not mots.endswith("s") else mots
