"""Interviews by batch: the import of a year, or one at the desk. The only writer of Entretien."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from participants.models import Entretien, Participant
from participants.services.lots import (
    en_lots,
    nettoyer,
    references_repetees,
    reunis_entre_temps,
    verrouiller_par_reference,
)
from participants.services.references import references_gardees
from socle.compteurs import reference_libre
from socle.ecriture import Ecriture, appliquer, atomique_rejouee, differences
from socle.erreurs import Anomalie, refuser_si

CHAMPS = ("participant", "date", "statut", "duree_minutes", "lieu", "theme", "compte_rendu")
TEXTES = ("theme", "compte_rendu")


@dataclass
class SaisieEntretien:
    """One interview by its reference; `champs` among CHAMPS, those absent left as they are. `uuid` of a new one."""

    reference: str
    champs: dict
    uuid: object = None


@atomique_rejouee
def enregistrer_entretiens(
    *, saisies: Sequence[SaisieEntretien], par, le: dt.datetime, aujourdhui: dt.date
) -> Ecriture:
    """Create or update these interviews; all or nothing. `par` is who leads the new ones (None: unknown).

    Texts are kept without blanks around them. Refuses (SaisieRefusee) an interview to come, one reference given twice
    or given to another person than the one it has, and a file merged into another meanwhile.
    """
    saisies = nettoyer(saisies, TEXTES)
    anomalies = [*reunis_entre_temps(saisies), *references_repetees(saisies), *_a_venir(saisies, aujourdhui)]
    connus = verrouiller_par_reference(Entretien, {saisie.reference for saisie in saisies}, ["participant"])
    refuser_si([*anomalies, *_d_une_autre(saisies, connus)])
    ecriture, nouveaux, changes = Ecriture(), [], []
    for rang, saisie in enumerate(saisies):
        entretien = connus.get(saisie.reference)
        if entretien is None:
            identite = {"uuid": saisie.uuid} if saisie.uuid else {}
            nouveaux.append(Entretien(reference=saisie.reference, par=par, note_le=le, **identite, **saisie.champs))
            ecriture.noter(rang, cree=True)
            continue
        ecarts = differences(entretien, saisie.champs)
        ecriture.noter(rang, cree=False, differences=ecarts)
        if ecarts:
            changes.append(appliquer(entretien, saisie.champs))
    # Always in the same order: two writers of the same new references wait for each other, never both ways.
    Entretien.objects.bulk_create(sorted(nouveaux, key=lambda entretien: entretien.reference), batch_size=500)
    Entretien.objects.bulk_update(changes, CHAMPS, batch_size=500)
    return ecriture


def reference_d_entretien(annee: int) -> str:
    """« E2026-0042 »."""
    return reference_libre(Entretien, "entretiens", annee, "E")


def personnes_par_reference(references: Iterable[str]) -> dict[str, Participant]:
    """The person of each reference, the file kept for one that was merged."""
    trouvees = {}
    for lot in en_lots(set(references)):
        gardees = references_gardees(lot)
        voulues = {gardees.get(reference, reference) for reference in lot}
        gens = {personne.reference: personne for personne in Participant.objects.filter(reference__in=voulues)}
        dites = {reference: gens.get(gardees.get(reference, reference)) for reference in lot}
        trouvees |= {reference: personne for reference, personne in dites.items() if personne}
    return trouvees


def _a_venir(saisies: Sequence[SaisieEntretien], aujourdhui: dt.date) -> Iterable[Anomalie]:
    for rang, saisie in enumerate(saisies):
        if saisie.champs.get("date") and saisie.champs["date"] > aujourdhui:
            raison = "cet entretien est dans le futur : prenez plutôt un rendez-vous, ou corrigez la date"
            yield Anomalie(rang, "date", "entretien_futur", raison)


def _d_une_autre(saisies: Sequence[SaisieEntretien], connus: dict[str, Entretien]) -> Iterable[Anomalie]:
    """A reference that changes person is a mistake of reference: the texts of two people would mix."""
    for rang, saisie in enumerate(saisies):
        connu, dite = connus.get(saisie.reference), saisie.champs.get("participant")
        if connu and dite and connu.participant_id != dite.pk:
            raison = "cette référence est celle de l’entretien d’une autre personne, donnez-en une autre"
            yield Anomalie(rang, "participant", "autre_personne", raison)
