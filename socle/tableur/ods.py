"""ODS: one streaming pass over content.xml, cells as they are typed, formulas as their text."""

import itertools
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from operator import itemgetter

from socle.tableur.feuilles import Feuille, choisir
from socle.tableur.modele import (
    BRUT_MAX,
    COLONNES_MAX,
    LIGNES_MAX,
    Cellule,
    Formule,
    Rang,
    Remarque,
    cellule_trop_longue,
    lettres,
)
from socle.tableur.paquet import analyseur, parcourir, protege
from socle.tableur.valeurs import duree_ecrite, instant_ecrit, nombre, retenir

TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
BLANCS = re.compile(r"[ \t\r\n]+")
DUREE = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d+)?)S)?")
CELLULES = ("table:table-cell", "table:covered-table-cell")
# Text inside these, and inside drawings, does not belong to the cell that holds them.
A_COTE = ("office:annotation", "table:detective", "table:shapes")
NOMBRES = ("float", "percentage", "currency")


def est_ods(paquet: zipfile.ZipFile) -> bool:
    """Whether the package says it is a spreadsheet. Refuses (FichierRefuse) one protected by a password."""
    noms = paquet.namelist()
    if "META-INF/manifest.xml" in noms and b"encryption-data" in paquet.read("META-INF/manifest.xml"):
        raise protege()
    return "mimetype" in noms and paquet.read("mimetype").strip() == TYPE


def lire_ods(paquet: zipfile.ZipFile, remarquer: Callable[[Remarque], None]) -> Iterator[Rang]:
    """The filled rows of the sheet to read, each with the merged range that begins in it."""
    return choisir(_feuilles(paquet), remarquer)


def _feuilles(paquet: zipfile.ZipFile) -> Iterator[Feuille]:
    for (_, nom, visible), rangs in itertools.groupby(_rangs(paquet), key=itemgetter(0)):
        yield Feuille(nom, visible, map(itemgetter(1), rangs))


def _rangs(paquet: zipfile.ZipFile) -> Iterator[tuple[tuple[int, str, bool], Rang]]:
    """Each filled row with its sheet: (order, name, visible)."""
    lecteur = _LecteurDeContenu()
    for _ in parcourir(paquet, "content.xml", analyseur(lecteur.debut, lecteur.fin, lecteur.texte)):
        while lecteur.prets:
            feuille, rang, fois = lecteur.prets.popleft()
            # A row may stand for many equal ones; past the limit the reading is refused anyway.
            for decalage in range(min(fois, LIGNES_MAX + 2)):
                yield feuille, Rang(rang.numero + decalage, rang.cellules, rang.fusion)


