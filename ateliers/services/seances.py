"""Sessions, written by batch: the import of a year, or one session at the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from ateliers.models import Presence, Seance
from ateliers.services.chevauchements import chevauchements
from socle.ecriture import Ecriture, appliquer, differences
from socle.erreurs import Anomalie, refuser_si

CHAMPS = ("atelier", "site", "date", "debut", "fin", "theme", "statut")


@dataclass
class SaisieSeance:
    """One session. `champs` holds the fields of Seance to write; speakers left to None stay as they are."""

    reference: str
    champs: dict
    partenaires: list | None = None
    intervenants: list | None = None


@transaction.atomic
def enregistrer_seances(*, saisies: Sequence[SaisieSeance]) -> Ecriture:
    """Create or update these sessions, by reference; all or nothing.

    Refuses (SaisieRefusee) an end before the beginning, and a change that the presences already noted contradict.
    """
    refuser_si(_heures_inversees(saisies))
    existantes = _verrouillees([saisie.reference for saisie in saisies])
    ecarts = [_ecarts(saisie, existantes) for saisie in saisies]
    changees = [existantes[saisie.reference] for saisie, siens in zip(saisies, ecarts, strict=True) if siens]
    seances = _ecrire(saisies, existantes, changees)
    for champ in ("partenaires", "intervenants"):
        for rang, avant, apres in _relier(champ, seances, [getattr(saisie, champ) for saisie in saisies]):
            ecarts[rang].append((champ, avant, apres))
    refuser_si(_presences_contredites(seances, changees))
    ecriture = Ecriture()
    for rang, saisie in enumerate(saisies):
        nouvelle = saisie.reference not in existantes
        ecriture.noter(rang, cree=nouvelle, differences=[] if nouvelle else ecarts[rang])
    return ecriture


def _verrouillees(references: list[str]) -> dict[str, Seance]:
    """The sessions that are there already, locked, by reference."""
    seances = Seance.objects.select_for_update(of=("self",)).filter(reference__in=references)
    return {seance.reference: seance for seance in seances.select_related("atelier", "site")}


def _ecarts(saisie: SaisieSeance, existantes: dict[str, Seance]) -> list:
    seance = existantes.get(saisie.reference)
    return differences(seance, saisie.champs) if seance else []


def _ecrire(saisies: Sequence[SaisieSeance], existantes: dict[str, Seance], changees: list[Seance]) -> list[Seance]:
    """Write the new and the changed sessions; gives them all in the order of the batch."""
    seances, nouvelles = [], []
    for saisie in saisies:
        seance = existantes.get(saisie.reference)
        if seance is None:
            nouvelles.append(seance := Seance(reference=saisie.reference, **saisie.champs))
        else:
            appliquer(seance, saisie.champs)
        seances.append(seance)
    Seance.objects.bulk_create(nouvelles)
    Seance.objects.bulk_update(changees, CHAMPS, batch_size=500)
    return seances


def _heures_inversees(saisies: Sequence[SaisieSeance]) -> Iterable[Anomalie]:
    for rang, saisie in enumerate(saisies):
        if saisie.champs["fin"] <= saisie.champs["debut"]:
            raison = f"la séance commence à {saisie.champs['debut']:%H:%M}, elle doit finir après, le même jour"
            yield Anomalie(rang, "fin", "fin_avant_debut", raison)


def _relier(champ: str, seances: list[Seance], voulus: list[list | None]):
    """Make the speakers of each session those wanted; yields (rank, before, after) of each difference."""
    lien = getattr(Seance, champ).through
    autre = Seance._meta.get_field(champ).m2m_reverse_field_name()
    actuels: dict[int, dict] = {}
    for cle, seance_id, autre_id, nom in lien.objects.filter(seance__in=seances).values_list(
        "pk", "seance", autre, f"{autre}__nom"
    ):
        actuels.setdefault(seance_id, {})[autre_id] = (cle, nom)
    ajouts, retraits = [], []
    for rang, (seance, autres) in enumerate(zip(seances, voulus, strict=True)):
        avant = actuels.get(seance.pk, {})
        apres = {autre.pk: autre for autre in autres or ()}
        if autres is None or avant.keys() == apres.keys():
            continue
        ajouts += [lien(seance=seance, **{f"{autre}_id": cle}) for cle in apres.keys() - avant.keys()]
        retraits += [avant[cle][0] for cle in avant.keys() - apres.keys()]
        yield (
            rang,
            ", ".join(sorted(nom for _, nom in avant.values())),
            ", ".join(sorted(map(str, apres.values()))),
        )
    lien.objects.bulk_create(ajouts)
    lien.objects.filter(pk__in=retraits).delete()


def _presences_contredites(seances: list[Seance], changees: list[Seance]) -> Iterable[Anomalie]:
    """What the new hours, day or status of a session make impossible of the presences it has."""
    rangs = {seance.pk: rang for rang, seance in enumerate(seances)}
    siennes = Presence.objects.filter(seance__in=changees)
    for requete, champ, code, raison in (
        (
            siennes.hors_seance_realisee(),
            "statut",
            "presences_notees",
            "des présences y sont notées : elle a eu lieu",
        ),
        (
            siennes.trop_longues(),
            "fin",
            "presence_trop_longue",
            "des présences y sont notées plus longues que cela",
        ),
        (
            siennes.hors_parcours(),
            "date",
            "hors_parcours",
            "des personnes présentes n’ont pas de parcours ce jour-là",
        ),
    ):
        for seance_id in requete.order_by().values_list("seance", flat=True).distinct():
            yield Anomalie(rangs[seance_id], champ, code, raison)
    references = {seance.reference: rang for rang, seance in enumerate(seances)}
    for presence in chevauchements(changees):
        rang, champ, autre = rangs.get(presence.seance_id), "debut", presence.precedente
        if rang is None:
            rang, champ, autre = references.get(presence.precedente), "fin", presence.seance.reference
        if rang is not None:
            raison = f"une personne présente l’est aussi à la séance {autre}, à la même heure"
            yield Anomalie(rang, champ, "chevauchement", raison)
