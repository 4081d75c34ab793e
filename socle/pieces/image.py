"""Pictures: decoded, turned upright, made smaller, and written again from their pixels alone."""

from io import BytesIO

from PIL import Image

from socle.pieces.enfant import executer
from socle.pieces.modele import COTE_MAX, JPEG, PIXELS_MAX, PNG, PNG_MAX, Piece, PieceRefusee

QUALITE = 85
FORMATS = ("JPEG", "PNG")
SEIZE_BITS = ("I;16", "I;16L", "I;16B", "I;16N", "I")
ABIMEE = "Cette image est abîmée ou incomplète. Reprenez la photo, puis recommencez."
TROP_GRANDE = (
    f"Cette image compte plus de {PIXELS_MAX // 10**6} millions de pixels. "
    "Reprenez la photo dans une définition plus basse, puis recommencez."
)

Image.MAX_IMAGE_PIXELS = None  # told below in our own words, before anything is decoded


def nettoyer(contenu: bytes) -> Piece:
    """The same picture, of its pixels alone.

    A JPEG stays one. A PNG stays one while it is light, else it becomes a JPEG on white. Only the first picture of
    an animation is kept. Refuses (PieceRefusee) more than PIXELS_MAX, and what is damaged or cut.
    """
    try:
        with Image.open(BytesIO(contenu), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MAX:
                raise PieceRefusee(TROP_GRANDE)
            venue_en_png = image.format == "PNG"
            nette = _pixels(image)
    except (PieceRefusee, MemoryError):
        raise
    except Exception as faute:  # whatever a decoder makes of hostile bytes
        raise PieceRefusee(ABIMEE) from faute
    if venue_en_png:
        en_png = _ecrire(nette, "PNG", optimize=True)
        if len(en_png) <= PNG_MAX:
            return Piece(en_png, PNG)
    return Piece(_ecrire(_sur_blanc(nette), "JPEG", quality=QUALITE, optimize=True), JPEG)


def _pixels(image: Image.Image) -> Image.Image:
    """A new picture of the same pixels, upright, no longer than COTE_MAX, in grey or colour; nothing else is left."""
    image.draft(None, (COTE_MAX, COTE_MAX))  # a large JPEG is decoded at a fraction of its size
    sens = image.getexif().get(0x0112)
    reduite = _en_huit_bits(image)
    reduite.thumbnail((COTE_MAX, COTE_MAX))
    droite = _redresser(reduite, sens)
    nette = Image.new(droite.mode, droite.size)
    nette.paste(droite)
    return nette


def _en_huit_bits(image: Image.Image) -> Image.Image:
    """Grey or colours of eight bits, with their transparency if any."""
    if image.mode in SEIZE_BITS:
        return image.point(lambda valeur: valeur * (1 / 256)).convert("L")
    if image.mode in ("L", "RGB", "RGBA", "LA") and "transparency" not in image.info:
        return image
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _redresser(image: Image.Image, sens: int | None) -> Image.Image:
    """The picture as its camera was held: `sens` is the EXIF orientation."""
    gestes = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_270],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_90],
    }
    for geste in gestes.get(sens, ()):
        image = image.transpose(geste)
    return image


def _sur_blanc(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    fond = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(fond, image.convert("RGBA")).convert("RGB")


def _ecrire(image: Image.Image, format: str, **options) -> bytes:
    sortie = BytesIO()
    image.save(sortie, format, **options)
    return sortie.getvalue()


if __name__ == "__main__":
    executer(nettoyer)
