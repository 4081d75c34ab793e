"""Where a person's objectifs and démarches stand on a day, in words: theme by theme, and the whole of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import FilteredRelation, Q

from partenaires.models import Thematique
from participants.choix import StatutDemarche, StatutObjectif
from participants.models import Demarche, Parcours, Participant
from socle.templatetags.typographie import INSECABLE, unite

# The four themes of the livret are always told, the others when something is tried there (issue 4, point 1).
PRINCIPAUX = ("sante", "logement", "formation", "emploi")
ICONES = {
    "sante": "stethoscope",
    "logement": "home",
    "formation": "school",
    "emploi": "briefcase",
    "droits": "file-description",
    "mobilite": "map-pin",
    "famille": "users",
    "budget": "scale",
    "savoirs-de-base": "book",
}
ICONE = "leaf"  # of a theme that people added
MOIS_COURTS = ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]


@dataclass(frozen=True)
class Etat:
    """How something stands: a word, a tone of `pastille`, an icon."""

    mot: str
    ton: str
    icone: str


SANS_OBJECTIF = Etat("Pas d’objectif", "creuse", "circle-dashed")
SANS_DEMARCHE = Etat("Pas de démarche", "creuse", "circle-dashed")
A_COMMENCER = Etat("Pas commencé", "creuse", "circle-dashed")
COMMENCE = Etat("Commencé", "feuille", "check")


@dataclass(frozen=True)
class ThemeEnCours:
    """One theme: what is aimed at, what comes next, and how that stands. `objectif` is '' when there is none."""

    code: str
    libelle: str
    objectif: str
    objectif_uuid: UUID | None
    etape: Demarche | None
    etat: Etat

    @property
    def icone(self) -> str:
        return ICONES.get(self.code, ICONE)

    @property
    def vide(self) -> bool:
        """Whether nothing is aimed at nor tried."""
        return not self.objectif and self.etape is None


def themes_en_cours(participant: Participant, parcours: Parcours | None, jour: dt.date) -> list[ThemeEnCours]:
    """The themes in their order: the four of the livret, and those where something goes on. Two queries.

    Objectifs are those in progress of that stay (None: no stay yet), the newest of each theme; `etape` is the open
    démarche of the person to do first.
    """
    etapes = _premieres(
        Demarche.objects.ouvertes().filter(participant=participant).select_related("partenaire", "objectif")
    )
    lignes = [
        _theme(ligne, etapes.get(ligne["pk"]), jour)
        for ligne in _premiers_objectifs(parcours)
        if ligne["actif"] or ligne["o__uuid"] or ligne["pk"] in etapes
    ]
    return [theme for theme in lignes if theme.code in PRINCIPAUX or not theme.vide]


def etat_de(demarche: Demarche, jour: dt.date) -> Etat:
    """How a démarche stands that day: how it ended, else when it is due, else whether it began."""
    if demarche.statut == StatutDemarche.ABOUTIE:
        return Etat(f"Abouti le {date_courte(demarche.date_fin, jour)}", "feuille", "circle-check")
    if demarche.statut == StatutDemarche.ABANDONNEE:
        return Etat(f"Abandonné le {date_courte(demarche.date_fin, jour)}", "", "ban")
    if demarche.echeance:
        return _echeance(demarche.echeance, jour)
    if demarche.statut == StatutDemarche.EN_COURS:
        return COMMENCE
    if demarche.date_debut > jour:
        return Etat(f"Prévu le {date_courte(demarche.date_debut, jour)}", "ciel", "calendar-event")
    return A_COMMENCER


def urgence(demarche: Demarche) -> tuple:
    """What sorts open démarches: the nearest due date, then the oldest."""
    return (demarche.echeance is None, demarche.echeance or demarche.date_debut, demarche.date_debut, demarche.pk)


def date_courte(date: dt.date, jour: dt.date) -> str:
    """« 2 déc. », « 1er mars », with the year when it is not that of `jour`."""
    numero = "1er" if date.day == 1 else str(date.day)
    annee = "" if date.year == jour.year else f" {date.year}"
    return f"{numero} {MOIS_COURTS[date.month - 1]}{annee}".replace(" ", INSECABLE)


def _echeance(echeance: dt.date, jour: dt.date) -> Etat:
    """« À faire avant le » holds until the end of that day."""
    if echeance < jour:
        return Etat(f"En retard de {unite((jour - echeance).days, 'jours')}", "brique", "alert-triangle")
    if echeance == jour:
        return Etat("À faire aujourd’hui", "ambre", "clock")
    return Etat(f"Avant le {date_courte(echeance, jour)}", "ambre", "clock")


def _premieres(demarches: Iterable[Demarche]) -> dict[int, Demarche]:
    """By theme, the one to do first."""
    return {demarche.thematique_id: demarche for demarche in sorted(demarches, key=urgence, reverse=True)}


def _premiers_objectifs(parcours: Parcours | None) -> list[dict]:
    """Every theme in its order, with the newest objectif in progress of that stay: one query."""
    siens = FilteredRelation(
        "objectif", condition=Q(objectif__parcours=parcours and parcours.pk, objectif__statut=StatutObjectif.EN_COURS)
    )
    lignes = (
        Thematique.objects.annotate(o=siens)
        .order_by("ordre", "cle", "pk", "-o__date", "-o__pk")
        .values("pk", "code", "libelle", "actif", "o__uuid", "o__intitule")
    )
    premieres = {}
    for ligne in lignes:
        premieres.setdefault(ligne["pk"], ligne)
    return list(premieres.values())


def _theme(ligne: dict, etape: Demarche | None, jour: dt.date) -> ThemeEnCours:
    sans = SANS_DEMARCHE if ligne["o__uuid"] else SANS_OBJECTIF
    return ThemeEnCours(
        ligne["code"],
        ligne["libelle"],
        ligne["o__intitule"] or "",
        ligne["o__uuid"],
        etape,
        etat_de(etape, jour) if etape else sans,
    )
