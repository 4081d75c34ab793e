"""The programme at the desk: sessions added, cancelled with a reason, put back. Written by enregistrer_seances."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction

from ateliers.choix import StatutSeance
from ateliers.models import Seance
from ateliers.services.seances import SaisieSeance, enregistrer_seances
from socle.compteurs import reference_libre
from socle.erreurs import Anomalie, refuser_si


@transaction.atomic
def ajouter_seances(*, saisies: Sequence[SaisieSeance]) -> list[Seance]:
    """Add these new sessions, giving each its number; all or nothing.

    Refuses (SaisieRefusee) what enregistrer_seances refuses, and a session of a workshop that the site already
    has at that time: the same form sent twice adds nothing.
    """
    # Numbers first: their counter is locked until the end, so that the same form sent twice at once waits here.
    numerotees = [
        replace(saisie, reference=reference_libre(Seance, "seances", saisie.champs["date"].year, "S"))
        for saisie in saisies
    ]
    refuser_si(_deja_au_programme(saisies))
    enregistrer_seances(saisies=numerotees)
    return list(Seance.objects.filter(reference__in=[saisie.reference for saisie in numerotees]))


@transaction.atomic
def annuler_seances(*, seances: Sequence[Seance], motif: str) -> None:
    """Cancel these sessions, for one reason; those already cancelled take it too.

    Refuses (SaisieRefusee) no reason at all, and a session where presences are noted.
    """
    if not motif.strip():
        raison = "écrivez pourquoi, par exemple « gel annoncé »"
        refuser_si([Anomalie(0, "motif", "motif_manquant", raison)])
    champs = {"statut": StatutSeance.ANNULEE, "annulation_motif": motif.strip()}
    enregistrer_seances(saisies=[SaisieSeance(seance.reference, champs) for seance in seances])


@transaction.atomic
def retablir_seance(*, seance: Seance) -> None:
    """Put a cancelled session back on the programme, as planned. Refuses (SaisieRefusee) one that is not cancelled."""
    lue = Seance.objects.select_for_update().get(pk=seance.pk)
    if lue.statut != StatutSeance.ANNULEE:
        raison = "cette séance n’est pas annulée, il n’y a rien à rétablir"
        refuser_si([Anomalie(0, "statut", "pas_annulee", raison)])
    enregistrer_seances(saisies=[SaisieSeance(lue.reference, {"statut": StatutSeance.PREVUE})])


def _deja_au_programme(saisies: Sequence[SaisieSeance]) -> Iterable[Anomalie]:
    """The same workshop twice at one site at the same time: in the programme, or in this batch."""
    jours = {saisie.champs["date"] for saisie in saisies}
    prises = Seance.objects.filter(date__in=jours).exclude(statut=StatutSeance.ANNULEE)
    connues = [
        {"date": s.date, "debut": s.debut, "fin": s.fin, "atelier_id": s.atelier_id, "site_id": s.site_id}
        for s in prises
    ]
    for rang, saisie in enumerate(saisies):
        c = saisie.champs
        moi = {nom: c[nom] for nom in ("date", "debut", "fin")}
        moi |= {"atelier_id": c["atelier"].pk, "site_id": c["site"].pk}
        if any(_se_genent(moi, autre) for autre in connues):
            raison = f"cet atelier a déjà une séance sur ce site le {c['date']:%d/%m/%Y} à cette heure-là"
            yield Anomalie(rang, "date", "deja_au_programme", raison)
        connues.append(moi)


def _se_genent(a: dict, b: dict) -> bool:
    memes = all(a[nom] == b[nom] for nom in ("date", "atelier_id", "site_id"))
    return memes and a["debut"] < b["fin"] and b["debut"] < a["fin"]
