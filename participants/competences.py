"""Where a person stands for each skill seen at work, and the way there since the first observation, drawn as steps."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from participants.choix import NiveauObservation
from participants.models import Competence, Observation, Participant
from socle.periodes import en_lettres

MONTREES = 12  # observations of a skill that the page lists; the drawing has them all
POINTS = 40  # beyond, the drawing marks only those that change the level
# Of the drawing, in pixels: it fits a telephone as it is.
LARGEUR, COLONNE, DROITE, RANG, HAUTEUR = 320, 162, 308, 24, 122
ENCRE, ENCRE_2, FEUILLE, FILET = "#1e2a22", "#4b5a50", "#2b6236", "#d5dcd4"
ASPECTS = {
    NiveauObservation.PAS_ENCORE: ("creuse", "circle-dashed"),
    NiveauObservation.AVEC_AIDE: ("ciel", "users"),
    NiveauObservation.SEUL: ("feuille", "circle-check"),
    NiveauObservation.MONTRE: ("feuille", "school"),
}


@dataclass(frozen=True)
class Suivi:
    """What was seen of one skill, oldest first; `retours` are the days when a later stay began."""

    competence: Competence
    observations: Sequence[Observation]
    retours: Sequence[dt.date] = ()

    @property
    def premiere(self) -> Observation:
        return self.observations[0]

    @property
    def derniere(self) -> Observation:
        return self.observations[-1]

    @property
    def ton(self) -> str:
        return ASPECTS[self.derniere.niveau][0]

    @property
    def icone(self) -> str:
        return ASPECTS[self.derniere.niveau][1]

    @property
    def recentes(self) -> list[Observation]:
        """The latest, newest first."""
        return list(self.observations[: -MONTREES - 1 : -1])

    @property
    def paliers(self) -> list[Observation]:
        """Those that changed the level, the first one included."""
        avant = [None, *self.observations]
        return [o for o, precedente in zip(self.observations, avant, strict=False) if _change(o, precedente)]

    @property
    def ecart(self) -> int:
        """How many levels up (or down, below zero) since the first observation."""
        return self.derniere.niveau - self.premiere.niveau

    @property
    def chemin(self) -> str:
        """The distance travelled since the first observation, in words; nothing when it is the only one."""
        if len(self.observations) == 1:
            return ""
        if not self.ecart:
            return "même niveau"
        combien = f"{abs(self.ecart)}\u00a0niveau{'x' if abs(self.ecart) > 1 else ''}"
        return f"{combien} de {'plus' if self.ecart > 0 else 'moins'}"

    @property
    def fleche(self) -> str:
        """The icon of the distance."""
        return "arrow-right" if not self.ecart else "arrow-up" if self.ecart > 0 else "arrow-down"

    @property
    def dessin(self) -> SafeString:
        return _dessiner(self)


def suivis_de(participant: Participant, entrees: Iterable[dt.date]) -> list[Suivi]:
    """A follow-up for each skill ever noted, in the order of the list. One query.

    `entrees` are the first days of her stays: those after the first one are drawn as returns.
    """
    retours = sorted(entrees)[1:]
    par_competence: dict[Competence, list[Observation]] = {}
    lues = participant.observations.select_related("competence", "par").order_by(
        "competence__ordre", "competence__cle", "date"
    )
    for observation in lues:
        par_competence.setdefault(observation.competence, []).append(observation)
    return [Suivi(competence, siennes, retours) for competence, siennes in par_competence.items()]


def _change(observation: Observation, precedente: Observation | None) -> bool:
    return precedente is None or observation.niveau != precedente.niveau


def _dessiner(suivi: Suivi) -> SafeString:
    """The four levels as lines, one step a change, the days of the first and last observations below."""
    echelle = _Echelle(suivi.premiere.date, suivi.derniere.date)
    return format_html(
        '<svg class="marches" role="img" viewBox="0 0 {0} {1}" width="{0}" height="{1}"'
        ' font-family="Source Sans 3, sans-serif" font-size="13"><title>{2}</title><desc>{3}</desc>{4}{5}{6}{7}</svg>',
        LARGEUR,
        HAUTEUR,
        _titre(suivi),
        ", ".join(f"{o.get_niveau_display()} le {en_lettres(o.date)}" for o in suivi.paliers) + ".",
        format_html_join("", "{}", ((_niveau(niveau, suivi.derniere.niveau),) for niveau in NiveauObservation)),
        format_html_join("", "{}", ((_retour(echelle.x(jour)),) for jour in suivi.retours if echelle.contient(jour))),
        _trace(suivi, echelle),
        _jours(suivi),
    )


def _titre(suivi: Suivi) -> str:
    dit = suivi.derniere.get_niveau_display()
    chemin = f", {suivi.chemin} que le {en_lettres(suivi.premiere.date)}" if suivi.chemin else ""
    return f"{suivi.competence}\u00a0: {dit}{chemin}"


@dataclass(frozen=True)
class _Echelle:
    """Where a day and a level stand on the drawing."""

    debut: dt.date
    fin: dt.date

    def x(self, jour: dt.date) -> str:
        duree = (self.fin - self.debut).days or 1
        return _px(COLONNE + 8 + (DROITE - COLONNE - 8) * (jour - self.debut).days / duree)

    def contient(self, jour: dt.date) -> bool:
        return self.debut < jour <= self.fin


def _y(niveau: int) -> int:
    return 12 + RANG * (NiveauObservation.MONTRE - niveau)


def _niveau(niveau: NiveauObservation, atteint: int) -> SafeString:
    """A level: its words, in bold where the person stands, and its line."""
    ici = niveau == atteint
    return format_html(
        '<text x="{}" y="{}" text-anchor="end" fill="{}" font-weight="{}">{}</text>'
        '<path d="M{} {}H{}" stroke="{}" stroke-width="1"/>',
        COLONNE - 6,
        _y(niveau) + 4,
        ENCRE if ici else ENCRE_2,
        700 if ici else 400,
        niveau.label,
        COLONNE,
        _y(niveau),
        LARGEUR,
        FILET,
    )


def _retour(x: str) -> SafeString:
    """The day when a later stay began, across the levels."""
    return format_html(
        '<path d="M{0} 4V92" stroke="{1}" stroke-width="1.5" stroke-dasharray="3 3"/>'
        '<text x="{0}" y="116" text-anchor="middle" fill="{1}">retour</text>',
        x,
        ENCRE_2,
    )


def _trace(suivi: Suivi, echelle: _Echelle) -> SafeString:
    """The steps, and a point for each observation."""
    pas = "".join(f"H{echelle.x(o.date)}V{_y(o.niveau)}" for o in suivi.paliers[1:])
    depart = f"M{echelle.x(suivi.premiere.date)} {_y(suivi.premiere.niveau)}"
    points = suivi.observations if len(suivi.observations) <= POINTS else [*suivi.paliers, suivi.derniere]
    return format_html(
        '<path d="{}" fill="none" stroke="{}" stroke-width="3" stroke-linejoin="round"/>{}',
        f"{depart}{pas}H{echelle.x(suivi.derniere.date)}",
        FEUILLE,
        format_html_join(
            "",
            '<circle cx="{}" cy="{}" r="4.5" fill="{}"/>',
            ((echelle.x(o.date), _y(o.niveau), FEUILLE) for o in points),
        ),
    )


def _jours(suivi: Suivi) -> SafeString:
    """The first and the last day, one alone when they are the same."""
    bornes = [(COLONNE, "start", suivi.premiere.date)]
    if suivi.derniere.date != suivi.premiere.date:
        bornes.append((LARGEUR, "end", suivi.derniere.date))
    lignes = ((x, ancre, ENCRE_2, f"{jour:%d/%m/%Y}") for x, ancre, jour in bornes)
    return format_html_join("", '<text x="{}" y="104" text-anchor="{}" fill="{}">{}</text>', lignes)


def _px(longueur: float) -> str:
    return f"{longueur:.1f}".removesuffix(".0")
