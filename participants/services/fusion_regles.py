"""What becomes of each row when two files are merged: one declared rule a relation, none forgotten.

Relations are found by introspection, in every app; the rules of higher apps are plugged in by the settings
(REGLES_DE_FUSION). A relation without a rule stops the merge, and a test first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from socle.branchements import branches

GARDE, FONDU = "garde", "fondu"


class Devenir(Enum):
    """What becomes of the rows that point to the absorbed one."""

    SUIVRE = "they all go over to the kept one"
    ECARTER = "they go over, but one whose key the kept one already has: that one is set aside"
    REUNIR = "a row of each side that say the same thing become one, block by block; the others go over"
    RESTER = "they stay where they are: they tell the past"
    REFUSER = "one is enough to refuse the merge"


def _le_connu(garde, fondu, dire) -> str:
    """The kept file's value, unless only the other one knows."""
    return FONDU if dire(fondu) and not dire(garde) else GARDE


@dataclass(frozen=True)
class Bloc:
    """Fields that are kept or replaced together, how they read ('' when unknown), and which side is proposed."""

    nom: str
    libelle: str
    champs: tuple[str, ...]
    dire: Callable[[models.Model], str]
    proposer: Callable[[models.Model, models.Model, Callable], str] = _le_connu
    au_choix: bool = True


def nommer_simplement(ligne: models.Model) -> str:
    """« premier contact du 12/03/2015 »: for most rows, what they call themselves."""
    return str(ligne)[0].lower() + str(ligne)[1:]


def par_cle(*champs: str) -> Callable:
    """Pair the rows of both sides that agree on these fields; without fields, the only row of each."""

    def apparier(gardees: Iterable, fondues: Iterable) -> Iterator[tuple]:
        connues = {tuple(getattr(ligne, champ) for champ in champs): ligne for ligne in gardees}
        for ligne in fondues:
            if jumelle := connues.get(tuple(getattr(ligne, champ) for champ in champs)):
                yield jumelle, ligne

    return apparier


def _rien(plan) -> tuple:
    return ()


SEULE, MUETTE = par_cle(), models.Value("", models.CharField())


@dataclass(frozen=True, eq=False)
class Regle:
    """What becomes of the rows of `relation` (« app.Model.field », the foreign key that points to the owner).

    `titre` names these rows together in a preview. `cle`, `texte` and `sujet` serve ECARTER: the field, or expression,
    that makes a row unique beside its owner, an expression of what it says, and what about. `apparier`, `blocs` and
    `joindre` serve REUNIR. `verifier` reads the finished plan and says why it cannot be.
    """

    relation: str
    devenir: Devenir
    titre: str = ""
    sujet: str = ""
    cle: str | models.Expression = ""
    texte: models.Expression | models.F = MUETTE
    joindre: tuple[str, ...] = ()
    apparier: Callable = SEULE
    blocs: tuple[Bloc, ...] = ()
    nommer: Callable[[models.Model], str] = nommer_simplement
    verifier: Callable[..., Iterable[str]] = _rien

    @property
    def modele(self) -> type[models.Model]:
        return apps.get_model(self.relation.rpartition(".")[0])

    @property
    def champ(self) -> str:
        """The foreign key, as Django names its column's attribute."""
        return self.modele._meta.get_field(self.relation.rpartition(".")[2]).attname

    @property
    def libelle(self) -> str:
        """What a preview calls these rows."""
        nom = self.titre or str(self.modele._meta.verbose_name_plural)
        return nom[0].upper() + nom[1:]


def relations(modele: type[models.Model]) -> list[str]:
    """Every foreign key that points to this model, one-to-ones and the rows behind many-to-manys included."""
    liens = modele._meta.get_fields(include_hidden=True)
    champs = [lien.field for lien in liens if lien.auto_created and not lien.concrete and not lien.many_to_many]
    return [f"{champ.model._meta.label}.{champ.name}" for champ in champs]


def regles() -> dict[str, Regle]:
    """Every declared rule by its relation, in the order of the settings."""
    return {regle.relation: regle for groupe in branches("REGLES_DE_FUSION") for regle in groupe}


def regles_de(modele: type[models.Model]) -> list[Regle]:
    """The rule of each relation to this model. Refuses (ImproperlyConfigured) a relation without a rule."""
    declarees, voulues = regles(), relations(modele)
    if oubliees := [relation for relation in voulues if relation not in declarees]:
        raise ImproperlyConfigured(f"Relation sans règle de fusion : {', '.join(oubliees)}.")
    return [declarees[relation] for relation in declarees if relation in voulues]
