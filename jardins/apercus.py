"""The report of an import as its page shows it: figures on top, then the rows of each kind."""

from dataclasses import dataclass

APERCU = 20  # rows of each kind before one asks for all of them


@dataclass(frozen=True)
class Genre:
    """A kind of row in a report: its list, its count, and how people tell it."""

    cle: str
    compte: str
    un: str
    plusieurs: str
    ton: str
    icone: str


GENRES = (
    Genre("refus", "nombre_refus", "refus", "refus", "brique", "alert-triangle"),
    Genre("ajouts", "crees", "ajout", "ajouts", "feuille", "plus"),
    Genre("modifications", "modifies", "modification", "modifications", "ambre", "pencil"),
    Genre("inchanges", "inchanges", "ligne sans changement", "lignes sans changement", "", "check"),
    Genre("avertissements", "nombre_avertissements", "ligne à vérifier", "lignes à vérifier", "ciel", "info-circle"),
    Genre("nouveautes", "nombre_nouveautes", "nom nouveau", "noms nouveaux", "prune", "user-plus"),
)
TOUJOURS = ("refus", "ajouts", "modifications", "inchanges")


@dataclass(frozen=True)
class Partie:
    """One kind of this report: how many in all, those shown, and whether it is the only one asked for."""

    genre: Genre
    nombre: int
    lignes: list
    choisie: bool

    @property
    def mot(self) -> str:
        """« ajout » or « ajouts », by the number."""
        return self.genre.plusieurs if self.nombre > 1 else self.genre.un

    @property
    def tronquee(self) -> bool:
        return self.nombre > len(self.lignes)


def parties(rapport: dict, voir: str) -> list[Partie]:
    """Every kind that the page tells; `voir` is the one asked for, whose rows are then all shown."""
    toutes = [_partie(genre, rapport, voir) for genre in GENRES if rapport]
    return [partie for partie in toutes if partie.nombre or partie.genre.cle in TOUJOURS]


def _partie(genre: Genre, rapport: dict, voir: str) -> Partie:
    # Of the rows that change nothing, only the count is kept.
    lignes = [] if genre.cle == "inchanges" else rapport[genre.cle]
    choisie = voir == genre.cle
    return Partie(genre, rapport[genre.compte], lignes if choisie else lignes[:APERCU], choisie)
