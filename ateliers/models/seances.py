"""Workshop types and their sessions."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ateliers.choix import StatutSeance
from comptes.droits import Action, peut
from jardins.models import Site
from partenaires.models import Partenaire
from socle.bases import ListeReference
from socle.normalisation import cle
from socle.temps import MinutesEntre

LONGUEUR_CLE = 300  # a key may be longer than its text: « œ » is two letters


class Atelier(ListeReference):
    """A type of workshop: gardening, health, cooking…"""

    class Meta(ListeReference.Meta):
        verbose_name = "atelier"
        verbose_name_plural = "ateliers"


class Intervenant(models.Model):
    """A member of staff who leads sessions, by name, whether or not they have an account. An open list."""

    nom = models.CharField("nom", max_length=120, unique=True)
    cle = models.CharField("clé", max_length=120, unique=True, editable=False)

    class Meta:
        verbose_name = "intervenant"
        verbose_name_plural = "intervenants"
        ordering = ["cle"]

    def __str__(self):
        return self.nom

    def save(self, **options):
        """Keep the key in step with the name: imports find speakers by it."""
        self.cle = cle(self.nom)
        super().save(**options)


class SeanceQuerySet(models.QuerySet):
    def visibles_par(self, utilisateur):
        """The sessions this person may know of: all of them, or none."""
        return self if peut(utilisateur, Action.SEANCE_VOIR) else self.none()

    def realisees(self):
        """Sessions that took place: the only ones that count."""
        return self.filter(statut=StatutSeance.REALISEE)

    def du(self, periode):
        """Sessions of the period, both days included."""
        return self.filter(date__range=(periode.debut, periode.fin))

    def a_completer(self, jour: dt.date):
        """Sessions before that day of which nobody knows who came: still planned, or held without any presence."""
        presences = self.model._meta.get_field("presences").related_model.objects.filter(seance=OuterRef("pk"))
        tenue = Q(statut=StatutSeance.REALISEE) & ~Exists(presences)
        return self.filter(Q(statut=StatutSeance.PREVUE) | tenue, date__lt=jour)


class Seance(models.Model):
    """One session of a workshop, within one day. `minutes` is its own length, held by the database."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField("référence", max_length=40, unique=True)
    atelier = models.ForeignKey(Atelier, on_delete=models.PROTECT, verbose_name="atelier")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, verbose_name="site")
    date = models.DateField("date")
    debut = models.TimeField("début")
    fin = models.TimeField("fin")
    minutes = models.GeneratedField(
        expression=MinutesEntre(F("debut"), F("fin")),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
        verbose_name="durée en minutes",
    )
    theme = models.CharField("thème", max_length=200, blank=True)
    cle = models.CharField("clé de recherche", max_length=LONGUEUR_CLE, editable=False)
    statut = models.CharField("statut", max_length=10, choices=StatutSeance, default=StatutSeance.REALISEE)
    annulation_motif = models.CharField("motif d’annulation", max_length=200, blank=True)
    partenaires = models.ManyToManyField(Partenaire, blank=True, related_name="seances", verbose_name="partenaires")
    intervenants = models.ManyToManyField(
        Intervenant, blank=True, related_name="seances", verbose_name="intervenants du CCAS"
    )

    objects = SeanceQuerySet.as_manager()

    class Meta:
        verbose_name = "séance"
        verbose_name_plural = "séances"
        ordering = ["date", "debut", "pk"]
        indexes = [models.Index(fields=["date", "statut"], name="seance_par_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gt=F("debut")),
                name="seance_fin_apres_debut",
                violation_error_message="La séance finit après avoir commencé : vérifiez les deux heures.",
            ),
            models.CheckConstraint(
                condition=Q(statut__in=StatutSeance.values),
                name="seance_statut_connu",
                violation_error_message="Choisissez « prévue », « réalisée » ou « annulée ».",
            ),
            models.CheckConstraint(
                condition=Q(annulation_motif="") | Q(statut=StatutSeance.ANNULEE),
                name="seance_motif_si_annulee",
                violation_error_message="Un motif d’annulation demande une séance annulée.",
            ),
        ]

    def __str__(self):
        return f"{self.atelier} du {self.date:%d/%m/%Y}"

    def save(self, **options):
        """Keep the search key in step with what it is made of."""
        self.cle = cle_de_seance(self.reference, self.theme)
        super().save(**options)


def cle_de_seance(reference: str, theme: str) -> str:
    """The key a session is searched by: its number, then its theme."""
    return cle(f"{reference} {theme}")[:LONGUEUR_CLE]
