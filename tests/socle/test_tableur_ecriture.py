"""Writing: what is read again is what was written, in the three formats, and no text is ever a formula."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import load
from odf.table import TableCell

from socle.tableur import lire
from socle.tableur.analyse import analyser
from socle.tableur.ecriture import ecrire, inscriptible
from socle.tableur.lecture import assembler

FORMATS = ("csv", "xlsx", "ods")
HOSTILES = [
    "=1+1",
    "+33 3 27 00 00 00",
    "-5",
    "@SUM(A1)",
    '=HYPERLINK("http://exemple.fr";"clic")',
    "un\ndeux",
    "un\r\ndeux",
    "un\rdeux",
    "a\tb",
    "a  b   c",
    "x\n  y \nz",
    '"guillemets"',
    "l’œil ; « oui », non",
    "<b>&amp;</b>]]>",
    "_x0041_ _x005F_",
    "𝔘 \u202e\u200b é",
    "'=1",
    "007",
    "01/02/2015",
]


def _relire(format, entetes, lignes):
    return assembler(analyser(ecrire(format, entetes, lignes), f".{format}"))


def _rendu(texte):
    """What is promised: blanks around are dropped, what no workbook can hold is replaced."""
    perdus = {*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)} - {9, 10, 13}
    return "".join("\ufffd" if ord(lettre) in perdus else lettre for lettre in texte).strip() or None


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_texts_come_back_unchanged_through_the_child(format):
    tableau = lire(ecrire(format, ["=Nom", "Texte"], [[1, texte] for texte in HOSTILES]), f"a.{format}")

    assert tableau.entetes == ["=Nom", "Texte"]
    assert [ligne[1] for _, ligne in tableau.lignes] == HOSTILES
    assert tableau.avertissements == []


amorces = st.sampled_from(["", "=", "+", "-", "@", "\t=", "\r=", "'", '"', "_x0041_", " ", "\x00", "\ufeff"])
textes = st.builds(str.__add__, amorces, st.text(st.characters(), max_size=30))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FORMATS), st.lists(st.lists(textes, min_size=2, max_size=2), max_size=6))
def test_any_text_comes_back_unchanged(format, paires):
    lignes = [["clé", *paire] for paire in paires]
    tableau = _relire(format, ["Clé", "A", "B"], lignes)

    assert [ligne for _, ligne in tableau.lignes] == [["clé", *map(_rendu, paire)] for paire in paires]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("texte", ["\r\n" * 16_383 + "x", "_x0041_" * 4_681], ids=["ends of lines", "codes"])
def test_the_longest_texts_are_not_cut_by_the_codes_that_a_format_writes_them_with(format, texte):
    lue = _relire(format, ["A", "B"], [["1", f"y{texte[1:]}"]]).lignes[0][1][1]
    assert (len(lue), lue[-1]) == (32_767, texte[-1])


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("  Zoé \n", "Zoé"),
        ("un\x0bdeux\x0ctrois", "un\ndeux\ntrois"),
        ("\x00a\x07\ud800b\uffff", "ab"),
        ("a\r\nb\tc", "a\r\nb\tc"),
        ("\x01 ", ""),
    ],
)
def test_a_text_made_writable_is_what_comes_back(texte, attendu):
    assert inscriptible(texte) == attendu
    assert inscriptible(attendu) == attendu
    for format in FORMATS:
        [(_, ligne)] = _relire(format, ["A", "B"], [["1", attendu]]).lignes
        assert ligne[1] == (attendu or None)


VALEURS = [
    7,
    -3,
    Decimal("12.50"),
    0.1,
    Decimal("0.000001"),
    True,
    dt.date(2015, 3, 2),
    dt.date(1900, 3, 1),
    dt.datetime(2015, 3, 2, 9, 30),
    dt.time(9, 30),
    dt.time(23, 59, 59),
    None,
]


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_values_keep_their_type_in_workbooks(format):
    (ligne,) = _relire(format, [f"c{i}" for i in range(12)], [VALEURS]).lignes
    attendues = [7, -3, Decimal("12.5"), Decimal("0.1"), *VALEURS[4:]]

    assert ligne == (2, attendues)
    assert [type(valeur) for valeur in ligne[1]] == [type(valeur) for valeur in attendues]


def test_values_in_csv_are_written_as_french_people_write_them():
    (ligne,) = _relire("csv", [f"c{i}" for i in range(12)], [VALEURS]).lignes
    assert ligne[1] == [
        "7",
        "-3",
        "12,50",
        "0,1",
        "0,000001",
        "oui",
        "02/03/2015",
        "01/03/1900",
        "02/03/2015 09:30",
        "09:30",
        "23:59:59",
        None,
    ]


def test_a_date_that_excel_cannot_hold_is_a_text():
    assert _relire("xlsx", ["a"], [[dt.date(1899, 5, 1)]]).lignes == [(2, ["1899-05-01"])]
    assert _relire("ods", ["a"], [[dt.date(1899, 5, 1)]]).lignes == [(2, [dt.date(1899, 5, 1)])]


def test_csv_has_a_mark_semicolons_and_windows_line_ends():
    assert ecrire("csv", ["Né", "b"], [["é", 1]]) == "\ufeffNé;b\r\né;1\r\n".encode()
    texte = ecrire("csv", ["a"], [[valeur] for valeur in HOSTILES]).decode("utf-8-sig")
    assert [ligne[0] for ligne in csv.reader(io.StringIO(texte, newline=""), delimiter=";")] == ["a", *HOSTILES]


def test_another_library_reads_the_xlsx_without_a_formula():
    contenu = ecrire("xlsx", ["Texte", "Jour"], [[texte, dt.date(2015, 3, 2)] for texte in HOSTILES[:5]])
    feuille = openpyxl.load_workbook(io.BytesIO(contenu)).active

    assert [cellule.value for cellule in feuille["A"][1:]] == HOSTILES[:5]
    assert {cellule.data_type for cellule in feuille["A"]} == {"s"}
    assert feuille["B2"].value == dt.datetime(2015, 3, 2)
    assert feuille.freeze_panes == "A2"
    assert feuille.column_dimensions["A"].width > feuille.column_dimensions["B"].width


def test_another_library_reads_the_ods_without_a_formula():
    document = load(io.BytesIO(ecrire("ods", ["Texte"], [[texte] for texte in HOSTILES[:5]])))
    cellules = document.getElementsByType(TableCell)

    assert [str(cellule) for cellule in cellules] == ["Texte", *HOSTILES[:5]]
    assert {cellule.getAttribute("valuetype") for cellule in cellules} == {"string"}
    assert {cellule.getAttribute("formula") for cellule in cellules} == {None}


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_rows_give_the_same_bytes(format):
    assert ecrire(format, ["a"], [["x"]]) == ecrire(format, ["a"], iter([("x",)]))


@pytest.mark.parametrize(
    ("valeur", "erreur"), [(object(), TypeError), (float("nan"), ValueError), (Decimal("Infinity"), ValueError)]
)
def test_what_no_cell_can_hold_is_an_error_of_the_caller(valeur, erreur):
    with pytest.raises(erreur):
        ecrire("xlsx", ["a"], [[valeur]])
    with pytest.raises(ValueError, match="pdf"):
        ecrire("pdf", ["a"], [])
