"""From the rows to the database, by the import engine; and knowing whether they are already there."""

import datetime as dt

from django.db import transaction

from comptes.models import Utilisateur
from jardins.demonstration import comptes
from jardins.demonstration.tableaux import construire
from socle.imports.moteur import importer_tableau
from socle.imports.rapport import Rapport
from socle.imports.ressource import ressource
from socle.periodes import PARIS

IDENTITE = 3  # reference, nom, prenom: the first columns of `participants`
DERNIERE_ANNEE_FIXE = "J-2016-999"  # up to here, references owe nothing to the day of the loading


class ChargementImpossible(Exception):
    """A table of the demonstration is refused; the message is the report. Nothing is written."""


@transaction.atomic
def charger(aujourdhui: dt.date) -> dict[str, Rapport]:
    """Write the team's accounts and every table, all or nothing; gives the report of each table.

    Refuses (ChargementImpossible) when a row is refused, such as on a clock that stands before the people's entries.
    """
    comptes.creer()
    le = dt.datetime.combine(aujourdhui, dt.time(), PARIS)
    return {nom: _importer(nom, tableau, le) for nom, tableau in construire(aujourdhui).items()}


def _importer(nom: str, tableau, le: dt.datetime) -> Rapport:
    rapport = importer_tableau(ressource(nom), tableau, Rapport(nom, "démonstration"), par=None, le=le)
    if rapport.refus:
        raise ChargementImpossible(rapport.texte())
    return rapport


def est_chargee(aujourdhui: dt.date) -> bool:
    """Whether all the people of 2015 and 2016 are there, by reference and name, whatever was added since."""
    presentes = {tuple(ligne[:IDENTITE]) for ligne in ressource("participants").exporter()}
    attendues = {tuple(cellules[:IDENTITE]) for _, cellules in construire(aujourdhui)["participants"].lignes}
    return {identite for identite in attendues if identite[0] <= DERNIERE_ANNEE_FIXE} <= presentes


def est_libre(*, sans_compte: bool) -> bool:
    """Whether no person and no session is noted, and nobody may sign in either if that is asked."""
    if sans_compte and Utilisateur.objects.exists():
        return False
    return not any(next(ressource(nom).exporter(), None) for nom in ("participants", "seances"))
