"""Reading good files: the same rows whatever the format, encoding and separator, with their real line numbers."""

import datetime as dt
from decimal import Decimal

import pytest

from socle.tableur import lire
from tests.socle.tableur_exemples import (
    csv_de,
    ods_brut,
    ods_de,
    ods_texte,
    xlsx_brut,
    xlsx_de,
    xlsx_texte,
)

ENTETES = ["Référence", "Né(e) le", "Thème"]
LIGNES = [
    [None, None, None],
    ENTETES,
    ["P-001", dt.date(1980, 2, 29), "Cœur, « santé »"],
    [None, None, None],
    ["  P-002 ", None, "l’œil\nla main"],
]
LUES = [(3, "P-001", "Cœur, « santé »"), (5, "P-002", "l’œil\nla main")]


def _csv(encodage, separateur):
    lignes = [[f'"{v}"' if isinstance(v, str) else v for v in ligne] for ligne in LIGNES]
    return csv_de(lignes, encodage, separateur)


@pytest.mark.parametrize(
    ("nom", "contenu", "naissance"),
    [
        ("a.csv", _csv("utf-8", ";"), "1980-02-29"),
        ("a.csv", _csv("utf-8", ","), "1980-02-29"),
        ("a.csv", _csv("utf-8-sig", ";"), "1980-02-29"),
        ("a.csv", _csv("cp1252", ";"), "1980-02-29"),
        ("A.CSV", _csv("cp1252", ","), "1980-02-29"),
        ("a.xlsx", xlsx_de(LIGNES), dt.date(1980, 2, 29)),
        ("a.ods", ods_de(LIGNES), dt.date(1980, 2, 29)),
    ],
)
def test_same_rows_in_every_format(nom, contenu, naissance):
    tableau = lire(contenu, nom)

    assert tableau.entetes == ENTETES
    assert [(numero, ligne[0], ligne[2]) for numero, ligne in tableau.lignes] == LUES
    assert [ligne[1] for _, ligne in tableau.lignes] == [naissance, None]
    assert tableau.avertissements == []


def test_csv_lines_are_those_a_person_sees():
    contenu = b'a;b\r\n"un\r\ndeux";1\r\n;;\r\n\r\n"trois";2\r\n'
    assert lire(contenu, "a.csv").lignes == [(2, ["un\r\ndeux", "1"]), (6, ["trois", "2"])]


def test_csv_separator_comes_from_the_header_row_and_respects_quotes():
    assert lire(b'"a;b;c",d\n1,2\n', "a.csv").entetes == ["a;b;c", "d"]
    assert lire(b'"nom, prenom";d\n"x, y";2\n', "a.csv").lignes == [(2, ["x, y", "2"])]


def test_csv_keeps_every_value_as_text_and_formula_like_texts_unchanged():
    contenu = b"a;b;c\n=1+1;+33 3 27;@x\n-5;12,50;01/02/2015\n"
    assert lire(contenu, "a.csv").lignes == [
        (2, ["=1+1", "+33 3 27", "@x"]),
        (3, ["-5", "12,50", "01/02/2015"]),
    ]
    assert lire(contenu, "a.csv").avertissements == []


def test_short_rows_are_padded_and_trailing_empty_cells_forgotten():
    assert lire(b"a;b;c\n1\n1;2;3;;;\n", "a.csv").lignes == [(2, ["1", None, None]), (3, ["1", "2", "3"])]


@pytest.mark.parametrize(("fabriquer", "nom"), [(xlsx_de, "a.xlsx"), (ods_de, "a.ods")])
def test_typed_cells(fabriquer, nom):
    ligne = [7, 12.3, dt.date(2015, 3, 2), dt.datetime(2015, 3, 2, 10, 5), dt.time(9, 30), "09:30"]
    lue = lire(fabriquer([list("abcdef"), ligne]), nom).lignes[0][1]

    assert lue == [7, Decimal("12.3"), *ligne[2:]]
    assert [type(valeur) for valeur in lue[:4]] == [int, Decimal, dt.date, dt.datetime]


