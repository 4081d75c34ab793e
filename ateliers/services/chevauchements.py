"""People in two places at once: what both writers of a day must check."""

from collections.abc import Sequence

from ateliers.models import Presence, Seance


def chevauchements(seances: Sequence[Seance]):
    """People present twice at once on the days of these sessions."""
    if not seances:
        return Presence.objects.none()
    jours = [seance.date for seance in seances]
    proches = Presence.objects.filter(seance__date__range=(min(jours), max(jours)))
    return proches.en_chevauchement().select_related("seance")
