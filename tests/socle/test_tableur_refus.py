"""Bad files: each kind in each format it applies to, refused with a sentence that says what and where."""

import struct
import time

import pytest

from socle.tableur import FichierRefuse, lecture, lire
from socle.tableur.analyse import analyser
from socle.tableur.lecture import assembler
from tests.socle.tableur_exemples import (
    csv_de,
    ods_brut,
    ods_de,
    ods_texte,
    xlsx_brut,
    xlsx_de,
    xlsx_texte,
    zip_de,
)

FABRIQUES = {".csv": csv_de, ".xlsx": xlsx_de, ".ods": ods_de}
BON = [["Nom", "Ville"], ["x", "y"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
CHIFFRE = "EncryptedPackage".encode("utf-16-le")
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _xlsx(rangees, **autres):
    return xlsx_brut(f'<row r="1">{xlsx_texte("A1", "a")}</row>{rangees}', **autres)


def _ods(rangees, **autres):
    premiere = f"<table:table-row>{ods_texte('a')}</table:table-row>"
    return ods_brut(f'<table:table table:name="S">{premiere}{rangees}</table:table>', **autres)


def _taille_annoncee(contenu, taille):
    """The same package, whose directory lies about the unpacked size of its last entry."""
    debut = contenu.rindex(b"PK\x01\x02")
    return contenu[: debut + 24] + struct.pack("<I", taille) + contenu[debut + 28 :]


BOMBE = b"<worksheet>" + b" " * 60_000_000
REFUS = [
    # names and contents that disagree
    ("a.xls", OLE, "ancien format d’Excel", None, None),
    ("a.xlsm", xlsx_de(BON), "classeur avec macros", None, None),
    ("a.pdf", b"%PDF-1.7", "est un PDF", None, None),
    ("notes.txt", b"a;b", "notes.txt", None, None),
    ("sans extension", b"a;b", "ni un CSV, ni un XLSX, ni un ODS", None, None),
    ("a.xlsx", csv_de(BON), "contenu est d’un autre format", None, None),
    ("a.ods", csv_de(BON), "contenu est d’un autre format", None, None),
    ("a.csv", xlsx_de(BON), "contenu est d’un autre format", None, None),
    ("a.csv", OLE, "contenu est d’un autre format", None, None),
    ("a.csv", b"%PDF-1.7 ;", "contenu est d’un autre format", None, None),
    ("a.xlsx", ods_de(BON), "contenu est d’un autre format", None, None),
    ("a.ods", xlsx_de(BON), "contenu est d’un autre format", None, None),
    ("a.xlsx", OLE, "contenu est d’un autre format", None, None),
    ("a.xlsx", zip_de({"word/document.xml": "<x/>"}), "contenu est d’un autre format", None, None),
    ("a.xlsx", _xlsx("", xl__vbaProject="x"), "contient des macros", None, None),
    # empty, protected, damaged
    ("a.csv", b"", "Le fichier est vide", None, None),
    ("a.csv", b" \r\n\r\n", "Le fichier est vide", None, None),
    ("a.xlsx", b"", "Le fichier est vide", None, None),
    ("a.csv", b"\xef\xbb\xbf;;\r\n;;\r\n", "aucune ligne d’en-têtes", None, None),
    ("a.xlsx", xlsx_de([]), "aucune ligne d’en-têtes", None, None),
    ("a.ods", ods_de([[None, None]]), "aucune ligne d’en-têtes", None, None),
    ("a.xlsx", xlsx_de(BON, masquees=(0,)), "«\u00a0F1\u00a0» est masquée", None, None),
    ("a.ods", ods_de(BON, masquees=(0,)), "«\u00a0F1\u00a0» est masquée", None, None),
    ("a.xlsx", OLE + CHIFFRE, "mot de passe", None, None),
    ("a.ods", _ods("", manifeste="<m:encryption-data/>"), "mot de passe", None, None),
    ("a.xlsx", xlsx_de(BON)[:-40], "abîmé", None, None),
    ("a.ods", ods_de(BON)[: len(ods_de(BON)) // 2], "abîmé", None, None),
    ("a.xlsx", _xlsx("<row>"), "abîmé", None, None),
    ("a.xlsx", _xlsx('<row r="2"><c r="A2" t="s"><v>7</v></c></row>'), "abîmé", None, None),
    ("a.ods", zip_de({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "abîmé", None, None),
    ("a.xlsx", _xlsx("", prologue=DOCTYPE), "abîmé", None, None),
    ("a.ods", _ods("", prologue=DOCTYPE), "abîmé", None, None),
    # headers and columns
    ("a.csv", csv_de([["Né le", "x", " NE  LE "]]), "deux fois, colonnes A et C", 1, "NE  LE"),
    ("a.xlsx", xlsx_de([[], ["Nom", "nom"]]), "Ligne 2\u00a0: l’en-tête «\u00a0nom\u00a0»", 2, "nom"),
    ("a.ods", ods_de([["Âge", "Age"]]), "deux fois, colonnes A et B", 1, "Age"),
    ("a.csv", b"a;b\r\n1;2\r\n1;2;3\r\n", "Ligne 3\u00a0: la cellule de la colonne C", 3, "C"),
    ("a.xlsx", xlsx_de([*BON, [1, 2, 3]]), "Ligne 3\u00a0: la cellule de la colonne C", 3, "C"),
    ("a.ods", ods_de([*BON, [1, 2, 3]]), "Ligne 3\u00a0: la cellule de la colonne C", 3, "C"),
    ("a.xlsx", xlsx_de([["a", None, "c"], [1, 2, 3]]), "n’a pas d’en-tête", 2, "B"),
    ("a.csv", b"a\tb\r\n1\t2\r\n", "tabulations", None, None),
    # merged cells, even where another fault comes first
    ("a.xlsx", xlsx_de(BON, fusion="A2:B3"), "A2:B3 sont fusionnées", 2, None),
    ("a.xlsx", xlsx_de([["Liste"], *BON], fusion="A1:B1"), "A1:B1 sont fusionnées", 1, None),
    ("a.ods", ods_de(BON, fusion=(1, 0, 2)), "A2:B2 sont fusionnées", 2, None),
    ("a.ods", ods_de([["Liste", None], *BON], fusion=(0, 0, 2)), "A1:B1 sont fusionnées", 1, None),
    # encodings and quotes
    ("a.csv", "a;b\n1;2\n".encode("utf-16"), "UTF-16", 1, None),
    ("a.csv", "a;b\n1;2\n".encode("utf-16-le"), "octets nuls", 1, None),
    ("a.csv", b"a;b\n1;2\n\0;2\n", "Ligne 3\u00a0: des octets nuls", 3, None),
    ("a.csv", b"a;b\n1;\x81\xe9\n", "ni en UTF-8 ni en Windows-1252", 2, None),
    ("a.csv", "é;b\n1;2\n".encode() + b"\xe9;3\n", "deux encodages", 3, None),
    ("a.csv", b"\xef\xbb\xbfa;b\n\xe9;3\n", "deux encodages", 2, None),
    ("a.csv", b'a;b\n1;2\n3;"ouvert\n4;5\n', "Ligne 3\u00a0: un guillemet", 3, None),
    ("a.csv", b'a;b\n"x"y;2\n', "Ligne 2\u00a0: un guillemet", 2, None),
    ("a.csv", b'a;b\n1;"' + b"long \n" * 40_000, "guillemet n’est pas refermé", 2, None),
    # too much
    ("a.csv", b"a;b\n" + b"x" * (20 * 1024 * 1024), "dépasse 20\u00a0Mo", None, None),
    ("a.csv", b"a\n" + b"1\n" * 150_001, "plus de 150\u00a0000 lignes", 150_002, None),
    ("a.csv", (";".join(f"c{i}" for i in range(201))).encode(), "au-delà de 200\u00a0colonnes", 1, "GS"),
    ("a.xlsx", xlsx_de([[f"c{i}" for i in range(201)]]), "au-delà de 200\u00a0colonnes", 1, "GS"),
    ("a.ods", ods_de([[f"c{i}" for i in range(201)]]), "au-delà de 200\u00a0colonnes", 1, "GS"),
    ("a.csv", b"a;b\n1;" + b"x" * 32_768, "Ligne 2, colonne B («\u00a0b\u00a0»)\u00a0: la cellule", 2, "b"),
    ("a.xlsx", _xlsx(f'<row r="2">{xlsx_texte("A2", "x" * 32_768)}</row>'), "32\u00a0767 caractères", 2, "a"),
    ("a.ods", ods_de([["a"], ["x" * 32_768]]), "32\u00a0767 caractères", 2, "a"),
    ("a.xlsx", _xlsx(f'<row r="5">{xlsx_texte("A5", "x" * 400_000)}</row>'), "Ligne 5, colonne A", 5, "A"),
    ("a.xlsx", _xlsx(f'<row r="1048576">{xlsx_texte("XFD1048576", "z")}</row>'), "XFD", 1_048_576, "XFD"),
    (
        "a.ods",
        _ods(
            '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
            f'table:number-columns-repeated="16383"/>{ods_texte("z")}</table:table-row>'
        ),
        "Ligne 2\u00a0: la cellule de la colonne XFD",
        2,
        "XFD",
    ),
    (
        "a.ods",
        _ods(f'<table:table-row table:number-rows-repeated="1000000">{ods_texte("z")}</table:table-row>'),
        "plus de 150\u00a0000 lignes",
        150_002,
        None,
    ),
    ("a.xlsx", zip_de({"xl/worksheets/sheet1.xml": BOMBE}), "démesuré", None, None),
    ("a.ods", zip_de({"mimetype": "x", "content.xml": BOMBE}), "démesuré", None, None),
    ("a.xlsx", _taille_annoncee(_xlsx(""), 600_000_000), "démesuré", None, None),
    ("a.xlsx", _taille_annoncee(_xlsx(""), 100), "abîmé", None, None),
    ("a.ods", zip_de({f"e{i}": "" for i in range(2_001)}), "démesuré", None, None),
]
NOMS = [f"{numero}-{nom}" for numero, (nom, *_) in enumerate(REFUS)]


@pytest.fixture
def sans_enfant(monkeypatch):
    """The same reading inside this process: starting a hundred others would only cost time."""
    monkeypatch.setattr(lecture, "_messages_de_l_enfant", analyser)


@pytest.mark.usefixtures("sans_enfant")
@pytest.mark.parametrize(("nom", "contenu", "extrait", "ligne", "colonne"), REFUS, ids=NOMS)
def test_refused_with_what_and_where(nom, contenu, extrait, ligne, colonne):
    debut = time.monotonic()
    with pytest.raises(FichierRefuse) as refus:
        lire(contenu, nom)

    assert extrait in refus.value.message
    assert (refus.value.ligne, refus.value.colonne) == (ligne, colonne)
    assert refus.value.message.endswith(".")
    assert ligne is None or f"{ligne}" in refus.value.message or "lignes" in refus.value.message
    assert time.monotonic() - debut < 10


@pytest.mark.parametrize("extension", FABRIQUES)
def test_a_refusal_comes_whole_out_of_the_child(extension):
    with pytest.raises(FichierRefuse, match="Ligne 3\u00a0: la cellule de la colonne C") as refus:
        lire(FABRIQUES[extension]([*BON, [1, 2, 3]]), f"a{extension}")
    assert (refus.value.ligne, refus.value.colonne) == (3, "C")


@pytest.mark.parametrize("extension", FABRIQUES)
def test_the_limits_themselves_are_accepted(extension):
    lignes = [[f"c{i}" for i in range(200)], ["x" * 10_000] + [None] * 199]
    tableau = lire(FABRIQUES[extension](lignes), f"a{extension}")
    assert len(tableau.entetes) == 200
    assert len(tableau.lignes[0][1][0]) == 10_000


def test_a_child_that_stops_without_an_end_is_a_refusal():
    with pytest.raises(FichierRefuse, match="trop de mémoire ou de temps"):
        assembler(iter([["entetes", ["a"]], ["lignes", [[2, ["x"]]]]]))


def test_a_child_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(lecture, "DUREE_MAX", 0)
    with pytest.raises(FichierRefuse, match="trop de mémoire ou de temps"):
        lire(b"a;b\n" + b"1;2\n" * 2_000_000, "a.csv")


def test_what_no_limit_foresees_dies_in_the_child():
    # One row of 20 million empty cells: nothing to refuse in it, but no room for it either.
    with pytest.raises(FichierRefuse, match="trop de mémoire ou de temps"):
        lire(b"a;b\n" + b";" * (20 * 1024 * 1024 - 10), "a.csv")


@pytest.mark.usefixtures("sans_enfant")
def test_more_text_than_the_application_can_hold_is_refused():
    # A shared text is small in the file and large once each cell has its own.
    partage = f"<sst><si><t>{'x' * 9_000}</t></si></sst>"
    liens = (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    rangees = '<row><c t="s"><v>0</v></c></row>' * 30_000
    contenu = _xlsx(rangees, **{"xl/sharedStrings.xml": partage, "xl/_rels/workbook.xml.rels": liens})
    with pytest.raises(FichierRefuse, match="trop de cellules ou de texte"):
        lire(contenu, "a.xlsx")


def test_many_formulas_are_counted_rather_than_listed():
    tableau = lire(xlsx_de([["a"], *(["=1"] for _ in range(150))]), "a.xlsx")
    assert len(tableau.avertissements) == 101
    assert "150 cellules" in tableau.avertissements[-1].message
