"""What lists and files of people know from presences: when somebody last came, and how long she came this month."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.lookups import IsNull

from ateliers.models import Presence, Seance
from participants.choix import Statut
from participants.dossier import Alerte, Cadre
from socle.models import ParametreDate
from socle.periodes import Periode
from socle.templatetags.typographie import unite


def presences_des_participants(jour: dt.date) -> dict[str, Subquery]:
    """`derniere_venue` (a day of the last stay, by `jour`) and `minutes_du_mois` (of its month, so far).

    For the outer participant, who has the `entree` and `sortie` of her last stay. Sessions are walked back from the
    latest and looked up one by one: who comes often is found at once, whatever the years.
    """
    la = Presence.objects.presents().filter(seance=OuterRef("pk"), participant=OuterRef(OuterRef("pk")))
    du_parcours = Seance.objects.realisees().filter(
        Q(IsNull(OuterRef("sortie"), True)) | Q(date__lte=OuterRef("sortie")),
        Exists(la),
        date__gte=OuterRef("entree"),
        date__lte=jour,
    )
    du_mois = Seance.objects.realisees().du(Periode(jour.replace(day=1), jour))
    presences = Presence.objects.presents().filter(participant=OuterRef("pk"), seance__in=du_mois.values("pk"))
    return {
        "derniere_venue": Subquery(du_parcours.order_by("-date").values("date")[:1]),
        "minutes_du_mois": Subquery(presences.order_by().values("participant").values(total=Sum("minutes"))),
    }


def alerte_d_absence(cadre: Cadre) -> list[Alerte]:
    """That somebody in the action has not come for as many days as the setting says.

    Days are counted from her entry or her return at most; of a suspended stay, nobody is expected.
    """
    jour, seuil = cadre.jour, cadre.livret.seuils[ParametreDate.JOURS_SANS_VENUE]
    if seuil is None or cadre.statut != Statut.EN_PARCOURS or cadre.livret.suspension:
        return []
    entree = cadre.sejour.date_entree
    attendue = max(entree, cadre.livret.suivi.retour or entree)
    if (jour - attendue).days < seuil:
        return []
    venue = cadre.livret.ailleurs["derniere_venue"]
    jours = (jour - max(venue or entree, attendue)).days
    if jours < seuil:
        return []
    texte = f"Le {venue:%d/%m/%Y} pour la dernière fois." if venue else "Aucune présence depuis l’entrée."
    return [Alerte("ambre", "clock", f"Aucune venue depuis {unite(jours, 'jours')}", texte)]
