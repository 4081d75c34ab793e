"""Papers of a file: what was given or signed, and the documents kept, each with its type and its end."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from participants.choix import NatureAccord, PorteeImage
from participants.models.listes import TypeDocument
from participants.models.personnes import Participant
from socle.models import Fichier
from socle.periodes import PARIS


class Document(models.Model):
    """A document of the file; its bytes are a row of socle.Fichier, checked and cleaned when they came."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="documents", verbose_name="participant"
    )
    type = models.ForeignKey(TypeDocument, on_delete=models.PROTECT, verbose_name="type")
    precision = models.CharField("précision", max_length=120, blank=True)
    fichier = models.OneToOneField(
        Fichier, on_delete=models.PROTECT, null=True, related_name="document", verbose_name="fichier"
    )
    expire_le = models.DateField("expire le", null=True, blank=True)
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="déposé par"
    )
    depose_le = models.DateTimeField("déposé le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    retire_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="retiré par"
    )

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documents"
        ordering = ["-depose_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(retire_le=None) & Q(fichier__isnull=False))
                | (Q(retire_le__isnull=False) & Q(fichier=None)),
                name="document_retire_sans_fichier",
                violation_error_message="Un document garde son fichier jusqu’à ce qu’il soit retiré.",
            ),
        ]

    def __str__(self):
        return f"Document du {self.depose_le:%d/%m/%Y}"

    @property
    def jour_de_depot(self) -> dt.date:
        """In Paris."""
        return self.depose_le.astimezone(PARIS).date()

    @property
    def jour_de_retrait(self) -> dt.date | None:
        """In Paris; None while the document is there."""
        return self.retire_le.astimezone(PARIS).date() if self.retire_le else None


class Accord(models.Model):
    """A paper given to a person or signed by her, on a day; of her image, for what use and until when."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="accords", verbose_name="participant"
    )
    nature = models.CharField("nature", max_length=9, choices=NatureAccord)
    date = models.DateField("date")
    accorde = models.BooleanField("accord donné", default=True)
    portees = models.JSONField("usages permis", default=list, blank=True)
    fin = models.DateField("valable jusqu’au", null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="document signé"
    )
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="noté par"
    )

    class Meta:
        verbose_name = "papier remis ou signé"
        verbose_name_plural = "papiers remis ou signés"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nature__in=NatureAccord.values),
                name="accord_nature_connue",
                violation_error_message="Choisissez le papier dans la liste.",
            ),
            models.CheckConstraint(
                condition=Q(fin=None) | Q(fin__gte=F("date")),
                name="accord_fin_apres_debut",
                violation_error_message="La fin d’un accord ne peut pas précéder sa date.",
            ),
        ]

    def __str__(self):
        return f"Papier du {self.date:%d/%m/%Y}"

    @property
    def usages(self) -> list[str]:
        """What the image may be used for, in words."""
        return [PorteeImage(portee).label for portee in self.portees]
