"""Démarches by batch: the import of a year, or one at the desk. The only writer of Demarche."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from participants.choix import StatutDemarche
from participants.models import Demarche
from participants.models.projet import CLOS
from participants.services.lots import nettoyer, references_repetees, reunis_entre_temps, verrouiller_par_reference
from socle.compteurs import reference_libre
from socle.ecriture import Ecriture, appliquer, atomique_rejouee, differences
from socle.erreurs import Anomalie, refuser_si

EMPLOI = "emploi"  # the code of the theme whose result is a contract
CHAMPS = tuple(
    champ.name
    for champ in Demarche._meta.concrete_fields
    if champ.name not in ("id", "uuid", "reference", "par", "note_le")
)
TEXTES = ("intitule", "resultat")  # what files hold
RELATIONS = ("thematique", "contrat", "partenaire", "objectif", "participant")


@dataclass
class SaisieDemarche:
    """One démarche by its reference; `champs` among CHAMPS, those absent left as they are."""

    reference: str
    champs: dict
    uuid: object = None


@atomique_rejouee
def enregistrer_demarches(*, saisies: Sequence[SaisieDemarche], par, le: dt.datetime) -> Ecriture:
    """Create or update these démarches; all or nothing. `par` is who notes the new ones (None: unknown).

    Texts are kept without blanks around them. Refuses (SaisieRefusee) an end before the beginning, a finished step
    without its day, a contract for another theme than « emploi », a partner's answer without a partner, one reference
    given twice or given to another person than the one it has, and a file merged into another meanwhile.
    """
    saisies = nettoyer(saisies, TEXTES)
    anomalies = [*reunis_entre_temps(saisies), *references_repetees(saisies)]
    connues = verrouiller_par_reference(Demarche, {saisie.reference for saisie in saisies}, RELATIONS)
    for rang, saisie in enumerate(saisies):
        anomalies += _impossibles(rang, saisie, connues.get(saisie.reference))
    refuser_si(anomalies)
    ecriture, nouvelles, changees, touches = Ecriture(), [], [], set()
    for rang, saisie in enumerate(saisies):
        demarche = connues.get(saisie.reference)
        if demarche is None:
            identite = {"uuid": saisie.uuid} if saisie.uuid else {}
            nouvelles.append(Demarche(reference=saisie.reference, par=par, note_le=le, **identite, **saisie.champs))
            ecriture.noter(rang, cree=True)
            continue
        ecarts = differences(demarche, saisie.champs)
        ecriture.noter(rang, cree=False, differences=ecarts)
        if ecarts:
            touches |= {champ for champ, _, _ in ecarts}
            changees.append(appliquer(demarche, saisie.champs))
    # Always in the same order: two writers of the same new references wait for each other, never both ways.
    Demarche.objects.bulk_create(sorted(nouvelles, key=lambda demarche: demarche.reference), batch_size=500)
    if changees:
        Demarche.objects.bulk_update(changees, [champ for champ in CHAMPS if champ in touches], batch_size=200)
    return ecriture


def reference_de_demarche(annee: int) -> str:
    """« D2026-0042 »."""
    return reference_libre(Demarche, "demarches", annee, "D")


def _impossibles(rang: int, saisie: SaisieDemarche, connue: Demarche | None) -> Iterable[Anomalie]:
    """What the step would say, once these fields are written, that cannot be."""
    dit = _une_fois_ecrite(saisie.champs, connue)
    debut, fin, statut = dit["date_debut"], dit["date_fin"], dit["statut"]
    if connue and connue.participant_id != dit["participant"].pk:
        raison = "cette référence est celle de la démarche d’une autre personne, donnez-en une autre"
        yield Anomalie(rang, "participant", "autre_personne", raison)
    if statut in CLOS and fin is None:
        raison = f"une démarche {StatutDemarche(statut).label} demande la date de sa fin"
        yield Anomalie(rang, "date_fin", "fin_manquante", raison)
    if fin and fin < debut:
        raison = f"cette fin précède le début du {debut:%d/%m/%Y}, corrigez l’une des deux"
        yield Anomalie(rang, "date_fin", "fin_avant_debut", raison)
    if dit["contrat"] and dit["thematique"].code != EMPLOI:
        yield Anomalie(rang, "contrat", "contrat_hors_emploi", "un contrat est le résultat d’une démarche d’emploi")
    if dit["reponse"] and dit["partenaire"] is None:
        yield Anomalie(rang, "partenaire", "partenaire_absent", "nommez le partenaire qui répond")


def _une_fois_ecrite(champs: Mapping, connue: Demarche | None) -> dict:
    vide = Demarche()
    lus = ("participant", "thematique", "date_debut", "date_fin", "statut", "contrat", "partenaire", "reponse")
    avant = {nom: getattr(connue, nom) if connue else None for nom in lus}
    return avant | {"reponse": avant["reponse"] or vide.reponse} | {nom: champs[nom] for nom in lus if nom in champs}
