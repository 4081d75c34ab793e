"""Documents that people hand over: checked by their content, cleaned, or refused with a sentence."""

from socle.pieces.modele import EXTENSIONS, POIDS_MAX, TROP_LOURD, Piece, PieceRefusee
from socle.pieces.reception import recevoir

__all__ = ["EXTENSIONS", "POIDS_MAX", "TROP_LOURD", "Piece", "PieceRefusee", "recevoir"]
