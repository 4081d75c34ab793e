"""Reading the answers of a roll call: what this person changed, compared with what her page showed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ateliers.choix import StatutPresence
from ateliers.feuille_appel import Rangee, Section, lire_statut
from ateliers.services import Note
from ateliers.services.appel import Etat

TEMOIN = re.compile(r"(\d+):(present|absent|excuse):(\d+)")


@dataclass
class Changement:
    """A row whose answer is another than the one shown: the note to write, or why it cannot be read."""

    rangee: Rangee
    note: Note
    erreur: str = ""


def changements(section: Section, saisie: Mapping[str, str]) -> Iterator[Changement]:
    """The rows of a section that this person answered otherwise than her page showed, in order."""
    temoin = {int(cle): (statut, int(m)) for cle, statut, m in TEMOIN.findall(saisie.get(_champ_temoin(section), ""))}
    for rangee in section.toutes:
        if f"p-{rangee.champ}" not in saisie:
            continue
        statut = lire_statut(saisie, rangee)
        minutes, erreur = _minutes(saisie.get(f"m-{rangee.champ}", ""), statut)
        avant = temoin.get(rangee.participant.pk)
        if erreur or _etat(statut, minutes, section.seance.minutes) != avant:
            note = Note(section.seance, rangee.participant, statut, minutes, avant)
            yield Changement(rangee, note, erreur)


def _champ_temoin(section: Section) -> str:
    return f"avant-{section.seance.pk}"


def _minutes(texte: str, statut: str) -> tuple[int | None, str]:
    """The minutes typed, None for the whole session, and what is wrong with them; only who was there has some."""
    texte = texte.strip()
    if not texte or statut != StatutPresence.PRESENT:
        return None, ""
    if not re.fullmatch(r"[0-9]{1,4}", texte):
        return None, "Écrivez la durée en minutes, par exemple 90."
    return int(texte), ""


def _etat(statut: str, minutes: int | None, duree: int) -> Etat:
    """What the answer would have noted."""
    if not statut:
        return None
    entiere = duree if statut == StatutPresence.PRESENT else 0
    return statut, entiere if minutes is None else minutes