class _LecteurDeContenu:
    """The expat handlers of content.xml; finished rows wait in `prets` as (sheet, row, number of times).

    Only tables standing directly in the spreadsheet are read (tracked changes hold others), and in a cell
    only its own paragraphs (annotations and drawings hold others).
    """

    def __init__(self):
        self.prets: deque[tuple[tuple[int, str, bool], Rang, int]] = deque()
        self._ouverts: list[str] = []  # elements open outside cells
        self._a_cote = 0  # elements open in what is left aside
        self._styles_masques: set[str] = set()
        self._style = ""
        self._feuilles = 0
        self._feuille: tuple[int, str, bool] | None = None
        self._ligne = 1
        self._fois = 1
        self._colonne = 0
        self._cellules: dict[int, Cellule] = {}
        self._fusion: str | None = None
        self._cellule: dict[str, str] | None = None
        self._paragraphes: list[str] = []
        self._dans_paragraphe = False

    def debut(self, balise: str, attributs: dict[str, str]) -> None:
        # The most frequent elements come first: this runs for each of millions.
        if self._a_cote:
            self._a_cote += 1
        elif balise == "text:p" and self._cellule is not None:
            self._paragraphes.append("")
            self._dans_paragraphe = True
        elif balise in CELLULES and self._feuille:
            self._cellule = attributs
            self._paragraphes = []
        elif balise in A_COTE or balise.startswith("draw:"):
            self._a_cote = 1
        elif self._cellule is not None:
            self._debut_dans_cellule(balise, attributs)
        else:
            self._debut_hors_cellule(balise, attributs)
            self._ouverts.append(balise)

    def texte(self, recu: str) -> None:
        if self._dans_paragraphe and not self._a_cote:
            self._ajouter(BLANCS.sub(" ", recu) if "  " in recu or not recu.isprintable() else recu)

    def fin(self, balise: str) -> None:
        if self._a_cote:
            self._a_cote -= 1
        elif self._cellule is not None:
            if balise == "text:p":
                self._dans_paragraphe = False
            elif balise in CELLULES:
                self._finir_cellule(self._cellule)
                self._cellule = None
        else:
            self._ouverts.pop()
            if balise == "table:table-row" and self._feuille:
                self._finir_ligne()
            elif balise == "table:table":
                self._feuille = None

    def _debut_hors_cellule(self, balise: str, attributs: dict[str, str]) -> None:
        if balise == "table:table-row":
            self._fois = int(attributs.get("table:number-rows-repeated", 1))
            self._cellules, self._colonne, self._fusion = {}, 0, None
        elif balise == "table:table" and self._ouverts[-1:] == ["office:spreadsheet"]:
            visible = attributs.get("table:style-name") not in self._styles_masques
            self._feuilles += 1
            self._feuille = (self._feuilles, attributs.get("table:name", str(self._feuilles)), visible)
            self._ligne = 1
        elif balise == "style:style":
            self._style = attributs.get("style:name", "")
        elif balise == "style:table-properties" and attributs.get("table:display") == "false":
            self._styles_masques.add(self._style)

    def _debut_dans_cellule(self, balise: str, attributs: dict[str, str]) -> None:
        if balise == "text:s":
            self._ajouter(" " * min(int(attributs.get("text:c", 1)), BRUT_MAX))
        elif balise == "text:tab":
            self._ajouter("\t")
        elif balise == "text:line-break":
            self._ajouter("\n")

    def _ajouter(self, texte: str) -> None:
        if self._dans_paragraphe:
            self._paragraphes[-1] += texte
            if len(self._paragraphes[-1]) > BRUT_MAX:
                raise cellule_trop_longue(self._ligne, lettres(self._colonne))

    def _finir_cellule(self, attributs: dict[str, str]) -> None:
        fois = int(attributs.get("table:number-columns-repeated", 1))
        if not self._fusion and (
            "table:number-columns-spanned" in attributs or "table:number-rows-spanned" in attributs
        ):
            self._fusion = self._plage(attributs)
        valeur = self._valeur(attributs)
        if valeur is not None:
            for colonne in range(self._colonne, self._colonne + min(fois, COLONNES_MAX + 1)):
                self._cellules[colonne] = valeur
        self._colonne += fois

    def _finir_ligne(self) -> None:
        if self._cellules or self._fusion:
            self.prets.append((self._feuille, Rang(self._ligne, self._cellules, self._fusion), self._fois))
        self._ligne += self._fois

    def _plage(self, attributs: dict[str, str]) -> str | None:
        largeur = int(attributs.get("table:number-columns-spanned", 1))
        hauteur = int(attributs.get("table:number-rows-spanned", 1))
        if largeur == hauteur == 1:
            return None
        fin = f"{lettres(self._colonne + largeur - 1)}{self._ligne + hauteur - 1}"
        return f"{lettres(self._colonne)}{self._ligne}:{fin}"

    def _valeur(self, attributs: dict[str, str]) -> Cellule:
        if formule := attributs.get("table:formula"):
            return Formule("=" + formule.partition("=")[2])  # «of:=SUM([.A1:.A2])»
        genre = attributs.get("office:value-type")
        if genre in NOMBRES:
            return nombre(attributs["office:value"])
        if genre == "date":
            return instant_ecrit(attributs["office:date-value"])
        if genre == "time":
            return _duree(attributs["office:time-value"])
        if genre == "boolean":
            return attributs["office:boolean-value"] == "true"
        texte = attributs.get("office:string-value")
        return ("\n".join(self._paragraphes) if texte is None else texte).strip() or None


@retenir
def _duree(texte: str) -> Cellule:
    if not (lue := DUREE.fullmatch(texte)):
        return texte
    heures, minutes, secondes = (float(partie or 0) for partie in lue.groups())
    return duree_ecrite(heures * 3600 + minutes * 60 + secondes)
