"""XLSX, written straight into its package: text cells are inline strings, so no text can be a formula."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from xml.sax.saxutils import escape

from socle.tableur.modele import Cellule, lettres

ENTETE_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAQUET = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PAQUET}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PAQUET}/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{PRINCIPAL}" xmlns:r="{RELATIONS}">'
    '<sheets><sheet name="Feuille 1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PAQUET}/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    # Cell styles by number: 0 plain, 1 header, 2 date, 3 date and time, 4 time, 5 text (stays one when edited).
    "xl/styles.xml": f'<styleSheet xmlns="{PRINCIPAL}"><numFmts count="3">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/>'
    '<numFmt numFmtId="166" formatCode="hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    + "".join(
        f'<xf numFmtId="{numero}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for numero in (164, 165, 166, 49)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
# «_x0041_» in a text would be read as «A»: its first character is written by code.
CODE_LITTERAL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
ORIGINE = dt.datetime(1899, 12, 30)
PREMIER_JOUR = dt.date(1900, 3, 1)  # before, Excel's calendar is wrong or absent: the date is written as a text
DATE_FIXE = (1980, 1, 1, 0, 0, 0)  # the same table gives the same bytes


def ecrire_xlsx(entetes: list[str], largeurs: list[int], lignes: Iterable[list[Cellule]]) -> bytes:
    """The workbook's bytes; `largeurs` in characters. The values must have been cleaned."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as paquet:
        for nom, xml in PARTS.items():
            paquet.writestr(entree(nom), ENTETE_XML + xml)
        with paquet.open(entree("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as part:
            part.write(_debut(largeurs).encode())
            part.write(_ligne(1, entetes, 1).encode())
            for numero, ligne in enumerate(lignes, start=2):
                part.write(_ligne(numero, ligne, 5).encode())
            part.write(b"</sheetData></worksheet>")
    return tampon.getvalue()


def entree(nom: str) -> zipfile.ZipInfo:
    """A package entry that is the same whenever it is written."""
    information = zipfile.ZipInfo(nom, DATE_FIXE)
    information.compress_type = zipfile.ZIP_DEFLATED
    return information


def _debut(largeurs: list[int]) -> str:
    colonnes = "".join(
        f'<col min="{numero}" max="{numero}" width="{largeur}" customWidth="1"/>'
        for numero, largeur in enumerate(largeurs, start=1)
    )
    return (
        f'{ENTETE_XML}<worksheet xmlns="{PRINCIPAL}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{f'<cols>{colonnes}</cols>' if colonnes else ''}<sheetData>"
    )


def _ligne(numero: int, valeurs: list[Cellule], style_de_texte: int) -> str:
    cellules = (
        _cellule(f"{lettres(colonne)}{numero}", valeur, style_de_texte)
        for colonne, valeur in enumerate(valeurs)
        if valeur is not None
    )
    return f'<row r="{numero}">{"".join(cellules)}</row>'


def _cellule(reference: str, valeur: Cellule, style_de_texte: int) -> str:
    if isinstance(valeur, bool):
        return f'<c r="{reference}" t="b"><v>{int(valeur)}</v></c>'
    if isinstance(valeur, int | float | Decimal):
        return f'<c r="{reference}"><v>{valeur}</v></c>'
    if isinstance(valeur, dt.time):
        return f'<c r="{reference}" s="4"><v>{_jours(dt.datetime.combine(ORIGINE, valeur))!r}</v></c>'
    if isinstance(valeur, dt.datetime) and valeur.date() >= PREMIER_JOUR:
        return f'<c r="{reference}" s="3"><v>{_jours(valeur)!r}</v></c>'
    if isinstance(valeur, dt.date) and not isinstance(valeur, dt.datetime) and valeur >= PREMIER_JOUR:
        return f'<c r="{reference}" s="2"><v>{(valeur - ORIGINE.date()).days}</v></c>'
    # A carriage return stands by its code, or XML would turn it into a line feed.
    texte = escape(CODE_LITTERAL.sub("_x005F_", str(valeur)), {"\r": "&#13;"})
    debut = f'<c r="{reference}" s="{style_de_texte}" t="inlineStr"><is><t xml:space="preserve">'
    return f"{debut}{texte}</t></is></c>"


def _jours(instant: dt.datetime) -> float:
    return (instant - ORIGINE) / dt.timedelta(days=1)
