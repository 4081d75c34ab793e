"""What the two writers of batches share: rows found by reference and locked, people locked, texts made exportable."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from django.db.models import Model, prefetch_related_objects

from participants.models import Participant
from participants.services.references import rangs_repetes
from socle.erreurs import Anomalie
from socle.tableur.ecriture import inscriptible

PAR_LOT = 5_000  # keys asked for in one statement: engines bound how many it may carry


class Saisie(Protocol):
    """One entry of a batch, whatever it is about."""

    reference: str
    champs: dict


def en_lots(cles: Collection) -> Iterator[list]:
    """The distinct keys in their order, some thousands at a time."""
    rangees = sorted(set(cles))
    for debut in range(0, len(rangees), PAR_LOT):
        yield rangees[debut : debut + PAR_LOT]


def verrouiller_par_reference(
    modele: type[Model], references: Collection[str], relations: Sequence[str]
) -> dict[str, Model]:
    """The rows that bear one of these references, by it, locked until the end of the transaction.

    Their relations are read once for all, and shared: a hundred thousand rows speak of a few hundred people.
    """
    trouvees = {}
    for lot in en_lots(references):
        lignes = list(modele.objects.select_for_update().filter(reference__in=lot).order_by("pk"))
        prefetch_related_objects(lignes, *relations)
        trouvees |= {ligne.reference: ligne for ligne in lignes}
    return trouvees


def reunis_entre_temps(saisies: Sequence[Saisie]) -> Iterable[Anomalie]:
    """Lock the people of these entries, and tell those whose file was merged while the lock was awaited."""
    personnes = {saisie.champs["participant"].pk for saisie in saisies if "participant" in saisie.champs}
    reunis = {
        pk
        for lot in en_lots(personnes)
        for pk, fondu_dans in Participant.objects.select_for_update()
        .filter(pk__in=lot)
        .order_by("pk")
        .values_list("pk", "fondu_dans")
        if fondu_dans
    }
    for rang, saisie in enumerate(saisies):
        if reunis and "participant" in saisie.champs and saisie.champs["participant"].pk in reunis:
            raison = "ce dossier vient d’être réuni à un autre, recommencez"
            yield Anomalie(rang, "participant", "dossier_reuni", raison)


def references_repetees(saisies: Sequence[Saisie]) -> Iterable[Anomalie]:
    """One reference given twice in one batch: neither entry could be said to win."""
    for rang in rangs_repetes(saisie.reference for saisie in saisies):
        raison = "cette référence est déjà donnée plus haut dans la même saisie, gardez-en une"
        yield Anomalie(rang, "reference", "reference_repetee", raison)


def nettoyer(saisies: Iterable[Saisie], textes: Sequence[str]) -> list[Saisie]:
    """The same entries; these texts as a file gives them back, so that an export imported again changes nothing."""
    return [_nettoyee(saisie, textes) for saisie in saisies]


def _nettoyee(saisie: Saisie, textes: Sequence[str]) -> Saisie:
    propres = {nom: inscriptible(saisie.champs[nom] or "") for nom in textes if nom in saisie.champs}
    if all(saisie.champs[nom] == texte for nom, texte in propres.items()):
        return saisie
    return replace(saisie, champs=saisie.champs | propres)
