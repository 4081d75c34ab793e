"""Choices of the technical tables."""

from django.db import models


class StatutImport(models.TextChoices):
    VERIFIE = "verifie", "vérifié, à confirmer"
    REFUSE = "refuse", "refusé"
    ECRIT = "ecrit", "enregistré"
