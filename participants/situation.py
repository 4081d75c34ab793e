"""What is true of a person, read for her file: every dated fact of every stay, in one query."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Concat

from participants.models import FAITS, FaitNiveau, FaitQpv, FaitReferent, Parcours, Participant

# What a file follows: the facts of the files in and out, and who follows the person.
SUJETS = {**FAITS, "referent": FaitReferent}
LIBELLES = {nom: str(modele._meta.get_field("valeur").verbose_name) for nom, modele in SUJETS.items()}

NAISSANCE = "date de naissance"


@dataclass(frozen=True)
class FaitLu:
    """One dated fact as people read it; `texte` is None when it is unknown since that day."""

    nom: str
    cle: int
    parcours: int
    depuis: dt.date
    texte: str | None

    @property
    def libelle(self) -> str:
        return LIBELLES[self.nom]


def faits_de(participant: Participant) -> list[FaitLu]:
    """Every fact of the person, oldest first: one query, whatever the history."""
    lectures = [_lecture(nom, modele, participant) for nom, modele in SUJETS.items()]
    lignes = lectures[0].union(*lectures[1:], all=True)
    return sorted((FaitLu(*ligne) for ligne in lignes), key=lambda fait: (fait.depuis, fait.nom))


def en_vigueur(faits: Iterable[FaitLu], sejour: Parcours, jour: dt.date) -> dict[str, FaitLu]:
    """Of each subject, the fact of this stay in force on its last day up to `jour`: the rule of the bilans.

    A change dated on the exit day belongs to what comes after (formats.md), save that of an entry the same day.
    """
    return {
        fait.nom: fait
        for fait in faits  # the newest wins
        if fait.parcours == sejour.pk and fait.depuis <= jour and _compte(fait.depuis, sejour)
    }


def _compte(depuis: dt.date, sejour: Parcours) -> bool:
    return sejour.date_sortie is None or depuis < sejour.date_sortie or depuis == sejour.date_entree


def manques(participant: Participant, faits: Iterable[FaitLu], sejour: Parcours, jour: dt.date) -> list[str]:
    """What nobody knows yet of this stay, in words: the bilans count it as « non renseigné »."""
    connus = {nom for nom, fait in en_vigueur(faits, sejour, jour).items() if fait.texte is not None}
    inconnus = [libelle for nom, libelle in LIBELLES.items() if nom not in connus]
    return inconnus if participant.date_naissance else [NAISSANCE, *inconnus]


def _lecture(nom: str, modele, participant: Participant):
    faits = modele.objects.filter(parcours__participant=participant).order_by()
    return faits.values_list(Value(nom, CharField()), "pk", "parcours_id", "depuis", _texte(modele))


def _texte(modele):
    """The value in words; a residence in a QPV says of which generation."""
    if modele is FaitQpv:
        de_la_generation = Concat(Value("oui, "), F("generation__libelle"), output_field=CharField())
        return Case(
            When(valeur=True, generation__isnull=False, then=de_la_generation),
            When(valeur=True, then=Value("oui")),
            When(valeur=False, then=Value("non")),
            output_field=CharField(),
        )
    if modele is FaitReferent:
        nom = Concat("valeur__prenom", Value(" "), "valeur__nom", output_field=CharField())
        return Case(When(valeur__isnull=False, then=nom), output_field=CharField())
    if modele is FaitNiveau:
        niveau = Concat(Value("niveau "), F("valeur__libelle"), output_field=CharField())
        return Case(When(valeur__isnull=False, then=niveau), output_field=CharField())
    return F("valeur__libelle")
