"""Two files of one person made one, and what is needed to part them again."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from participants.models.personnes import Participant


class Fusion(models.Model):
    """One merge: every row it touched, as it was before and after, so that it can be undone exactly."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    garde = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="fusions", verbose_name="dossier gardé"
    )
    fondu = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="fusions_subies", verbose_name="dossier réuni au premier"
    )
    avant = models.JSONField("lignes avant")
    apres = models.JSONField("lignes après")
    faite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="réunis par"
    )
    faite_le = models.DateTimeField("réunis le")
    defaite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="séparés par"
    )
    defaite_le = models.DateTimeField("séparés le", null=True)

    class Meta:
        verbose_name = "réunion de dossiers"
        verbose_name_plural = "réunions de dossiers"
        ordering = ["-faite_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(garde=F("fondu")),
                name="fusion_de_deux_dossiers",
                violation_error_message="Un dossier ne se réunit pas à lui-même.",
            ),
            models.UniqueConstraint(
                fields=["fondu"],
                condition=Q(defaite_le=None),
                name="fusion_en_cours_unique",
                violation_error_message="Ce dossier est déjà réuni à un autre.",
            ),
        ]

    def __str__(self):
        return f"Réunion du {self.faite_le:%d/%m/%Y}"
