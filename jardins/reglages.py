"""The dated settings that the chef de projet keeps: what each one changes, in words, and within which bounds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from socle.models import ParametreDate
from socle.templatetags.typographie import nombre, unite


@dataclass(frozen=True)
class Reglage:
    """A setting: `effet` says what a new value changes; the value is a whole number of `unite`, bounds included."""

    nom: str
    titre: str
    effet: str
    unite: str
    minimum: int
    maximum: int

    @property
    def bornes(self) -> str:
        """« entre 1 et 365 jours »."""
        return f"entre {nombre(self.minimum)} et {unite(self.maximum, self.unite)}"


REGLAGES = {
    reglage.nom: reglage
    for reglage in (
        Reglage(
            ParametreDate.OBJECTIF_PERSONNES,
            "Objectif de personnes par an",
            "Les bilans comparent à cet objectif le nombre de personnes touchées. Chaque bilan prend la valeur en "
            "vigueur le dernier jour de sa période.",
            "personnes",
            1,
            10_000,
        ),
        Reglage(
            ParametreDate.OBJECTIF_ATELIERS,
            "Objectif d’ateliers par an",
            "Les bilans comparent à cet objectif le nombre d’ateliers réalisés. Chaque bilan prend la valeur en "
            "vigueur le dernier jour de sa période.",
            "ateliers",
            1,
            10_000,
        ),
        Reglage(
            ParametreDate.JOURS_SANS_VENUE,
            "Alerte « pas venu depuis »",
            "Une personne en parcours qui n’est pas venue depuis ce nombre de jours est signalée sur la page d’accueil "
            "et dans son dossier.",
            "jours",
            1,
            365,
        ),
        Reglage(
            ParametreDate.JOURS_DORMANT,
            "Parcours dormant",
            "Un parcours ouvert sans aucune venue depuis ce nombre de jours est dit dormant : il est proposé à la "
            "clôture, jamais clos tout seul.",
            "jours",
            2,
            730,
        ),
        Reglage(
            ParametreDate.JOURS_REOUVERTURE,
            "Délai pour rouvrir un parcours",
            "Un parcours clos par erreur peut être rouvert pendant ce nombre de jours après la sortie. Passé ce "
            "délai, un retour ouvre un nouveau parcours.",
            "jours",
            0,
            365,
        ),
        Reglage(
            ParametreDate.ENTRETIEN_A_PREVOIR,
            "Entretien à prévoir",
            "À partir de ce nombre de jours après le dernier entretien, le suivant est dit à prévoir. Ce nombre reste "
            "en dessous de celui du retard.",
            "jours",
            1,
            365,
        ),
        Reglage(
            ParametreDate.ENTRETIEN_EN_RETARD,
            "Entretien en retard",
            "À partir de ce nombre de jours après le dernier entretien, le suivant est dit en retard : d’un jour ce "
            "jour-là, de deux le lendemain. Ce nombre dépasse celui à partir duquel il est à prévoir.",
            "jours",
            2,
            730,
        ),
        Reglage(
            ParametreDate.PREMIER_ENTRETIEN,
            "Premier entretien",
            "Une personne entrée depuis plus de jours que ce nombre, sans aucun entretien, est dite jamais reçue.",
            "jours",
            0,
            365,
        ),
    )
}


@dataclass(frozen=True)
class Histoire:
    """A setting and its values by day: those past, the one in force, those to come."""

    reglage: Reglage
    valeurs: Sequence[ParametreDate]
    jour: dt.date

    @property
    def actuelle(self) -> ParametreDate | None:
        return next((valeur for valeur in reversed(self.valeurs) if valeur.depuis <= self.jour), None)

    @property
    def precedente(self) -> ParametreDate | None:
        avant = [valeur for valeur in self.valeurs if self.actuelle and valeur.depuis < self.actuelle.depuis]
        return avant[-1] if avant else None

    @property
    def suivante(self) -> ParametreDate | None:
        return next((valeur for valeur in self.valeurs if valeur.depuis > self.jour), None)


def histoires(jour: dt.date) -> list[Histoire]:
    """Every setting with its values, in one statement."""
    valeurs = list(ParametreDate.objects.filter(nom__in=REGLAGES).order_by("depuis"))
    return [
        Histoire(reglage, [valeur for valeur in valeurs if valeur.nom == nom], jour)
        for nom, reglage in REGLAGES.items()
    ]


def histoire(nom: str, jour: dt.date) -> Histoire:
    """One setting with its values; refuses (KeyError) a name that is no setting."""
    return Histoire(REGLAGES[nom], list(ParametreDate.objects.filter(nom=nom).order_by("depuis")), jour)
