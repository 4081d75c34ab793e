"""Dated facts of a stay: each change is a row with its day, and a bilan of 2015 says what was true in 2015.

Facts belong to the stay and not to the person: what nobody asked at a new entry is unknown for that stay, never
carried over from an earlier one (formats.md).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.lookups import IsNull

from participants.models.listes import GenerationQpv, Logement, NiveauEtudes, Quartier, Situation
from participants.models.personnes import Parcours
from socle.bases import FaitDate


class FaitQuerySet(models.QuerySet):
    def en_vigueur(self, fin, chemin=""):
        """Of the stay of the outer query, the fact in force on its last day up to `fin`, newest first.

        `chemin` leads from the outer query to its stay, such as "parcours__"; the outer query is of stays otherwise.

        A change dated on the exit day itself belongs to what comes after and is left aside; the fact of the entry
        day always holds, even when the person left that same day.
        """
        sortie = OuterRef(f"{chemin}date_sortie")
        return self.filter(
            Q(IsNull(sortie, True)) | Q(depuis__lt=sortie) | Q(depuis=OuterRef(f"{chemin}date_entree")),
            parcours=OuterRef(f"{chemin}pk"),
            depuis__lte=fin,
        ).order_by("-depuis")

    def hors_parcours(self):
        """Facts dated after the exit of their stay."""
        return self.filter(depuis__gt=F("parcours__date_sortie"))


class FaitDuParcours(FaitDate):
    """A dated fact about one stay."""

    parcours = models.ForeignKey(Parcours, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name="parcours")

    objects = FaitQuerySet.as_manager()

    class Meta(FaitDate.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "depuis"],
                name="%(class)s_unique_par_jour",
                violation_error_message="Ce changement est déjà noté à cette date.",
            )
        ]

    @property
    def sujet(self) -> str:
        """What the fact is about, as people read it."""
        return self._meta.get_field("valeur").verbose_name


def _valeur(modele, libelle):
    return models.ForeignKey(modele, on_delete=models.PROTECT, null=True, blank=True, verbose_name=libelle)


class FaitQuartier(FaitDuParcours):
    valeur = _valeur(Quartier, "quartier")

    class Meta(FaitDuParcours.Meta):
        verbose_name = "quartier à une date"
        verbose_name_plural = "quartiers à une date"


class FaitNiveau(FaitDuParcours):
    valeur = _valeur(NiveauEtudes, "niveau d’études")

    class Meta(FaitDuParcours.Meta):
        verbose_name = "niveau d’études à une date"
        verbose_name_plural = "niveaux d’études à une date"


class FaitSituation(FaitDuParcours):
    valeur = _valeur(Situation, "situation")

    class Meta(FaitDuParcours.Meta):
        verbose_name = "situation à une date"
        verbose_name_plural = "situations à une date"


class FaitLogement(FaitDuParcours):
    valeur = _valeur(Logement, "logement")

    class Meta(FaitDuParcours.Meta):
        verbose_name = "logement à une date"
        verbose_name_plural = "logements à une date"


class FaitQpv(FaitDuParcours):
    """Whether the person lives in a QPV, of the generation in force that day (none before 2015)."""

    valeur = models.BooleanField("habite un QPV", null=True, blank=True)
    generation = models.ForeignKey(
        GenerationQpv, on_delete=models.PROTECT, null=True, blank=True, verbose_name="génération de QPV"
    )

    class Meta(FaitDuParcours.Meta):
        verbose_name = "résidence en QPV à une date"
        verbose_name_plural = "résidences en QPV à une date"


class FaitReferent(FaitDuParcours):
    """The member of staff who follows the person."""

    valeur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="référent ou référente",
    )

    class Meta(FaitDuParcours.Meta):
        verbose_name = "référent à une date"
        verbose_name_plural = "référents à une date"


# The column that names each fact in files → its model, in the order of the file.
FAITS = {
    "quartier": FaitQuartier,
    "qpv": FaitQpv,
    "niveau_etudes": FaitNiveau,
    "situation": FaitSituation,
    "logement": FaitLogement,
}
