"""Files of interviews and démarches: the happy way, warnings, merged files, absent columns, what reports hide."""

import datetime as dt

import pytest

from partenaires.models import Partenaire, Thematique
from participants.models import Demarche, Entretien, NoteDeTheme, NotePrivee, Participant, TypeContrat
from participants.services.fusion import fusionner
from socle.imports.moteur import importer
from socle.imports.ressource import ressource
from socle.tableur.ecriture import ecrire
from tests.fabriques import DemarcheFabrique, EntretienFabrique, PartenaireFabrique, UtilisateurFabrique, ligne_de
from tests.imports.outils import (
    FABRIQUES,
    LE,
    UN_PAR_FORMAT,
    avertissements,
    empreinte,
    importer_fichier,
    remplir,
)

pytestmark = pytest.mark.django_db

ENTRETIENS = ["reference", "participant", "date", "duree_minutes", "theme", "compte_rendu"]
DEMARCHES = [
    *("reference", "participant", "thematique", "intitule", "date_debut", "date_fin", "statut", "resultat"),
    "partenaire",
]
TEXTES = [
    "=SOMME(A1:A2)\n+2\n-3\n@4",
    "première ligne\r\nseconde\r\n\r\nquatrième",
    "un\rdeux",
    '« Zoé » ; "guillemets", l’œil\tet la suite  ',
    "-" * 20_000,
    "\r\n" * 9_999 + "x",
    "  espaces autour \n",
    "copié\x0bd’un traitement de texte\x07",
    "_x0041_ 🌱",
]


@pytest.fixture(autouse=True)
def _gens():
    remplir("participants")


def exporter(nom: str, format: str = "csv") -> bytes:
    voulue = ressource(nom)
    return ecrire(format, voulue.entetes, voulue.exporter())


@pytest.mark.parametrize("format", FABRIQUES)
def test_entretiens(format):
    lignes = [
        ENTRETIENS,
        ["E1", "A", "03/03/2015", 45, "santé | logement", "+Été au jardin"],
        ["E2", "B", "2015-03-04", None, None, None],
        [12, "A", "05/03/2015", "60.0", None, "-3 kg"],
    ]
    rapport = importer_fichier("entretiens", lignes, format)
    assert rapport.ecrit, rapport.texte()
    assert (rapport.lignes, rapport.crees, rapport.avertissements) == (3, 3, [])
    champs = ("reference", "participant__reference", "date", "duree_minutes", "theme", "compte_rendu", "statut")
    assert list(Entretien.objects.order_by("date").values_list(*champs)) == [
        ("E1", "A", dt.date(2015, 3, 3), 45, "santé | logement", "+Été au jardin", "tenu"),
        ("E2", "B", dt.date(2015, 3, 4), None, "", "", "tenu"),
        ("12", "A", dt.date(2015, 3, 5), 60, "", "-3 kg", "tenu"),
    ]


