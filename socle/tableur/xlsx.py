"""XLSX: one streaming pass a sheet, cells as they are typed, formulas as their text."""

import datetime as dt
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from posixpath import dirname

from socle.tableur.feuilles import Feuille, choisir
from socle.tableur.modele import (
    BRUT_MAX,
    Cellule,
    FichierRefuse,
    Formule,
    Rang,
    Remarque,
    cellule_trop_longue,
    indice,
    lettres,
)
from socle.tableur.paquet import LOCAUX, analyseur, chemin, elements, parcourir
from socle.tableur.valeurs import duree_ecrite, instant_ecrit, nombre, retenir

CLASSEUR = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# Built-in number formats that show a date or a time (ECMA-376, 18.8.30).
FORMATS_FOURNIS = dict.fromkeys([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)], "date") | {46: "duree"}
HORS_DATE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
CARACTERE_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
JOUR_MS = 86_400_000
DERNIER_JOUR = 2_958_465  # 31 December 9999


def lire_xlsx(paquet: zipfile.ZipFile, remarquer: Callable[[Remarque], None]) -> Iterator[Rang]:
    """The filled rows of the sheet to read, merged ranges last. Refuses (FichierRefuse) hidden or macro
    workbooks.
    """
    return choisir(_feuilles(paquet), remarquer)


def refuser_macros(paquet: zipfile.ZipFile) -> None:
    """Refuse (FichierRefuse) a workbook that carries macros, whatever its name says."""
    if any("vbaproject" in nom.lower() for nom in paquet.namelist()):
        raise FichierRefuse(
            "Le classeur contient des macros : il n’est pas ouvert. "
            "Enregistrez-le en « Classeur Excel (.xlsx) », sans macro, puis recommencez."
        )


def plage_fusionnee(paquet: zipfile.ZipFile) -> Rang | None:
    """The first merged range of the sheet to read, whatever else is wrong in it: merging is often the real
    cause.
    """
    for rang in lire_xlsx(paquet, lambda remarque: None):
        if rang.fusion:
            return rang
    return None


def classeur(paquet: zipfile.ZipFile) -> str | None:
    """The name of the workbook part, None when the package is no XLSX workbook."""
    if "[Content_Types].xml" not in paquet.namelist():
        return None
    types = elements(paquet, "[Content_Types].xml")
    noms = (attributs["PartName"] for _, attributs in types if attributs.get("ContentType") == CLASSEUR)
    return next(noms, "").lstrip("/") or None


def _feuilles(paquet: zipfile.ZipFile) -> Iterator[Feuille]:
    nom_classeur = classeur(paquet)
    liens = _liens(paquet, nom_classeur)
    cibles = dict(liens.values())
    balises = elements(paquet, nom_classeur)
    depuis_1904 = any(b == "workbookPr" and a.get("date1904") in ("1", "true") for b, a in balises)
    textes = _textes_partages(paquet, cibles.get("sharedStrings"))
    formats = _formats(paquet, cibles.get("styles"))
    for balise, attributs in balises:
        if balise == "sheet" and liens[attributs["id"]][0] == "worksheet":
            rangs = _rangs(paquet, liens[attributs["id"]][1], _LecteurDeFeuille(textes, formats, depuis_1904))
            yield Feuille(attributs["name"], attributs.get("state", "visible") == "visible", rangs)


def _liens(paquet: zipfile.ZipFile, nom_classeur: str) -> dict[str, tuple[str, str]]:
    """The parts that the workbook names: identifier -> (kind, name in the package)."""
    dossier = dirname(nom_classeur)
    nom = chemin(dossier, f"_rels/{nom_classeur.rpartition('/')[2]}.rels")
    relations = [attributs for balise, attributs in elements(paquet, nom) if balise == "Relationship"]
    return {a["Id"]: (a["Type"].rpartition("/")[2], chemin(dossier, a["Target"])) for a in relations}


def _textes_partages(paquet: zipfile.ZipFile, nom: str | None) -> list[str]:
    textes: list[str] = []
    morceaux: list[str] = []
    etat = {"phonetique": False, "dans_t": False}

    def debut(balise, _):
        local = LOCAUX[balise]
        etat["phonetique"] = etat["phonetique"] or local == "rPh"
        etat["dans_t"] = local == "t" and not etat["phonetique"]

    def fin(balise):
        local = LOCAUX[balise]
        etat["dans_t"] = False
        if local == "rPh":
            etat["phonetique"] = False
        elif local == "si":
            textes.append(_decoder("".join(morceaux)))
            morceaux.clear()

    def texte(recu):
        if etat["dans_t"]:
            morceaux.append(recu)

    if nom in paquet.namelist():
        for _ in parcourir(paquet, nom, analyseur(debut, fin, texte)):
            pass
    return textes


def _decoder(texte: str) -> str:
    """Strip, and undo «_x000D_», Excel's way of writing a character that XML cannot hold or would change."""
    if "_x" in texte:
        texte = CARACTERE_CODE.sub(_caractere, texte)
    return texte.strip()


def _caractere(code: re.Match) -> str:
    caractere = chr(int(code[1], 16))
    return caractere if caractere in "\t\n\r" or caractere.isprintable() or caractere.isspace() else code[0]


