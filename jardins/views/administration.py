"""Where administration starts: what one's role keeps, and nothing else."""

from dataclasses import dataclass

from django.shortcuts import render

from comptes.acces import acces
from comptes.droits import Action, peut


@dataclass(frozen=True)
class Entree:
    """A page of the administration; `vue` is the name of its address."""

    vue: str
    action: Action
    icone: str
    titre: str
    texte: str


ENTREES = (
    Entree(
        "liste_lister",
        Action.LISTE_GERER,
        "clipboard-list",
        "Listes de choix",
        "Les sites, les ateliers, les quartiers et les autres listes proposées à la saisie.",
    ),
    Entree(
        "reglage_lister",
        Action.REGLAGE_GERER,
        "scale",
        "Seuils et objectifs",
        "Les objectifs de l’année et les délais des alertes, avec leurs dates.",
    ),
    Entree(
        "journal_lister",
        Action.JOURNAL_VOIR,
        "lock",
        "Journal des accès",
        "Qui a consulté, imprimé ou exporté, et quand.",
    ),
    Entree(
        "comptes:compte_lister",
        Action.COMPTE_GERER,
        "users",
        "Comptes",
        "Inviter une personne, changer un rôle, fermer un compte.",
    ),
    Entree(
        "systeme_voir",
        Action.SYSTEME_VOIR,
        "refresh",
        "Système",
        "La version, la base, les traitements longs, le courriel et les horloges.",
    ),
)


@acces(Action.ADMINISTRER)
def administration(request):
    """The pages of the administration that this role opens."""
    entrees = [entree for entree in ENTREES if peut(request.user, entree.action)]
    return render(request, "jardins/administration.html", {"entrees": entrees})