@pytest.mark.parametrize("format", FABRIQUES)
def test_demarches(format):
    PartenaireFabrique(nom="Mission locale")
    lignes = [
        DEMARCHES,
        ["D1", "A", "Sante", "Bilan de santé", "03/03/2015", "10/03/2015", "ABOUTIE", "@tout va bien", "CPAM"],
        ["D2", "B", "emploi", "Candidature", "03/03/2015", "2015-04-10", "aboutie", "Interim", "mission locale"],
        ["D3", "B", "emploi", "Candidature", "03/03/2015", None, "en cours", "cdi", None],
        ["D4", "A", "savoirs de base", "Lire", "01/07/2016", None, "Prévue", None, None],
        ["D5", "A", "logement", "HLM", "03/03/2015", "05/03/2015", "abandonnee", "CDI", None],
    ]
    rapport = importer_fichier("demarches", lignes, format)
    assert rapport.ecrit, rapport.texte()
    assert (rapport.crees, rapport.avertissements) == (5, [])
    assert rapport.nouveautes == ["partenaire « CPAM »"]
    champs = ("reference", "thematique__code", "date_fin", "statut", "resultat", "contrat__code", "partenaire__nom")
    assert list(Demarche.objects.order_by("reference").values_list(*champs)) == [
        ("D1", "sante", dt.date(2015, 3, 10), "aboutie", "@tout va bien", None, "CPAM"),
        ("D2", "emploi", dt.date(2015, 4, 10), "aboutie", "", "interim", "Mission locale"),
        ("D3", "emploi", None, "en_cours", "", "cdi", None),
        ("D4", "savoirs-de-base", None, "prevue", "", None, None),
        ("D5", "logement", dt.date(2015, 3, 5), "abandonnee", "CDI", None, None),
    ]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_the_same_files_twice_change_nothing(format):
    fichiers = {
        "entretiens": [ENTRETIENS, ["E1", "A", "03/03/2015", 45, "santé", "  -a  "]],
        "demarches": [
            DEMARCHES,
            ["D1", "A", "emploi", " Chercher ", "03/03/2015", "03/04/2015", "aboutie", "CDD", "Mission locale"],
        ],
    }
    for nom, lignes in fichiers.items():
        assert importer_fichier(nom, lignes, format).crees == 1
    avant = empreinte()
    for nom, lignes in fichiers.items():
        rapport = importer_fichier(nom, lignes, format)
        assert (rapport.ecrit, rapport.crees, rapport.modifies, rapport.inchanges) == (True, 0, 0, 1)
    assert empreinte() == avant


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_what_was_written_at_the_desk_comes_back_unchanged(format):
    """Texts as the two writers keep them, démarches with all that no file holds, and interviews that were missed."""
    zoe = Participant.objects.get(reference="A")
    depuis = ressource("entretiens")
    for rang, texte in enumerate(TEXTES):
        fichier = ecrire("csv", ENTRETIENS, [[f"E{rang}", "A", dt.date(2015, 3, 3), None, None, texte]])
        assert importer(depuis, fichier, "e.csv", par=None, le=LE).ecrit
    EntretienFabrique(reference="E98", participant=zoe, statut="excuse", lieu="bureau", theme="santé, emploi")
    EntretienFabrique(reference="E99", participant=zoe, statut="absence", duree_minutes=0)
    emploi = Thematique.objects.get(code="emploi")
    chez = PartenaireFabrique(nom="=Mission")
    DemarcheFabrique(reference="D1", participant=zoe, partenaire=chez, reponse="attente", qui="agent")
    DemarcheFabrique(reference="D2", participant=zoe, thematique=emploi, resultat="deux essais", employeur="Régie")
    DemarcheFabrique(
        reference="D3",
        participant=zoe,
        thematique=emploi,
        statut="aboutie",
        date_fin=dt.date(2015, 5, 5),
        contrat=ligne_de(TypeContrat, "CDI"),
        resultat="à temps plein",
    )
    avant = empreinte()
    for nom in ("entretiens", "demarches"):
        rapport = importer(ressource(nom), exporter(nom, format), f"{nom}.{format}", par=None, le=LE)
        assert (rapport.ecrit, rapport.crees, rapport.modifies) == (True, 0, 0), rapport.texte()
        assert rapport.inchanges == rapport.lignes > 2
    assert empreinte() == avant


