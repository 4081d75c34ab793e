"""A person in a few words, for who must tell her from another: age, quartier, stays."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from participants.choix import Statut
from participants.models import FaitQuartier, Parcours, Participant
from participants.models.personnes import age_le, statut_de
from socle.templatetags.typographie import unite


@dataclass(frozen=True)
class Fiche:
    """What tells a person apart: `age` and `quartier` may be '', `parcours` are her stays in words, oldest first."""

    personne: Participant
    statut: Statut
    age: str
    quartier: str
    parcours: tuple[str, ...]

    @property
    def precisions(self) -> str:
        """« 43 ans, Dutemple, du 05/01/2015 au 12/11/2015 »; her reference when nothing else is known."""
        dits = filter(None, (self.age, self.quartier, *self.parcours))
        return ", ".join(dits) or f"référence {self.personne.reference}"


def fiches_de(cles: Iterable[int], jour: dt.date) -> dict[int, Fiche]:
    """By key, the people of these keys; two queries, whatever their number."""
    quartiers = FaitQuartier.objects.en_vigueur(jour, "parcours__").values("valeur__libelle")[:1]
    gens = Participant.objects.filter(pk__in=cles).avec_dernier_parcours().annotate(quartier=quartiers)
    return {personne.pk: _fiche(personne, jour) for personne in gens.prefetch_related("parcours")}


def _fiche(personne: Participant, jour: dt.date) -> Fiche:
    statut = statut_de(personne.entree, personne.sortie, personne.decision, jour)
    age = age_le(personne.date_naissance, jour)
    environ = "environ " if personne.annee_seule else ""
    dite = "" if age is None else f"{environ}{unite(age, 'ans')}"
    parcours = tuple(map(_en_mots, personne.parcours.all())) or (statut.label,)
    return Fiche(personne, statut, dite, personne.quartier or "", parcours)


def _en_mots(sejour: Parcours) -> str:
    if sejour.date_sortie is None:
        return f"depuis le {sejour.date_entree:%d/%m/%Y}"
    return f"du {sejour.date_entree:%d/%m/%Y} au {sejour.date_sortie:%d/%m/%Y}"
