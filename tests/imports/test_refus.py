"""What is refused, in each format: the report names line, column, value and reason, and nothing is written."""

import datetime as dt

import pytest

from tests.imports.outils import (
    PREVUE,
    UN_PAR_FORMAT,
    empreinte,
    importer_fichier,
    refus,
    remplir,
)

pytestmark = pytest.mark.django_db

IDENTITE = ["reference", "nom", "prenom", "sexe", "date_entree"]
OBLIGATOIRE = "cette case est obligatoire, remplissez-la"
PAS_UNE_DATE = "ce n’est pas une date : écrivez-la JJ/MM/AAAA, par exemple 12/03/2015"
HORS_CALENDRIER = "cette date n’existe pas dans le calendrier"


def hors_liste(proche: str) -> str:
    return f"cette valeur n’est pas dans la liste. La plus proche est « {proche} »"


def refuser(nom: str, lignes: list[list], format: str = "utf-8.csv") -> list[tuple]:
    """The refusals of a file of which nothing may be written."""
    avant = empreinte()
    rapport = importer_fichier(nom, lignes, format)
    assert not rapport.ecrit
    assert empreinte() == avant
    return refus(rapport)


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_cells_of_participants_that_cannot_be_read(format):
    entetes = [*IDENTITE, "date_naissance", "quartier", "qpv", "niveau_etudes", "situation", "logement", "motif_sortie"]
    rien = [None] * 7
    lignes = [
        entetes,
        ["A", "Bon", "Dossier", "F", "05/01/2015", *rien],
        ["B", None, "Zoé", "X", "31/02/2015", *rien],
        ["C", "n" * 81, "Zoé", "F", "hier", *rien],
        [
            "D",
            "Nom",
            "Zoé",
            "F",
            "01/01/1899",
            "1/13/1980",
            "Dutample",
            "peut-être",
            "V ter",
            "RSSA",
            "locatair",
            "CDIX",
        ],
    ]
    assert refuser("participants", lignes, format) == [
        (3, "nom", "", OBLIGATOIRE),
        (3, "sexe", "X", hors_liste("F")),
        (3, "date_entree", "31/02/2015", HORS_CALENDRIER),
        (4, "nom", "n" * 80 + "…", "ce texte compte 81 caractères, au plus 80 sont possibles"),
        (4, "date_entree", "hier", PAS_UNE_DATE),
        (5, "date_entree", "01/01/1899", "l’année 1899 est hors des années 1900 à 2100"),
        (5, "date_naissance", "1/13/1980", HORS_CALENDRIER),
        (5, "quartier", "Dutample", hors_liste("Dutemple")),
        (5, "qpv", "peut-être", "écrivez « oui » ou « non »"),
        (5, "niveau_etudes", "V ter", hors_liste("V bis")),
        (5, "situation", "RSSA", hors_liste("RSA")),
        (5, "logement", "locatair", hors_liste("locataire")),
        (5, "motif_sortie", "CDIX", hors_liste("CDI")),
    ]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_stays_that_cannot_be(format):
    lignes = [
        [*IDENTITE, "date_sortie", "motif_sortie", "date_naissance"],
        ["A", "Léger", "Zoé", "F", "05/01/2015", "04/01/2015", None, None],
        ["B", "Nom", "Jean", "H", "02/06/2016", None, None, None],
        ["C", "Nom", "Jean", "H", "05/01/2015", None, "CDI", "2016"],
        ["D", "Nom", "Jean", "H", "05/01/2015", None, None, None],
        ["D", "Nom", "Jeanne", "H", "05/03/2015", None, None, None],
        ["D", "Nom", "Jean", "H", "05/01/2015", None, None, None],
    ]
    assert refuser("participants", lignes, format) == [
        (2, "date_sortie", "04/01/2015", "la sortie précède l’entrée du 05/01/2015, corrigez l’une des deux"),
        (3, "date_entree", "02/06/2016", "cette entrée est dans le futur, corrigez la date"),
        (4, "date_naissance", "01/07/2016", "cette naissance suit l’entrée du 05/01/2015, corrigez l’une des deux"),
        (6, "prenom", "Jeanne", "une autre ligne de la même référence dit « Jean » ici, accordez les deux"),
        (7, "reference", "D", "cette ligne répète la ligne 5 (reference, date_entree identiques), gardez-en une"),
    ]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_overlapping_stays_and_motives_without_exit(format):
    remplir("participants")
    lignes = [
        [*IDENTITE, "date_sortie", "motif_sortie"],
        ["A", "Léger", "Zoé", "F", "01/12/2014", "05/01/2015", None],
        ["D", "Nom", "Jean", "H", "05/01/2015", "10/02/2015", None],
        ["D", "Nom", "Jean", "H", "10/02/2015", None, None],
        ["E", "Nom", "Jean", "H", "10/02/2015", None, "abandon"],
    ]
    assert refuser("participants", lignes, format) == [
        (2, "date_sortie", "05/01/2015", "ce parcours partage au moins un jour avec celui commencé le 05/01/2015"),
        (
            4,
            "date_entree",
            "10/02/2015",
            "ce parcours partage au moins un jour avec celui du 05/01/2015 au 10/02/2015 de la même personne",
        ),
        (
            5,
            "motif_sortie",
            "abandon",
            "un motif de sortie demande une date de sortie, remplissez-la ou effacez le motif",
        ),
    ]