def test_texts_are_kept_without_blanks_around_and_without_what_no_workbook_holds():
    fichier = ecrire("csv", ENTRETIENS, [["E1", "A", dt.date(2015, 3, 3), None, None, TEXTES[6]]])
    assert importer(ressource("entretiens"), fichier, "e.csv", par=None, le=LE).ecrit
    brut = b"reference;participant;date;compte_rendu\r\nE2;A;03/03/2015;a\x0bb\x07c\r\n"
    assert importer(ressource("entretiens"), brut, "e.csv", par=None, le=LE).ecrit
    notes = dict(Entretien.objects.values_list("reference", "compte_rendu"))
    assert notes == {"E1": "espaces autour", "E2": "a\nbc"}


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_columns_that_a_file_does_not_have_leave_what_was(format):
    zoe = Participant.objects.get(reference="A")
    EntretienFabrique(reference="E1", participant=zoe, statut="excuse", duree_minutes=20, theme="budget", lieu="jardin")
    emploi = Thematique.objects.get(code="emploi")
    DemarcheFabrique(
        reference="D1",
        participant=zoe,
        thematique=emploi,
        statut="aboutie",
        date_fin=dt.date(2015, 5, 5),
        contrat=ligne_de(TypeContrat, "CDI"),
        partenaire=PartenaireFabrique(nom="Croix-Rouge"),
        resultat="à temps plein",
    )
    entretien = [["reference", "participant", "date"], ["E1", "A", "03/03/2015"]]
    assert importer_fichier("entretiens", entretien, format).inchanges == 1
    court = [
        ["reference", "participant", "thematique", "intitule", "date_debut", "statut"],
        ["D1", "A", "emploi", "Chercher du travail", "02/02/2015", "aboutie"],
    ]
    rapport = importer_fichier("demarches", court, format)
    assert (rapport.modifies, [c for c, *_ in rapport.modifications[0]["differences"]]) == (1, ["intitule"])
    demarche = Demarche.objects.get()
    assert (demarche.contrat.code, demarche.partenaire.nom, demarche.resultat) == (
        "cdi",
        "Croix-Rouge",
        "à temps plein",
    )
    assert Entretien.objects.get().statut == "excuse"


def test_an_empty_cell_is_unknown():
    importer_fichier("entretiens", [ENTRETIENS, ["E1", "A", "03/03/2015", 45, "santé", "Va bien"]])
    rapport = importer_fichier("entretiens", [ENTRETIENS, ["E1", "A", "03/03/2015", None, None, None]])
    assert rapport.modifies == 1
    assert Entretien.objects.values_list("duree_minutes", "theme", "compte_rendu").get() == (None, "", "")
    plein = ["D1", "A", "emploi", "Chercher", "03/03/2015", "03/04/2015", "aboutie", "CDD", "Mission locale"]
    importer_fichier("demarches", [DEMARCHES, plein])
    importer_fichier("demarches", [DEMARCHES, [*plein[:5], None, "en cours", None, None]])
    assert Demarche.objects.values_list("date_fin", "contrat", "partenaire").get() == (None, None, None)


def test_another_theme_leaves_the_contract_behind():
    importer_fichier(
        "demarches", [DEMARCHES, ["D1", "A", "emploi", "Essai", "03/03/2015", "03/04/2015", "aboutie", "CDD", None]]
    )
    rapport = importer_fichier(
        "demarches", [DEMARCHES, ["D1", "A", "droits", "Essai", "03/03/2015", "03/04/2015", "aboutie", "CDD", None]]
    )
    assert rapport.ecrit, rapport.texte()
    assert Demarche.objects.values_list("thematique__code", "contrat", "resultat").get() == ("droits", None, "CDD")


