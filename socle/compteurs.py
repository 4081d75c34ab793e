"""Numbers given one after the other, never twice, whoever asks at the same time."""

from django.db import models, transaction
from django.db.models import F

from socle.models import Compteur


@transaction.atomic
def suivant(nom: str) -> int:
    """The next number of this series, from 1. The row is locked until the caller's transaction ends."""
    Compteur.objects.get_or_create(nom=nom)
    Compteur.objects.filter(nom=nom).update(dernier=F("dernier") + 1)
    return Compteur.objects.values_list("dernier", flat=True).get(nom=nom)


def reference_libre(modele: type[models.Model], serie: str, annee: int, lettre: str = "") -> str:
    """« E2026-0042 »: the next number of this series of the year that no `reference` bears, imported ones included."""
    while True:
        reference = f"{lettre}{annee}-{suivant(f'{serie}-{annee}'):04}"
        if not modele.objects.filter(reference=reference).exists():
            return reference
