"""Who people are, for the application."""

from django.db import models


class Role(models.TextChoices):
    TRAVAILLEUR_SOCIAL = "travailleur_social", "travailleur social"
    ENCADRANT = "encadrant", "encadrant technique"
    CHEF_DE_PROJET = "chef_de_projet", "chef de projet"
    ADMINISTRATEUR = "administrateur", "administrateur"


class EtatCompte(models.TextChoices):
    OUVERT = "ouvert", "ouvert"
    INVITE = "invite", "invité"
    FERME = "ferme", "fermé"
