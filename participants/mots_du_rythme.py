"""The words of the monthly rhythm, the same on every page: a state as a phrase, a colour and an icon."""

import datetime as dt
from functools import lru_cache

from django.utils.safestring import SafeString

from participants.choix import Rythme
from participants.rythme import Etat
from socle.periodes import en_bref
from socle.templatetags.composants import pastille
from socle.templatetags.typographie import unite

# Of each state: its colour and its icon.
TONS = {
    Rythme.A_JOUR: ("feuille", "check"),
    Rythme.A_PREVOIR: ("ambre", "clock"),
    Rythme.EN_RETARD: ("brique", "alert-triangle"),
    Rythme.JAMAIS_RECU: ("brique", "user-question"),
    Rythme.REPORTE: ("", "calendar"),
    Rythme.SUSPENDU: ("", "player-pause"),
}


def dire(etat: Etat, jour: dt.date) -> str:
    """« en retard de 9 jours », « reporté jusqu’au 27 mars »: the state as it is read that day."""
    if etat.rythme == Rythme.EN_RETARD:
        return f"en retard de {unite(etat.retard, 'jours')}"
    if etat.jusqu_au:
        return f"{etat.rythme.label} jusqu’au {en_bref(etat.jusqu_au, jour)}"
    return etat.rythme.label


def titre(etat: Etat, jour: dt.date) -> str:
    """The same, at the beginning of a line."""
    dit = dire(etat, jour)
    return dit[0].upper() + dit[1:]


def pastille_du_rythme(etat: Etat, jour: dt.date) -> SafeString:
    """The state as a word, an icon and a colour."""
    return pastille(titre(etat, jour), *TONS[etat.rythme])


@lru_cache(maxsize=512)
def pastille_breve(rythme: Rythme, retard: int) -> SafeString:
    """The same in a list, without the day that ends what suspends or puts off; drawn once for all its rows."""
    mot = rythme.label[0].upper() + rythme.label[1:]
    return pastille(f"{mot} de {unite(retard, 'jours')}" if retard else mot, *TONS[rythme])
