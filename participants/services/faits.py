"""Dated facts of a stay: those of the entry day, and the changes after it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F

from participants.models import FaitQpv, GenerationQpv, Parcours, Participant
from participants.services.references import rangs_repetes, references_gardees
from participants.services.verrou import verrouiller
from participants.situation import SUJETS
from socle.ecriture import Ecriture
from socle.erreurs import Anomalie, refuser_si


@dataclass
class Fait:
    """A change in a person's situation: since that day the fact `nom` (a key of SUJETS) is this value, or unknown."""

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
    references = {fait.reference for fait in faits}
    list(Participant.objects.select_for_update().filter(reference__in=references).order_by("pk").values_list("pk"))
    gardees = references_gardees(references)
    faits = [replace(fait, reference=gardees.get(fait.reference, fait.reference)) for fait in faits]
    refuser_si(_repetes(faits))
    parcours = _parcours_par_reference({fait.reference for fait in faits})
    cibles = [_parcours_du_jour(parcours.get(fait.reference, ()), fait.depuis) for fait in faits]
    refuser_si(_hors_parcours(faits, cibles))
    ecriture, changes = Ecriture(), {}
    for nom, modele in SUJETS.items():
        voulus = [(rang, cibles[rang], f.depuis, f.valeur) for rang, f in enumerate(faits) if f.nom == nom]
        changes.update(_poser(modele, voulus))
    for rang in range(len(faits)):
        cree, avant_apres = changes[rang]
        ecriture.noter(rang, cree=cree, differences=avant_apres)
    return ecriture


@transaction.atomic
def changer_situation(*, participant: Participant, depuis: dt.date, valeurs: dict, aujourdhui: dt.date) -> int:
    """Write what changed for a person on one day, {subject: value or None for unknown}; gives how many changed.

    On an entry day this is the situation of the entry. Refuses (SaisieRefusee) a day to come, outside every stay
    or on the day of an exit, and a value whose list did not hold that day.
    """
    verrouiller(participant)
    sejour = _parcours_du_jour(participant.parcours.all(), depuis)
    refuser_si([*_jour_impossible(sejour, depuis, aujourdhui), *hors_liste(valeurs, depuis)])
    return sum(_ecrire(SUJETS[nom], sejour, depuis, valeur) for nom, valeur in valeurs.items())


@transaction.atomic
def corriger_fait(*, fait, depuis: dt.date, valeur, aujourdhui: dt.date) -> None:
    """Correct the value or the day of one dated fact, within its stay.

    Refuses (SaisieRefusee) what changer_situation refuses, a day of another stay, to move the situation of the
    entry, a day when the same subject already changed, and a fact removed meanwhile.
    """
    fait = _relu(fait)
    sejour, nom = fait.parcours, nom_du_sujet(type(fait))
    refuser_si([*_jour_impossible(sejour, depuis, aujourdhui), *hors_liste({nom: valeur}, depuis)])
    refuser_si(_deplacement_impossible(fait, depuis))
    if depuis == sejour.date_entree and valeur is None:
        fait.delete()
        return
    fait.depuis, fait.valeur = depuis, valeur
    for date in _dater(type(fait), [fait]):
        date.save()


@transaction.atomic
def supprimer_fait(*, fait) -> None:
    """Remove a fact noted by mistake: the one before it holds again. Refuses (SaisieRefusee) one removed already."""
    _relu(fait).delete()


def _relu(fait):
    """The fact as it is now, its person locked."""
    verrouiller(fait.parcours.participant)
    actuel = type(fait).objects.select_related("parcours").filter(pk=fait.pk).first()
    if actuel is None:
        raison = "ce changement n’est plus là : quelqu’un l’a supprimé entre-temps"
        refuser_si([Anomalie(0, "", "fait_supprime", raison)])
    return actuel


def nom_du_sujet(modele) -> str:
    """The name of SUJETS that this model carries."""
    return next(nom for nom, autre in SUJETS.items() if autre is modele)


def _ecrire(modele, sejour: Parcours, depuis: dt.date, valeur) -> bool:
    """Write one fact through the two writers of batches; gives whether something changed."""
    if depuis == sejour.date_entree:
        return bool(list(fixer_a_l_entree(modele, [sejour], {sejour.pk: (0, valeur)})))
    cree, avant_apres = _poser(modele, [(0, sejour, depuis, valeur)])[0]
    return cree or bool(avant_apres)


