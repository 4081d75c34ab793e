"""Choices of the technical tables."""

from django.db import models


class StatutImport(models.TextChoices):
    A_VERIFIER = "a_verifier", "vérification en cours"
    VERIFIE = "verifie", "vérifié, à confirmer"
    REFUSE = "refuse", "refusé"
    A_ECRIRE = "a_ecrire", "enregistrement en cours"
    ECRIT = "ecrit", "enregistré"


class StatutTravail(models.TextChoices):
    ATTENTE = "attente", "en attente"
    EN_COURS = "en_cours", "en cours"
    FINI = "fini", "terminé"
    ECHOUE = "echoue", "interrompu"
