"""How stays ended: the motives of the exits of a period, and those that lead to work or to a qualification."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from bilans.definitions import DEFINITIONS
from bilans.indicateurs.valeurs import Chiffre, Repartition, Section, parts
from participants.models import Parcours
from socle.periodes import Periode
from socle.templatetags.typographie import unite


@dataclass(frozen=True)
class Mouvements:
    """Stays that began, and those that ended by the key of their motive (None: unknown)."""

    entrees: int
    par_motif: Counter[int | None]
    dynamiques: int

    @property
    def sorties(self) -> int:
        return self.par_motif.total()


def mouvements(periode: Periode) -> Mouvements:
    """The entries and exits of the period, stays and not people. One query."""
    dans = (periode.debut, periode.fin)
    sejours = list(
        Parcours.objects.filter(Q(date_entree__range=dans) | Q(date_sortie__range=dans))
        .order_by()
        .values_list("date_entree", "date_sortie", "motif_sortie", "motif_sortie__dynamique")
    )
    sortis = [suite for _, sortie, *suite in sejours if sortie and periode.debut <= sortie <= periode.fin]
    return Mouvements(
        sum(periode.debut <= entree <= periode.fin for entree, *_ in sejours),
        Counter(motif for motif, _ in sortis),
        sum(bool(dynamique) for _, dynamique in sortis),
    )


def section(libelles: dict, lus: Mouvements) -> Section:
    """Exits, those that are dynamic, and their motives. No query: the movements are given."""
    connus = [(str(m), libelle, lus.par_motif[m]) for m, libelle in libelles["motif"].items() if m in lus.par_motif]
    lignes = parts(connus, inconnus=lus.par_motif[None])
    base = f"sur {unite(lus.sorties, 'sorties')}"
    return Section(
        "sorties",
        "Les sorties",
        chiffres=(
            Chiffre("total", "Sorties", lus.sorties, DEFINITIONS["sorties.total"]),
            Chiffre("dynamiques", "Sorties dynamiques", lus.dynamiques, DEFINITIONS["sorties.dynamiques"], base=base),
        ),
        repartitions=(
            Repartition(
                "par_motif", "Motif de sortie", DEFINITIONS["sorties.par_motif"], "sorties", lus.sorties, lignes
            ),
        ),
    )
