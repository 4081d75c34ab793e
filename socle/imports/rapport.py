"""The report of an import: what would change or has changed, what is odd, what is refused and why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from socle.imports.lecteurs import en_texte

MONTRES = 500  # lines of each kind kept in a report; the counts are always whole
# What the terminal calls the lines of each kind beyond the first ones.
AUTRES = {"Refus": "autre{s} refus", "Attention": "autre{s} avertissement{s}", "Nouveau": "autre{s} nouveauté{s}"}


@dataclass(frozen=True)
class Remarque:
    """A line of the file (0: the whole file), its column and value, and what is said of it."""

    ligne: int
    colonne: str
    valeur: str
    raison: str

    def __str__(self):
        ou = f"Ligne {self.ligne}" if self.ligne else "Fichier"
        colonne = f", colonne « {self.colonne} »" if self.colonne else ""
        valeur = f", valeur « {self.valeur} »" if self.valeur else ""
        return f"{ou}{colonne}{valeur} : {self.raison}."


@dataclass
class Rapport:
    """Everything a person needs to know about one import of one file."""

    ressource: str
    fichier: str
    lignes: int = 0
    crees: int = 0
    modifies: int = 0
    inchanges: int = 0
    ecrit: bool = False
    refus: list[Remarque] = field(default_factory=list)
    avertissements: list[Remarque] = field(default_factory=list)
    nouveautes: list[str] = field(default_factory=list)
    ajouts: list[dict] = field(default_factory=list)  # the first ones of each kind, as the preview shows them
    modifications: list[dict] = field(default_factory=list)

    def refuser(self, ligne: int, colonne: str, valeur, raison: str) -> None:
        """Note a reason to refuse the whole file."""
        self.refus.append(_remarque(ligne, colonne, valeur, raison))

    def avertir(self, ligne: int, colonne: str, valeur, raison: str) -> None:
        """Note something odd but possible."""
        self.avertissements.append(_remarque(ligne, colonne, valeur, raison))

    @property
    def lignes_refusees(self) -> list[int]:
        """The numbers of the refused lines, in order, each once."""
        return sorted({remarque.ligne for remarque in self.refus if remarque.ligne})

    @property
    def resume(self) -> str:
        """The outcome in one French sentence."""
        if self.refus:
            nombre = len(self.lignes_refusees)
            quoi = f"{nombre} ligne{'s' if nombre > 1 else ''} à corriger" if nombre else "fichier à corriger"
            return f"Rien n’est enregistré : {quoi}."
        verbe = "enregistré" if self.ecrit else "à enregistrer"
        return (
            f"{_accorder(self.crees, 'ajout')}, {_accorder(self.modifies, 'modification')}, "
            f"{_accorder(self.inchanges, 'ligne')} sans changement ({verbe})."
        )

    def texte(self) -> str:
        """The report as lines of text, for a terminal."""
        lignes = [f"{self.fichier} : {self.resume}"]
        lignes += _premieres("Refus", self.refus)
        lignes += _premieres("Attention", self.avertissements)
        lignes += _premieres("Nouveau", self.nouveautes)
        return "\n".join(lignes)

    def en_json(self) -> dict:
        """The report as stored with its import: the first lines of each kind, and the whole counts."""
        complet = asdict(self) | {"resume": self.resume, "lignes_refusees": self.lignes_refusees}
        for liste in ("refus", "avertissements", "nouveautes"):
            complet[f"nombre_{liste}"] = len(complet[liste])
            complet[liste] = complet[liste][:MONTRES]
        return complet


def _premieres(genre: str, remarques: Sequence) -> Iterator[str]:
    """The first lines of one kind, and how many more there are."""
    yield from (f"  {genre}. {remarque}" for remarque in remarques[:MONTRES])
    if (reste := len(remarques) - MONTRES) > 0:
        yield f"  … et {reste} {AUTRES[genre].format(s='s' if reste > 1 else '')}."


def _remarque(ligne, colonne, valeur, raison) -> Remarque:
    montree = "" if valeur is None else en_texte(valeur)
    return Remarque(ligne, colonne, montree[:80] + ("…" if len(montree) > 80 else ""), raison.rstrip("."))


def _accorder(nombre: int, mot: str) -> str:
    return f"{nombre} {mot}{'s' if nombre > 1 else ''}"


def a_enregistrer(crees: int, modifies: int) -> str:
    """What writing would do, as the button says it: « 42 ajouts et 3 modifications »; empty when nothing changes."""
    faits = " et ".join(_accorder(n, mot) for n, mot in ((crees, "ajout"), (modifies, "modification")) if n)
    return re.sub(r"(?<=[0-9])(?=([0-9]{3})+ )", "\u00a0", faits)
