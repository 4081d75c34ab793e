"""Statuses of sessions and presences, and the workshop types a new database knows (formats.md)."""

from django.db import models


class StatutSeance(models.TextChoices):
    PREVUE = "prevue", "prévue"
    REALISEE = "realisee", "réalisée"
    ANNULEE = "annulee", "annulée"


class StatutPresence(models.TextChoices):
    PRESENT = "present", "présent"
    ABSENT = "absent", "absent"
    EXCUSE = "excuse", "excusé"


class DemiJournee(models.TextChoices):
    """The two halves of a day at the garden; a session belongs to the one it begins in."""

    MATIN = "matin", "matin"
    APRES_MIDI = "apres-midi", "après-midi"


ATELIERS = (
    {"code": "jardinage", "libelle": "Jardinage"},
    {"code": "developpement-durable", "libelle": "Développement durable et biodiversité"},
    {"code": "sante", "libelle": "Promotion et éducation à la santé"},
    {"code": "cuisine", "libelle": "Cuisine et table solidaire"},
    {"code": "apiculture", "libelle": "Apiculture"},
    {"code": "chalet", "libelle": "Chalet exposition"},
)
