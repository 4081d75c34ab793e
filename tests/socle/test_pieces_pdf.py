"""PDF handed over: what of a page is kept, what is taken away, and what is refused rather than shown in part."""

from io import BytesIO

import pikepdf
import pypdf
import pytest
from PIL import Image

from socle.pieces import Piece, recevoir
from socle.pieces.pdf import CLES_INTERDITES, sans_commentaires
from tests.socle.pieces_exemples import octets, pdf, pdf_actif, pdf_rempli, photo_bavarde, refus

ABIME = "Ce PDF est abîmé ou incomplet. Téléchargez-le ou numérisez-le de nouveau, puis recommencez."


def texte(piece: Piece) -> str:
    return " ".join(page.extract_text().strip() for page in pypdf.PdfReader(BytesIO(piece.contenu)).pages)


def test_a_pdf_loses_everything_that_acts_or_tells():
    avant = pdf_actif()
    piece = recevoir(avant, "papier.pdf")
    assert texte(piece) == "Zqpiece"
    with pikepdf.open(BytesIO(piece.contenu)) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert set(document.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        assert len(document.docinfo) == 0
        assert not document.attachments
        presentes = {cle for objet in document.objects for cle in getattr(objet, "keys", tuple)()}
        assert presentes & CLES_INTERDITES == set()
        flux = [objet.read_raw_bytes() for objet in document.objects if isinstance(objet, pikepdf.Stream)]
        lisible = repr([document.Root, list(document.objects)]).encode() + b"".join(flux)
    assert [mot for mot in (b"Zq", b"zq", b"Exif", b"alert") if mot in lisible.replace(b"Zqpiece", b"")] == []


def test_the_photo_inside_a_pdf_keeps_its_pixels():
    with pikepdf.open(BytesIO(recevoir(pdf_actif(), "x").contenu)) as document:
        brut = document.pages[0].obj.Resources.XObject.I.read_raw_bytes()
    assert list(Image.open(BytesIO(brut)).get_flattened_data()) == list(
        Image.open(BytesIO(photo_bavarde())).get_flattened_data()
    )


@pytest.mark.parametrize("octets_", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\x00", b"\xff\xd8\xff\xe1\xff\xff", b"autre"])
def test_what_is_no_jpeg_inside_a_pdf_is_left_as_it_is(octets_):
    assert sans_commentaires(octets_) == octets_


def test_every_page_is_kept_in_its_order():
    document = pdf("Zqune")
    document.pages.extend(pdf("Zqdeux").pages)
    document.pages[1].obj.Rotate = 90
    piece = recevoir(octets(document), "x")
    assert texte(piece) == "Zqune Zqdeux"
    assert pypdf.PdfReader(BytesIO(piece.contenu)).pages[1].rotation == 90


def test_what_was_filled_in_a_form_is_drawn_on_the_page():
    piece = recevoir(pdf_rempli(dessine=True), "x")
    assert "Zqvaleur" in texte(piece)
    with pikepdf.open(BytesIO(piece.contenu)) as document:
        assert "/Annots" not in document.pages[0].obj


def portefeuille() -> bytes:
    document = pdf("Ouvrez les fichiers joints")
    document.attachments["a.txt"] = b"a"
    document.Root.Collection = pikepdf.Dictionary(View=pikepdf.Name.D)
    return octets(document)


def formulaire_dynamique() -> bytes:
    document = pdf("Please wait")
    document.Root.NeedsRendering = True
    return octets(document)


@pytest.mark.parametrize(
    "vivant",
    [
        pdf_rempli(dessine=False),
        pdf_rempli(dessine=True, a_dessiner=True),
        portefeuille(),
        formulaire_dynamique(),
    ],
    ids=["not drawn", "to be drawn again", "portfolio", "dynamic form"],
)
def test_a_pdf_whose_pages_would_not_show_everything_is_refused(vivant):
    assert refus(vivant) == (
        "Ce PDF est un formulaire ou un dossier de fichiers qui ne se lit que dans certains logiciels. "
        "Imprimez-le en PDF depuis votre lecteur, ou prenez-le en photo, puis recommencez."
    )


@pytest.mark.parametrize("mot", ["", "secret"])
def test_a_protected_pdf_is_refused_even_when_anybody_may_open_it(mot):
    protege = octets(pdf(), encryption=pikepdf.Encryption(owner="proprio", user=mot))
    assert refus(protege) == (
        "Ce PDF est protégé par un mot de passe ou une restriction. "
        "Imprimez-le en PDF depuis votre lecteur, ou prenez-le en photo, puis recommencez."
    )


def test_a_cut_or_damaged_pdf_is_refused():
    entier = octets(pdf())
    assert refus(entier[: len(entier) // 2]) == ABIME
    assert refus(b"%PDF-1.7\nrien du tout\n%%EOF") == ABIME
    assert refus(octets(pikepdf.Pdf.new())) == ABIME


def test_a_pdf_of_too_many_pages_is_refused():
    assert texte(recevoir(octets(pdf(pages=200)), "x")).count("Zqpiece") == 200
    attendu = "Ce PDF compte plus de 200 pages. Déposez seulement les pages utiles."
    assert refus(octets(pdf(pages=201))) == attendu
