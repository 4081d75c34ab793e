"""The monthly rhythm in the list: what the database knows of each person's interviews, and what it makes of it.

`rythme_en_base` says for thousands of rows what participants.rythme says of one; a test holds the two together.
"""

import datetime as dt

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from participants.choix import Rythme, StatutRendezVous
from participants.models import Entretien, RendezVous, Report, Suspension
from participants.rythme import Etat, Seuils, Suivi, rythme_de

CHAMPS = (
    "dernier_entretien",
    "suspension_debut",
    "suspension_fin",
    "suspension_finie",
    "report_le",
    "report_jusqu_au",
)


def annotations_du_rythme(jour: dt.date) -> dict[str, Subquery]:
    """CHAMPS, and the next appointment (`rendezvous_le`, `rendezvous_uuid`).

    For the outer participant, who has the `entree` and `sortie` of her last stay. `dernier_entretien` is the last one
    held in that stay by `jour`; `suspension_debut` and `suspension_fin` are those of the suspension in force,
    `suspension_finie` the last day of the last one that ended; of the reports, the last one decided counts.
    """
    tenus = Entretien.objects.tenus().filter(
        Q(IsNull(OuterRef("sortie"), True)) | Q(date__lte=OuterRef("sortie")),
        participant=OuterRef("pk"),
        date__gte=OuterRef("entree"),
        date__lte=jour,
    )
    suspensions = Suspension.objects.filter(parcours=OuterRef("parcours__pk"), debut__lte=jour)
    en_vigueur = suspensions.filter(Q(fin=None) | Q(fin__gte=jour)).order_by("-debut")
    reports = Report.objects.filter(parcours=OuterRef("parcours__pk"), date__lte=jour).order_by("-date", "-pk")
    prevus = RendezVous.objects.filter(participant=OuterRef("pk"), statut=StatutRendezVous.PREVU, date__gte=jour)
    return {
        "dernier_entretien": _premier(tenus.order_by("-date"), "date"),
        "suspension_debut": _premier(en_vigueur, "debut"),
        "suspension_fin": _premier(en_vigueur, "fin"),
        "suspension_finie": _premier(suspensions.filter(fin__lt=jour).order_by("-fin"), "fin"),
        "report_le": _premier(reports, "date"),
        "report_jusqu_au": _premier(reports, "jusqu_au"),
        "rendezvous_le": _premier(prevus.order_by("date"), "date"),
        "rendezvous_uuid": _premier(prevus.order_by("date"), "uuid"),
    }


def rythme_en_base(jour: dt.date, seuils: Seuils) -> Case:
    """The state of each person over these annotations, in the order of rythme_de; it means something in a stay only."""
    reporte = Q(report_jusqu_au__gte=jour) & (Q(dernier_entretien=None) | Q(report_le__gte=F("dernier_entretien")))
    jamais = Q(dernier_entretien=None)
    return Case(
        _alors(Q(suspension_debut__isnull=False), Rythme.SUSPENDU),
        _alors(reporte, Rythme.REPORTE),
        _alors(jamais & _compte_depuis(jour, seuils.premier + 1), Rythme.JAMAIS_RECU),
        _alors(jamais, Rythme.A_PREVOIR),
        _alors(_compte_depuis(jour, seuils.en_retard), Rythme.EN_RETARD),
        _alors(_compte_depuis(jour, seuils.a_prevoir), Rythme.A_PREVOIR),
        default=Value(Rythme.A_JOUR.value),
        output_field=CharField(),
    )


def attente() -> Coalesce:
    """What the order « les plus longtemps sans entretien » sorts by: who was never received waits since her entry."""
    return Coalesce("dernier_entretien", "entree")


def suivi_de(ligne: dict) -> Suivi:
    """What a row of the list knows of a person in a stay."""
    dernier, finie = ligne["dernier_entretien"], ligne["suspension_finie"]
    reporte = ligne["report_le"] and (dernier is None or ligne["report_le"] >= dernier)
    return Suivi(
        entree=ligne["entree"],
        dernier=dernier,
        suspension=(ligne["suspension_debut"], ligne["suspension_fin"]) if ligne["suspension_debut"] else None,
        retour=finie + dt.timedelta(days=1) if finie else None,
        report=ligne["report_jusqu_au"] if reporte else None,
    )


def etat_de(ligne: dict, repere) -> Etat:
    """Where a person in a stay stands, by her row and the landmarks of the list."""
    return rythme_de(suivi_de(ligne), repere.jour, repere.jalons.rythme)


def _premier(lignes, champ: str) -> Subquery:
    return Subquery(lignes.values(champ)[:1])


def _alors(condition: Q, rythme: Rythme) -> When:
    return When(condition, then=Value(rythme.value))


def _compte_depuis(jour: dt.date, jours: int) -> Q:
    """Whether that many days have passed since the last interview or the entry, and since the return if any."""
    limite = jour - dt.timedelta(days=jours)
    vue = Q(dernier_entretien__lte=limite) | Q(dernier_entretien=None, entree__lte=limite)
    return vue & (Q(suspension_finie=None) | Q(suspension_finie__lt=limite))
