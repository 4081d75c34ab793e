"""The worker: claims rows one after the other, gives signs of life while it works, and stops in good order."""

import datetime as dt
import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager

from django.conf import settings
from django.db import Error as ErreurDeBase
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from socle.models import Travail
from socle.traces import sans_message
from socle.travaux.attente import abandonner, battre, echouer, finir, prendre, rendre

PAUSE = 1  # seconds between two looks at an empty queue
PERIODE = 1  # second between two signs of life
MENAGE = dt.timedelta(minutes=10)
IMPREVU = (
    "Ce traitement s’est arrêté sur une erreur de l’application. Rien n’est enregistré. "
    "Recommencez, et prévenez votre administrateur si cela se répète."
)
journal = logging.getLogger(__name__)


class ArretDemande(Exception):
    """The worker must stop: the work is undone and its row goes back to the queue."""


class TravailPerdu(Exception):
    """Another worker has the row: this one was silent for too long."""


class TravailImpossible(Exception):
    """The work cannot be done; the message is a French sentence for who asked."""


class Arret:
    """Whether the worker must stop: it was told so, or the process it lives for is gone."""

    def __init__(self, parent: int | None = None):
        self.parent = parent
        self.signale = False

    def signaler(self, *_) -> None:
        """To be called by a signal: nothing but a flag, whatever the worker is doing."""
        self.signale = True

    def __bool__(self) -> bool:
        return self.signale or (self.parent is not None and os.getppid() != self.parent)


class Avancement:
    """What the work calls to say how far it is; raises when it must not go on (ArretDemande, TravailPerdu)."""

    def __init__(self, arret: Arret):
        self.arret, self.perdu = arret, False
        self.etape, self.fait, self.total = "", 0, 0

    def __call__(self, etape: str, fait: int = 0, total: int = 0) -> None:
        if self.perdu:
            raise TravailPerdu
        if self.arret:
            raise ArretDemande
        self.etape, self.fait, self.total = etape, fait, total


def nommer() -> str:
    """A name for this worker that no other has, on this machine or another, now or after a restart."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def travailler(*, ouvrier: str, arret: Arret, menage: Callable[[dt.datetime], None], une_fois: bool = False) -> None:
    """Do what waits, then wait for more until told to stop; with `une_fois`, stop when nothing waits."""
    prochain_menage = timezone.now()
    while not arret:
        close_old_connections()
        fait = False
        try:
            if timezone.now() >= prochain_menage:
                menage(timezone.now())
                prochain_menage = timezone.now() + MENAGE
            fait = un_tour(ouvrier=ouvrier, arret=arret)
        except ErreurDeBase as erreur:  # restarting, or locked by a long write: it comes back
            journal.warning("base de données indisponible (%s)", type(erreur).__name__)
            connection.close()
        if not fait and une_fois:
            return
        if not fait:
            time.sleep(PAUSE)


def un_tour(*, ouvrier: str, arret: Arret, horloge: Callable[[], dt.datetime] = timezone.now) -> bool:
    """Fail what is beyond hope, then claim one row and do it; False when there was none."""
    abandonner(le=horloge())
    travail = prendre(ouvrier=ouvrier, le=horloge())
    if travail is None:
        return False
    faire(travail=travail, arret=arret, horloge=horloge)
    return True


def faire(*, travail: Travail, arret: Arret, horloge: Callable[[], dt.datetime] = timezone.now) -> None:
    """Do one claimed row and write how it ended."""
    suivre = Avancement(arret)
    try:
        with _battements(travail, suivre):
            _fonctions()[travail.nature](travail=travail, suivre=suivre, le=horloge())
    except ArretDemande:
        rendre(travail=travail)
    except TravailPerdu:
        journal.warning("traitement %s repris par un autre", travail.uuid)
    except TravailImpossible as refus:
        echouer(travail=travail, message=str(refus), le=horloge())
    except Exception as erreur:
        journal.error("traitement %s interrompu (%s)\n%s", travail.uuid, type(erreur).__name__, sans_message(erreur))
        echouer(travail=travail, message=IMPREVU, le=horloge())
    else:
        finir(travail=travail, le=horloge())


def _fonctions() -> dict[str, Callable]:
    """What the settings let a worker do, by the last word of its dotted name."""
    return {nom.rpartition(".")[2]: import_string(nom) for nom in settings.TRAVAUX}


@contextmanager
def _battements(travail: Travail, suivre: Avancement):
    """Signs of life, on a connection of their own: that of the work may be in the middle of a transaction."""
    fini = threading.Event()
    fil = threading.Thread(target=_donner_signe, args=(travail, suivre, fini), daemon=True)
    fil.start()
    try:
        yield
    finally:
        fini.set()
        fil.join()


def _donner_signe(travail: Travail, suivre: Avancement, fini: threading.Event) -> None:
    while not fini.wait(PERIODE):
        try:
            le_mien = battre(
                travail=travail, etape=suivre.etape, fait=suivre.fait, total=suivre.total, le=timezone.now()
            )
        except ErreurDeBase:  # SQLite, while the work itself writes: the next sign will pass
            continue
        suivre.perdu = not le_mien
    connection.close()
