"""The queue: asking for work, claiming it, giving signs of life, ending. Each move is one filtered UPDATE.

The filter is the lock: two workers that want one row both send the UPDATE, and one of them changes nothing.
"""

import datetime as dt
import uuid

from django.db.models import F, Q

from socle.choix import StatutTravail
from socle.models import Travail

BIENTOT = dt.timedelta(seconds=15)  # a worker looks every second
SILENCE = dt.timedelta(minutes=5)  # without a sign for so long, a worker is dead
ESSAIS = 2  # a row that killed two workers would kill the third
GARDE = dt.timedelta(days=7)
ABANDON = (
    "Ce traitement s’est arrêté deux fois avant la fin. Rien n’est enregistré. "
    "Recommencez, et prévenez votre administrateur si cela se répète."
)


def demander(*, nature: str, objet: uuid.UUID, titre: str, suite: str, par, le: dt.datetime) -> Travail:
    """Put work in the queue: `objet` is the row it is about, `suite` the name of the page that shows it after."""
    return Travail.objects.create(nature=nature, objet=objet, titre=titre, suite=suite, demande_par=par, demande_le=le)


def prendre(*, ouvrier: str, le: dt.datetime) -> Travail | None:
    """Claim the oldest row that is free, or whose worker is silent; None when there is none."""
    libre = Q(statut=StatutTravail.ATTENTE) | Q(
        statut=StatutTravail.EN_COURS, battu_le__lt=le - SILENCE, essais__lt=ESSAIS
    )
    for cle in Travail.objects.filter(libre).values_list("pk", flat=True)[:10]:
        pris = Travail.objects.filter(libre, pk=cle).update(
            statut=StatutTravail.EN_COURS,
            ouvrier=ouvrier,
            battu_le=le,
            essais=F("essais") + 1,
            etape="",
            fait=0,
            total=0,
        )
        if pris:
            return Travail.objects.get(pk=cle)
    return None


def battre(*, travail: Travail, etape: str, fait: int, total: int, le: dt.datetime) -> bool:
    """Give a sign of life and say how far it is; False when the row now belongs to somebody else."""
    return _changer(travail, battu_le=le, etape=etape, fait=fait, total=total)


def finir(*, travail: Travail, le: dt.datetime) -> bool:
    """The work is done; False when the row now belongs to somebody else."""
    return _changer(travail, statut=StatutTravail.FINI, fini_le=le)


def echouer(*, travail: Travail, message: str, le: dt.datetime) -> bool:
    """The work cannot be done, for a reason told in French; False when the row belongs to somebody else."""
    return _changer(travail, statut=StatutTravail.ECHOUE, message=message, fini_le=le)


def rendre(*, travail: Travail) -> bool:
    """Put the row back in the queue: a worker that stops in good order does not count as a try."""
    return _changer(travail, statut=StatutTravail.ATTENTE, ouvrier="", battu_le=None, essais=F("essais") - 1)


def _changer(travail: Travail, **valeurs) -> bool:
    mien = Travail.objects.filter(pk=travail.pk, statut=StatutTravail.EN_COURS, ouvrier=travail.ouvrier)
    return bool(mien.update(**valeurs))


def abandonner(*, le: dt.datetime) -> int:
    """Fail the rows that two workers left silent, with a sentence for who asked; gives how many."""
    morts = Travail.objects.muets(le - SILENCE).filter(essais__gte=ESSAIS)
    if not morts.exists():  # on SQLite even an UPDATE of nothing takes the lock
        return 0
    return morts.update(statut=StatutTravail.ECHOUE, message=ABANDON, fini_le=le)


def purger(*, le: dt.datetime) -> int:
    """Delete the work ended more than seven days ago; gives how many rows went."""
    return Travail.objects.filter(fini_le__lt=le - GARDE).delete()[0]


def raison_d_attente(*, travail: Travail, le: dt.datetime) -> str:
    """Why this work is not going on, as French sentences; empty when it is, or when it has ended."""
    if travail.statut == StatutTravail.EN_COURS and travail.battu_le < le - SILENCE:
        return "Ce traitement ne donne plus de nouvelles. Il sera repris tout seul, une fois."
    if travail.statut != StatutTravail.ATTENTE:
        return ""
    if Travail.objects.filter(statut=StatutTravail.EN_COURS, battu_le__gte=le - SILENCE).exists():
        return "Un autre traitement est en cours. Le vôtre commencera juste après."
    if le - travail.demande_le < BIENTOT:
        return "Le traitement va commencer."
    return (
        "Le traitement n’a pas commencé : le programme qui s’en charge ne tourne pas. Votre demande est gardée, "
        "et commencera dès qu’il tournera. Prévenez votre administrateur."
    )