def test_a_motive_in_a_file_without_exit_days_is_refused():
    lignes = [[*IDENTITE, "motif_sortie"], ["A", "Léger", "Zoé", "F", "05/01/2015", "CDI"]]
    assert [(r[0], r[1]) for r in refuser("participants", lignes)] == [(2, "motif_sortie")]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_changes_that_cannot_be(format):
    remplir("participants")
    dehors = "cette personne n’a pas de parcours ouvert ce jour-là, vérifiez la date et la référence"
    a_l_entree = "c’est le jour de l’entrée : corrigez plutôt la situation d’entrée, dans le fichier « participants »"
    entetes = ["participant", "date", "fait", "valeur"]
    illisibles = [
        entetes,
        ["A", "31/02/2015", "quartier", "Dutemple"],
        ["A", "01/03/2015", "quartier", "Dutample"],
        ["A", "01/03/2015", "quartiers", "Dutemple"],
    ]
    assert refuser("changements", illisibles, format) == [
        (2, "date", "31/02/2015", HORS_CALENDRIER),
        (3, "valeur", "Dutample", hors_liste("Dutemple")),
        (4, "fait", "quartiers", hors_liste("quartier")),
    ]
    impossibles = [
        entetes,
        ["A", "04/01/2015", "quartier", "Dutemple"],
        ["Z", "04/02/2015", "quartier", "Dutemple"],
        ["A", "05/01/2015", "quartier", "Dutemple"],
    ]
    assert refuser("changements", impossibles, format) == [
        (2, "date", "04/01/2015", dehors),
        (3, "date", "04/02/2015", dehors),
        (4, "date", "05/01/2015", a_l_entree),
    ]


def test_one_change_twice_under_two_spellings_of_the_fact_is_refused():
    remplir("participants")
    lignes = [
        ["participant", "date", "fait", "valeur"],
        ["A", "01/03/2015", "quartier", "Dutemple"],
        ["A", "01/03/2015", "Quartier", "Acacias"],
        ["A", "01/03/2015", "Niveau études", "V"],
    ]
    repete = "cette ligne répète la ligne 2 (participant, date, fait identiques), gardez-en une"
    assert refuser("changements", lignes) == [(3, "participant", "A", repete)]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_sessions_that_cannot_be(format):
    entetes = ["reference", "atelier", "site", "date", "debut", "fin", "statut"]
    lignes = [
        entetes,
        ["S1", "Jardinnage", "Vignobles", "03/03/2015", "08h00", "25:00", "prévu"],
        ["S2", None, "Vignoble", "03/03/2015", "08:00", "10:00", None],
        ["S3", "Jardinage", "Vignoble", "03/03/2015", "10:00", "10:00", None],
        ["S3", "Jardinage", "Vignoble", "03/03/2015", "10:00", "11:00", None],
    ]
    pas_une_heure = "ce n’est pas une heure : écrivez-la HH:MM, par exemple 08:00"
    assert refuser("seances", lignes, format) == [
        (2, "atelier", "Jardinnage", hors_liste("Jardinage")),
        (2, "site", "Vignobles", hors_liste("Vignoble")),
        (2, "debut", "08h00", pas_une_heure),
        (2, "fin", "25:00", pas_une_heure),
        (2, "statut", "prévu", hors_liste("prévue")),
        (3, "atelier", "", OBLIGATOIRE),
        (4, "fin", "10:00", "la séance commence à 10:00, elle doit finir après, le même jour"),
        (5, "reference", "S3", "cette ligne répète la ligne 4 (reference identiques), gardez-en une"),
    ]


