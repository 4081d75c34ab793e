"""People and their stays, written by batch: the import of a year, or one person at the desk."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.conf import settings
from django.utils.module_loading import import_string

from participants.models import Parcours, Participant
from participants.models.personnes import cle_de_personne
from participants.services.faits import fixer_a_l_entree
from participants.services.references import references_gardees
from participants.situation import LIBELLES, SUJETS
from socle.ecriture import Ecriture, appliquer, atomique_rejouee, differences
from socle.erreurs import Anomalie, refuser_si

IDENTITE = ("nom", "prenom", "sexe", "date_naissance", "annee_seule")
SEJOUR = ("date_sortie", "motif_sortie", "origine", "prescripteur")


@dataclass
class Dossier:
    """One stay of one person. Only the fields given are written: what is absent is left as it is.

    `identite` holds fields of Participant, `sejour` of Parcours, `faits` the values at the entry day by the names
    of SUJETS (None: unknown).
    """

    reference: str
    date_entree: dt.date
    identite: dict = field(default_factory=dict)
    sejour: dict = field(default_factory=dict)
    faits: dict = field(default_factory=dict)


@atomique_rejouee
def enregistrer_dossiers(*, dossiers: Sequence[Dossier], aujourdhui: dt.date) -> Ecriture:
    """Create or update these stays and the people who make them; all or nothing.

    Refuses (SaisieRefusee) an entry in the future, an exit before the entry or before a fact or a presence it would
    leave outside, a birth after the entry, a motive without exit, two identities under one reference, stays of one
    person that share a day, and one stay given twice.
    """
    dossiers = _sous_les_references_gardees(dossiers)
    refuser_si([*_repetes(dossiers), *_impossibles(dossiers, aujourdhui)])
    references = {dossier.reference for dossier in dossiers}
    personnes = {p.reference: p for p in _verrouillees(references)}
    refuser_si(_reunis_entre_temps(dossiers, personnes))
    existants = {(p.participant.reference, p.date_entree): p for p in _parcours_de(references)}
    refuser_si([*_motifs_sans_sortie(dossiers, existants), *_chevauchements(dossiers, existants)])

    changes = [_comparer(dossier, personnes, existants) for dossier in dossiers]
    _ecrire_personnes(dossiers, personnes)
    parcours = _ecrire_parcours(dossiers, personnes, existants)
    for nom, modele in SUJETS.items():
        valeurs = {parcours[i].pk: (i, d.faits[nom]) for i, d in enumerate(dossiers) if nom in d.faits}
        for rang, avant, apres in fixer_a_l_entree(modele, parcours, valeurs):
            changes[rang].append((nom, avant, apres))
    refuser_si(_laisses_dehors(parcours))

    ecriture = Ecriture()
    for rang, (dossier, change) in enumerate(zip(dossiers, changes, strict=True)):
        nouveau = (dossier.reference, dossier.date_entree) not in existants
        ecriture.noter(rang, cree=nouveau, differences=[] if nouveau else change)
    return ecriture


def _sous_les_references_gardees(dossiers: Sequence[Dossier]) -> list[Dossier]:
    """Entries of a merged file, under the file kept; its identity was settled when they were merged and stays."""
    gardees = references_gardees(dossier.reference for dossier in dossiers)
    return [
        replace(dossier, reference=gardees[dossier.reference], identite={}) if dossier.reference in gardees else dossier
        for dossier in dossiers
    ]


def _reunis_entre_temps(dossiers: Sequence[Dossier], personnes: dict) -> Iterable[Anomalie]:
    """Entries of a file that was merged while its lock was awaited: its stays have gone to another."""
    for rang, dossier in enumerate(dossiers):
        if dossier.reference in personnes and personnes[dossier.reference].fondu_dans_id:
            raison = "ce dossier vient d’être réuni à un autre, recommencez"
            yield Anomalie(rang, "reference", "dossier_reuni", raison)


def _repetes(dossiers: Sequence[Dossier]) -> Iterable[Anomalie]:
    """Entries that give again a stay given before them: neither could be said to win."""
    vus = set()
    for rang, dossier in enumerate(dossiers):
        cle = (dossier.reference, dossier.date_entree)
        if cle in vus:
            raison = "ce parcours est déjà donné plus haut dans la même saisie, gardez-en un"
            yield Anomalie(rang, "date_entree", "parcours_repete", raison)
        vus.add(cle)


def _impossibles(dossiers: Sequence[Dossier], aujourdhui: dt.date) -> Iterable[Anomalie]:
    """What each entry says that cannot be, and identities that disagree under one reference."""
    identites: dict[str, Dossier] = {}
    for rang, dossier in enumerate(dossiers):
        premier = identites.setdefault(dossier.reference, dossier)
        for champ, valeur, _ in _desaccords(premier.identite, dossier.identite):
            dit = valeur if valeur not in (None, "") else "vide"
            raison = f"une autre ligne de la même référence dit « {dit} » ici, accordez les deux"
            yield Anomalie(rang, _colonne(champ), "identites_differentes", raison)
        yield from _dates_impossibles(rang, dossier, aujourdhui)


def _dates_impossibles(rang: int, dossier: Dossier, aujourdhui: dt.date) -> Iterable[Anomalie]:
    entree, sortie = dossier.date_entree, dossier.sejour.get("date_sortie")
    if entree > aujourdhui:
        yield Anomalie(rang, "date_entree", "entree_future", "cette entrée est dans le futur, corrigez la date")
    if sortie and sortie < entree:
        raison = f"la sortie précède l’entrée du {entree:%d/%m/%Y}, corrigez l’une des deux"
        yield Anomalie(rang, "date_sortie", "sortie_avant_entree", raison)
    if _ne_apres(dossier):
        raison = f"cette naissance suit l’entrée du {entree:%d/%m/%Y}, corrigez l’une des deux"
        yield Anomalie(rang, "date_naissance", "naissance_apres_entree", raison)


def _motifs_sans_sortie(dossiers: Sequence[Dossier], existants: dict) -> Iterable[Anomalie]:
    """Stays that would have a motive and no exit, by what the entry says or by what it leaves as it is."""
    for rang, dossier in enumerate(dossiers):
        actuel = existants.get((dossier.reference, dossier.date_entree))
        sortie = dossier.sejour.get("date_sortie", actuel and actuel.date_sortie)
        motif = dossier.sejour.get("motif_sortie", actuel and actuel.motif_sortie)
        if motif and not sortie:
            raison = "un motif de sortie demande une date de sortie, remplissez-la ou effacez le motif"
            yield Anomalie(rang, "motif_sortie", "motif_sans_sortie", raison)


def _ne_apres(dossier: Dossier) -> bool:
    naissance = dossier.identite.get("date_naissance")
    if naissance and dossier.identite.get("annee_seule"):
        return naissance.year > dossier.date_entree.year
    return bool(naissance and naissance > dossier.date_entree)


def _desaccords(premiere: dict, seconde: dict):
    return [(champ, premiere[champ], v) for champ, v in seconde.items() if champ in premiere and premiere[champ] != v]


def _colonne(champ: str) -> str:
    return "date_naissance" if champ == "annee_seule" else champ


def _verrouillees(references: Iterable[str]):
    """The people named, locked: two writers cannot give one person overlapping stays."""
    return Participant.objects.select_for_update().filter(reference__in=references).order_by("pk")


def _parcours_de(references: Iterable[str]):
    return Parcours.objects.filter(participant__reference__in=references).select_related(
        "participant", "motif_sortie", "prescripteur"
    )


def _chevauchements(dossiers: Sequence[Dossier], existants: dict) -> Iterable[Anomalie]:
    """Stays of one person that would share a day, once this batch is laid over what is there."""
    sejours = defaultdict(dict)
    for (reference, entree), parcours in existants.items():
        sejours[reference][entree] = (parcours.date_sortie, None)
    for rang, dossier in enumerate(dossiers):
        actuelle = sejours[dossier.reference].get(dossier.date_entree, (None, None))[0]
        sejours[dossier.reference][dossier.date_entree] = (dossier.sejour.get("date_sortie", actuelle), rang)
    for stays in sejours.values():
        yield from _communs(sorted(stays.items()))


def _communs(stays: list[tuple[dt.date, tuple[dt.date | None, int | None]]]) -> Iterable[Anomalie]:
    for (entree, (sortie, rang)), (suivante, (_, rang_suivant)) in pairwise(stays):
        if sortie is not None and sortie < suivante:
            continue
        autre = f"du {entree:%d/%m/%Y} au {sortie:%d/%m/%Y}" if sortie else f"ouvert le {entree:%d/%m/%Y}"
        if rang_suivant is not None:
            raison = f"ce parcours partage au moins un jour avec celui {autre} de la même personne"
            yield Anomalie(rang_suivant, "date_entree", "parcours_chevauche", raison)
        elif rang is not None:
            raison = f"ce parcours partage au moins un jour avec celui commencé le {suivante:%d/%m/%Y}"
            yield Anomalie(rang, "date_sortie", "parcours_chevauche", raison)


def _comparer(dossier: Dossier, personnes: dict, existants: dict) -> list:
    """What this entry changes of an existing stay and its person."""
    parcours = existants.get((dossier.reference, dossier.date_entree))
    if parcours is None:
        return []
    personne = personnes[dossier.reference]
    return differences(personne, dossier.identite) + differences(parcours, dossier.sejour)


def _ecrire_personnes(dossiers: Sequence[Dossier], personnes: dict) -> None:
    """Create the new people, update those whose identity changed; `personnes` then holds them all."""
    nouvelles, changees = [], []
    for dossier in dossiers:
        personne = personnes.get(dossier.reference)
        if personne is None:
            personne = personnes[dossier.reference] = Participant(reference=dossier.reference)
            nouvelles.append(personne)
        elif personne.pk and differences(personne, dossier.identite):
            changees.append(personne)
        appliquer(personne, dossier.identite)
        personne.cle = cle_de_personne(personne.nom, personne.prenom)
    # Always in the same order: two writers of the same new people wait for each other, never both ways.
    Participant.objects.bulk_create(sorted(nouvelles, key=lambda personne: personne.reference))
    Participant.objects.bulk_update(changees, [*IDENTITE, "cle"], batch_size=500)


def _ecrire_parcours(dossiers: Sequence[Dossier], personnes: dict, existants: dict) -> list[Parcours]:
    """Create or update the stays, and give them in the order of the batch. Closings go first: one open at a time."""
    parcours, nouveaux, changes = [], [], []
    for dossier in dossiers:
        sejour = existants.get((dossier.reference, dossier.date_entree))
        if sejour is None:
            personne = personnes[dossier.reference]
            sejour = Parcours(participant=personne, date_entree=dossier.date_entree, **dossier.sejour)
            nouveaux.append(sejour)
        elif differences(sejour, dossier.sejour):
            changes.append(appliquer(sejour, dossier.sejour))
        parcours.append(sejour)
    for fermes in (True, False):
        lot = [sejour for sejour in changes if (sejour.date_sortie is not None) is fermes]
        Parcours.objects.bulk_update(lot, SEJOUR, batch_size=500)
    Parcours.objects.bulk_create(nouveaux)
    return parcours


def _laisses_dehors(parcours: list[Parcours]) -> Iterable[Anomalie]:
    """What a new exit day would leave outside the stay: later facts here, presences and more by the settings."""
    rangs = {sejour.pk: rang for rang, sejour in enumerate(parcours)}
    fermes = [sejour.pk for sejour in parcours if sejour.date_sortie]
    for nom, modele in SUJETS.items():
        for fait in modele.objects.filter(parcours__in=fermes).hors_parcours():
            raison = f"un changement est noté au {fait.depuis:%d/%m/%Y}, après cette sortie ({LIBELLES[nom]})"
            yield Anomalie(rangs[fait.parcours_id], "date_sortie", "fait_apres_sortie", raison)
    for gardien in settings.GARDIENS_DES_PARCOURS:
        for cle_parcours, raison in import_string(gardien)(parcours):
            yield Anomalie(rangs[cle_parcours], "date_sortie", "laisse_dehors", raison)
