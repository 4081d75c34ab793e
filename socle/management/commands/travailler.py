"""manage.py travailler [--une-fois]: do the long work that pages asked for, until SIGTERM or SIGINT."""

import datetime as dt
import signal

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand

from socle import brouillons
from socle.branchements import branches
from socle.imports.depots import vider_les_anciens
from socle.travaux.attente import purger
from socle.travaux.ouvrier import Arret, nommer, travailler


class Command(BaseCommand):
    requires_system_checks = []  # the server beside it has checked the pages
    help = "Fait les traitements longs demandés dans les pages : gros imports. Plusieurs peuvent tourner à la fois."

    def add_arguments(self, parser):
        parser.add_argument("--une-fois", action="store_true", help="faire ce qui attend, puis s’arrêter")
        parser.add_argument("--parent", type=int, metavar="PID", help="s’arrêter quand ce processus parent s’arrête")

    def handle(self, *, une_fois: bool, parent: int | None, **_):
        arret = Arret(parent)
        for numero in (signal.SIGTERM, signal.SIGINT):
            signal.signal(numero, arret.signaler)
        travailler(ouvrier=nommer(), arret=arret, menage=_menage, une_fois=une_fois)


def _menage(le: dt.datetime) -> None:
    """What is kept seven days is kept no longer, nor a draft that nobody touches, nor a session that is over; then what
    higher packages do."""
    purger(le=le)
    vider_les_anciens(le=le)
    brouillons.purger(le=le)
    Session.objects.filter(expire_date__lt=le).delete()
    for menage in branches("MENAGES"):
        menage(le=le)
