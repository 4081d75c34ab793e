"""Who came, session after session."""

import random
from collections.abc import Iterator

from jardins.demonstration.personnes import Personne
from jardins.demonstration.seances import REALISEE, REUNION_SANTE, SANTE, Seance
from jardins.demonstration.tirage import hasard

A_LA_REUNION = 18
PRESENT, ABSENT, EXCUSE = "présent", "absent", "excusé"


def presences(seances: list[Seance], personnes: list[Personne]) -> Iterator[tuple]:
    """(session, person, status, minutes or None for all of it), for every session that took place."""
    source = hasard("présences")
    reunion = _venues_a_la_reunion(source, personnes)
    for seance in seances:
        if seance.statut != REALISEE:
            continue
        presentables = [personne for personne in personnes if personne.en_parcours(seance.jour)]
        if seance.atelier == SANTE and seance.jour.year == REUNION_SANTE.year:
            presentables = [personne for personne in presentables if personne in reunion]
        for personne in presentables:
            venue = _venue(source, seance, personne)
            if venue:
                yield seance.reference, personne.reference, *venue


def _venues_a_la_reunion(source: random.Random, personnes: list[Personne]) -> list[Personne]:
    """The eighteen people of the awareness meeting, among those who come at all."""
    possibles = [p for p in personnes if p.assiduite and p.en_parcours(REUNION_SANTE)]
    return source.sample(possibles, A_LA_REUNION)


def _venue(source: random.Random, seance: Seance, personne: Personne) -> tuple[str, int | None] | None:
    """One person at one session: there, expected and not there, or not expected at all (None)."""
    chance = source.random()
    if chance < personne.assiduite or (seance.jour == REUNION_SANTE and seance.atelier == SANTE):
        partielle = source.random() < 0.08
        return PRESENT, seance.minutes - source.choice((15, 30, 45, 60)) if partielle else None
    if chance > 0.96:
        return ABSENT, None
    return (EXCUSE, None) if chance > 0.93 else None
