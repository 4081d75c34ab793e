"""Who was there, and how long. One service writes this table: ateliers.services.enregistrer_presences."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import Lag

from ateliers.choix import StatutPresence, StatutSeance
from ateliers.models.seances import Seance
from participants.models import Parcours, Participant


class PresenceQuerySet(models.QuerySet):
    def comptees(self, periode):
        """What every figure of attendance is made of: people `présent` in sessions `réalisée` of the period."""
        return self.filter(
            statut=StatutPresence.PRESENT,
            seance__statut=StatutSeance.REALISEE,
            seance__date__range=(periode.debut, periode.fin),
        )

    def presents(self):
        return self.filter(statut=StatutPresence.PRESENT)

    def hors_seance_realisee(self):
        """Presences in a session that did not take place."""
        return self.exclude(seance__statut=StatutSeance.REALISEE)

    def trop_longues(self):
        """Presences of more minutes than their session has."""
        return self.filter(minutes__gt=F("seance__minutes"))

    def hors_parcours(self):
        """People marked present on a day outside every stay of theirs."""
        couvert = Parcours.objects.filter(
            Q(date_sortie=None) | Q(date_sortie__gte=OuterRef("seance__date")),
            participant=OuterRef("participant"),
            date_entree__lte=OuterRef("seance__date"),
        )
        return self.presents().filter(~Exists(couvert))

    def en_chevauchement(self):
        """People present in two sessions whose hours overlap: the later row, with `precedente` the other session.

        Sorted by beginning, if any two overlap then so do two neighbours: one pass over a window finds it.
        """
        fenetre = {
            "partition_by": [F("participant"), F("seance__date")],
            "order_by": [F("seance__debut"), F("seance__fin"), F("pk")],
        }
        return (
            self.presents()
            .annotate(
                fin_precedente=Window(Lag("seance__fin"), **fenetre),
                precedente=Window(Lag("seance__reference"), **fenetre),
                presence_precedente=Window(Lag("pk"), **fenetre),
            )
            .filter(fin_precedente__gt=F("seance__debut"))
        )


class Presence(models.Model):
    """One person at one session. `minutes` counts presence only: it is zero for who was not there."""

    seance = models.ForeignKey(Seance, on_delete=models.PROTECT, related_name="presences", verbose_name="séance")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="presences", verbose_name="participant"
    )
    statut = models.CharField("statut", max_length=10, choices=StatutPresence)
    minutes = models.PositiveSmallIntegerField("minutes de présence", default=0)
    saisie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="saisie par",
    )
    saisie_le = models.DateTimeField("saisie le")

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        verbose_name_plural = "présences"
        ordering = ["seance__date", "seance__debut", "participant__cle"]
        indexes = [
            models.Index(fields=["seance", "statut", "participant", "minutes"], name="presence_pour_bilans"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["seance", "participant"],
                name="presence_unique",
                violation_error_message="La présence de cette personne à cette séance est déjà notée.",
            ),
            models.CheckConstraint(
                condition=Q(statut=StatutPresence.PRESENT, minutes__gte=1, minutes__lte=1440)
                | Q(statut__in=[StatutPresence.ABSENT, StatutPresence.EXCUSE], minutes=0),
                name="presence_minutes_si_present",
                violation_error_message="Une présence dure au moins une minute ; une absence n’en compte aucune.",
            ),
        ]

    def __str__(self):
        return f"{self.get_statut_display()} à {self.seance_id}"
