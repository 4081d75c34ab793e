"""Partners, found by name or created: the list is open."""

from collections.abc import Iterable

from django.db import transaction

from partenaires.models import Partenaire
from socle.normalisation import cle


@transaction.atomic
def trouver_ou_creer(*, noms: Iterable[str]) -> tuple[dict[str, Partenaire], list[Partenaire]]:
    """The partner of each name, by its key, creating those nobody named before; also gives the new ones apart."""
    connus = {partenaire.cle: partenaire for partenaire in Partenaire.objects.all()}
    voulus = {cle(nom): nom for nom in reversed(list(noms))}
    nouveaux = [Partenaire(nom=nom, cle=ecriture) for ecriture, nom in voulus.items() if ecriture not in connus]
    Partenaire.objects.bulk_create(nouveaux)
    return connus | {partenaire.cle: partenaire for partenaire in nouveaux}, nouveaux
