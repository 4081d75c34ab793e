"""How to reach a person, and how she was met before her entry."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from partenaires.models import Partenaire
from participants.choix import Canal, Decision, Joindre
from participants.models.personnes import Participant


class Coordonnees(models.Model):
    """How to reach a person, and whom to call if something happens to her. All of it may be unknown."""

    participant = models.OneToOneField(
        Participant, on_delete=models.PROTECT, related_name="coordonnees", verbose_name="participant"
    )
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    autre_telephone = models.CharField("autre téléphone", max_length=20, blank=True)
    email = models.EmailField("courriel", blank=True)
    adresse = models.TextField("adresse ou lieu où écrire", max_length=300, blank=True)
    preference = models.CharField("préfère être jointe par", max_length=10, choices=Joindre, blank=True)
    precisions = models.CharField("précisions pour la joindre", max_length=200, blank=True)
    urgence_nom = models.CharField("personne à prévenir", max_length=120, blank=True)
    urgence_lien = models.CharField("lien avec elle", max_length=60, blank=True)
    urgence_telephone = models.CharField("téléphone de la personne à prévenir", max_length=20, blank=True)

    class Meta:
        verbose_name = "coordonnées"
        verbose_name_plural = "coordonnées"
        constraints = [
            models.CheckConstraint(
                condition=Q(preference__in=["", *Joindre.values]),
                name="coordonnees_preference_connue",
                violation_error_message="Choisissez une façon de joindre la personne dans la liste.",
            ),
        ]

    def __str__(self):
        return f"Coordonnées {self.pk}"


class PremierContact(models.Model):
    """A meeting before any entry: the person is not counted until she enters."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="premiers_contacts", verbose_name="participant"
    )
    date = models.DateField("date")
    canal = models.CharField("rencontre", max_length=12, choices=Canal)
    partenaire = models.ForeignKey(
        Partenaire, on_delete=models.PROTECT, null=True, blank=True, verbose_name="partenaire"
    )
    decision = models.CharField("décision", max_length=14, choices=Decision)
    precisions = models.TextField("précisions", max_length=1000, blank=True)
    note_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="noté par"
    )
    note_le = models.DateTimeField("noté le")

    class Meta:
        verbose_name = "premier contact"
        verbose_name_plural = "premiers contacts"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(canal__in=Canal.values),
                name="premier_contact_canal_connu",
                violation_error_message="Choisissez dans la liste comment la personne a été rencontrée.",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values),
                name="premier_contact_decision_connue",
                violation_error_message="Choisissez une décision dans la liste.",
            ),
        ]

    def __str__(self):
        return f"Contact du {self.date:%d/%m/%Y}"
