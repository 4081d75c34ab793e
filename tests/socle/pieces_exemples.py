"""Files that people, or hostile people, hand over: each made here, none kept in the repository."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

from socle.pieces import PieceRefusee, recevoir

GPS, APPAREIL, SENS = 0x8825, 0x0110, 0x0112


def refus(contenu: bytes, nom: str = "document") -> str:
    """The sentence of the refusal, with plain spaces."""
    with pytest.raises(PieceRefusee) as refusee:
        recevoir(contenu, nom)
    return refusee.value.raison.replace("\u00a0", " ")


def image(taille=(60, 40), mode="RGB", couleur=0, format="JPEG", **options) -> bytes:
    """A picture of one colour."""
    sortie = BytesIO()
    Image.new(mode, taille, couleur).save(sortie, format, **options)
    return sortie.getvalue()


def photo_bavarde(sens: int = 6) -> bytes:
    """A photo, red on its left half, that says where it was taken, by what, and how the camera was held."""
    photo = Image.new("RGB", (80, 40), "blue")
    photo.paste("red", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[APPAREIL], exif[SENS] = "Zqappareil", sens
    exif[GPS] = {1: "N", 2: (50.0, 21.0, 30.0)}
    sortie = BytesIO()
    photo.save(sortie, "JPEG", exif=exif, comment=b"Zqcommentaire", icc_profile=b"Zqprofil" * 20, quality=95)
    return sortie.getvalue()


def pdf(texte: str = "Zqpiece", pages: int = 1) -> Pdf:
    """A document whose pages hold this text (ASCII), and can be read back by any tool."""
    document = Pdf.new()
    police = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for _ in range(pages):
        page = document.add_blank_page(page_size=(300, 200))
        page.obj.Resources = Dictionary(Font=Dictionary(F=police))
        page.obj.Contents = Stream(document, f"BT /F 12 Tf 20 100 Td ({texte}) Tj ET".encode())
    return document


def octets(document: Pdf, **options) -> bytes:
    """The bytes of a PDF."""
    sortie = BytesIO()
    document.save(sortie, **options)
    return sortie.getvalue()


def pdf_actif() -> bytes:
    """Everything in it acts or tells: scripts, launches, links, attached files, metadata, a photo with its place."""
    document = pdf()
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('Zqouvre')")
    script = Dictionary(S=Name.JavaScript, JS="app.alert('Zqnomme')")
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=["a", script]))
    document.attachments["zqjoint.txt"] = b"Zqjoint"
    page = document.pages[0].obj
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F="zqlance.exe"))
    adresse = Dictionary(S=Name.URI, URI="https://zqadresse.example/")
    lien = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50], A=adresse)
    page.Annots = document.make_indirect(pikepdf.Array([document.make_indirect(lien)]))
    page.Resources.XObject = Dictionary(
        I=Stream(
            document,
            photo_bavarde(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=80,
            Height=40,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
            PieceInfo=Dictionary(Z=Dictionary(Private="Zqlogiciel")),
        )
    )
    page.Contents = Stream(document, page.Contents.read_bytes() + b" q 80 0 0 40 10 10 cm /I Do Q")
    document.docinfo["/Author"] = "Zqauteur"
    with document.open_metadata() as donnees:
        donnees["dc:creator"] = ["Zqcreateur"]
    return octets(document)


def pdf_rempli(*, dessine: bool, a_dessiner: bool = False) -> bytes:
    """A form whose field holds a value, that the page shows or not."""
    document = pdf()
    champ = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="nom", V="Zqvaleur", Rect=[20, 20, 200, 40], F=4
    )
    if dessine:
        dessin = Stream(document, b"BT /F 12 Tf 0 5 Td (Zqvaleur) Tj ET")
        dessin.Type, dessin.Subtype, dessin.BBox = Name.XObject, Name.Form, [0, 0, 180, 20]
        dessin.Resources = document.pages[0].obj.Resources
        champ.AP = Dictionary(N=dessin)
    place = document.make_indirect(champ)
    document.pages[0].obj.Annots = pikepdf.Array([place])
    document.Root.AcroForm = Dictionary(Fields=pikepdf.Array([place]), NeedAppearances=a_dessiner)
    return octets(document)
