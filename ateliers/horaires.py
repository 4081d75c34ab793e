"""When the gardens are open: half-days, usual hours."""

import datetime as dt

from ateliers.choix import DemiJournee
from socle.periodes import PARIS

MATIN, APRES_MIDI = DemiJournee
MIDI = dt.time(12)
LUNDI_A_JEUDI = range(4)
# The usual hours of the gardens, Monday to Thursday.
HORAIRES = {MATIN: (dt.time(8), MIDI), APRES_MIDI: (dt.time(14), dt.time(16))}


def demi_journee(heure: dt.time) -> DemiJournee:
    """The half-day of a session that begins at this time: the morning ends at noon."""
    return MATIN if heure < MIDI else APRES_MIDI


def demi_journee_de(instant: dt.datetime) -> tuple[dt.date, DemiJournee]:
    """The day and half-day it is in Valenciennes at this instant (aware)."""
    ici = instant.astimezone(PARIS)
    return ici.date(), demi_journee(ici.time())


def bornes(demi: DemiJournee) -> dict[str, dt.time]:
    """The filter on `debut` that keeps the sessions of this half-day."""
    return {"debut__lt": MIDI} if demi == MATIN else {"debut__gte": MIDI}


def commencee(seance, le: dt.datetime) -> bool:
    """Whether the session's day has come at this instant (aware), by the clocks of Valenciennes."""
    return seance.date <= le.astimezone(PARIS).date()
