"""How the papers of a file read: what was given or signed, what a document still has to run. Pure rules."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from participants.choix import NatureAccord
from participants.models import Accord
from socle.periodes import en_lettres
from socle.templatetags.typographie import unite

# Days before the end of a document, that day included, from which it is said in amber, then in brick.
PROCHE, PRESSE = 60, 15
LOIN = "creuse"  # the look of an end that is further

A_FAIRE = {
    NatureAccord.NOTICE: "À remettre",
    NatureAccord.REGLEMENT: "À faire signer",
    NatureAccord.IMAGE: "À demander",
}
TITRES = {
    NatureAccord.NOTICE: "Notice d’information",
    NatureAccord.REGLEMENT: "Règlement des jardins",
    NatureAccord.IMAGE: "Droit à l’image",
}


@dataclass(frozen=True)
class Mention:
    """A state as people see it: a word, an icon, a colour."""

    ton: str
    icone: str
    mot: str


@dataclass(frozen=True)
class Papier:
    """One of the three papers: the line in force, None when nobody noted any, and those it replaced."""

    nature: NatureAccord
    mention: Mention
    accord: Accord | None
    passes: Sequence[Accord]

    @property
    def titre(self) -> str:
        return TITRES[self.nature]

    @property
    def permet(self) -> bool:
        """Whether it says what an image may be used for."""
        return self.nature == NatureAccord.IMAGE and self.accord is not None and self.accord.accorde


def papiers_de(accords: Sequence[Accord], jour: dt.date) -> list[Papier]:
    """The three papers as they are that day; `accords` come newest first, and the newest is in force."""
    papiers = []
    for nature in NatureAccord:
        siens = [accord for accord in accords if accord.nature == nature]
        actuel = siens[0] if siens else None
        papiers.append(Papier(nature, mention_de(nature, siens, jour), actuel, siens[1:]))
    return papiers


def mention_de(nature: NatureAccord, siens: Sequence[Accord], jour: dt.date) -> Mention:
    """The state of one paper, by its lines, newest first."""
    if not siens:
        return Mention("ambre", "circle-dashed", A_FAIRE[nature])
    actuel = siens[0]
    quand = en_lettres(actuel.date)
    if nature == NatureAccord.NOTICE:
        return Mention("feuille", "circle-check", f"Remise le {quand}")
    if nature == NatureAccord.REGLEMENT:
        return Mention("feuille", "circle-check", f"Signé le {quand}")
    if not actuel.accorde:
        retire = any(ancien.accorde for ancien in siens[1:])
        return Mention("brique", "ban", f"{'Retiré' if retire else 'Refusé'} le {quand}")
    if actuel.fin and actuel.fin < jour:
        return Mention("ambre", "clock", f"Fini le {en_lettres(actuel.fin)}")
    return Mention("feuille", "circle-check", f"Accordé le {quand}")


def echeance(expire_le: dt.date | None, jour: dt.date) -> Mention | None:
    """What to say of the end of a document: the last day it is good for counts as good; None without an end."""
    if expire_le is None:
        return None
    jours = (expire_le - jour).days
    if jours > PROCHE:
        return Mention(LOIN, "calendar-event", f"Jusqu’au {en_lettres(expire_le)}")
    if jours > PRESSE:
        return Mention("ambre", "clock", f"Expire dans {unite(jours, 'jours')}")
    return Mention("brique", "alert-triangle", _presse(jours))


def _presse(jours: int) -> str:
    proches = {1: "Expire demain", 0: "Expire aujourd’hui", -1: "A expiré hier"}
    if jours in proches:
        return proches[jours]
    return f"Expire dans {unite(jours, 'jours')}" if jours > 0 else f"A expiré il y a {unite(-jours, 'jours')}"
