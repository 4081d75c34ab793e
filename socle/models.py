"""Technical tables: dated settings, deposited files to import."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models

from socle.choix import StatutImport


class ParametreDateQuerySet(models.QuerySet):
    def en_vigueur(self, nom: str, jour: dt.date) -> int | None:
        """The value of this setting on that day; None when it had none yet."""
        return self.filter(nom=nom, depuis__lte=jour).order_by("-depuis").values_list("valeur", flat=True).first()


class ParametreDate(models.Model):
    """A whole number that changes in time, such as the yearly objective: a bilan of 2015 keeps that of 2015."""

    OBJECTIF_PERSONNES = "objectif_personnes"

    nom = models.SlugField("nom")
    depuis = models.DateField("depuis le")
    valeur = models.PositiveIntegerField("valeur")

    objects = ParametreDateQuerySet.as_manager()

    class Meta:
        verbose_name = "paramètre daté"
        verbose_name_plural = "paramètres datés"
        ordering = ["nom", "depuis"]
        constraints = [
            models.UniqueConstraint(
                fields=["nom", "depuis"],
                name="parametre_unique_par_jour",
                violation_error_message="Ce paramètre a déjà une valeur à cette date.",
            )
        ]

    def __str__(self):
        return f"{self.nom} depuis le {self.depuis}"


class ImportationQuerySet(models.QuerySet):
    def visibles_par(self, utilisateur):
        """A deposited file holds names: only the person who deposited it sees it again."""
        return self.filter(depose_par=utilisateur)


class Importation(models.Model):
    """A file deposited for import: kept between the preview and the answer, emptied once written or refused."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ressource = models.SlugField("ressource")
    nom_fichier = models.CharField("nom du fichier", max_length=200)
    contenu = models.BinaryField("contenu")
    statut = models.CharField("statut", max_length=10, choices=StatutImport)
    rapport = models.JSONField("compte rendu")
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="importations", verbose_name="déposé par"
    )
    depose_le = models.DateTimeField("déposé le")

    objects = ImportationQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier à importer"
        verbose_name_plural = "fichiers à importer"
        ordering = ["-depose_le"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(statut__in=StatutImport.values),
                name="importation_statut_connu",
                violation_error_message="Le statut de cet import n’est pas connu.",
            )
        ]

    def __str__(self):
        return f"{self.ressource} du {self.depose_le:%d/%m/%Y}"