def test_a_spreadsheet_time_with_seconds_is_refused_on_both_engines():
    lignes = [
        ["reference", "atelier", "site", "date", "debut", "fin"],
        ["S1", "Jardinage", "Vignoble", "03/03/2015", dt.time(8, 0, 30), dt.time(10)],
    ]
    assert [(r[0], r[1]) for r in refuser("seances", lignes, "classeur.xlsx")] == [(2, "debut")]


def test_a_speaker_whose_name_is_too_long_is_refused():
    entetes = ["reference", "atelier", "site", "date", "debut", "fin", "intervenants"]
    seance = ["S1", "Jardinage", "Vignoble", "03/03/2015", "08:00", "10:00", "Zoé|" + "n" * 121]
    assert refuser("seances", [entetes, seance]) == [
        (2, "intervenants", "Zoé|" + "n" * 76 + "…", "ce texte compte 121 caractères, au plus 120 sont possibles")
    ]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_presences_that_cannot_be_read_or_found(format):
    remplir("participants", "seances")
    entetes = ["seance", "participant", "statut", "minutes"]
    lignes = [
        entetes,
        ["S1", "A", "presant", "deux"],
        ["S1", None, "présent", "1441"],
        ["S9", "B", "présent", None],
        ["S1", "Z", "présent", None],
        ["S2", "B", "présent", None],
        ["S2", "B", "absent", None],
    ]
    assert refuser("presences", lignes, format) == [
        (2, "statut", "presant", hors_liste("présent")),
        (2, "minutes", "deux", "ce n’est pas un nombre entier"),
        (3, "participant", "", OBLIGATOIRE),
        (3, "minutes", "1441", "ce nombre doit être compris entre 0 et 1440"),
        (4, "seance", "S9", "aucune séance n’a cette référence, importez d’abord les séances"),
        (5, "participant", "Z", "personne n’a cette référence, importez d’abord les participants"),
        (7, "seance", "S2", "cette ligne répète la ligne 6 (seance, participant identiques), gardez-en une"),
    ]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_presences_that_cannot_be(format):
    remplir("participants", "seances")
    importer_fichier(
        "seances", [["reference", "atelier", "site", "date", "debut", "fin", "statut"], [*PREVUE, "prévue"]]
    )
    sortie = [[*IDENTITE, "date_sortie"], ["C", "Nom", "Luc", "H", "05/01/2015", "02/03/2015"]]
    assert importer_fichier("participants", sortie).ecrit
    entetes = ["seance", "participant", "statut", "minutes"]
    seules = [entetes, ["S3", "A", "absent", None], ["S1", "B", "présent", "121"], ["S2", "B", "présent", "0"]]
    assert refuser("presences", seules, format) == [
        (2, "seance", "S3", "cette séance est « prévue » : on ne note de présence que dans une séance réalisée"),
        (3, "minutes", "121", "la séance n’a duré que 120 minutes"),
        (4, "minutes", "0", "une personne présente l’est au moins une minute, notez-la absente sinon"),
    ]
    ensemble = [entetes, ["S1", "A", "présent", None], ["S2", "A", "présent", None], ["S1", "C", "présent", None]]
    assert refuser("presences", ensemble, format) == [
        (3, "seance", "S2", "cette personne est déjà présente à la séance S1, dont les heures se chevauchent"),
        (
            4,
            "participant",
            "C",
            "cette personne n’a pas de parcours ouvert ce jour-là, vérifiez la séance et la référence",
        ),
    ]
