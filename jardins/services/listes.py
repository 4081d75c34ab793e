"""Keeping a reference list: adding, renaming, ordering, withdrawing from entry, and making two spellings one.

A line that something names is never erased: it is withdrawn from entry, or becomes another spelling of a line.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, TextField

from jardins.listes import champs_propres, emplois
from socle.bases import AJOUT
from socle.erreurs import Anomalie, SaisieRefusee
from socle.normalisation import cle

LONGUEUR = 80


@dataclass(frozen=True)
class Reunion:
    """What making two lines one did: how many rows changed line, and how many were twins of one of the kept line."""

    reprises: int
    ecartees: int


@transaction.atomic
def ajouter_ligne(*, modele: type[Model], libelle: str, alias: Iterable[str] = (), propres: Mapping | None = None):
    """A new line at the end of the list, proposed at once, known by imports at once.

    Refuses (SaisieRefusee) an empty label, and a label or spelling that the list already knows.
    """
    lignes = _verrouiller(modele)
    ecritures = _ecritures(lignes, None, libelle, alias)
    dernier = max((ligne.ordre for ligne in lignes), default=0)
    ligne = modele(code=f"{AJOUT}{uuid.uuid4().hex[:12]}", libelle=libelle.strip(), alias=ecritures, ordre=dernier + 10)
    _poser_propres(ligne, propres or {})
    ligne.save()
    return ligne


@transaction.atomic
def modifier_ligne(*, ligne: Model, libelle: str, alias: Iterable[str] = (), propres: Mapping | None = None) -> None:
    """Rename a line, its other spellings and its own columns; what names it follows, and the old label becomes one
    of its spellings, so that files already written are still read.

    Refuses (SaisieRefusee) what ajouter_ligne refuses, and other columns once the line is shipped or named.
    """
    lignes = _verrouiller(type(ligne))
    actuelle = next(autre for autre in lignes if autre.pk == ligne.pk)
    if propres and est_figee(actuelle) and _different(actuelle, propres):
        _refuser("", "figee", "Ces colonnes changeraient des bilans déjà faits : elles ne se modifient plus.")
    ecritures = _ecritures(lignes, actuelle, libelle, alias)
    if cle(libelle) != actuelle.cle and actuelle.cle not in ecritures:
        ecritures.append(actuelle.cle)
    actuelle.libelle, actuelle.alias = libelle.strip(), ecritures
    _poser_propres(actuelle, propres or {})
    actuelle.save()


@transaction.atomic
def deplacer_ligne(*, ligne: Model, vers_le_haut: bool) -> bool:
    """Exchange a line with its neighbour; False when there is none on that side."""
    lignes = _verrouiller(type(ligne))
    place = next(rang for rang, autre in enumerate(lignes) if autre.pk == ligne.pk)
    voisine = place - 1 if vers_le_haut else place + 1
    if not 0 <= voisine < len(lignes):
        return False
    lignes[place], lignes[voisine] = lignes[voisine], lignes[place]
    for rang, autre in enumerate(lignes):
        autre.ordre = rang * 10
    type(ligne)._base_manager.bulk_update(lignes, ["ordre"])
    return True


@transaction.atomic
def proposer_ligne(*, ligne: Model, actif: bool) -> None:
    """Withdraw a line from entry, or propose it again; what names it keeps it.

    Refuses (SaisieRefusee) to withdraw the last line proposed: nothing could be entered any more.
    """
    lignes = _verrouiller(type(ligne))
    if not actif and not any(autre.actif for autre in lignes if autre.pk != ligne.pk):
        _refuser("", "derniere", "C’est la dernière ligne proposée à la saisie : ajoutez-en une autre d’abord.")
    type(ligne)._base_manager.filter(pk=ligne.pk).update(actif=actif)


@transaction.atomic
def reunir_lignes(*, ligne: Model, garde: Model) -> Reunion:
    """Make `ligne` another spelling of `garde`: everything that named it names `garde`.

    Where a row may name a line once only (an obstacle on a day, a skill on a day) and names both, the row of `garde`
    is kept and the other one set aside. Refuses (SaisieRefusee) a line with itself, a shipped line, which would come
    back at the next update, and to set aside a text that somebody wrote.
    """
    if ligne.pk == garde.pk:
        _refuser("garde", "elle_meme", "Choisissez une autre ligne que celle-ci.")
    if ligne.fournie:
        _refuser("garde", "fournie", "Cette ligne est livrée avec l’application : retirez-la plutôt de la saisie.")
    lignes = {autre.pk: autre for autre in _verrouiller(type(ligne))}
    ligne, garde = lignes[ligne.pk], lignes[garde.pk]
    relations = emplois(type(ligne))
    if textes := sum(_textes_perdus(relation, ligne, garde) for relation in relations):
        raison = f"« {ligne} » et « {garde} » ont chacune un texte au même endroit, {textes} fois : rien n’est effacé."
        _refuser("garde", "textes", raison + " Retirez plutôt cette ligne de la saisie.")
    ecartees = sum(_ecarter(relation, ligne, garde) for relation in relations)
    reprises = sum(_renvoyer(relation, ligne, garde) for relation in relations)
    ecritures = ligne.cles
    ligne.delete()
    garde.alias = [*garde.alias, *(ecriture for ecriture in ecritures if ecriture not in garde.cles)]
    garde.save()
    return Reunion(reprises, ecartees)


def est_figee(ligne: Model) -> bool:
    """Whether the line's own columns are settled: it is shipped, or something names it."""
    return ligne.fournie or any(_nomment(relation, ligne).exists() for relation in emplois(type(ligne)))


