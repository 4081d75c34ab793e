"""Dated facts of a stay: those of the entry day, and the changes after it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from participants.models import FAITS, FaitQpv, GenerationQpv, Parcours
from socle.ecriture import Ecriture
from socle.erreurs import Anomalie, refuser_si


@dataclass
class Fait:
    """A change in a person's situation: since that day the fact `nom` (a key of FAITS) is this value, or unknown."""

    reference: str
    depuis: dt.date
    nom: str
    valeur: object


@transaction.atomic
def enregistrer_faits(*, faits: Sequence[Fait]) -> Ecriture:
    """Add or correct dated changes; all or nothing.

    Refuses (SaisieRefusee) a change outside every stay of the person, or on an entry day, whose facts are written
    with the stay itself.
    """
    parcours = _parcours_par_reference({fait.reference for fait in faits})
    cibles = [_parcours_du_jour(parcours.get(fait.reference, ()), fait.depuis) for fait in faits]
    refuser_si(_hors_parcours(faits, cibles))
    ecriture, changes = Ecriture(), {}
    for nom, modele in FAITS.items():
        voulus = [(rang, cibles[rang], f.depuis, f.valeur) for rang, f in enumerate(faits) if f.nom == nom]
        changes.update(_poser(modele, voulus))
    for rang in range(len(faits)):
        cree, avant_apres = changes[rang]
        ecriture.noter(rang, cree=cree, differences=avant_apres)
    return ecriture


def fixer_a_l_entree(modele, parcours: list[Parcours], valeurs: dict) -> Iterator[tuple[int, object, object]]:
    """Set the fact at the entry day of each stay of `valeurs` ({stay: (rank, value)}); an unknown one has no row.

    Yields (rank, before, after) of each difference.
    """
    presents = {
        fait.parcours_id: fait
        for fait in modele.objects.filter(parcours__in=valeurs, depuis=F("parcours__date_entree")).select_related(
            *_relations(modele)
        )
    }
    entrees = {sejour.pk: sejour.date_entree for sejour in parcours}
    nouveaux, changes, perimes = [], [], []
    for cle, (rang, valeur) in valeurs.items():
        fait = presents.get(cle)
        avant = fait.valeur if fait else None
        if avant == valeur:
            continue
        yield rang, avant, valeur
        if valeur is None:
            perimes.append(fait.pk)
        elif fait:
            fait.valeur = valeur
            changes.append(fait)
        else:
            nouveaux.append(modele(parcours_id=cle, depuis=entrees[cle], valeur=valeur))
    modele.objects.bulk_create(_dater(modele, nouveaux))
    modele.objects.bulk_update(changes, ["valeur"], batch_size=500)
    modele.objects.filter(pk__in=perimes).delete()


def _poser(modele, voulus: list[tuple[int, Parcours, dt.date, object]]) -> dict[int, tuple[bool, list]]:
    """Write these facts, unknown ones included; gives what each rank did."""
    presents = {
        (fait.parcours_id, fait.depuis): fait
        for fait in modele.objects.filter(parcours__in={sejour.pk for _, sejour, _, _ in voulus}).select_related(
            *_relations(modele)
        )
    }
    nouveaux, changes, faits = [], [], {}
    for rang, sejour, depuis, valeur in voulus:
        fait = presents.get((sejour.pk, depuis))
        if fait is None:
            nouveaux.append(modele(parcours=sejour, depuis=depuis, valeur=valeur))
        elif fait.valeur != valeur:
            faits[rang] = False, [("valeur", fait.valeur, valeur)]
            fait.valeur = valeur
            changes.append(fait)
        faits.setdefault(rang, (fait is None, []))
    modele.objects.bulk_create(_dater(modele, nouveaux))
    modele.objects.bulk_update(changes, ["valeur"], batch_size=500)
    return faits


def _relations(modele) -> list[str]:
    return [] if modele is FaitQpv else ["valeur"]


def _dater(modele, faits: list) -> list:
    """A residence in a QPV is true of the generation in force that day; other facts need nothing."""
    if modele is FaitQpv and faits:
        generations = list(GenerationQpv.objects.all())
        for fait in faits:
            fait.generation = next((g for g in generations if g.valable_le(fait.depuis)), None)
    return faits


def _parcours_par_reference(references: Iterable[str]) -> dict[str, list[Parcours]]:
    par_reference: dict[str, list[Parcours]] = {}
    stays = Parcours.objects.filter(participant__reference__in=references).select_related("participant")
    for sejour in stays:
        par_reference.setdefault(sejour.participant.reference, []).append(sejour)
    return par_reference


def _parcours_du_jour(parcours: Iterable[Parcours], jour: dt.date) -> Parcours | None:
    return next((sejour for sejour in parcours if sejour.couvre(jour)), None)


def _hors_parcours(faits: Sequence[Fait], cibles: list[Parcours | None]) -> Iterable[Anomalie]:
    for rang, (fait, sejour) in enumerate(zip(faits, cibles, strict=True)):
        if sejour is None:
            raison = "cette personne n’a pas de parcours ouvert ce jour-là, vérifiez la date et la référence"
            yield Anomalie(rang, "date", "hors_parcours", raison)
        elif fait.depuis == sejour.date_entree:
            raison = (
                "c’est le jour de l’entrée : corrigez plutôt la situation d’entrée, dans le fichier « participants »"
            )
            yield Anomalie(rang, "date", "jour_d_entree", raison)
