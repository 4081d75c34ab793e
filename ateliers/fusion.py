"""What becomes of presences when two files of one person are merged."""

from collections.abc import Iterator
from itertools import pairwise

from ateliers.choix import StatutPresence
from ateliers.models import Presence
from participants.services.fusion_dossiers import PARCOURS
from participants.services.fusion_regles import FONDU, GARDE, Bloc, Devenir, Regle, par_cle
from socle.templatetags.typographie import heures

RELATION = "ateliers.Presence.participant"
PRESENT = StatutPresence.PRESENT


def _dire(presence: Presence) -> str:
    statut = presence.get_statut_display()
    return f"{statut}, {heures(presence.minutes)}" if presence.statut == PRESENT else statut


def _la_plus_longue(garde: Presence, fondu: Presence, dire) -> str:
    """« présent » with the longer minutes; between two absences, the kept file's."""
    return FONDU if fondu.minutes > garde.minutes else GARDE


def _nommer(presence: Presence) -> str:
    return f"présence du {presence.seance.date:%d/%m/%Y}, {presence.seance.atelier}"


def _presences_contredites(plan) -> Iterator[str]:
    """Sessions of the united person at the same hours, and presences that the stays would no longer cover."""
    presentes = [presence for presence in plan.apres.get(RELATION, ()) if presence.statut == PRESENT]
    ordonnees = sorted(presentes, key=lambda p: (p.seance.date, p.seance.debut, p.seance.fin, p.pk))
    for avant, apres in pairwise(ordonnees):
        if avant.seance.date == apres.seance.date and avant.seance.fin > apres.seance.debut:
            yield (
                f"Le {avant.seance.date:%d/%m/%Y}, deux séances à la même heure : "
                f"{avant.seance.atelier} ({avant.seance.reference}) et {apres.seance.atelier} "
                f"({apres.seance.reference}). Corrigez d’abord l’une de ces présences."
            )
    sejours = plan.apres.get(PARCOURS, ())
    for presence in ordonnees:
        if not any(sejour.couvre(presence.seance.date) for sejour in sejours):
            yield (
                f"Une présence du {presence.seance.date:%d/%m/%Y} serait hors de tout parcours. "
                "Choisissez l’autre sortie, ou corrigez d’abord cette présence."
            )


REGLES = (
    Regle(
        RELATION,
        Devenir.REUNIR,
        joindre=("seance__atelier",),
        apparier=par_cle("seance_id"),
        blocs=(Bloc("presence", "Présence", ("statut", "minutes", "saisie_par", "saisie_le"), _dire, _la_plus_longue),),
        nommer=_nommer,
        verifier=_presences_contredites,
    ),
)
