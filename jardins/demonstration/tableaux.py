"""The demonstration as tables, one a resource, in the order in which they are imported."""

import datetime as dt

from jardins.demonstration.annee_2015 import personnes_de_2015
from jardins.demonstration.autres_annees import personnes_de_2016, personnes_recentes
from jardins.demonstration.noms import Noms
from jardins.demonstration.personnes import Personne, Sejour, numeroter
from jardins.demonstration.presences import presences
from jardins.demonstration.seances import INTERVENANTS, Seance, seances_de_2015, seances_de_2016, seances_recentes
from jardins.demonstration.seances import numeroter as numeroter_seances
from jardins.demonstration.tirage import hasard
from socle.tableur import Tableau

ENTETES = {
    "participants": (
        "reference nom prenom sexe date_naissance quartier qpv niveau_etudes situation logement prescripteur "
        "date_entree date_sortie motif_sortie"
    ),
    "changements": "participant date fait valeur",
    "seances": "reference atelier site date debut fin theme intervenants statut",
    "presences": "seance participant statut minutes",
}


def construire(aujourdhui: dt.date) -> dict[str, Tableau]:
    """The four tables, as if read from files; the same day gives the same rows."""
    noms = Noms(hasard("noms"))
    de_2015 = personnes_de_2015(noms)
    personnes = de_2015 + personnes_de_2016(noms, de_2015) + personnes_recentes(noms, aujourdhui)
    numeroter(personnes)
    seances = seances_de_2015() + seances_de_2016() + seances_recentes(aujourdhui)
    numeroter_seances(seances)
    lignes = {
        "participants": [_ligne_de_sejour(p, sejour) for p in personnes for sejour in p.sejours],
        "changements": [(p.reference, *change) for p in personnes for s in p.sejours for change in s.changements],
        "seances": [_ligne_de_seance(seance) for seance in seances],
        "presences": list(presences(seances, personnes)),
    }
    return {nom: _tableau(ENTETES[nom].split(), rangees) for nom, rangees in lignes.items()}


def _tableau(entetes: list[str], rangees: list[tuple]) -> Tableau:
    """Rows numbered as in a file, whose first line holds the headers."""
    return Tableau(entetes, [(numero, list(rangee)) for numero, rangee in enumerate(rangees, 2)])


def _ligne_de_sejour(personne: Personne, sejour: Sejour) -> tuple:
    faits = [sejour.faits[nom] for nom in ("quartier", "qpv", "niveau_etudes", "situation", "logement")]
    return (
        personne.reference,
        personne.nom,
        personne.prenom,
        personne.sexe,
        personne.naissance,
        *faits,
        sejour.prescripteur,
        sejour.entree,
        sejour.sortie,
        sejour.motif,
    )


def _ligne_de_seance(seance: Seance) -> tuple:
    return (
        seance.reference,
        seance.atelier,
        seance.site,
        seance.jour,
        dt.time(seance.debut),
        dt.time(seance.fin),
        seance.theme,
        INTERVENANTS[seance.atelier],
        seance.statut,
    )
