"""The reference lists that the chef de projet keeps: which they are, what they hold, how often each line serves."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from socle.bases import ListeReference
from socle.branchements import branches

# What every list has; the rest is a list's own: « dynamique », « valable du »…
COMMUNS = {champ.name for champ in ListeReference._meta.get_fields()} | {"id"}


@dataclass(frozen=True)
class Apercu:
    """A list as the page of all lists shows it."""

    nom: str
    titre: str
    proposees: tuple[str, ...]
    retirees: int


def listes() -> dict[str, type[Model]]:
    """The lists plugged in by LISTES, by the name that addresses bear, in their order."""
    return {modele._meta.model_name: modele for modele in branches("LISTES")}


def titre(modele: type[Model]) -> str:
    """What people call the list: « Motifs de sortie »."""
    pluriel = str(modele._meta.verbose_name_plural)
    return pluriel[0].upper() + pluriel[1:]


def apercus() -> list[Apercu]:
    """Every list with its lines, in one statement whatever their number."""
    connues = listes()
    lignes = [_lignes_nommees(nom, modele) for nom, modele in connues.items()]
    toutes = list(lignes[0].union(*lignes[1:], all=True))
    return [_apercu(nom, modele, toutes) for nom, modele in connues.items()]


def _lignes_nommees(nom: str, modele: type[Model]) -> QuerySet:
    return modele.objects.order_by().values_list(Value(nom), "ordre", "cle", "libelle", "actif")


def _apercu(nom: str, modele: type[Model], toutes: list[tuple]) -> Apercu:
    siennes = sorted(ligne[1:] for ligne in toutes if ligne[0] == nom)
    proposees = tuple(libelle for _, _, libelle, actif in siennes if actif)
    return Apercu(nom, titre(modele), proposees, len(siennes) - len(proposees))


def champs_propres(modele: type[Model]) -> list[str]:
    """The names of the fields that this list alone has."""
    return [champ.name for champ in modele._meta.fields if champ.name not in COMMUNS]


def emplois(modele: type[Model]) -> list:
    """Every foreign key by which rows of any app name a line of this list, join tables included."""
    relations = modele._meta.get_fields(include_hidden=True)
    return [relation for relation in relations if relation.auto_created and relation.one_to_many]


def avec_emplois(modele: type[Model]) -> QuerySet:
    """The lines with `nombre_emplois`: how many rows name each of them."""
    compte = Value(0)
    for relation in emplois(modele):
        compte = compte + Coalesce(_nombre(relation), 0)
    return modele.objects.annotate(nombre_emplois=compte)


def _nombre(relation) -> Subquery:
    cle = relation.field.name
    lignes = relation.related_model._base_manager.filter(**{cle: OuterRef("pk")}).order_by()
    comptees = lignes.values(cle).annotate(nombre=Count("pk")).values("nombre")
    return Subquery(comptees, output_field=IntegerField())
