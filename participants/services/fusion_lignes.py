"""Rows kept as they were: from the database to JSON, and back without losing anything."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

# {« app.Model »: {key: {attribute: value}}}
Photographie = dict[str, dict[str, dict]]
SIMPLES = (bool, int, str, type(None))


def photographier(lignes: Iterable[tuple[type[models.Model], int]]) -> Photographie:
    """These rows (model, key) as they are now; one that is not there is left out. One statement a model."""
    photo: Photographie = {}
    for modele, cles in par_modele(lignes).items():
        presentes = modele._base_manager.in_bulk(cles)
        photo[modele._meta.label] = {str(cle): _valeurs(presentes[cle]) for cle in sorted(presentes)}
    return photo


def par_modele(lignes: Iterable[tuple[type[models.Model], int]]) -> dict[type[models.Model], set[int]]:
    """The keys of these rows by their model."""
    cles: dict[type[models.Model], set[int]] = {}
    for modele, cle in lignes:
        cles.setdefault(modele, set()).add(cle)
    return cles


def _champs(modele: type[models.Model]) -> list[models.Field]:
    """The columns we write: a generated one is the database's own."""
    return [champ for champ in modele._meta.concrete_fields if not champ.generated]


def _valeurs(ligne: models.Model) -> dict:
    """Each column as JSON can hold it; instants keep their microseconds."""
    valeurs = {champ.attname: champ.value_from_object(ligne) for champ in _champs(type(ligne))}
    champs = {champ.attname: champ for champ in _champs(type(ligne))}
    return {
        nom: valeur if isinstance(valeur, SIMPLES) else champs[nom].value_to_string(ligne)
        for nom, valeur in valeurs.items()
    }


def nommees(photo: Photographie) -> dict[type[models.Model], set]:
    """What these rows name by their foreign keys: the keys, by model."""
    cles: dict[type[models.Model], set] = {}
    for label, lignes in photo.items():
        for champ in (champ for champ in _champs(apps.get_model(label)) if champ.is_relation):
            dites = {valeurs[champ.attname] for valeurs in lignes.values()} - {None}
            cles.setdefault(champ.related_model, set()).update(dites)
    return cles


def developper(label: str, valeurs: dict) -> models.Model:
    """The row in memory, as it was."""
    modele = apps.get_model(label)
    lus = {champ.attname: champ.to_python(valeurs[champ.attname]) for champ in _champs(modele)}
    return modele(**lus)


def remettre(avant: Photographie, apres: Photographie) -> None:
    """Write back the rows of `avant`, those that `apres` still has first: what they free, the others may take."""
    for label, lignes in avant.items():
        communes = [developper(label, lignes[cle]) for cle in lignes if cle in apres.get(label, {})]
        champs = [champ.name for champ in _champs(apps.get_model(label)) if not champ.primary_key]
        apps.get_model(label)._base_manager.bulk_update(communes, champs, batch_size=200)
    for label, lignes in avant.items():
        perdues = [developper(label, lignes[cle]) for cle in lignes if cle not in apres.get(label, {})]
        apps.get_model(label)._base_manager.bulk_create(perdues, batch_size=200)
