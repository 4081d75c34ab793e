"""The rows behind a figure: one click from a number to the people or sessions that make it.

Each list is the queryset its number counts or sums, so that the count of the list is the number.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Max, Q, QuerySet, Sum

from ateliers.models import Presence, Seance
from bilans.definitions import DEFINITIONS
from bilans.indicateurs.personnes import PLUS_AGES, TRANCHES, personnes
from participants.choix import Origine, Sexe
from participants.models import Parcours, Participant
from socle.periodes import Periode

INCONNU = "inconnu"
FAITS = {
    "par_situation": "situation",
    "par_quartier": "quartier",
    "par_niveau_etudes": "niveau",
    "par_logement": "logement",
}


class ListeInconnue(KeyError):
    """No figure of this name, or no line of it."""


@dataclass(frozen=True)
class Liste:
    """`genre` says what a row is: parcours (a person's stay), personnes (and her minutes) or seances."""

    genre: str
    lignes: QuerySet
    definition: str

    @property
    def minutes(self) -> int:
        """What the rows sum to, for a figure of hours."""
        return self.lignes.aggregate(total=Sum("minutes"))["total"] or 0


def lister(periode: Periode, section: str, code: str, *, ligne: str = "", colonne: str = "") -> Liste:
    """The rows behind one figure, or behind one line of a breakdown or table. Refuses (ListeInconnue) any other."""
    figure = f"{section}.{code}"
    if figure not in LISTES:
        raise ListeInconnue(figure)
    genre, lignes = LISTES[figure](periode, code, ligne, colonne)
    return Liste(genre, lignes, DEFINITIONS[figure])


def _accueillies(periode, code, ligne, colonne):
    return "parcours", _presentables(personnes(periode))


def _mouvements(periode, code, ligne, colonne):
    """Stays, not people: someone who came twice stands here twice."""
    champ = {"entrees": "date_entree", "sorties": "date_sortie"}[code]
    parcours = Parcours.objects.filter(**{f"{champ}__range": (periode.debut, periode.fin)})
    return "parcours", _presentables(parcours)


def _du_fait(periode, code, ligne, colonne):
    """People of one line of a breakdown by a dated fact."""
    return "parcours", _presentables(personnes(periode).filter(**{FAITS[code]: _cle(ligne)}))


def _du_sexe(periode, code, ligne, colonne):
    if ligne not in Sexe.values:
        raise ListeInconnue(ligne)
    return "parcours", _presentables(personnes(periode).filter(sexe=ligne))


def _de_l_age(periode, code, ligne, colonne):
    limites = [0, *(limite for limite, _ in TRANCHES), 200]
    noms = [*(nom for _, nom in TRANCHES), PLUS_AGES]
    if ligne == INCONNU:
        filtre = Q(age=None)
    elif ligne in noms:
        rang = noms.index(ligne)
        filtre = Q(age__gte=limites[rang], age__lt=limites[rang + 1])
    else:
        raise ListeInconnue(ligne)
    return "parcours", _presentables(personnes(periode).filter(filtre))


def _du_prescripteur(periode, code, ligne, colonne):
    if ligne in (Origine.CCAS, Origine.ELLE_MEME):
        filtre = Q(origine=ligne)
    else:
        filtre = Q(prescripteur=_cle(ligne)) if ligne != INCONNU else Q(origine="")
    return "parcours", _presentables(personnes(periode).filter(filtre))


def _presentes(periode, code, ligne, colonne):
    """People who came, with their minutes; `ligne` is a site."""
    presences = Presence.objects.comptees(periode)
    return "personnes", _venues(presences.filter(seance__site=_cle(ligne)) if ligne else presences)


def _seances(periode, code, ligne, colonne):
    """Sessions held, of one type or one site when `ligne` says so; the people of a type under `colonne`."""
    filtre = {"par_type": "atelier", "par_site": "site"}.get(code)
    if colonne == "participants" and code == "par_type":
        return "personnes", _venues(Presence.objects.comptees(periode).filter(seance__atelier=_cle(ligne)))
    seances = Seance.objects.realisees().du(periode)
    if filtre:
        seances = seances.filter(**{filtre: _cle(ligne)})
    champs = {"atelier_nom": F("atelier__libelle"), "site_nom": F("site__libelle")}
    return "seances", seances.annotate(**champs).values("uuid", "date", "debut", "theme", "minutes", *champs)


def _de_la_personne(periode, code, ligne, colonne):
    """The sessions one person came to, with her own minutes; `colonne` is a site."""
    presences = Presence.objects.comptees(periode).filter(participant=_cle(ligne))
    if colonne:
        presences = presences.filter(seance__site=_cle(colonne))
    champs = {
        "uuid": F("seance__uuid"),
        "date": F("seance__date"),
        "debut": F("seance__debut"),
        "theme": F("seance__theme"),
        "atelier_nom": F("seance__atelier__libelle"),
        "site_nom": F("seance__site__libelle"),
    }
    return "seances", presences.order_by("seance__date", "seance__debut").values("minutes", **champs)


def _presentables(parcours: QuerySet) -> QuerySet:
    return parcours.select_related("participant", "motif_sortie").order_by("participant__cle", "date_entree", "pk")


def _venues(presences: QuerySet) -> QuerySet:
    """The people of these presences, by name, with their minutes and the last day they came."""
    return (
        Participant.objects.filter(presences__in=presences)
        .annotate(minutes=Sum("presences__minutes"), derniere=Max("presences__seance__date"))
        .order_by("cle", "pk")
    )


def _cle(ligne: str) -> int | None:
    """The key a line names, None for the unknown. Refuses (ListeInconnue) what is no key."""
    if ligne == INCONNU:
        return None
    if not ligne.isascii() or not ligne.isdigit() or len(ligne) > 18:
        raise ListeInconnue(ligne)
    return int(ligne)


LISTES: dict[str, Callable] = {
    "personnes.total": _accueillies,
    "personnes.entrees": _mouvements,
    "personnes.sorties": _mouvements,
    "personnes.presentes": _presentes,
    "personnes.par_sexe": _du_sexe,
    "personnes.par_age": _de_l_age,
    **dict.fromkeys((f"personnes.{code}" for code in FAITS), _du_fait),
    "personnes.par_prescripteur": _du_prescripteur,
    "ateliers.seances": _seances,
    "ateliers.heures": _seances,
    "ateliers.par_type": _seances,
    "ateliers.par_site": _seances,
    "presences.heures": _presentes,
    "presences.personnes": _presentes,
    "presences.moyenne_heures": _presentes,
    "presences.par_site": _presentes,
    "presences.par_participant": _de_la_personne,
}
