"""The bilan d'entrée of a stay: its steps, what was answered on which day, and the obstacles with their weight."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from participants.choix import Etape, EtatEtape, NiveauFrein
from participants.models.listes import Frein
from participants.models.personnes import Parcours
from socle.bases import FaitDate


class EtapeBilan(models.Model):
    """What became of one step of the bilan d'entrée; a step nobody opened has no row."""

    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="etapes", verbose_name="parcours")
    etape = models.CharField("étape", max_length=10, choices=Etape)
    etat = models.CharField("état", max_length=8, choices=EtatEtape)
    date = models.DateField("date")
    note = models.TextField("ce que la personne en dit", max_length=2000, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="noté par"
    )

    class Meta:
        verbose_name = "étape du bilan d’entrée"
        verbose_name_plural = "étapes du bilan d’entrée"
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "etape"],
                name="etape_unique",
                violation_error_message="Cette étape du bilan d’entrée est déjà notée.",
            ),
            models.CheckConstraint(
                condition=Q(etape__in=Etape.values),
                name="etape_connue",
                violation_error_message="Cette étape du bilan d’entrée n’existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(etat__in=EtatEtape.values),
                name="etape_etat_connu",
                violation_error_message="Une étape est faite, ou à compléter plus tard.",
            ),
        ]

    def __str__(self):
        return f"Étape « {self.get_etape_display()} »"


class ReponseBilan(FaitDate):
    """What was answered to a question on a day, until the next answer; the questions are in participants/questions.py.

    An empty `valeur` says « ne se prononce pas »: asked, and not answered. What nobody asked has no row. « dit »: the
    words alone count; « - »: an answer given before is no longer known. Of facts, coordinates and birth, only such a
    refusal is kept here.
    """

    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="reponses", verbose_name="parcours")
    question = models.SlugField("question", max_length=40)
    valeur = models.CharField("réponse", max_length=40, blank=True)
    precision = models.CharField("précision", max_length=200, blank=True)

    class Meta(FaitDate.Meta):
        verbose_name = "réponse du bilan"
        verbose_name_plural = "réponses du bilan"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "question", "depuis"],
                name="reponse_unique_par_jour",
                violation_error_message="Une réponse à cette question est déjà notée ce jour-là.",
            )
        ]

    def __str__(self):
        return f"Réponse du {self.depuis:%d/%m/%Y}"


class EvaluationFrein(FaitDate):
    """How much an obstacle weighs from a day on; null: the person prefers not to say."""

    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="freins", verbose_name="parcours")
    frein = models.ForeignKey(Frein, on_delete=models.PROTECT, verbose_name="frein")
    niveau = models.PositiveSmallIntegerField("niveau", choices=NiveauFrein, null=True, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="noté par"
    )

    class Meta(FaitDate.Meta):
        verbose_name = "frein à une date"
        verbose_name_plural = "freins à une date"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "frein", "depuis"],
                name="frein_unique_par_jour",
                violation_error_message="Ce frein est déjà évalué ce jour-là.",
            ),
            models.CheckConstraint(
                condition=Q(niveau=None) | Q(niveau__in=NiveauFrein.values),
                name="frein_niveau_connu",
                violation_error_message="Choisissez un niveau de la liste.",
            ),
        ]

    def __str__(self):
        return f"Frein évalué le {self.depuis:%d/%m/%Y}"
