"""Files of each format for the import tests, and a fingerprint of everything the database holds."""

import datetime as dt

from django.apps import apps

from socle.imports.moteur import importer
from socle.imports.rapport import Rapport
from socle.imports.ressource import ressource
from tests.socle.tableur_exemples import csv_de, ods_de, xlsx_de

LE = dt.datetime(2016, 6, 1, 12, tzinfo=dt.UTC)
NOS_APPS = ("socle", "comptes", "jardins", "partenaires", "participants", "ateliers", "recoltes", "bilans")
FABRIQUES = {
    "utf-8.csv": csv_de,
    "bom.csv": lambda lignes: csv_de(lignes, encodage="utf-8-sig"),
    "cp1252.csv": lambda lignes: csv_de(lignes, encodage="cp1252"),
    "virgule.csv": lambda lignes: csv_de(lignes, separateur=","),
    "classeur.xlsx": xlsx_de,
    "classeur.ods": ods_de,
}
UN_PAR_FORMAT = ("utf-8.csv", "classeur.xlsx", "classeur.ods")

PARTICIPANTS = [
    ["reference", "nom", "prenom", "sexe", "date_entree", "quartier"],
    ["A", "Léger", "Zoé", "F", "05/01/2015", "Dutemple"],
    ["B", "Œuvrard", "Jean-François", "H", "06/01/2015", None],
]
SEANCES = [
    ["reference", "atelier", "site", "date", "debut", "fin"],
    ["S1", "Jardinage", "Vignoble", "03/03/2015", "08:00", "10:00"],
    ["S2", "Jardinage", "Rôleur", "03/03/2015", "09:00", "11:00"],
]
PREVUE = ["S3", "Jardinage", "Rôleur", "04/03/2015", "09:00", "11:00"]


def importer_fichier(nom: str, lignes: list[list], format: str = "utf-8.csv", *, par=None, **options) -> Rapport:
    """Import these rows, the header first, as a file of this format."""
    contenu = FABRIQUES[format](lignes)
    return importer(ressource(nom), contenu, f"{nom}.{format}", par=par, le=LE, **options)


def remplir(*noms: str) -> None:
    """Two people with a stay, then two sessions that overlap, for what needs them."""
    for nom, lignes in (("participants", PARTICIPANTS), ("seances", SEANCES)):
        if nom in noms:
            assert importer_fichier(nom, lignes).ecrit


def empreinte() -> dict[str, list]:
    """Every row of every table of ours."""
    return {
        modele._meta.label: list(modele._base_manager.order_by("pk").values())
        for app in NOS_APPS
        for modele in apps.get_app_config(app).get_models(include_auto_created=True)
    }


def refus(rapport: Rapport) -> list[tuple[int, str, str, str]]:
    """Line, column, value and reason of each refusal."""
    return [(r.ligne, r.colonne, r.valeur, r.raison) for r in rapport.refus]


def avertissements(rapport: Rapport) -> list[tuple[int, str, str, str]]:
    """Line, column, value and reason of each warning."""
    return [(r.ligne, r.colonne, r.valeur, r.raison) for r in rapport.avertissements]
