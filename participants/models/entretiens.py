"""Interviews, what only three people may read of them, the next appointments, and what suspends their rhythm."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from comptes.choix import Role
from comptes.droits import Action, peut
from partenaires.models import Thematique
from participants.choix import LieuEntretien, MotifSuspension, StatutEntretien, StatutRendezVous
from participants.models.faits import FaitReferent
from participants.models.liens import agent
from participants.models.personnes import Parcours, Participant


class EntretienQuerySet(models.QuerySet):
    def tenus(self):
        """Those the person came to: the only ones that count."""
        return self.filter(statut=StatutEntretien.TENU)

    def du(self, periode):
        """Of these days, both included."""
        return self.filter(date__range=(periode.debut, periode.fin))


class Entretien(models.Model):
    """One meeting between a person and an agent, held or missed. It belongs to the person: one may be outside a stay.

    `uuid` is that of the draft it was written in, so that one text is written once. `theme` is what files say.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField("référence", max_length=40, unique=True)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="entretiens", verbose_name="participant"
    )
    date = models.DateField("date")
    statut = models.CharField("venue", max_length=8, choices=StatutEntretien, default=StatutEntretien.TENU)
    duree_minutes = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    lieu = models.CharField("lieu", max_length=10, choices=LieuEntretien, blank=True)
    theme = models.CharField("thèmes", max_length=200, blank=True)
    compte_rendu = models.TextField("note partagée", max_length=20_000, blank=True)
    par = agent("mené par")
    note_le = models.DateTimeField("noté le")

    objects = EntretienQuerySet.as_manager()

    class Meta:
        verbose_name = "entretien"
        verbose_name_plural = "entretiens"
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["participant", "date"], name="entretien_par_personne"),
            models.Index(fields=["date"], name="entretien_par_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(statut__in=StatutEntretien.values),
                name="entretien_statut_connu",
                violation_error_message="Dites si la personne est venue, a prévenu ou n’est pas venue.",
            ),
            models.CheckConstraint(
                condition=Q(lieu__in=["", *LieuEntretien.values]),
                name="entretien_lieu_connu",
                violation_error_message="Choisissez le lieu dans la liste.",
            ),
        ]

    def __str__(self):
        return f"Entretien du {self.date:%d/%m/%Y}"


class NoteDeTheme(models.Model):
    """What was said of one theme during an interview."""

    entretien = models.ForeignKey(Entretien, on_delete=models.PROTECT, related_name="notes", verbose_name="entretien")
    thematique = models.ForeignKey(Thematique, on_delete=models.PROTECT, verbose_name="thématique")
    texte = models.TextField("note", max_length=5000, blank=True)

    class Meta:
        verbose_name = "note d’un thème"
        verbose_name_plural = "notes par thème"
        ordering = ["thematique__ordre", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entretien", "thematique"],
                name="note_unique_par_theme",
                violation_error_message="Ce thème a déjà sa note dans cet entretien.",
            )
        ]

    def __str__(self):
        return f"Note {self.pk}"


class NotePriveeQuerySet(models.QuerySet):
    def visibles_par(self, utilisateur):
        """Those this person may read: her own, those about people she follows now, all of them for a chef de projet."""
        if not peut(utilisateur, Action.PARTICIPANT_VOIR):
            return self.none()
        if utilisateur.role == Role.CHEF_DE_PROJET:
            return self
        referent = (
            FaitReferent.objects.filter(
                parcours__participant=OuterRef("entretien__participant"),
            )
            .order_by("-parcours__date_entree", "-depuis")
            .values("valeur")[:1]
        )
        return self.annotate(referent=Subquery(referent)).filter(Q(auteur=utilisateur) | Q(referent=utilisateur.pk))


class NotePrivee(models.Model):
    """What the author keeps of an interview: read by her, the référent of the person and the chef de projet only."""

    entretien = models.OneToOneField(
        Entretien, on_delete=models.PROTECT, related_name="note_privee", verbose_name="entretien"
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="auteur"
    )
    texte = models.TextField("note privée", max_length=5000)

    objects = NotePriveeQuerySet.as_manager()

    class Meta:
        verbose_name = "note privée"
        verbose_name_plural = "notes privées"

    def __str__(self):
        return f"Note privée {self.pk}"


class RendezVous(models.Model):
    """An interview to come: when, where, with whom."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="rendezvous", verbose_name="participant"
    )
    date = models.DateField("date")
    heure = models.TimeField("heure", null=True, blank=True)
    lieu = models.CharField("lieu", max_length=120, blank=True)
    avec = agent("avec")
    statut = models.CharField("statut", max_length=8, choices=StatutRendezVous, default=StatutRendezVous.PREVU)
    cree_le = models.DateTimeField("pris le")

    class Meta:
        verbose_name = "rendez-vous"
        verbose_name_plural = "rendez-vous"
        ordering = ["date", "heure", "pk"]
        indexes = [models.Index(fields=["date", "statut"], name="rendezvous_par_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(statut__in=StatutRendezVous.values),
                name="rendezvous_statut_connu",
                violation_error_message="Un rendez-vous est prévu, tenu, manqué ou annulé.",
            ),
            models.UniqueConstraint(
                fields=["participant", "date"],
                condition=Q(statut=StatutRendezVous.PREVU),
                name="rendezvous_un_par_jour",
                violation_error_message="La personne a déjà un rendez-vous prévu ce jour-là.",
            ),
        ]

    def __str__(self):
        return f"Rendez-vous du {self.date:%d/%m/%Y}"


class Suspension(models.Model):
    """Days of a stay when nobody is expected: no alert, and months suspended from end to end are not counted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(
        Parcours, on_delete=models.PROTECT, related_name="suspensions", verbose_name="parcours"
    )
    debut = models.DateField("suspendu depuis le")
    fin = models.DateField("jusqu’au", null=True, blank=True)
    motif = models.CharField("motif", max_length=10, choices=MotifSuspension)
    par = agent("noté par")

    class Meta:
        verbose_name = "suspension"
        verbose_name_plural = "suspensions"
        ordering = ["debut", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["parcours", "debut"],
                name="suspension_unique_par_jour",
                violation_error_message="Une suspension commence déjà ce jour-là.",
            ),
            models.CheckConstraint(
                condition=Q(fin=None) | Q(fin__gte=F("debut")),
                name="suspension_fin_apres_debut",
                violation_error_message="La fin d’une suspension ne peut pas précéder son début.",
            ),
            models.CheckConstraint(
                condition=Q(motif__in=MotifSuspension.values),
                name="suspension_motif_connu",
                violation_error_message="Choisissez le motif dans la liste.",
            ),
        ]

    def __str__(self):
        return f"Suspension du {self.debut:%d/%m/%Y}"


class Report(models.Model):
    """A reminder put off until a day, for a reason; an interview held meanwhile makes it useless."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="reports", verbose_name="parcours")
    date = models.DateField("reporté le")
    jusqu_au = models.DateField("jusqu’au")
    raison = models.CharField("raison", max_length=200)
    par = agent("reporté par")

    class Meta:
        verbose_name = "report d’entretien"
        verbose_name_plural = "reports d’entretien"
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jusqu_au__gt=F("date")),
                name="report_apres_sa_date",
                violation_error_message="Un report va jusqu’à un jour à venir.",
            ),
            models.CheckConstraint(
                condition=~Q(raison=""),
                name="report_avec_raison",
                violation_error_message="Dites pourquoi l’entretien est reporté.",
            ),
        ]

    def __str__(self):
        return f"Report du {self.date:%d/%m/%Y}"
