"""References of files that were merged into another: they go on naming the person, under the file kept."""

from collections.abc import Hashable, Iterable

from participants.models import Participant


def references_gardees(references: Iterable[str]) -> dict[str, str]:
    """Of these references, those of merged files: each with the reference of the file kept."""
    fondus = Participant.objects.filter(reference__in=set(references), fondu_dans__isnull=False)
    return dict(fondus.values_list("reference", "fondu_dans__reference"))


def rangs_repetes(cles: Iterable[Hashable]) -> list[int]:
    """The ranks whose key was already given above: two references of one person may say the same thing twice."""
    vues, repetes = set(), []
    for rang, cle in enumerate(cles):
        if cle in vues:
            repetes.append(rang)
        vues.add(cle)
    return repetes
