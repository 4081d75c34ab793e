"""Everything a person could read in an answer, whatever its format."""

import functools
import html
import re
import zipfile
from io import BytesIO

import openpyxl
import pypdf


@functools.cache
def aplatir(texte: str) -> str:
    """The text in lower case on one line, wherever a PDF or a page broke it; made once for each text."""
    return re.sub(r"\s+", " ", texte).lower()


def textes(contenu: bytes, type_mime: str) -> list[str]:
    """The texts of an answer's body: the cells of a workbook, the pages of a PDF, the HTML with and without tags."""
    if not contenu:
        return []
    if contenu[:2] == b"PK":
        return _classeur(contenu)
    if contenu[:5] == b"%PDF-":
        lecteur = pypdf.PdfReader(BytesIO(contenu))
        return [" ".join(page.extract_text() for page in lecteur.pages), str(lecteur.metadata)]
    brut = contenu.decode("utf-8", "replace")
    if type_mime.startswith("text/html"):
        return [brut, html.unescape(re.sub(r"<[^>]*>", " ", brut))]
    return [brut]


def _classeur(contenu: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(contenu)) as paquet:
        parties = [html.unescape(paquet.read(nom).decode("utf-8", "replace")) for nom in paquet.namelist()]
        if "xl/workbook.xml" not in paquet.namelist():
            return parties
    classeur = openpyxl.load_workbook(BytesIO(contenu))
    cellules = (valeur for feuille in classeur for ligne in feuille.values for valeur in ligne if valeur is not None)
    return [*parties, "\n".join(map(str, cellules))]
