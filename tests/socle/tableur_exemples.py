"""Workbooks for the spreadsheet tests: made by other libraries than ours, or by hand when they must be wrong."""

import datetime as dt
import io
import zipfile

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PAQUET = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE_ODS = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def csv_de(lignes, encodage="utf-8", separateur=";", fin="\r\n"):
    return "".join(separateur.join(map(_texte, ligne)) + fin for ligne in lignes).encode(encodage)


def _texte(valeur):
    if isinstance(valeur, dt.date):
        return valeur.isoformat()
    return "" if valeur is None else str(valeur)


def xlsx_de(*feuilles, masquees=(), fusion=None):
    """One sheet for each list of rows; `masquees` are the numbers (from 0) of the hidden ones."""
    classeur = openpyxl.Workbook()
    classeur.remove(classeur.active)
    for numero, lignes in enumerate(feuilles):
        feuille = classeur.create_sheet(f"F{numero + 1}")
        for ligne in lignes:
            feuille.append(ligne)
        feuille.sheet_state = "hidden" if numero in masquees else "visible"
    if fusion:
        classeur.worksheets[0].merge_cells(fusion)
    # openpyxl refuses to save a workbook without a visible sheet.
    if len(masquees) == len(feuilles):
        classeur.create_sheet("Vide")
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def ods_de(*feuilles, masquees=(), fusion=None):
    """As `xlsx_de`; `fusion` is (line, column, width), all from 0, in the first sheet."""
    document = OpenDocumentSpreadsheet()
    cache = Style(name="cache", family="table")
    cache.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(cache)
    for numero, lignes in enumerate(feuilles):
        table = Table(name=f"F{numero + 1}", **({"stylename": cache} if numero in masquees else {}))
        for rang, ligne in enumerate(lignes):
            ici = fusion[1:] if fusion and numero == 0 and fusion[0] == rang else None
            table.addElement(_ligne_ods(ligne, ici))
        document.spreadsheet.addElement(table)
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def _ligne_ods(ligne, fusion):
    rangee = TableRow()
    for colonne, valeur in enumerate(ligne):
        largeur = {"numbercolumnsspanned": fusion[1]} if fusion and fusion[0] == colonne else {}
        couverte = fusion and fusion[0] < colonne < fusion[0] + fusion[1]
        rangee.addElement(CoveredTableCell() if couverte else _cellule_ods(valeur, largeur))
    return rangee


def _cellule_ods(valeur, attributs):
    if valeur is None:
        return TableCell(**attributs)
    if isinstance(valeur, dt.date):
        return TableCell(valuetype="date", datevalue=valeur.isoformat(), **attributs)
    if isinstance(valeur, dt.time):
        return TableCell(valuetype="time", timevalue=valeur.strftime("PT%HH%MM%SS"), **attributs)
    if isinstance(valeur, str) and valeur.startswith("="):
        return TableCell(valuetype="float", value="2", formula=f"of:{valeur}", **attributs)
    if isinstance(valeur, str):
        cellule = TableCell(valuetype="string", **attributs)
        for paragraphe in valeur.split("\n"):
            cellule.addElement(P(text=paragraphe))
        return cellule
    return TableCell(valuetype="float", value=str(valeur), **attributs)


def zip_de(parts, niveau=6):
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED, compresslevel=niveau) as paquet:
        for nom, contenu in parts.items():
            paquet.writestr(nom, contenu)
    return sortie.getvalue()


def xlsx_brut(feuille, prologue="", apres="", **parts):
    """An XLSX whose sheetData is given; `parts` adds entries, their dots and slashes as «__»."""
    return zip_de(
        {
            "[Content_Types].xml": f'<Types xmlns="{PAQUET}/content-types"><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "xl/workbook.xml": f'<workbook xmlns="{PRINCIPAL}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="F1" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PAQUET}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'{prologue}<worksheet xmlns="{PRINCIPAL}"><sheetData>{feuille}'
            f"</sheetData>{apres}</worksheet>",
            **{nom.replace("__", "/"): contenu for nom, contenu in parts.items()},
        }
    )


def xlsx_texte(reference, texte):
    return f'<c r="{reference}" t="inlineStr"><is><t>{texte}</t></is></c>'


def ods_brut(tables, prologue="", manifeste=""):
    """An ODS whose tables are given as XML."""
    noms = " ".join(f'xmlns:{nom}="{OFFICE}:{nom}:1.0"' for nom in ("office", "table", "text", "style"))
    return zip_de(
        {
            "mimetype": TYPE_ODS,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OFFICE}:manifest:1.0">{manifeste}</m:manifest>',
            "content.xml": f"{prologue}<office:document-content {noms}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_texte(texte, attributs=""):
    return f'<table:table-cell office:value-type="string" {attributs}><text:p>{texte}</text:p></table:table-cell>'
