"""From the rows to the database, by the import engine; and knowing whether they are already there."""

import datetime as dt

from django.db import transaction

from comptes.models import Utilisateur
from jardins.demonstration import comptes
from jardins.demonstration.tableaux import construire
from socle.branchements import branches
from socle.imports.moteur import importer_tableau
from socle.imports.rapport import Rapport
from socle.imports.ressource import ressource
from socle.periodes import PARIS


class ChargementImpossible(Exception):
    """A table of the demonstration is refused; the message is the report. Nothing is written."""


@transaction.atomic
def charger(aujourdhui: dt.date) -> dict[str, Rapport]:
    """Write the team's accounts and every table, all or nothing; gives the report of each table.

    Refuses (ChargementImpossible) when a row is refused, such as on a clock that stands before the people's entries.
    """
    comptes.creer()
    le = dt.datetime.combine(aujourdhui, dt.time(), PARIS)
    rapports = {nom: _importer(nom, tableau, le) for nom, tableau in construire(aujourdhui).items()}
    for completer in branches("COMPLEMENTS_DE_DEMONSTRATION"):
        completer(aujourdhui)
    return rapports


def _importer(nom: str, tableau, le: dt.datetime) -> Rapport:
    rapport = importer_tableau(ressource(nom), tableau, Rapport(nom, "démonstration"), par=None, le=le)
    if rapport.refus:
        raise ChargementImpossible(rapport.texte())
    return rapport


def est_chargee() -> bool:
    """Whether it is there, as its accounts tell, whatever people have changed or added since."""
    return comptes.existent() and not sans_donnees()


def sans_donnees() -> bool:
    """Whether no person and no session is noted."""
    return not any(next(ressource(nom).exporter(), None) for nom in ("participants", "seances"))


def sans_compte() -> bool:
    """Whether nobody may sign in yet."""
    return not Utilisateur.objects.exists()