def test_an_interview_that_was_missed_is_told_and_never_becomes_one_held():
    """Files say it in their own column, which may be missing; an empty cell is an interview held."""
    entetes = [*ENTRETIENS, "venue"]
    lignes = [["E1", "A", "03/03/2015", None, None, None, "Excusé"], ["E2", "A", "04/03/2015", *[None] * 4]]
    lignes.append(["E3", "B", "04/03/2015", *[None] * 3, "absent"])
    assert importer_fichier("entretiens", [entetes, *lignes]).crees == 3
    assert dict(Entretien.objects.values_list("reference", "statut")) == {"E1": "excuse", "E2": "tenu", "E3": "absence"}
    assert [ligne[-1] for ligne in ressource("entretiens").exporter()] == ["excusé", "présent", "absent"]
    sans = [ENTRETIENS, *(ligne[:-1] for ligne in lignes)]
    assert importer_fichier("entretiens", sans).inchanges == 3


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_what_is_odd_of_an_interview_is_a_warning(format):
    sortis = [
        ["reference", "nom", "prenom", "sexe", "date_entree", "date_sortie"],
        ["C", "Nom", "Luc", "H", "05/01/2015", "27/02/2015"],
        ["C", "Nom", "Luc", "H", "01/06/2015", None],
    ]
    assert importer_fichier("participants", sortis).ecrit
    lignes = [
        ENTRETIENS,
        ["E1", "A", "01/03/2015", None, None, None],
        ["E2", "A", "14/07/2015", None, None, None],
        ["E3", "A", "04/01/2015", None, None, None],
        ["E4", "C", "27/02/2015", None, None, None],
        ["E5", "C", "28/02/2015", None, None, None],
        ["E6", "C", "01/06/2015", None, None, None],
        ["E7", "A", "01/11/2015", None, None, None],
    ]
    rapport = importer_fichier("entretiens", lignes, format)
    assert rapport.ecrit
    dehors = "cette personne n’est pas en parcours ce jour-là"
    assert avertissements(rapport) == [
        (2, "date", "01/03/2015", "c’est un dimanche"),
        (3, "date", "14/07/2015", "c’est un jour férié (Fête nationale)"),
        (4, "date", "04/01/2015", "c’est un dimanche"),
        (4, "date", "04/01/2015", dehors),
        (6, "date", "28/02/2015", dehors),
        (8, "date", "01/11/2015", "c’est un dimanche"),
        (8, "date", "01/11/2015", "c’est un jour férié (Toussaint)"),
    ]


@pytest.mark.parametrize("format", UN_PAR_FORMAT)
def test_what_is_odd_of_a_demarche_is_a_warning(format):
    sortis = [
        ["reference", "nom", "prenom", "sexe", "date_entree", "date_sortie"],
        ["C", "Nom", "Luc", "H", "05/01/2015", "27/02/2015"],
        ["C", "Nom", "Luc", "H", "01/06/2015", "30/06/2015"],
    ]
    assert importer_fichier("participants", sortis).ecrit
    jours = {
        "D1": ("05/01/2015", "27/02/2015"),  # to the last day of the stay
        "D2": ("05/01/2015", "28/02/2015"),  # a day longer
        "D3": ("28/02/2015", "31/05/2015"),  # between the two stays
        "D4": ("28/02/2015", "01/06/2015"),  # until the next entry
        "D5": ("01/12/2014", "04/01/2015"),
        "D6": ("01/07/2015", None),
        "D7": ("30/06/2015", None),
        "D8": ("01/01/2015", "01/01/2016"),
    }
    lignes = [
        [reference, "C", "droits", "CMU", debut, fin, "aboutie" if fin else "en cours", None, None]
        for reference, (debut, fin) in jours.items()
    ]
    rapport = importer_fichier("demarches", [DEMARCHES, *lignes], format)
    assert rapport.ecrit
    dehors = "cette démarche est hors de tout parcours de la personne"
    assert avertissements(rapport) == [
        (3, "date_fin", "28/02/2015", "cette démarche finit après la sortie du 27/02/2015"),
        (4, "date_debut", "28/02/2015", dehors),
        (6, "date_debut", "01/12/2014", dehors),
        (7, "date_debut", "01/07/2015", dehors),
        (9, "date_fin", "01/01/2016", "cette démarche finit après la sortie du 30/06/2015"),
    ]


