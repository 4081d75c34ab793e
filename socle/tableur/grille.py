"""From raw rows to headers and data rows: the checks that are the same for the three formats."""

import sys
from collections.abc import Callable, Iterator

from socle.normalisation import cle
from socle.tableur.modele import (
    CARACTERES_MAX,
    COLONNES_MAX,
    LIGNES_MAX,
    MEMOIRE_MAX,
    Cellule,
    FichierRefuse,
    Formule,
    Rang,
    Remarque,
    cellule_trop_longue,
    lettres,
)

FORMULES_NOMMEES = 100  # beyond, one remark tells how many more


class Grille:
    """The rows of one sheet under their headers. Iterate once; `entetes` is known from the start.

    Refuses (FichierRefuse): no header, the same header twice, a filled cell under no header, merged cells,
    and anything over the limits of `modele`.
    """

    def __init__(self, rangs: Iterator[Rang], remarquer: Callable[[Remarque], None]):
        self._rangs = rangs
        self._remarquer = remarquer
        self._formules = 0
        self._memoire = 0
        self._noms = self._lire_entetes()
        self.entetes = list(self._noms.values())

    def __iter__(self) -> Iterator[tuple[int, list[Cellule]]]:
        for lues, rang in enumerate(self._rangs):
            if lues >= LIGNES_MAX:
                raise FichierRefuse(
                    f"Le fichier a plus de {LIGNES_MAX // 1000} 000 lignes, c’est trop pour un seul import. "
                    "Partagez-le en plusieurs fichiers, avec la même ligne d’en-têtes.",
                    rang.numero,
                )
            self._verifier(rang)
            ligne = [rang.cellules.get(indice) for indice in self._noms]
            self._compter(ligne)
            yield rang.numero, ligne
        if self._formules > FORMULES_NOMMEES:
            self._remarquer(
                Remarque(
                    None,
                    None,
                    f"En tout, {self._formules} cellules contiennent une formule, lue comme du texte.",
                )
            )

    def _lire_entetes(self) -> dict[int, str]:
        rang = next(self._rangs, None)
        if rang is None:
            raise FichierRefuse(
                "Le fichier ne contient aucune ligne d’en-têtes. "
                "Reprenez le fichier modèle, puis recopiez-y vos lignes sous les en-têtes."
            )
        _refuser_fusion(rang)
        noms: dict[int, str] = {}
        vus: dict[str, int] = {}
        for indice, valeur in sorted(rang.cellules.items()):
            self._verifier_cellule(rang.numero, indice, valeur)
            noms[indice] = str(valeur)
            _refuser_doublon(vus, indice, noms[indice], rang.numero)
        return noms

    def _verifier(self, rang: Rang) -> None:
        _refuser_fusion(rang)
        if not rang.cellules.keys() <= self._noms.keys():
            _refuser_colonne(rang.numero, min(rang.cellules.keys() - self._noms.keys()))
        for indice, valeur in rang.cellules.items():
            if isinstance(valeur, str) and (len(valeur) > CARACTERES_MAX or type(valeur) is Formule):
                self._verifier_cellule(rang.numero, indice, valeur)

    def _verifier_cellule(self, numero: int, indice: int, valeur: Cellule) -> None:
        if indice >= COLONNES_MAX:
            _refuser_colonne(numero, indice)
        if isinstance(valeur, str) and len(valeur) > CARACTERES_MAX:
            raise cellule_trop_longue(numero, self._nom(indice), self._nommer(indice))
        if isinstance(valeur, Formule):
            self._signaler_formule(numero, indice)

    def _signaler_formule(self, numero: int, indice: int) -> None:
        self._formules += 1
        if self._formules <= FORMULES_NOMMEES:
            message = (
                f"Ligne {numero}, colonne {self._nommer(indice)} : la cellule contient une formule. "
                "Son texte est lu, pas son résultat ; pour importer le résultat, collez-le comme une valeur."
            )
            self._remarquer(Remarque(numero, self._nom(indice), message))

    def _compter(self, ligne: list[Cellule]) -> None:
        self._memoire += sum(map(sys.getsizeof, filter(None, ligne))) + 8 * len(ligne) + 150
        if self._memoire > MEMOIRE_MAX:
            raise FichierRefuse(
                "Le fichier contient trop de cellules ou de texte pour un seul import. "
                "Partagez-le en plusieurs fichiers, avec la même ligne d’en-têtes."
            )

    def _nom(self, indice: int) -> str:
        # While the headers themselves are read, only the letters can be told.
        return getattr(self, "_noms", {}).get(indice) or lettres(indice)

    def _nommer(self, indice: int) -> str:
        nom = self._nom(indice)
        return nom if nom == lettres(indice) else f"{lettres(indice)} (« {nom[:60]} »)"


def _refuser_fusion(rang: Rang) -> None:
    if rang.fusion:
        raise fusion_refusee(rang)


def fusion_refusee(rang: Rang) -> FichierRefuse:
    return FichierRefuse(
        f"Les cellules {rang.fusion} sont fusionnées : on ne peut pas savoir à quelles lignes et colonnes va "
        "leur contenu. Annulez la fusion de ces cellules, puis recommencez.",
        rang.numero,
    )


def _refuser_colonne(numero: int, indice: int) -> None:
    lettre = lettres(indice)
    if indice >= COLONNES_MAX:
        raise FichierRefuse(
            f"Ligne {numero} : la cellule de la colonne {lettre} est au-delà de {COLONNES_MAX} colonnes. "
            "Supprimez les colonnes en trop, puis recommencez.",
            numero,
            lettre,
        )
    raise FichierRefuse(
        f"Ligne {numero} : la cellule de la colonne {lettre} est remplie mais n’a pas d’en-tête. "
        "Donnez un en-tête à cette colonne ou videz la cellule ; dans un CSV, vérifiez aussi les guillemets "
        "et les séparateurs de cette ligne.",
        numero,
        lettre,
    )


def _refuser_doublon(vus: dict[str, int], indice: int, nom: str, numero: int) -> None:
    repere = cle(nom) or nom
    if repere in vus:
        raise FichierRefuse(
            f"Ligne {numero} : l’en-tête « {nom[:60]} » figure deux fois, colonnes {lettres(vus[repere])} et "
            f"{lettres(indice)}. Gardez une seule de ces colonnes.",
            numero,
            nom,
        )
    vus[repere] = indice
