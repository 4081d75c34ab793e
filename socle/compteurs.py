"""Numbers given one after the other, never twice, whoever asks at the same time."""

from django.db import transaction
from django.db.models import F

from socle.models import Compteur


@transaction.atomic
def suivant(nom: str) -> int:
    """The next number of this series, from 1. The row is locked until the caller's transaction ends."""
    Compteur.objects.get_or_create(nom=nom)
    Compteur.objects.filter(nom=nom).update(dernier=F("dernier") + 1)
    return Compteur.objects.values_list("dernier", flat=True).get(nom=nom)
