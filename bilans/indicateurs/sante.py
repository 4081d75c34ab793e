"""Health: the sessions of its workshop type, what they were about, who came, and the check-ups that were made."""

from collections import defaultdict

from django.db.models import QuerySet

from ateliers.models import Seance
from bilans.definitions import DEFINITIONS
from bilans.indicateurs.parcours import SANTE, Etape, bilans_de_sante
from bilans.indicateurs.valeurs import Chiffre, Colonne, Section, Tableau
from socle.normalisation import cle
from socle.periodes import Periode


def seances_de_sante(periode: Periode) -> QuerySet:
    """The sessions held of the health workshop type."""
    return Seance.objects.realisees().du(periode).filter(atelier__code=SANTE)


def section(periode: Periode, presences: list, etapes: list[Etape]) -> Section:
    """Sessions, their distinct themes, the people present, and the check-ups. One query."""
    seances = list(seances_de_sante(periode).order_by("pk").values_list("atelier", "theme", "pk"))
    ateliers, par_theme = {atelier for atelier, *_ in seances}, defaultdict(list)
    for _, theme, seance in seances:
        if theme:
            par_theme[theme].append(seance)
    themes = sorted(par_theme, key=lambda theme: (cle(theme), theme))
    return Section(
        "sante",
        "La santé",
        chiffres=(
            _chiffre("animations", "Animations santé", len(seances)),
            _chiffre("participants", "Personnes présentes", len({p for p, _, a, _ in presences if a in ateliers})),
            _chiffre("bilans", "Bilans de santé", bilans_de_sante(etapes)),
        ),
        tableaux=(
            Tableau(
                "themes",
                "Thèmes abordés",
                DEFINITIONS["sante.themes"],
                (Colonne("Thème"), Colonne("Animations")),
                tuple((theme, len(par_theme[theme])) for theme in themes),
                # A session that has the theme names it in an address, where no text may stand.
                tuple(str(par_theme[theme][0]) for theme in themes),
            ),
        ),
    )


def _chiffre(code: str, libelle: str, valeur: int) -> Chiffre:
    return Chiffre(code, libelle, valeur, DEFINITIONS[f"sante.{code}"])
