"""What was set going again: the people whose steps began or succeeded, by theme, and the contracts these led to."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from bilans.definitions import DEFINITIONS
from bilans.indicateurs.valeurs import INCONNU, Chiffre, Colonne, Section, Tableau
from participants.choix import StatutDemarche
from participants.models import Demarche
from participants.services.demarches import EMPLOI
from socle.normalisation import cle
from socle.periodes import Periode

SANTE = "sante"  # the code of the theme, and that of the workshop type
BILAN_DE_SANTE = cle("Bilan de santé")

__all__ = ["EMPLOI", "SANTE", "Etape", "est_un_bilan_de_sante", "etapes", "section"]


class Etape(NamedTuple):
    """One step of the period; `aboutie` when it came to that in the period itself, `theme` by its code."""

    personne: int
    thematique: int
    theme: str
    intitule: str
    contrat: int | None
    aboutie: bool


def etapes(periode: Periode) -> list[Etape]:
    """The steps that began in the period, but those only planned, or succeeded in it. One query."""
    lignes = (
        Demarche.objects.relancees(periode)
        .order_by()
        .values_list("participant", "thematique", "thematique__code", "intitule", "contrat", "statut", "date_fin")
    )
    return [
        Etape(*debut, statut == StatutDemarche.ABOUTIE and periode.debut <= fin <= periode.fin)
        for *debut, statut, fin in lignes
    ]


def est_un_bilan_de_sante(intitule: str) -> bool:
    """Whether a step bears exactly the name that bilans count, whatever its case and accents."""
    return cle(intitule) == BILAN_DE_SANTE


def bilans_de_sante(lues: Iterable[Etape]) -> int:
    """How many health check-ups succeeded in the period."""
    return sum(e.aboutie and e.theme == SANTE and est_un_bilan_de_sante(e.intitule) for e in lues)


def section(libelles: dict, lues: list[Etape]) -> Section:
    """People by theme, and by contract for the steps towards work that succeeded. No query: the steps are given."""
    par_theme, demarches, par_contrat = defaultdict(set), defaultdict(int), defaultdict(set)
    for etape in lues:
        par_theme[etape.thematique].add(etape.personne)
        demarches[etape.thematique] += 1
        if etape.aboutie and etape.theme == EMPLOI:
            par_contrat[etape.contrat].add(etape.personne)
    contrats = {**libelles["contrat"], None: INCONNU}
    return Section(
        "parcours_relances",
        "Les parcours relancés",
        chiffres=(
            Chiffre(
                "personnes",
                "Personnes concernées",
                len({etape.personne for etape in lues}),
                DEFINITIONS["parcours_relances.personnes"],
            ),
        ),
        tableaux=(
            _tableau(
                "par_thematique",
                "Par thématique",
                (
                    Colonne("Thématique"),
                    Colonne("Personnes", code="personnes"),
                    Colonne("Démarches", code="demarches"),
                ),
                {
                    str(theme): (libelle, len(par_theme[theme]), demarches[theme])
                    for theme, libelle in libelles["thematique"].items()
                    if theme in par_theme
                },
            ),
            _tableau(
                "emploi_par_contrat",
                "Vers l’emploi, par contrat",
                (Colonne("Contrat"), Colonne("Personnes")),
                {
                    "inconnu" if contrat is None else str(contrat): (libelle, len(par_contrat[contrat]))
                    for contrat, libelle in contrats.items()
                    if contrat in par_contrat
                },
            ),
        ),
    )


def _tableau(code: str, libelle: str, colonnes: tuple, lignes: dict[str, tuple]) -> Tableau:
    definition = DEFINITIONS[f"parcours_relances.{code}"]
    return Tableau(code, libelle, definition, colonnes, tuple(lignes.values()), tuple(lignes))
