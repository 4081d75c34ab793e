"""The figures of a period: they only read, and give frozen values with their definitions."""

import datetime as dt

from bilans.indicateurs import ateliers, entretiens, parcours, personnes, sante, sorties
from bilans.indicateurs.listes import libelles
from bilans.indicateurs.valeurs import Bilan
from socle import periodes
from socle.periodes import Periode


def calculer(periode: Periode, *, aujourdhui: dt.date | None = None) -> Bilan:
    """The whole bilan of the period, in nine queries however many rows there are.

    Months to come have no interview yet: none of their days after `aujourdhui` (today's date unless told) counts.
    """
    presences = ateliers.presences_groupees(periode)
    presentes = {personne for personne, *_ in presences}
    listes, mouvements, etapes = libelles(presentes), sorties.mouvements(periode), parcours.etapes(periode)
    return Bilan(
        periode,
        (
            personnes.section(periode, listes, len(presentes), mouvements),
            ateliers.section_ateliers(periode, listes, presences),
            ateliers.section_presences(listes, presences),
            sante.section(periode, presences, etapes),
            parcours.section(listes, etapes),
            sorties.section(listes, mouvements),
            entretiens.section(periode, aujourdhui or periodes.aujourdhui()),
        ),
    )
