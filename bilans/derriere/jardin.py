"""The lists behind people, workshops, presences and exits."""

from collections.abc import Callable

from django.db.models import F, Max, Q, QuerySet, Sum

from ateliers.models import Presence, Seance
from bilans.derriere.demande import INCONNU, Demande, ListeInconnue
from bilans.indicateurs.personnes import PLUS_AGES, TRANCHES, personnes
from participants.choix import Origine, Sexe
from participants.models import Parcours, Participant

FAITS = {
    "par_situation": "situation",
    "par_quartier": "quartier",
    "par_niveau_etudes": "niveau",
    "par_logement": "logement",
}


def _accueillies(demande: Demande):
    return "parcours", _presentables(personnes(demande.periode))


def _mouvements(demande: Demande):
    """Stays, not people: someone who came twice stands here twice."""
    champ = {"entrees": "date_entree", "sorties": "date_sortie"}[demande.code]
    return "parcours", _presentables(_dates(demande, champ))


def _des_sorties(demande: Demande):
    """Stays that ended in the period, of one motive when `ligne` says so."""
    sorties = _dates(demande, "date_sortie")
    if demande.code == "dynamiques":
        sorties = sorties.filter(motif_sortie__dynamique=True)
    elif demande.code == "par_motif":
        sorties = sorties.filter(motif_sortie=demande.cle)
    return "parcours", _presentables(sorties)


def _dates(demande: Demande, champ: str) -> QuerySet:
    return Parcours.objects.filter(**{f"{champ}__range": (demande.periode.debut, demande.periode.fin)})


def _du_fait(demande: Demande):
    """People of one line of a breakdown by a dated fact."""
    gens = personnes(demande.periode).filter(**{FAITS[demande.code]: demande.cle})
    return "parcours", _presentables(gens)


def _du_sexe(demande: Demande):
    if demande.ligne not in Sexe.values:
        raise ListeInconnue(demande.ligne)
    return "parcours", _presentables(personnes(demande.periode).filter(sexe=demande.ligne))


def _de_l_age(demande: Demande):
    limites = [0, *(limite for limite, _ in TRANCHES), 200]
    noms = [*(nom for _, nom in TRANCHES), PLUS_AGES]
    if demande.ligne == INCONNU:
        filtre = Q(age=None)
    elif demande.ligne in noms:
        rang = noms.index(demande.ligne)
        filtre = Q(age__gte=limites[rang], age__lt=limites[rang + 1])
    else:
        raise ListeInconnue(demande.ligne)
    return "parcours", _presentables(personnes(demande.periode).filter(filtre))


def _du_prescripteur(demande: Demande):
    if demande.ligne in (Origine.CCAS, Origine.ELLE_MEME):
        filtre = Q(origine=demande.ligne)
    else:
        filtre = Q(prescripteur=demande.cle) if demande.ligne != INCONNU else Q(origine="")
    return "parcours", _presentables(personnes(demande.periode).filter(filtre))


def _presentes(demande: Demande):
    """People who came, with their minutes; `ligne` is a site."""
    presences = Presence.objects.comptees(demande.periode)
    return "personnes", venues(presences.filter(seance__site=demande.cle) if demande.ligne else presences)


def _seances(demande: Demande):
    """Sessions held, of one type or one site when `ligne` says so; the people of a type under `colonne`."""
    filtre = {"par_type": "atelier", "par_site": "site"}.get(demande.code)
    if demande.colonne == "participants" and demande.code == "par_type":
        return "personnes", venues(Presence.objects.comptees(demande.periode).filter(seance__atelier=demande.cle))
    seances = Seance.objects.realisees().du(demande.periode)
    if filtre:
        seances = seances.filter(**{filtre: demande.cle})
    return "seances", montrables(seances)


def _de_la_personne(demande: Demande):
    """The sessions one person came to, with her own minutes; `colonne` is a site."""
    presences = Presence.objects.comptees(demande.periode).filter(participant=demande.cle)
    if demande.colonne:
        presences = presences.filter(seance__site=_du_site(demande).cle)
    champs = {
        "uuid": F("seance__uuid"),
        "date": F("seance__date"),
        "debut": F("seance__debut"),
        "theme": F("seance__theme"),
        "atelier_nom": F("seance__atelier__libelle"),
        "site_nom": F("seance__site__libelle"),
    }
    return "seances", presences.order_by("seance__date", "seance__debut").values("minutes", **champs)


def _du_site(demande: Demande) -> Demande:
    """The column of a person's row names a site by its key."""
    return Demande(demande.periode, demande.code, demande.colonne, "", demande.aujourdhui)


def _presentables(parcours: QuerySet) -> QuerySet:
    return parcours.select_related("participant", "motif_sortie").order_by("participant__cle", "date_entree", "pk")


def montrables(seances: QuerySet) -> QuerySet:
    """Sessions as a list shows them."""
    champs = {"atelier_nom": F("atelier__libelle"), "site_nom": F("site__libelle")}
    return seances.annotate(**champs).values("uuid", "date", "debut", "theme", "minutes", *champs)


def venues(presences: QuerySet) -> QuerySet:
    """The people of these presences, by name, with their minutes and the last day they came."""
    return (
        Participant.objects.filter(presences__in=presences)
        .annotate(minutes=Sum("presences__minutes"), derniere=Max("presences__seance__date"))
        .order_by("cle", "pk")
    )


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
    **dict.fromkeys(("sorties.total", "sorties.dynamiques", "sorties.par_motif"), _des_sorties),
}
