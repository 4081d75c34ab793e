"""HTML in, tagged PDF (PDF/UA-1) out: the only place that calls WeasyPrint.

Same HTML, same bytes, on one machine: no date and no random identifier is written. A document is sealed after this,
never before: any later saving would break the seal.
"""

from contextlib import suppress
from io import BytesIO

import pikepdf
from django.conf import settings
from pikepdf import Name
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

POLICE = "vendor/source-sans-3-5.3.1/source-sans-3-latin-{}-normal.woff2"

# What a document may ask for, under « asset: »; nothing else is ever opened, neither a file nor an address.
ACTIFS = {
    "documents.css": ("css/documents.css", "text/css"),
    "bilan-pdf.css": ("css/bilan-pdf.css", "text/css"),
    "rendezvous-pdf.css": ("css/rendezvous-pdf.css", "text/css"),
    "entretien-pdf.css": ("css/entretien-pdf.css", "text/css"),
    "papiers-pdf.css": ("css/papiers-pdf.css", "text/css"),
    "poireaux.svg": ("img/poireaux.svg", "image/svg+xml"),
    "source-sans-3-400.woff2": (POLICE.format(400), "font/woff2"),
    "source-sans-3-600.woff2": (POLICE.format(600), "font/woff2"),
    "source-sans-3-700.woff2": (POLICE.format(700), "font/woff2"),
}


class RessourceRefusee(ValueError):
    """The HTML asks for something that is not one of our named assets; no document is made."""


class _Actifs(URLFetcher):
    """Serves the named assets; anything else stops the rendering and is remembered.

    Remembered, because WeasyPrint swallows the stop when it comes from inside an SVG.
    """

    def __init__(self):
        super().__init__()
        self.refus = []

    def fetch(self, url, headers=None):
        nom = url.removeprefix("asset:")
        if not url.startswith("asset:") or nom not in ACTIFS:
            self.refus.append(url[:200])
            raise FatalURLFetchingError(url[:200])
        chemin, type_mime = ACTIFS[nom]
        contenu = (settings.BASE_DIR / "static" / chemin).read_bytes()
        return URLFetcherResponse(url, contenu, {"Content-Type": type_mime})


def rendre_pdf(html: str) -> bytes:
    """The PDF of a whole HTML page, which must have a lang and a title.

    Refuses any address but « asset: » and a name of ACTIFS (RessourceRefusee): hostile text opens nothing.
    """
    actifs = _Actifs()
    with suppress(FatalURLFetchingError):
        brut = HTML(string=html, url_fetcher=actifs).write_pdf(pdf_variant="pdf/ua-1")
    if actifs.refus:
        raise RessourceRefusee(f"Le document demande une ressource qui n’est pas permise\u00a0: {actifs.refus[0]}")
    return _avec_portees(brut)


def _avec_portees(brut: bytes) -> bytes:
    """The same PDF with the scope of each header cell, which WeasyPrint 70 leaves out."""
    sortie = BytesIO()
    with pikepdf.open(BytesIO(brut)) as pdf:
        for objet in pdf.objects:
            if isinstance(objet, pikepdf.Dictionary) and objet.get("/S") == Name.TH and "/A" in objet:
                objet.A.Scope = _portee(objet)
        pdf.save(sortie, deterministic_id=True)
    return sortie.getvalue()


def _portee(cellule: pikepdf.Dictionary) -> Name:
    """Column for a cell of the head, or of a row made of nothing but headers; Row for the one that names its row."""
    rangee = cellule.P
    en_tete = rangee.P.get("/S") == Name.THead or all(voisine.S == Name.TH for voisine in rangee.K)
    return Name.Column if en_tete else Name.Row