def _formats(paquet: zipfile.ZipFile, nom: str | None) -> dict[str, str]:
    """For each cell style, what its number shows: "date" (or a time of day), "duree", or "" for a plain
    number.
    """
    if nom not in paquet.namelist():
        return {}
    codes: dict[int, str] = {}
    styles: dict[str, str] = {}
    dans_cellules = False
    for balise, attributs in elements(paquet, nom):
        if balise == "numFmt" and "numFmtId" in attributs:
            codes[int(attributs["numFmtId"])] = attributs.get("formatCode", "")
        elif balise in ("cellXfs", "cellStyles", "dxfs"):
            dans_cellules = balise == "cellXfs"
        elif balise == "xf" and dans_cellules:
            styles[str(len(styles))] = _genre(int(attributs.get("numFmtId", 0)), codes)
    return styles


def _genre(numero: int, codes: dict[int, str]) -> str:
    if numero not in codes:
        return FORMATS_FOURNIS.get(numero, "")
    # Only the part for positive numbers counts, without its quoted texts, colours and conditions.
    positif = HORS_DATE.sub("", codes[numero]).partition(";")[0].lower()
    if "[" in positif:
        return "duree"
    return "date" if "general" not in positif and any(lettre in positif for lettre in "dmyhs") else ""


def _rangs(paquet: zipfile.ZipFile, nom: str, lecteur: "_LecteurDeFeuille") -> Iterator[Rang]:
    parseur = analyseur(lecteur.debut, lecteur.fin, lecteur.texte)
    vide = True
    for _ in parcourir(paquet, nom, parseur):
        while lecteur.prets:
            vide = False
            yield lecteur.prets.popleft()
    if lecteur.fusion and not vide:
        yield Rang(int(re.search(r"\d+", lecteur.fusion)[0]), {}, lecteur.fusion)


class _LecteurDeFeuille:
    """The expat handlers of one sheet; finished rows wait in `prets`, a merged range stands in `fusion`.

    The most frequent elements come first: each handler runs for each of millions.
    """

    def __init__(self, textes: list[str], formats: dict[str, str], depuis_1904: bool):
        self.prets: deque[Rang] = deque()
        self.fusion = ""
        self._textes = textes
        self._formats = formats
        self._depuis_1904 = depuis_1904
        self._ligne = 0
        self._colonne = -1
        self._cellules: dict[int, Cellule] = {}
        self._cellule: dict[str, str] | None = None
        self._brut = ""
        self._formule: str | None = None
        self._dans = ""  # the element of the cell whose text is being received

    def debut(self, balise: str, attributs: dict[str, str]) -> None:
        local = LOCAUX[balise]
        if local == "c":
            self._cellule = attributs
            self._brut, self._formule = "", None
            reference = attributs.get("r")
            self._colonne = indice(reference.rstrip("0123456789")) if reference else self._colonne + 1
        elif self._cellule is not None:
            self._debut_dans_cellule(local)
        elif local == "row":
            self._ligne = int(attributs["r"]) if "r" in attributs else self._ligne + 1
            self._colonne = -1
            self._cellules = {}
        elif local == "mergeCell":
            self.fusion = self.fusion or attributs["ref"]

    def _debut_dans_cellule(self, local: str) -> None:
        if self._dans == "rPh":
            return  # how to pronounce the text: no part of it
        if local in ("v", "t", "rPh"):
            self._dans = local
        elif local == "f":
            self._dans = local
            self._formule = ""

    def texte(self, recu: str) -> None:
        if self._dans in ("v", "t"):
            self._brut = self._ajouter(self._brut, recu)
        elif self._dans == "f":
            self._formule = self._ajouter(self._formule, recu)

    def _ajouter(self, deja: str, recu: str) -> str:
        if len(deja) + len(recu) > BRUT_MAX:
            raise cellule_trop_longue(self._ligne, lettres(self._colonne))
        return deja + recu

    def fin(self, balise: str) -> None:
        local = LOCAUX[balise]
        if local == "c":
            if (valeur := self._valeur()) is not None:
                self._cellules[self._colonne] = valeur
            self._cellule = None
        elif local == "row":
            if self._cellules:
                self.prets.append(Rang(self._ligne, self._cellules))
        elif self._dans != "rPh" or local == "rPh":
            self._dans = ""

    def _valeur(self) -> Cellule:
        if self._formule is not None:
            # Cells that share a formula hold its text in the first of them only.
            return Formule("=" + (self._formule.strip() or "…"))
        genre = self._cellule.get("t", "n")
        if genre == "s" and self._brut:
            return self._textes[int(self._brut)] or None
        brut = _decoder(self._brut)
        if not brut:
            return None
        if genre == "n":
            style = self._formats.get(self._cellule.get("s", "0"), "")
            return _instant(brut, style, self._depuis_1904) if style else nombre(brut)
        if genre == "b":
            return brut == "1"
        return instant_ecrit(brut) if genre == "d" else brut


@retenir
def _instant(texte: str, style: str, depuis_1904: bool) -> Cellule:
    """A number of days and its fraction as a date, a date and time, or (below one day) a time of day or a
    duration.
    """
    serie = nombre(texte)
    if isinstance(serie, str) or not 0 <= serie <= DERNIER_JOUR:
        return serie
    jours, millisecondes = divmod(round(serie * JOUR_MS), JOUR_MS)
    if jours == 0 or style == "duree":
        return duree_ecrite(float(texte) * 86_400)
    # Excel believes that 1900 had a 29 February: day 60.
    origine = dt.date(1904, 1, 1) if depuis_1904 else dt.date(1899, 12, 31 if jours < 60 else 30)
    jour = origine + dt.timedelta(days=jours)
    return dt.datetime.combine(jour, duree_ecrite(millisecondes / 1000)) if millisecondes else jour