def _jour_impossible(sejour: Parcours | None, jour: dt.date, aujourdhui: dt.date) -> Iterable[Anomalie]:
    if jour > aujourdhui:
        yield Anomalie(0, "depuis", "changement_futur", "ce jour n’est pas encore venu, corrigez la date")
    elif sejour is None or not sejour.couvre(jour):
        yield Anomalie(0, "depuis", "hors_parcours", "la personne n’est pas en parcours ce jour-là, vérifiez la date")
    elif jour == sejour.date_sortie != sejour.date_entree:
        raison = "c’est le jour de la sortie, où plus rien n’est compté : datez ce changement de la veille au plus tard"
        yield Anomalie(0, "depuis", "jour_de_sortie", raison)


def hors_liste(valeurs: dict, jour: dt.date) -> Iterable[Anomalie]:
    """Values of a list that did not hold that day: a level of 2019 in 2015."""
    for nom, valeur in valeurs.items():
        if hasattr(valeur, "valable_le") and not valeur.valable_le(jour):
            raison = f"« {valeur} » n’existait pas au {jour:%d/%m/%Y}, choisissez une autre valeur ou corrigez la date"
            yield Anomalie(0, nom, "hors_nomenclature", raison)


def _deplacement_impossible(fait, depuis: dt.date) -> Iterable[Anomalie]:
    entree = fait.parcours.date_entree
    if depuis != fait.depuis == entree:
        raison = f"la situation de l’entrée reste au {entree:%d/%m/%Y} : notez plutôt un changement à cette date"
        yield Anomalie(0, "depuis", "jour_d_entree", raison)
    elif type(fait).objects.filter(parcours=fait.parcours, depuis=depuis).exclude(pk=fait.pk).exists():
        yield Anomalie(0, "depuis", "deja_note", "un changement est déjà noté ce jour-là, corrigez plutôt celui-là")


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


def ecrire_au_jour(modele, sejours: Sequence[Parcours], depuis: dt.date, valeur) -> None:
    """Write one value (None: unknown) for many stays on one day, in a number of statements that does not grow."""
    entrants = {sejour.pk: (rang, valeur) for rang, sejour in enumerate(sejours) if sejour.date_entree == depuis}
    list(fixer_a_l_entree(modele, list(sejours), entrants))
    _poser(modele, [(rang, sejour, depuis, valeur) for rang, sejour in enumerate(sejours) if sejour.pk not in entrants])


def deplacer_l_entree(sejour: Parcours, *, de: dt.date, vers: dt.date) -> None:
    """The situation of the entry follows its day, and a residence in a QPV takes the generation of the new one."""
    for modele in SUJETS.values():
        faits = list(modele.objects.filter(parcours=sejour, depuis=de))
        for fait in faits:
            fait.depuis = vers
        for fait in _dater(modele, faits):
            fait.save()


def hors_liste_a_l_entree(sejour: Parcours, jour: dt.date) -> Iterable[Anomalie]:
    """Values of the entry that held on its day and would not on this one."""
    faits = {
        nom: modele.objects.filter(parcours=sejour, depuis=sejour.date_entree).first() for nom, modele in SUJETS.items()
    }
    valeurs = {nom: fait.valeur for nom, fait in faits.items() if fait}
    deja = {anomalie.champ for anomalie in hors_liste(valeurs, sejour.date_entree)}
    return [anomalie for anomalie in hors_liste(valeurs, jour) if anomalie.champ not in deja]


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


def _repetes(faits: Sequence[Fait]) -> Iterable[Anomalie]:
    """Changes given twice, under two references of one person: neither could be said to win."""
    for rang in rangs_repetes((fait.reference, fait.depuis, fait.nom) for fait in faits):
        raison = "ce changement est déjà donné plus haut, sous une autre référence de la même personne, gardez-en un"
        yield Anomalie(rang, "date", "changement_repete", raison)


def _hors_parcours(faits: Sequence[Fait], cibles: list[Parcours | None]) -> Iterable[Anomalie]:
    for rang, (fait, sejour) in enumerate(zip(faits, cibles, strict=True)):
        if sejour is None:
            raison = "cette personne n’a pas de parcours ouvert ce jour-là, vérifiez la date et la référence"
            yield Anomalie(rang, "date", "hors_parcours", raison)
        elif fait.depuis == sejour.date_entree:
            raison = (
                "c’est le jour de l’entrée : corrigez plutôt la situation d’entrée, dans le fichier « participants »"
            )
            yield Anomalie(rang, "date", "jour_d_entree", raison)
