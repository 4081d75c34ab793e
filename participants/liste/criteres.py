"""What the address of the list asks: a status, a view, filters, an order, columns. Never a name."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from participants.liste.colonnes import COLONNES

ONGLETS = ("en_parcours", "accueil", "sortis", "tous")
VUES = ("miens", "en_retard", "jamais_recus", "a_prevoir", "absents", "a_completer", "dormants")
FILTRES = ("quartier", "referent", "situation")
TRIS = {colonne.tri for colonne in COLONNES.values() if colonne.tri}
INCONNU = "inconnu"  # the value of a filter that asks for who has none


@dataclass(frozen=True)
class Criteres:
    """The list asked for. What the address says that means nothing is left out: an old link still opens a list."""

    onglet: str = "en_parcours"
    vue: str = ""
    quartier: str = ""
    referent: str = ""
    situation: str = ""
    tri: str = "nom"
    colonnes: tuple[str, ...] = ()

    @classmethod
    def lire(cls, requete: QueryDict) -> "Criteres":
        """From the query of an address."""
        onglet, vue, tri = (requete.get(nom, "") for nom in ("onglet", "vue", "tri"))
        voulues = set(requete.getlist("colonnes"))
        return cls(
            onglet=onglet if onglet in ONGLETS else cls.onglet,
            vue=vue if vue in VUES else cls.vue,
            tri=tri if tri.removeprefix("-") in TRIS else cls.tri,
            colonnes=tuple(nom for nom in COLONNES if nom in voulues),
            **{nom: _valeur_de_filtre(requete.get(nom, "")) for nom in FILTRES},
        )

    def avec(self, **champs) -> "Criteres":
        """The same but for these."""
        return replace(self, **champs)

    @property
    def filtres(self) -> dict[str, str]:
        """The filters in use."""
        return {nom: getattr(self, nom) for nom in FILTRES if getattr(self, nom)}

    @property
    def champs(self) -> list[tuple[str, str]]:
        """Every part of the query, as a form or an address writes it; what is by default is left out."""
        simples = [(nom, getattr(self, nom)) for nom in ("onglet", "vue", *FILTRES, "tri")]
        dits = [(nom, valeur) for nom, valeur in simples if valeur != getattr(type(self), nom)]
        return dits + [("colonnes", nom) for nom in self.colonnes]

    @property
    def requete(self) -> str:
        """The query of the address; '' when all is by default."""
        requete = QueryDict(mutable=True)
        for nom, valeur in self.champs:
            requete.appendlist(nom, valeur)
        return requete.urlencode()

    @property
    def url(self) -> str:
        """What a link of the page writes: « ?onglet=tous », « ? » for the list as it opens."""
        return f"?{self.requete}"


def _valeur_de_filtre(texte: str) -> str:
    """A key of a reference list, or INCONNU; '' for anything else."""
    est_cle = texte.isascii() and texte.isdigit() and len(texte) < 10
    return texte if est_cle or texte == INCONNU else ""
