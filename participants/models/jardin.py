"""What is exchanged with the garden: skills seen at work, and what to do or avoid, never why."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from participants.choix import NiveauObservation
from participants.models.listes import Competence
from participants.models.personnes import Participant


class Observation(models.Model):
    """How a person was seen to do one thing on one day; the newest of each skill is where she stands."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="observations", verbose_name="participant"
    )
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, verbose_name="compétence")
    date = models.DateField("date")
    niveau = models.PositiveSmallIntegerField("niveau", choices=NiveauObservation)
    commentaire = models.CharField("commentaire", max_length=300, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="noté par"
    )

    class Meta:
        verbose_name = "observation au jardin"
        verbose_name_plural = "observations au jardin"
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "competence", "date"],
                name="observation_unique_par_jour",
                violation_error_message="Cette compétence est déjà notée ce jour-là.",
            ),
            models.CheckConstraint(
                condition=Q(niveau__in=NiveauObservation.values),
                name="observation_niveau_connu",
                violation_error_message="Choisissez un niveau de la liste.",
            ),
        ]

    def __str__(self):
        return f"Observation du {self.date:%d/%m/%Y}"


class ConsigneQuerySet(models.QuerySet):
    def en_vigueur(self, jour):
        """Those that hold on that day."""
        return self.filter(Q(fin=None) | Q(fin__gte=jour), depuis__lte=jour)


class Consigne(models.Model):
    """What to do or avoid with a person in the garden, worded by the social worker for the encadrants."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="consignes", verbose_name="participant"
    )
    texte = models.CharField("consigne", max_length=160)
    depuis = models.DateField("depuis le")
    fin = models.DateField("jusqu’au", null=True, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="écrite par"
    )

    objects = ConsigneQuerySet.as_manager()

    class Meta:
        verbose_name = "consigne pour le jardin"
        verbose_name_plural = "consignes pour le jardin"
        ordering = ["depuis", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin=None) | Q(fin__gte=F("depuis")),
                name="consigne_fin_apres_debut",
                violation_error_message="La fin d’une consigne ne peut pas précéder son début.",
            ),
        ]

    def __str__(self):
        return f"Consigne du {self.depuis:%d/%m/%Y}"
