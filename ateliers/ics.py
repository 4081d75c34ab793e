"""Sessions as an iCalendar file (RFC 5545), for a telephone or a shared calendar. It names no participant."""

import datetime as dt
from collections.abc import Iterable, Iterator

from ateliers.choix import StatutSeance
from ateliers.models import Seance
from socle.periodes import PARIS

TYPE_MIME = "text/calendar; charset=utf-8"
ECHAPPEMENTS = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})
OCTETS_PAR_LIGNE = 75
STATUTS = {
    StatutSeance.PREVUE: "TENTATIVE",
    StatutSeance.REALISEE: "CONFIRMED",
    StatutSeance.ANNULEE: "CANCELLED",
}


def ecrire_ics(seances: Iterable[Seance], le: dt.datetime) -> bytes:
    """The sessions as a calendar made at `le` (aware). Times are given in UTC, so that no time zone is guessed."""
    lignes = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Jardins du coeur//Seances//FR",
        "CALSCALE:GREGORIAN",
        *(ligne for seance in seances for ligne in _evenement(seance, le)),
        "END:VCALENDAR",
    ]
    return "".join(f"{plie}\r\n" for ligne in lignes for plie in plier(ligne)).encode()


def _evenement(seance: Seance, le: dt.datetime) -> list[str]:
    titre = f"{seance.atelier} : {seance.theme}" if seance.theme else str(seance.atelier)
    return [
        "BEGIN:VEVENT",
        f"UID:{seance.uuid}@jardins-du-coeur",
        f"DTSTAMP:{_utc(le)}",
        f"DTSTART:{_utc(dt.datetime.combine(seance.date, seance.debut, PARIS))}",
        f"DTEND:{_utc(dt.datetime.combine(seance.date, seance.fin, PARIS))}",
        f"SUMMARY:{titre.translate(ECHAPPEMENTS)}",
        f"LOCATION:{str(seance.site).translate(ECHAPPEMENTS)}",
        f"STATUS:{STATUTS[StatutSeance(seance.statut)]}",
        "END:VEVENT",
    ]


def _utc(instant: dt.datetime) -> str:
    return f"{instant.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def plier(ligne: str) -> Iterator[str]:
    """The line cut in pieces of at most 75 octets, never within a character; the next ones begin with a blank."""
    piece = ""
    for caractere in ligne:
        if len((piece + caractere).encode()) > OCTETS_PAR_LIGNE:
            yield piece
            piece = " "
        piece += caractere
    yield piece
