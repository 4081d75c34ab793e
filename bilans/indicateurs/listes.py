"""The labels of every reference list a bilan names, in one query and in their order."""

from django.db.models import CharField, IntegerField, Value

from ateliers.models import Atelier
from jardins.models import Site
from partenaires.models import Partenaire
from participants.models import Logement, NiveauEtudes, Quartier, Situation

LISTES = {
    "atelier": Atelier,
    "site": Site,
    "situation": Situation,
    "quartier": Quartier,
    "niveau": NiveauEtudes,
    "logement": Logement,
}


def libelles() -> dict[str, dict[int, str]]:
    """For each list, its lines in reference order: {list: {key: label}}. Partners come by name."""
    requetes = [_lignes(modele, nom, "libelle", "ordre", "cle") for nom, modele in LISTES.items()]
    partenaires = _lignes(Partenaire, "prescripteur", "nom", Value(0, IntegerField()), "cle")
    connus: dict[str, dict[int, str]] = {nom: {} for nom in (*LISTES, "prescripteur")}
    for nom, pk, libelle, _, _ in sorted(partenaires.union(*requetes, all=True), key=lambda ligne: ligne[3:]):
        connus[nom][pk] = libelle
    return connus


def _lignes(modele, nom: str, *champs):
    return modele.objects.order_by().values_list(Value(nom, CharField()), "pk", *champs)
