"""PDF: its pages copied into a new document, with what they need to be seen and nothing that acts or tells."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from socle.pieces.enfant import executer
from socle.pieces.modele import PAGES_MAX, PDF, Piece, PieceRefusee

ABIME = "Ce PDF est abîmé ou incomplet. Téléchargez-le ou numérisez-le de nouveau, puis recommencez."
PROTEGE = (
    "Ce PDF est protégé par un mot de passe ou une restriction. "
    "Imprimez-le en PDF depuis votre lecteur, ou prenez-le en photo, puis recommencez."
)
VIVANT = (
    "Ce PDF est un formulaire ou un dossier de fichiers qui ne se lit que dans certains logiciels. "
    "Imprimez-le en PDF depuis votre lecteur, ou prenez-le en photo, puis recommencez."
)
TROP_DE_PAGES = f"Ce PDF compte plus de {PAGES_MAX} pages. Déposez seulement les pages utiles."
FIN = 2_048  # bytes where the end of a whole PDF is looked for

# What a page is made of; annotations are drawn on it first, everything else is left behind.
CLES_DE_PAGE = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group"}
# What may still act or tell, wherever it stands under a page.
CLES_INTERDITES = {
    *("/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/URI", "/SubmitForm", "/XFA", "/RichMedia", "/Movie"),
    *("/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AF", "/Ref", "/OPI", "/Metadata", "/PieceInfo", "/LastModified"),
    *("/StructParent", "/StructParents"),
}


def nettoyer(contenu: bytes) -> Piece:
    """The same pages in a new PDF.

    Refuses (PieceRefusee) what is protected, even with an empty password, damaged or cut, more than PAGES_MAX, and what
    pages alone would not show: dynamic forms (XFA), portfolios, fields filled but not drawn.
    """
    if b"%%EOF" not in contenu[-FIN:]:
        raise PieceRefusee(ABIME)
    try:
        return Piece(_refait(contenu), PDF)
    except pikepdf.PasswordError as faute:
        raise PieceRefusee(PROTEGE) from faute
    except (PieceRefusee, MemoryError):
        raise
    except Exception as faute:  # whatever a reader makes of hostile bytes
        raise PieceRefusee(ABIME) from faute


def _refait(contenu: bytes) -> bytes:
    with pikepdf.open(BytesIO(contenu)) as source, Pdf.new() as neuf:
        if source.is_encrypted:
            raise PieceRefusee(PROTEGE)
        if not source.pages:
            raise PieceRefusee(ABIME)
        if len(source.pages) > PAGES_MAX:
            raise PieceRefusee(TROP_DE_PAGES)
        _dessiner_les_annotations(source)
        for page in source.pages:
            _garder(page.obj, CLES_DE_PAGE | {"/Parent"})  # inherited keys are copied with the page
            neuf.pages.append(page)
        for page in neuf.pages:
            _garder(page.obj, CLES_DE_PAGE | {"/Parent"})
        for objet in neuf.objects:
            _desarmer(objet)
        return _enregistrer(neuf)


def _dessiner_les_annotations(source: Pdf) -> None:
    """What was filled in a form, or noted on a page, becomes part of the page.

    Refuses (PieceRefusee) what would be lost then.
    """
    if "/Collection" in source.Root or source.Root.get("/NeedsRendering", False):
        raise PieceRefusee(VIVANT)
    a_dessiner = bool(source.Root.get("/AcroForm", {}).get("/NeedAppearances", False))
    notes = (note for page in source.pages for note in page.obj.get("/Annots", ()))
    if any(_est_rempli(note) and (a_dessiner or "/AP" not in note) for note in notes):
        raise PieceRefusee(VIVANT)
    source.flatten_annotations()


def _est_rempli(note: Dictionary) -> bool:
    """Whether it is a field of text or choice that holds a value."""
    champ = note.get("/Parent", note)
    valeur = note.get("/V", champ.get("/V"))
    return note.get("/FT", champ.get("/FT")) in (Name.Tx, Name.Ch) and valeur is not None and str(valeur) != ""


def _garder(page: Dictionary, cles: set[str]) -> None:
    for cle in set(page.keys()) - cles:
        del page[cle]


def _desarmer(objet: Object) -> None:
    """Take away every forbidden key of this object and of those that stand inside it, and what its photos tell.

    Objects of their own are not followed: each is visited in its turn.
    """
    a_voir = [objet]
    while a_voir:
        courant = a_voir.pop()
        if isinstance(courant, Array):
            a_voir += [autre for autre in courant if _est_dedans(autre)]
            continue
        if not isinstance(courant, Dictionary | Stream):
            continue
        dictionnaire = courant.stream_dict if isinstance(courant, Stream) else courant
        for cle in CLES_INTERDITES & set(dictionnaire.keys()):
            del dictionnaire[cle]
        a_voir += [valeur for valeur in dictionnaire.as_dict().values() if _est_dedans(valeur)]
        if isinstance(courant, Stream) and courant.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
            _taire(courant)


def _est_dedans(valeur) -> bool:
    return isinstance(valeur, Array | Dictionary) and not valeur.is_indirect


def _taire(photo: Stream) -> None:
    """A JPEG inside the document, without its own EXIF, place and comments."""
    brut = photo.read_raw_bytes()
    photo.write(sans_commentaires(brut), filter=photo.get("/Filter"), decode_parms=photo.get("/DecodeParms"))


def sans_commentaires(jpeg: bytes) -> bytes:
    """The same JPEG without what its segments tell: only APP0 and APP14, that say how colours are read, are kept.

    What is no JPEG is given back as it is.
    """
    gardes, place = [jpeg[:2]], 2
    while jpeg[place : place + 1] == b"\xff" and place + 4 <= len(jpeg):
        marque, longueur = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4])
        if marque == 0xDA:  # pixels, to the end
            return b"".join([*gardes, jpeg[place:]])
        suivant = place + 2 + longueur
        bavard = marque == 0xFE or (0xE0 < marque <= 0xEF and marque != 0xEE)
        gardes += [] if bavard else [jpeg[place:suivant]]
        place = suivant
    return jpeg


def _enregistrer(neuf: Pdf) -> bytes:
    neuf.remove_unreferenced_resources()
    sortie = BytesIO()
    neuf.save(sortie, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return sortie.getvalue()


if __name__ == "__main__":
    executer(nettoyer)
