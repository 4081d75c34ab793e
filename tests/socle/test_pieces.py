"""Documents handed over: what is kept of each kind, what is taken away, and what is refused with which sentence."""

import hashlib
import zlib
from io import BytesIO

import pytest
from PIL import Image

from socle.pieces import EXTENSIONS, Piece, reception, recevoir
from socle.pieces import image as images
from socle.pieces.modele import COTE_MAX, JPEG, PDF, PNG, PNG_MAX
from tests.socle.pieces_exemples import image, octets, pdf, pdf_actif, photo_bavarde, refus

ABIMEE = "Cette image est abîmée ou incomplète. Reprenez la photo, puis recommencez."
DOUBLE = (
    "Ce fichier contient autre chose que le document qu’il montre. "
    "Prenez plutôt le document en photo, ou numérisez-le de nouveau."
)


def ouvrir(piece: Piece) -> Image.Image:
    return Image.open(BytesIO(piece.contenu))


def png_annonce(largeur: int, hauteur: int) -> bytes:
    """A PNG of a hundred bytes that announces a huge picture."""

    def bloc(nom: bytes, corps: bytes) -> bytes:
        return len(corps).to_bytes(4) + nom + corps + zlib.crc32(nom + corps).to_bytes(4)

    tete = largeur.to_bytes(4) + hauteur.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + bloc(b"IHDR", tete) + bloc(b"IDAT", zlib.compress(b"")) + bloc(b"IEND", b"")


@pytest.mark.parametrize(
    ("contenu", "genre"),
    [(image(), JPEG), (image(format="PNG"), PNG), (octets(pdf()), PDF)],
    ids=["jpeg", "png", "pdf"],
)
def test_each_kind_is_told_by_its_content_whatever_its_name(contenu, genre):
    for nom in ("sans-extension", "photo.pdf", "document.jpg"):
        assert recevoir(contenu, nom).type_mime == genre
    assert EXTENSIONS[genre] in ("jpg", "png", "pdf")


def test_the_same_file_gives_the_same_bytes():
    for contenu in (photo_bavarde(), image(format="PNG"), pdf_actif()):
        empreintes = {hashlib.sha256(recevoir(contenu, "x").contenu).hexdigest() for _ in range(2)}
        assert len(empreintes) == 1


# Pictures