def test_the_reference_of_a_merged_file_names_the_file_kept():
    garde, fondu = Participant.objects.order_by("reference")
    fondu.nom, fondu.prenom = garde.nom, garde.prenom
    importer_fichier("entretiens", [ENTRETIENS, ["E1", "B", "03/03/2015", None, None, "avant"]])
    fondu.parcours.all().delete()
    fusionner(garde=garde, fondu=fondu, choix={}, par=UtilisateurFabrique(), le=LE)
    fichier = [ENTRETIENS, ["E1", "B", "03/03/2015", None, None, "avant"], ["E2", "B", "04/03/2015", *[None] * 3]]
    rapport = importer_fichier("entretiens", fichier)
    assert (rapport.ecrit, rapport.crees, rapport.inchanges, rapport.avertissements) == (True, 1, 1, []), (
        rapport.texte()
    )
    assert importer_fichier("entretiens", fichier).inchanges == 2
    demarche = ["D1", "B", "droits", "CMU", "03/03/2015", None, "en cours", None, None]
    assert importer_fichier("demarches", [DEMARCHES, demarche]).crees == 1
    for modele in (Entretien, Demarche):
        assert set(modele.objects.values_list("participant__reference", flat=True)) == {"A"}
    assert [ligne[1] for ligne in ressource("entretiens").exporter()] == ["A", "A"]


def test_no_report_repeats_what_was_said_in_an_interview():
    """They outlive the file, and the chef de projet reads them all."""
    premier = importer_fichier("entretiens", [ENTRETIENS, ["E1", "A", "03/03/2015", None, None, "Zqsecret un"]])
    second = importer_fichier("entretiens", [ENTRETIENS, ["E1", "A", "03/03/2015", None, None, "Zqsecret deux"]])
    refuse = importer_fichier("entretiens", [ENTRETIENS, ["E1", "A", "03/03/2015", None, None, "Zqsecret" * 3000]])
    assert not any("Zqsecret" in str(rapport.en_json()) for rapport in (premier, second, refuse))
    assert premier.ajouts[0]["differences"][-1] == ("compte_rendu", "non renseigné", "texte de 11\u00a0caractères")
    assert second.modifications[0]["differences"] == [
        ("compte_rendu", "texte de 11\u00a0caractères", "texte de 13\u00a0caractères")
    ]
    assert [(r.colonne, r.valeur, r.raison) for r in refuse.refus] == [
        ("compte_rendu", "", "ce texte compte 24000 caractères, au plus 20000 sont possibles")
    ]


def test_notes_by_theme_and_private_notes_never_leave_by_the_file():
    entretien = EntretienFabrique(reference="E1", compte_rendu="Partagé")
    NoteDeTheme.objects.create(entretien=entretien, thematique=Thematique.objects.first(), texte="Zqtheme")
    NotePrivee.objects.create(entretien=entretien, auteur=UtilisateurFabrique(), texte="Zqprive")
    sortie = exporter("entretiens").decode("utf-8-sig")
    assert "Partagé" in sortie
    assert "Zqtheme" not in sortie
    assert "Zqprive" not in sortie


def test_previews_name_the_columns_of_the_file():
    importer_fichier(
        "demarches", [DEMARCHES, ["D1", "A", "emploi", "Essai", "03/03/2015", "03/04/2015", "aboutie", "CDD", None]]
    )
    rapport = importer_fichier(
        "demarches", [DEMARCHES, ["D1", "A", "emploi", "Essai", "03/03/2015", "03/04/2015", "aboutie", "CDI", None]]
    )
    assert rapport.modifications[0]["differences"] == [("resultat", "CDD", "CDI")]
    entetes = [*ENTRETIENS, "venue"]
    importer_fichier("entretiens", [entetes, ["E1", "A", "03/03/2015", *[None] * 3, "absent"]])
    rapport = importer_fichier("entretiens", [entetes, ["E1", "A", "03/03/2015", *[None] * 3, "présent"]])
    assert [champ for champ, *_ in rapport.modifications[0]["differences"]] == ["venue"]


def test_a_simulation_writes_nothing():
    avant = empreinte()
    lignes = [DEMARCHES, ["D1", "A", "droits", "CMU", "03/03/2015", None, "en cours", None, "CPAM"]]
    rapport = importer_fichier("demarches", lignes, simulation=True)
    assert (rapport.ecrit, rapport.crees, rapport.nouveautes) == (False, 1, ["partenaire « CPAM »"])
    assert empreinte() == avant
    assert not Partenaire.objects.exists()
