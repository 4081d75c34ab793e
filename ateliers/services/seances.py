"""Sessions, written by batch: the import of a year, or one session at the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ateliers.choix import StatutSeance
from ateliers.models import Presence, Seance, cle_de_seance
from ateliers.services.chevauchements import chevauchements
from socle.ecriture import Ecriture, appliquer, atomique_rejouee, differences
from socle.erreurs import Anomalie, refuser_si

CHAMPS = ("atelier", "site", "date", "debut", "fin", "theme", "statut", "annulation_motif")


@dataclass
class SaisieSeance:
    """One session. `champs` holds the fields of Seance to write; speakers left to None stay as they are."""

    reference: str
    champs: dict
    partenaires: list | None = None
    intervenants: list | None = None


@atomique_rejouee
def enregistrer_seances(*, saisies: Sequence[SaisieSeance]) -> Ecriture:
    """Create or update these sessions, by reference; all or nothing.

    Refuses (SaisieRefusee) an end before the beginning, one session given twice, and a change that the presences
    already noted contradict.
    """
    saisies = [_sans_motif_perime(saisie) for saisie in saisies]
    refuser_si([*_repetees(saisies), *_heures_inversees(saisies)])
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
    seances = Seance.objects.select_for_update(of=("self",)).filter(reference__in=references).order_by("pk")
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
        seance.cle = cle_de_seance(seance.reference, seance.theme)
        seances.append(seance)
    # Always in the same order: two writers of the same new sessions wait for each other, never both ways.
    Seance.objects.bulk_create(sorted(nouvelles, key=lambda seance: seance.reference))
    Seance.objects.bulk_update(changees, (*CHAMPS, "cle"), batch_size=500)
    return seances


def _sans_motif_perime(saisie: SaisieSeance) -> SaisieSeance:
    """A session that is no longer cancelled loses the reason why it was."""
    if saisie.champs.get("statut", StatutSeance.ANNULEE) == StatutSeance.ANNULEE:
        return saisie
    return replace(saisie, champs=saisie.champs | {"annulation_motif": ""})


def _repetees(saisies: Sequence[SaisieSeance]) -> Iterable[Anomalie]:
    """Entries that give again a session given before them: neither could be said to win."""
    vues = set()
    for rang, saisie in enumerate(saisies):
        if saisie.reference in vues:
            raison = "cette séance est déjà donnée plus haut dans la même saisie, gardez-en une"
            yield Anomalie(rang, "reference", "seance_repetee", raison)
        vues.add(saisie.reference)


def _heures_inversees(saisies: Sequence[SaisieSeance]) -> Iterable[Anomalie]:
    """Hours that are both said, the end not after the beginning."""
    for rang, saisie in enumerate(saisies):
        debut, fin = saisie.champs.get("debut"), saisie.champs.get("fin")
        if debut and fin and fin <= debut:
            raison = f"la séance commence à {debut:%H:%M}, elle doit finir après, le même jour"
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
            "des présences y sont notées : elle a eu lieu",
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
