"""The list as its page shows it: three queries, whatever the rows."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from participants.liste.colonnes import COLONNES, Colonne, colonnes_de
from participants.liste.criteres import INCONNU, Criteres
from participants.liste.lectures import compter, lire_rangees
from participants.liste.mots import FILTRES, dire, dire_l_ordre, dire_les_choix
from participants.liste.reperes import Repere, reperes
from socle.normalisation import cle

PAR_PAGE = 60
ARIA = {False: "ascending", True: "descending"}


@dataclass(frozen=True)
class Liste:
    """One page of the list; `nom` is what was typed in the name box, never in an address."""

    criteres: Criteres
    repere: Repere
    comptes: dict[str, int]
    colonnes: dict[str, Colonne]
    page: Page
    rangees: list[dict]
    nom: str

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def phrase(self) -> str:
        return dire(self.criteres, self.repere, self.total, self.nom)

    @property
    def ordre(self) -> str:
        return dire_l_ordre(self.criteres.tri)

    @property
    def aucune_personne(self) -> bool:
        """Nobody is noted yet: there is nothing to look for."""
        return not self.est_filtree and not self.comptes["onglet_tous"]

    @property
    def est_filtree(self) -> bool:
        return bool(self.nom or self.criteres.filtres or self.criteres.vue)

    @property
    def tout_voir(self) -> str:
        """The same status and columns, without filter or name."""
        return self.criteres.avec(vue="", **dict.fromkeys(FILTRES, "")).url

    @property
    def dans_tous(self) -> str:
        return self.criteres.avec(onglet="tous").url

    @property
    def colonnes_d_office(self) -> str:
        return self.criteres.avec(colonnes=()).url

    @property
    def ailleurs(self) -> int:
        """How many the same question gives whatever the status."""
        return self.comptes["onglet_tous"]

    def onglets(self) -> Iterator[dict]:
        """The statuses, each with the number of people its link shows."""
        libelles, _ = dire_les_choix(self.repere)
        for nom, libelle in libelles.items():
            url = self.criteres.avec(onglet=nom).url
            compte = self.comptes[f"onglet_{nom}"]
            yield {"libelle": libelle, "url": url, "compte": compte, "actif": nom == self.criteres.onglet}

    def vues(self) -> Iterator[dict]:
        """The quick views; the link of the one in use leaves it."""
        _, libelles = dire_les_choix(self.repere)
        for nom, libelle in libelles.items():
            actif = nom == self.criteres.vue
            url = self.criteres.avec(vue="" if actif else nom).url
            yield {"libelle": libelle, "url": url, "compte": self.comptes[f"vue_de_{nom}"], "actif": actif}

    def filtres(self) -> Iterator[dict]:
        """The filters and their choices, the one in use marked."""
        for champ, titre in FILTRES.items():
            choisi = getattr(self.criteres, champ)
            connus = [(str(valeur), libelle) for valeur, libelle in self.repere.libelles.get(champ, {}).items()]
            choix = [("", "Tous"), *connus, (INCONNU, "Non renseigné")]
            options = [(valeur, libelle, valeur == choisi) for valeur, libelle in choix]
            yield {"nom": champ, "titre": titre, "options": options}

    def entetes(self) -> Iterator[dict]:
        """The heads of the columns; those that sort are links, save among the results of a name."""
        for colonne in [COLONNES["nom"], *self.colonnes.values()]:
            entete = {"titre": colonne.titre, "nombre": colonne.nombre}
            if colonne.tri and not self.nom:
                actif = self.criteres.tri.removeprefix("-") == colonne.tri
                renverse = actif and not self.criteres.tri.startswith("-")
                entete["url"] = self.criteres.avec(tri=f"-{colonne.tri}" if renverse else colonne.tri).url
                entete["sens"] = ARIA[self.criteres.tri.startswith("-")] if actif else ""
            yield entete

    def choix_de_colonnes(self) -> Iterator[tuple[str, str, bool]]:
        """Every column that may be shown: key, title, whether it is."""
        return ((nom, c.titre, nom in self.colonnes) for nom, c in COLONNES.items() if nom != "nom")

    def champs_sans_colonnes(self) -> list[tuple[str, str]]:
        return self.criteres.avec(colonnes=()).champs

    def lignes(self) -> Iterator[tuple[str, str, SafeString]]:
        """Of each person: the address of her file, her name, her cells already written.

        The address carries the list, whose neighbours the file shows; the results of a name are no list to go along.
        Written here and not in the template: sixty rows of a template cost more than all the rest of the page.
        """
        racine = reverse("participants:participant_lister")
        suite = "" if self.nom else f"?{urlencode({'liste': self.criteres.requete})}"
        gabarits = [
            (colonne, format_html('<td{} data-titre="{}">', _classe(colonne), colonne.titre))
            for colonne in self.colonnes.values()
        ]
        for rangee in self.rangees:
            cases = (
                f"{debut}{conditional_escape(colonne.montrer(rangee, self.repere))}</td>" for colonne, debut in gabarits
            )
            nom = f"{rangee['nom'].upper()} {rangee['prenom']}"
            yield f"{racine}{rangee['uuid']}/{suite}", nom, SafeString("".join(cases))


def lire_liste(utilisateur, criteres: Criteres, jour: dt.date, *, nom: str = "", numero: object = 1) -> Liste:
    """The page asked for: a number that is not one gives the first, one too great the last."""
    repere, mots = reperes(jour), tuple(cle(nom).split())
    comptes = compter(utilisateur, criteres, repere.jalons, mots)
    page = Paginator(range(comptes[f"onglet_{criteres.onglet}"]), PAR_PAGE).get_page(numero)
    debut = page.start_index() - 1 if page.paginator.count else 0
    rangees = lire_rangees(utilisateur, criteres, repere.jalons, mots, debut, PAR_PAGE)
    return Liste(criteres, repere, comptes, colonnes_de(criteres), page, rangees, nom)


def _classe(colonne: Colonne) -> SafeString:
    possibles = (("num", colonne.nombre), ("en-ligne", colonne.en_ligne), ("entier", colonne.entier))
    classes = [nom for nom, oui in possibles if oui]
    return format_html(' class="{}"', " ".join(classes)) if classes else SafeString("")
