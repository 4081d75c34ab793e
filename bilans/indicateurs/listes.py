"""The labels of everything a bilan names, in one query and in their order."""

from collections.abc import Collection

from django.db.models import CharField, IntegerField, Value

from ateliers.models import Atelier
from jardins.models import Site
from partenaires.models import Partenaire, Thematique
from participants.models import Logement, MotifSortie, NiveauEtudes, Participant, Quartier, Situation, TypeContrat

LISTES = {
    "atelier": Atelier,
    "site": Site,
    "situation": Situation,
    "quartier": Quartier,
    "niveau": NiveauEtudes,
    "logement": Logement,
    "thematique": Thematique,
    "contrat": TypeContrat,
    "motif": MotifSortie,
}


def libelles(personnes: Collection[int]) -> dict[str, dict[int, str]]:
    """For each list, its lines in reference order: {list: {key: label}}.

    Partners come by name; these people, under « participant », are their references.
    """
    rang = Value(0, IntegerField())
    requetes = [_lignes(modele.objects, nom, "libelle", "ordre", "cle") for nom, modele in LISTES.items()]
    partenaires = _lignes(Partenaire.objects, "prescripteur", "nom", rang, "cle")
    presents = _lignes(Participant.objects.filter(pk__in=personnes), "participant", "reference", rang, "reference")
    connus: dict[str, dict[int, str]] = {nom: {} for nom in (*LISTES, "prescripteur", "participant")}
    lignes = partenaires.union(presents, *requetes, all=True)
    for nom, pk, libelle, _, _ in sorted(lignes, key=lambda ligne: ligne[3:]):
        connus[nom][pk] = libelle
    return connus


def _lignes(lignes, nom: str, *champs):
    return lignes.order_by().values_list(Value(nom, CharField()), "pk", *champs)
