"""The one way to a PDF: tagged, sealed off from files and network, the same bytes each time."""

import time
from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from pdfua import Severity, validate

from socle.pdf import ACTIFS, RessourceRefusee, rendre_pdf

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title>
<link rel="stylesheet" href="asset:documents.css"></head><body>{}</body></html>"""
TABLEAU = """<h1>Essai</h1><table>
<thead><tr><th scope="col">Site</th><th scope="col">Heures</th></tr></thead>
<tbody><tr><th scope="row">Rôleur</th><td>12</td></tr></tbody>
<tfoot><tr><th scope="row">Ensemble</th><td>12</td></tr></tfoot></table>"""


def _ouvrir(contenu: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(contenu))


def _structure(pdf, genre):
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == genre]


def test_the_document_is_tagged_french_and_shows_its_title():
    with _ouvrir(rendre_pdf(PAGE.format(TABLEAU))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo.Title == "Essai"
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


def test_header_cells_say_whether_they_head_a_column_or_a_row():
    with _ouvrir(rendre_pdf(PAGE.format(TABLEAU))) as pdf:
        portees = [str(cellule.A.Scope) for cellule in _structure(pdf, "/TH")]
    assert sorted(portees) == ["/Column", "/Column", "/Row", "/Row"]


def test_a_first_row_of_headers_without_a_head_is_columns():
    tableau = "<table><tr><th>Site</th><th>Heures</th></tr><tr><th scope='row'>Rôleur</th><td>12</td></tr></table>"
    with _ouvrir(rendre_pdf(PAGE.format(tableau))) as pdf:
        assert [str(c.A.Scope) for c in _structure(pdf, "/TH")].count("/Column") == 2


def test_the_checker_finds_no_error(tmp_path):
    fichier = tmp_path / "essai.pdf"
    fichier.write_bytes(rendre_pdf(PAGE.format(TABLEAU)))
    assert [f.rule_id for f in validate(str(fichier)).findings if f.severity is Severity.ERROR] == []


def test_our_three_weights_are_embedded():
    contenu = "<h2>Ça pousse à l’œil</h2><h3>Été</h3><p>97\u00a0200\u00a0€ \u22123</p>"
    with _ouvrir(rendre_pdf(PAGE.format(contenu))) as pdf:
        polices = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        noms = sorted(str(police.FontName).partition("+")[2].rstrip(",") for police in polices)
        assert noms == ["Source-Sans-3", "Source-Sans-3-Bold", "Source-Sans-3-Semi-Bold"]
        assert all("/FontFile2" in police or "/FontFile3" in police for police in polices)


def test_same_page_same_bytes_a_second_later():
    page = PAGE.format(TABLEAU)
    premier = rendre_pdf(page)
    time.sleep(1.1)  # identifiers made from the clock change with the second
    assert rendre_pdf(page) == premier


@pytest.mark.parametrize(
    "element",
    [
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="FILE:///etc/passwd">',
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="data:image/svg+xml,%3Csvg/%3E">',
        '<img alt="x" src="asset:../../etc/passwd">',
        '<img alt="x" src="asset:inconnu.css">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<style>@import "file:///etc/passwd";</style>',
        '<style>p { background: url("https://exemple.invalid/x") }</style><p>x</p>',
        '<object data="file:///etc/passwd">x</object>',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="file:///etc/passwd"/></svg>',
    ],
)
def test_anything_but_a_named_asset_stops_the_document(element):
    with pytest.raises(RessourceRefusee, match="pas permise"):
        rendre_pdf(PAGE.format(element))


@pytest.mark.parametrize("nom", ACTIFS)
def test_every_named_asset_exists(nom):
    assert (settings.BASE_DIR / "static" / ACTIFS[nom][0]).is_file()


def test_escaped_hostile_text_is_only_text():
    page = PAGE.format("<p>&lt;img src=file:///etc/passwd&gt;</p>")
    assert rendre_pdf(page).startswith(b"%PDF-1.7")
