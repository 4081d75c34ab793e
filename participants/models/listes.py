"""The reference lists of people's situations."""

import datetime as dt

from django.db import models

from partenaires.models import Thematique
from socle.bases import ListeReference


class Nomenclature(ListeReference):
    """A reference list whose lines hold for a time only; an empty bound is open."""

    valable_du = models.DateField("valable du", null=True, blank=True)
    valable_au = models.DateField("valable au", null=True, blank=True)

    class Meta(ListeReference.Meta):
        abstract = True

    def valable_le(self, jour: dt.date) -> bool:
        """Whether the line held on that day."""
        debut, fin = self.valable_du or jour, self.valable_au or jour
        return debut <= jour <= fin


class Quartier(ListeReference):
    """The neighbourhood a person gives as hers: a habit of speech, not a QPV."""

    class Meta(ListeReference.Meta):
        verbose_name = "quartier"
        verbose_name_plural = "quartiers"


class NiveauEtudes(Nomenclature):
    """A level of studies, of 1969 or of 2019; `classe` is the class of 1969 it is counted in, itself when empty."""

    classe = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name="compté dans la classe de 1969"
    )

    class Meta(Nomenclature.Meta):
        verbose_name = "niveau d’études"
        verbose_name_plural = "niveaux d’études"


class Situation(ListeReference):
    """The main resource a person lives on."""

    class Meta(ListeReference.Meta):
        verbose_name = "situation"
        verbose_name_plural = "situations"


class Logement(ListeReference):
    """How a person is housed."""

    class Meta(ListeReference.Meta):
        verbose_name = "logement"
        verbose_name_plural = "logements"


class MotifSortie(ListeReference):
    """Why a stay ended; `dynamique` when it leads to work or to a qualifying training."""

    dynamique = models.BooleanField("sortie dynamique", default=False)

    class Meta(ListeReference.Meta):
        verbose_name = "motif de sortie"
        verbose_name_plural = "motifs de sortie"


class GenerationQpv(Nomenclature):
    """One drawing of the priority neighbourhoods (QPV); living in one is only true of a generation."""

    class Meta(Nomenclature.Meta):
        verbose_name = "génération de QPV"
        verbose_name_plural = "générations de QPV"


class DuTheme(ListeReference):
    """A line that belongs to one theme."""

    thematique = models.ForeignKey(Thematique, on_delete=models.PROTECT, verbose_name="thématique")

    class Meta(ListeReference.Meta):
        abstract = True


class Frein(DuTheme):
    """An obstacle that people meet, in words they would use; never an illness nor an offence."""

    class Meta(DuTheme.Meta):
        verbose_name = "frein"
        verbose_name_plural = "freins"


class DemarcheProposee(DuTheme):
    """What is often tried: proposed while one types, never imposed."""

    class Meta(DuTheme.Meta):
        verbose_name = "démarche proposée"
        verbose_name_plural = "démarches proposées"


class TypeContrat(ListeReference):
    """What a step « emploi » may come to."""

    class Meta(ListeReference.Meta):
        verbose_name = "type de contrat"
        verbose_name_plural = "types de contrat"


class Competence(ListeReference):
    """What an encadrant looks at in the garden."""

    class Meta(ListeReference.Meta):
        verbose_name = "compétence observée"
        verbose_name_plural = "compétences observées"


class TypeDocument(ListeReference):
    """What a document of the file is."""

    class Meta(ListeReference.Meta):
        verbose_name = "type de document"
        verbose_name_plural = "types de document"