def _nomment(relation, ligne: Model):
    return relation.related_model._base_manager.filter(**{relation.field.name: ligne})


def _ecarter(relation, ligne: Model, garde: Model) -> int:
    """Take away the rows that would become twins of a row of the kept line; gives how many."""
    jumelles = [ligne_jumelle.pk for doubles in _doubles(relation, ligne, garde) for ligne_jumelle in doubles]
    relation.related_model._base_manager.filter(pk__in=jumelles).delete()
    return len(set(jumelles))


def _textes_perdus(relation, ligne: Model, garde: Model) -> int:
    """How many of the rows that would be set aside hold words of their own."""
    textes = [champ.name for champ in relation.related_model._meta.fields if isinstance(champ, TextField)]
    ecrit = Q(*((f"{nom}__gt", "") for nom in textes), _connector=Q.OR)
    return sum(doubles.filter(ecrit).count() for doubles in _doubles(relation, ligne, garde)) if textes else 0


def _doubles(relation, ligne: Model, garde: Model) -> Iterable[QuerySet]:
    """By uniqueness that the relation is part of, the rows of the line whose other fields a row of `garde` has too."""
    champ, modele = relation.field.name, relation.related_model
    for contrainte in modele._meta.total_unique_constraints:
        if champ in contrainte.fields:
            autres = {nom: OuterRef(nom) for nom in contrainte.fields if nom != champ}
            jumelle = modele._base_manager.filter(**{champ: garde}, **autres)
            yield _nomment(relation, ligne).filter(Exists(jumelle))


def _renvoyer(relation, ligne: Model, garde: Model) -> int:
    return _nomment(relation, ligne).update(**{relation.field.name: garde})


def _verrouiller(modele: type[Model]) -> list:
    """The lines in order, locked: two people keeping the list at once wait for each other."""
    return list(modele._base_manager.order_by(*modele._meta.ordering).select_for_update())


def _ecritures(lignes: list, elle: Model | None, libelle: str, alias: Iterable[str]) -> list[str]:
    """The keys of the other spellings, once each; refuses (SaisieRefusee) what is empty, too long or already known."""
    _verifier_longueur("libelle", libelle)
    connues = {ecriture: autre for autre in lignes if elle is None or autre.pk != elle.pk for ecriture in autre.cles}
    gardees = dict.fromkeys(cle(autre) for autre in alias if autre.strip())
    gardees.pop(cle(libelle), None)
    for champ, ecriture in [("libelle", cle(libelle)), *(("alias", autre) for autre in gardees)]:
        _verifier_longueur(champ, ecriture)
        if autre := connues.get(ecriture):
            _refuser(champ, "connue", f"« {ecriture} » désigne déjà la ligne « {autre.libelle} » de cette liste.")
    return list(gardees)


def _verifier_longueur(champ: str, texte: str) -> None:
    if not texte.strip():
        _refuser(champ, "vide", "Écrivez le libellé de la ligne.")
    if max(len(texte.strip()), len(cle(texte))) > LONGUEUR:
        _refuser(champ, "long", f"Ce texte dépasse {LONGUEUR} caractères : raccourcissez-le.")


def _poser_propres(ligne: Model, propres: Mapping) -> None:
    for nom in champs_propres(type(ligne)):
        if nom in propres:
            setattr(ligne, nom, propres[nom])


def _different(ligne: Model, propres: Mapping) -> bool:
    return any(getattr(ligne, nom) != valeur for nom, valeur in propres.items())


def _refuser(champ: str, code: str, raison: str) -> None:
    raise SaisieRefusee([Anomalie(0, champ, code, raison)])
