"""Members of staff who speak, found by name or created: the list is open."""

from collections.abc import Iterable

from django.db import transaction

from ateliers.models import Intervenant
from socle.normalisation import cle


@transaction.atomic
def trouver_ou_creer_intervenants(*, noms: Iterable[str]) -> tuple[dict[str, Intervenant], list[Intervenant]]:
    """The member of staff of each name, by its key, creating those nobody named before; also gives the new apart."""
    connus = {agent.cle: agent for agent in Intervenant.objects.all()}
    voulus = {cle(nom): nom for nom in reversed(list(noms))}
    nouveaux = [Intervenant(nom=nom, cle=ecriture) for ecriture, nom in voulus.items() if ecriture not in connus]
    Intervenant.objects.bulk_create(nouveaux)
    return connus | {agent.cle: agent for agent in nouveaux}, nouveaux