def test_a_photo_keeps_its_pixels_and_nothing_else():
    avant = photo_bavarde()
    for bavard in (b"Zqappareil", b"Zqcommentaire", b"Zqprofil", b"Exif"):
        assert bavard in avant
    apres = recevoir(avant, "photo.jpg")
    for bavard in (b"Zq", b"Exif", b"ICC", b"http"):
        assert bavard not in apres.contenu
    nette = ouvrir(apres)
    assert (nette.format, dict(nette.getexif())) == ("JPEG", {})
    assert set(nette.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


# Red on the left of what the camera wrote: where it is once the picture stands upright, as the EXIF standard says.
@pytest.mark.parametrize(
    ("sens", "taille", "rouge", "bleu"),
    [
        (1, (80, 40), (10, 20), (70, 20)),
        (2, (80, 40), (70, 20), (10, 20)),
        (3, (80, 40), (70, 20), (10, 20)),
        (4, (80, 40), (10, 20), (70, 20)),
        (5, (40, 80), (20, 10), (20, 70)),
        (6, (40, 80), (20, 10), (20, 70)),
        (7, (40, 80), (20, 70), (20, 10)),
        (8, (40, 80), (20, 70), (20, 10)),
    ],
)
def test_a_photo_is_turned_upright(sens, taille, rouge, bleu):
    droite = ouvrir(recevoir(photo_bavarde(sens), "photo.jpg"))
    assert droite.size == taille
    assert droite.getpixel(rouge)[0] > 200 > 60 > droite.getpixel(rouge)[2]
    assert droite.getpixel(bleu)[2] > 200 > 60 > droite.getpixel(bleu)[0]


@pytest.mark.parametrize(
    ("avant", "apres"), [((3000, 1500), (2400, 1200)), ((1500, 3000), (1200, 2400)), ((2400, 90), (2400, 90))]
)
def test_a_large_picture_is_made_smaller(avant, apres):
    assert COTE_MAX == 2400
    assert ouvrir(recevoir(image(avant), "x")).size == apres
    assert ouvrir(recevoir(image(avant, format="PNG"), "x")).size == apres


@pytest.mark.parametrize(
    ("mode", "couleur", "format", "attendu"),
    [
        ("CMYK", (0, 255, 255, 0), "JPEG", ("RGB", (254, 0, 0))),
        ("L", 200, "JPEG", ("L", 200)),
        ("1", 1, "PNG", ("L", 255)),
        ("P", 0, "PNG", ("RGB", (0, 0, 0))),
        ("I;16", 32896, "PNG", ("L", 128)),
        ("LA", (90, 128), "PNG", ("LA", (90, 128))),
        ("RGBA", (10, 20, 30, 40), "PNG", ("RGBA", (10, 20, 30, 40))),
    ],
)
def test_every_kind_of_pixels_becomes_grey_or_colours(mode, couleur, format, attendu):
    nette = ouvrir(recevoir(image(mode=mode, couleur=couleur, format=format), "x"))
    lu = nette.getpixel((5, 5))
    assert nette.mode == attendu[0]
    ecarts = zip(lu, attendu[1], strict=True) if isinstance(lu, tuple) else [(lu, attendu[1])]
    assert max(abs(a - b) for a, b in ecarts) <= 3


def test_of_an_animation_the_first_picture_is_kept():
    sortie = BytesIO()
    premiere, seconde = (Image.new("RGB", (20, 20), couleur) for couleur in ("lime", "red"))
    premiere.save(sortie, "PNG", save_all=True, append_images=[seconde])
    assert b"acTL" in sortie.getvalue()
    piece = recevoir(sortie.getvalue(), "anime.png")
    assert b"acTL" not in piece.contenu
    assert ouvrir(piece).getpixel((5, 5)) == (0, 255, 0)


def test_a_heavy_png_becomes_a_jpeg_on_white():
    sortie = BytesIO()
    bruit = Image.effect_noise((1400, 1400), 120)
    voile = Image.new("L", bruit.size, 255)
    voile.paste(0, (0, 0, 200, 200))
    Image.merge("RGBA", (bruit, bruit.transpose(Image.Transpose.ROTATE_90), bruit, voile)).save(sortie, "PNG")
    assert len(sortie.getvalue()) > PNG_MAX
    piece = recevoir(sortie.getvalue(), "carte.png")
    assert piece.type_mime == JPEG
    assert ouvrir(piece).getpixel((50, 50)) == (255, 255, 255)
    assert len(piece.contenu) < len(sortie.getvalue())


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded():
    attendu = (
        "Cette image compte plus de 40 millions de pixels. "
        "Reprenez la photo dans une définition plus basse, puis recommencez."
    )
    for largeur, hauteur in ((8000, 5001), (60_000, 60_000), (2**31 - 1, 2**31 - 1)):
        assert refus(png_annonce(largeur, hauteur)) == attendu
    assert refus(image((8000, 5001), format="PNG")) == attendu


def test_the_largest_picture_that_is_kept_fits_in_the_memory_of_the_child():
    for options in ({}, {"progressive": True}):
        assert ouvrir(recevoir(image((8000, 5000), **options), "x")).size == (2400, 1500)
    assert ouvrir(recevoir(image((8000, 5000), mode="RGBA", format="PNG"), "x")).size == (2400, 1500)


@pytest.mark.parametrize("entier", [image((400, 300)), image((400, 300), format="PNG")], ids=["jpeg", "png"])
def test_a_cut_picture_is_refused(entier):
    for longueur in (20, len(entier) // 3, len(entier) * 2 // 3):
        assert refus(entier[:longueur]) == ABIMEE


def test_what_phones_add_after_a_photo_is_let_go():
    assert recevoir(image() + b"MotionPhoto" + bytes(5000), "x").type_mime == JPEG


# Anything else


@pytest.mark.parametrize(
    ("contenu", "nom", "raison"),
    [
        (b"", "vide.pdf", "Le fichier « vide.pdf » est vide."),
        (b"<html><script>1</script>", "page.pdf", "Le fichier « page.pdf » n’est ni un PDF, ni une photo JPEG ou PNG."),
        (b"<svg onload='1'/>", "dessin.png", "Le fichier « dessin.png » n’est ni un PDF, ni une photo JPEG ou PNG."),
        (b"MZ\x90\x00", "photo.jpg", "Le fichier « photo.jpg » n’est ni un PDF, ni une photo JPEG ou PNG."),
        (b" %PDF-1.4", "a.pdf", "Le fichier « a.pdf » n’est ni un PDF, ni une photo JPEG ou PNG."),
        (b"PK\x03\x04", "lettre.pdf", "Le fichier « lettre.pdf » est un document de bureau ou une archive."),
        (b"\xd0\xcf\x11\xe0", "a.doc", "Le fichier « a.doc » est un document de bureau d’un ancien format."),
        (image(format="GIF", mode="P"), "a.png", "Le fichier « a.png » est une image d’un autre format."),
        (image(format="TIFF"), "a.jpg", "Le fichier « a.jpg » est une image d’un autre format."),
        (image(format="WEBP"), "a.jpg", "Le fichier « a.jpg » est une image d’un autre format."),
    ],
)
def test_anything_else_is_refused_under_any_name(contenu, nom, raison):
    assert refus(contenu, nom) == f"{raison} Choisissez un PDF, ou une photo JPEG ou PNG."


def test_a_photo_of_an_iphone_is_named_for_what_it_is():
    assert refus(b"\x00\x00\x00\x18ftypheic\x00\x00", "IMG_1.HEIC") == (
        "Le fichier « IMG_1.HEIC » est une photo HEIC ou une vidéo. "
        "Enregistrez la photo en JPEG, ou prenez-la depuis cette page, puis recommencez."
    )


@pytest.mark.parametrize(
    "double",
    [
        image() + octets(pdf()),
        image(format="PNG") + b"<HTML><body onload=1>",
        image(comment=b"<script>alert(1)</script>"),
        image() + b"PK\x05\x06" + bytes(18),
        octets(pdf()) + image(),
        octets(pdf()) + b"<html><script>1</script>",
        octets(pdf()) + b"PK\x05\x06" + bytes(18),
    ],
    ids=["jpeg+pdf", "png+html", "script in a comment", "jpeg+zip", "pdf+jpeg", "pdf+html", "pdf+zip"],
)
def test_two_formats_in_one_file_are_refused(double):
    assert refus(double) == DOUBLE


def test_a_file_that_is_too_heavy_is_refused_with_the_limit():
    assert refus(b"\xff\xd8\xff" + bytes(10 * 1024 * 1024)) == (
        "Ce fichier dépasse 10 Mo. Reprenez la photo en plus petit, ou déposez le document en plusieurs fois."
    )


# The child


def test_a_child_that_dies_or_lasts_is_a_refusal(monkeypatch):
    trop = (
        "La vérification de ce fichier demande trop de mémoire ou de temps : elle a été arrêtée. "
        "Prenez plutôt le document en photo, puis recommencez."
    )
    monkeypatch.setattr(reception, "DUREE_MAX", 0.01)
    assert refus(image()) == trop
    monkeypatch.undo()
    monkeypatch.setitem(reception.ATELIERS, JPEG, "socle.pieces.modele")  # says nothing at all
    assert refus(image()) == trop


def test_the_child_inherits_no_secret_and_has_its_limits(monkeypatch):
    vus = {}

    def courir(commande, **options):
        vus.update(options, commande=commande)
        return reception.subprocess.CompletedProcess(commande, 1, b"")

    monkeypatch.setenv("SECRET_KEY", "Zqsecret")
    monkeypatch.setattr(reception.subprocess, "run", courir)
    refus(image())
    assert set(vus["env"]) <= {"PATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}
    assert vus["timeout"] == 20
    assert vus["commande"][-2:] == ["-m", "socle.pieces.image"]


def test_running_out_of_memory_is_not_taken_for_damage(monkeypatch):
    def deborder(image):
        raise MemoryError

    monkeypatch.setattr(images, "_pixels", deborder)
    with pytest.raises(MemoryError):
        images.nettoyer(image())