@pytest.mark.parametrize(("fabriquer", "nom"), [(xlsx_de, "a.xlsx"), (ods_de, "a.ods")])
def test_a_formula_is_its_text_with_a_remark(fabriquer, nom):
    tableau = lire(fabriquer([["Nom", "Heures"], ["x", 1], ["y", "=B2+1"]]), nom)

    assert tableau.lignes[1] == (3, ["y", "=B2+1"])
    (remarque,) = tableau.avertissements
    assert (remarque.ligne, remarque.colonne) == (3, "Heures")
    assert "Ligne 3, colonne B («\u00a0Heures\u00a0»)" in remarque.message
    assert "formule" in remarque.message


def test_the_value_that_excel_keeps_of_a_formula_is_never_read():
    contenu = xlsx_brut(f'<row r="1">{xlsx_texte("A1", "n")}</row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>')
    assert lire(contenu, "a.xlsx").lignes == [(2, ["=1+1"])]


@pytest.mark.parametrize(("fabriquer", "nom"), [(xlsx_de, "a.xlsx"), (ods_de, "a.ods")])
def test_the_first_visible_filled_sheet_is_read_and_the_others_named(fabriquer, nom):
    feuilles = [[["caché"], ["1"]], [], [["a"], ["lu"]], [["autre"], ["2"]]]
    tableau = lire(fabriquer(*feuilles, masquees=(0,)), nom)

    assert tableau.entetes == ["a"]
    assert tableau.lignes == [(2, ["lu"])]
    assert [remarque.message for remarque in tableau.avertissements] == [
        "La feuille masquée «\u00a0F1\u00a0» n’est pas lue.",
        "La feuille «\u00a0F4\u00a0» n’est pas lue.",
    ]


def test_xlsx_dates_of_both_calendars_and_durations():
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="[$-40C]d&quot;s&quot;/m/yy;@"/>'
        '<numFmt numFmtId="201" formatCode="&quot;dmy&quot;0.0"/></numFmts><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="46"/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs></styleSheet>'
    )
    liens = (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/styles" Target="/xl/styles.xml"/></Relationships>'
    )
    entete = "".join(xlsx_texte(f"{lettre}1", lettre) for lettre in "ABCDE")
    valeurs = [(1, "42064"), (1, "59"), (2, "1.25"), (3, "42064.5"), (4, "42064.5")]
    cellules = "".join(f'<c s="{style}"><v>{valeur}</v></c>' for style, valeur in valeurs)
    parts = {"xl__styles.xml": styles, "xl___rels__workbook.xml.rels": liens}
    parts = {nom.replace("xl___", "xl/_"): contenu for nom, contenu in parts.items()}
    contenu = xlsx_brut(f"<row>{entete}</row><row>{cellules}</row>", **parts)

    assert lire(contenu, "a.xlsx").lignes[0][1] == [
        dt.date(2015, 3, 1),
        dt.date(1900, 2, 28),
        "30:00:00",
        dt.datetime(2015, 3, 1, 12),
        Decimal("42064.5"),
    ]


def test_xlsx_rich_and_coded_texts():
    riche = '<c r="A2" t="inlineStr"><is><r><t>Jar</t></r><r><t>din</t></r><rPh><t>no</t></rPh></is></c>'
    code = xlsx_texte("B2", "a_x000D_b_x005F_x0041_ _x0000_")
    contenu = xlsx_brut(
        f'<row r="1">{xlsx_texte("A1", "a")}{xlsx_texte("B1", "b")}</row><row r="2">{riche}{code}</row>'
    )
    assert lire(contenu, "a.xlsx").lignes == [(2, ["Jardin", "a\rb_x0041_ _x0000_"])]


def test_ods_repeated_rows_and_cells_blanks_and_annotations():
    note = "<office:annotation><text:p>une</text:p><text:p>note</text:p></office:annotation>"
    tables = (
        '<table:table table:name="S"><table:table-header-rows><table:table-row>'
        f"{ods_texte('a')}{ods_texte('b')}{ods_texte('c')}</table:table-row></table:table-header-rows>"
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2">'
        + ods_texte('<text:span>un</text:span><text:s text:c="2"/>deux</text:p><text:p>fin', "")
        + ods_texte("x", 'table:number-columns-repeated="2"').replace("<text:p>", f"{note}<text:p>", 1)
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
    )
    attendue = ["un  deux\nfin", "x", "x"]
    assert lire(ods_brut(tables), "a.ods").lignes == [(1002, attendue), (1003, attendue)]
