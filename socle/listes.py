"""Filling reference lists (socle.bases.ListeReference) after migrate, and finding a line by any spelling."""

from collections.abc import Iterable, Mapping

from django.db.models import Model

from socle.normalisation import cle


def remplir(modele: type[Model], lignes: Iterable[Mapping], *, base: str = "default") -> None:
    """Add the shipped lines that are not there yet, by their code; what people changed is left as it is."""
    gestionnaire = modele.objects.using(base)
    presents = set(gestionnaire.values_list("code", flat=True))
    for rang, ligne in enumerate(lignes):
        if ligne["code"] in presents:
            continue
        alias = [cle(autre) for autre in ligne.get("alias", ())]
        modele(**{"ordre": rang * 10, **ligne, "alias": alias}).save(using=base)


def par_ecriture(modele: type[Model]) -> dict[str, Model]:
    """Every normalised spelling of the list → its line, in one query."""
    return {ecriture: ligne for ligne in modele.objects.all() for ecriture in ligne.cles}
