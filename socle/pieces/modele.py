"""What a received document is, why it may be refused, and how large it may be."""

from dataclasses import dataclass

POIDS_MAX = 10 * 1024 * 1024  # bytes of the file as it comes
PIXELS_MAX = 40_000_000
COTE_MAX = 2_400  # pixels of the longest side once kept
PNG_MAX = 1024 * 1024  # bytes of a PNG that is kept as one
PAGES_MAX = 200

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}

TROP_LOURD = (
    f"Ce fichier dépasse {POIDS_MAX // 1024**2} Mo. "
    "Reprenez la photo en plus petit, ou déposez le document en plusieurs fois."
)


@dataclass(frozen=True)
class Piece:
    """A document that may be kept: bytes that this application wrote itself, and their type."""

    contenu: bytes
    type_mime: str


class PieceRefusee(Exception):
    """The file cannot be kept; `raison` tells a person why and what to do."""

    def __init__(self, raison: str):
        super().__init__(raison)
        self.raison = raison
