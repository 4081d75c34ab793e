"""ODS, written straight into its package, row by row."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from socle.tableur.ecriture_xlsx import entree
from socle.tableur.modele import Cellule

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NOMS = " ".join(
    f'xmlns:{prefixe}="urn:oasis:names:tc:opendocument:xmlns:{nom}:1.0"'
    for prefixe, nom in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "config": "config",
    }.items()
)
ENTETE_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFESTE = (
    f'{ENTETE_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
FEUILLE = "Feuille 1"
# The header row stays in sight: split after row 1, frozen (mode 2).
VOLETS = {
    "VerticalSplitMode": ("short", 2),
    "VerticalSplitPosition": ("int", 1),
    "ActiveSplitRange": ("short", 2),
}
VOLETS |= {"PositionTop": ("int", 0), "PositionBottom": ("int", 1)}
REGLAGES = (
    f'{ENTETE_XML}<office:document-settings {NOMS} office:version="1.3"><office:settings>'
    '<config:config-item-set config:name="ooo:view-settings">'
    '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
    '<config:config-item-map-named config:name="Tables">'
    f'<config:config-item-map-entry config:name="{FEUILLE}">'
    + "".join(
        f'<config:config-item config:name="{nom}" config:type="{genre}">{valeur}</config:config-item>'
        for nom, (genre, valeur) in VOLETS.items()
    )
    + "</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry>"
    "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
)
JOUR = (
    '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/>'
)
HEURE = '<number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/>'
STYLES = (
    f'<number:date-style style:name="nj">{JOUR}</number:date-style>'
    f'<number:date-style style:name="ni">{JOUR}<number:text> </number:text>{HEURE}</number:date-style>'
    f'<number:time-style style:name="nh">{HEURE}</number:time-style>'
    '<number:text-style style:name="nt"><number:text-content/></number:text-style>'
    '<style:style style:name="entete" style:family="table-cell" style:data-style-name="nt">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
) + "".join(
    f'<style:style style:name="{nom}" style:family="table-cell" style:data-style-name="{donnee}"/>'
    for nom, donnee in {"jour": "nj", "instant": "ni", "heure": "nh", "texte": "nt"}.items()
)
# Outside these, a run of blanks would be read as one space.
BLANCS = re.compile("\t|^ +| +$|  +")
CM_PAR_CARACTERE = 0.2


def ecrire_ods(entetes: list[str], largeurs: list[int], lignes: Iterable[list[Cellule]]) -> bytes:
    """The workbook's bytes; `largeurs` in characters. The values must have been cleaned."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as paquet:
        premiere = entree("mimetype")  # first and not compressed, so that the type stands in clear in the file
        premiere.compress_type = zipfile.ZIP_STORED
        paquet.writestr(premiere, TYPE)
        paquet.writestr(entree("META-INF/manifest.xml"), MANIFESTE)
        paquet.writestr(entree("settings.xml"), REGLAGES)
        with paquet.open(entree("content.xml"), "w", force_zip64=True) as part:
            part.write(_debut(largeurs).encode())
            part.write(f"<table:table-header-rows>{_ligne(entetes, 'entete')}</table:table-header-rows>".encode())
            for ligne in lignes:
                part.write(_ligne(ligne, "texte").encode())
            part.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
    return tampon.getvalue()


def _debut(largeurs: list[int]) -> str:
    styles = "".join(
        f'<style:style style:name="l{largeur}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{largeur * CM_PAR_CARACTERE:.1f}cm"/></style:style>'
        for largeur in sorted(set(largeurs))
    )
    colonnes = "".join(f'<table:table-column table:style-name="l{largeur}"/>' for largeur in largeurs)
    return (
        f'{ENTETE_XML}<office:document-content {NOMS} office:version="1.3">'
        f"<office:automatic-styles>{STYLES}{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="{FEUILLE}">{colonnes}'
    )


def _ligne(valeurs: list[Cellule], style_de_texte: str) -> str:
    cellules = "".join(_cellule(valeur, style_de_texte) for valeur in valeurs)
    return f"<table:table-row>{cellules}</table:table-row>"


def _cellule(valeur: Cellule, style_de_texte: str) -> str:
    if valeur is None:
        return "<table:table-cell/>"
    if isinstance(valeur, bool):
        return _typee("boolean", "boolean-value", str(valeur).lower())
    if isinstance(valeur, int | float | Decimal):
        return _typee("float", "value", str(valeur))
    if isinstance(valeur, dt.datetime):
        return _typee("date", "date-value", valeur.replace(tzinfo=None).isoformat(), "instant")
    if isinstance(valeur, dt.date):
        return _typee("date", "date-value", valeur.isoformat(), "jour")
    if isinstance(valeur, dt.time):
        secondes = f"{valeur.second:02}.{valeur.microsecond:06}" if valeur.microsecond else f"{valeur.second:02}"
        return _typee("time", "time-value", f"PT{valeur.hour:02}H{valeur.minute:02}M{secondes}S", "heure")
    return _texte(valeur, style_de_texte)


def _typee(genre: str, attribut: str, valeur: str, style: str = "") -> str:
    nomme = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell{nomme} office:value-type="{genre}" office:{attribut}="{valeur}">'
        f"<text:p>{valeur}</text:p></table:table-cell>"
    )


def _texte(valeur: str, style: str) -> str:
    # Paragraphs know no carriage return: such a text stands whole in an attribute too, which readers prefer.
    entier = f" office:string-value={quoteattr(valeur, {chr(13): '&#13;'})}" if "\r" in valeur else ""
    paragraphes = "".join(
        f"<text:p>{BLANCS.sub(_blancs, escape(paragraphe))}</text:p>"
        for paragraphe in valeur.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"{entier}>'
        f"{paragraphes}</table:table-cell>"
    )


def _blancs(trouves: re.Match) -> str:
    if trouves[0] == "\t":
        return "<text:tab/>"
    return f'<text:s text:c="{len(trouves[0])}"/>'
