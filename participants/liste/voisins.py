"""One's place in the list a file was opened from: the file before, the file after."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from participants.liste.criteres import Criteres
from participants.liste.reperes import Jalons
from participants.liste.selection import personnes, selection
from participants.models import Participant


@dataclass(frozen=True)
class Voisins:
    """`rang` counts from one; `requete` is the query of the list, as its links and the files’ `liste` write it."""

    rang: int
    total: int
    precedent: UUID | None
    suivant: UUID | None
    requete: str


def voisins(participant: Participant, requete: str, utilisateur, jalons: Jalons) -> Voisins | None:
    """The neighbours of this person in the list of that query, in one query; None when she is not in it."""
    criteres = Criteres.lire(QueryDict(requete))
    gens = selection(personnes(utilisateur, jalons, criteres.filtres), criteres)
    uuids = list(gens.values_list("uuid", flat=True))
    if participant.uuid not in uuids:
        return None
    rang = uuids.index(participant.uuid)
    precedent = uuids[rang - 1] if rang else None
    suivant = uuids[rang + 1] if rang + 1 < len(uuids) else None
    return Voisins(rang + 1, len(uuids), precedent, suivant, criteres.requete)
