"""The figures of a period: they only read, and give frozen values with their definitions."""

from bilans.indicateurs import ateliers, personnes
from bilans.indicateurs.listes import libelles
from bilans.indicateurs.valeurs import Bilan
from socle.periodes import Periode


def calculer(periode: Periode) -> Bilan:
    """The whole bilan of the period, in six queries however many rows there are."""
    presences = ateliers.presences_groupees(periode)
    presentes = {personne for personne, *_ in presences}
    listes = libelles(presentes)
    return Bilan(
        periode,
        (
            personnes.section(periode, listes, len(presentes)),
            ateliers.section_ateliers(periode, listes, presences),
            ateliers.section_presences(listes, presences),
        ),
    )
