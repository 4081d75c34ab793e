"""Partners: who sends people, speaks at workshops, receives the harvest."""

import uuid

from django.db import models

from socle.bases import ListeReference
from socle.normalisation import cle


class Partenaire(models.Model):
    """An organisation of the network. An open list: naming a new one in an import creates it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nom = models.CharField("nom", max_length=120, unique=True)
    cle = models.CharField("clé", max_length=120, unique=True, editable=False)

    class Meta:
        verbose_name = "partenaire"
        verbose_name_plural = "partenaires"
        ordering = ["cle"]

    def __str__(self):
        return self.nom

    def save(self, **options):
        """Keep the key in step with the name: imports find partners by it."""
        self.cle = cle(self.nom)
        super().save(**options)


class Thematique(ListeReference):
    """A field of life that partners act in and that people’s steps belong to: santé, logement, emploi…"""

    class Meta(ListeReference.Meta):
        verbose_name = "thématique"
        verbose_name_plural = "thématiques"
