"""What a person aims at and what is tried: objectifs of a stay, démarches, immersions."""

import uuid

from django.db import models
from django.db.models import F, Q

from partenaires.models import Partenaire, Thematique
from participants.choix import NatureImmersion, QuiFait, ReponsePartenaire, StatutDemarche, StatutObjectif
from participants.models.liens import agent
from participants.models.listes import TypeContrat
from participants.models.personnes import Parcours, Participant

CLOS = [StatutDemarche.ABOUTIE, StatutDemarche.ABANDONNEE]


def _theme():
    return models.ForeignKey(Thematique, on_delete=models.PROTECT, verbose_name="thématique")


class Objectif(models.Model):
    """Something a person wants to reach during a stay, in her words."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="objectifs", verbose_name="parcours")
    thematique = _theme()
    intitule = models.CharField("objectif", max_length=160)
    precisions = models.TextField("précisions", max_length=2000, blank=True)
    date = models.DateField("décidé le")
    statut = models.CharField("statut", max_length=10, choices=StatutObjectif, default=StatutObjectif.EN_COURS)
    date_fin = models.DateField("atteint ou abandonné le", null=True, blank=True)
    motif = models.CharField("motif d’abandon", max_length=200, blank=True)
    par = agent("noté par")

    class Meta:
        verbose_name = "objectif"
        verbose_name_plural = "objectifs"
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(statut__in=StatutObjectif.values),
                name="objectif_statut_connu",
                violation_error_message="Un objectif est en cours, atteint ou abandonné.",
            ),
            models.CheckConstraint(
                condition=(Q(statut=StatutObjectif.EN_COURS) & Q(date_fin=None))
                | (~Q(statut=StatutObjectif.EN_COURS) & Q(date_fin__isnull=False)),
                name="objectif_fini_est_date",
                violation_error_message="Un objectif atteint ou abandonné porte sa date, et lui seul.",
            ),
            models.CheckConstraint(
                condition=Q(date_fin=None) | Q(date_fin__gte=F("date")),
                name="objectif_fin_apres_debut",
                violation_error_message="Un objectif ne peut pas finir avant d’avoir été décidé.",
            ),
        ]

    def __str__(self):
        return f"Objectif du {self.date:%d/%m/%Y}"


class DemarcheQuerySet(models.QuerySet):
    def ouvertes(self):
        """Planned or going on."""
        return self.exclude(statut__in=CLOS)

    def relancees(self, periode):
        """Those that began in the period, unless only planned, or came to `aboutie` in it (formats.md)."""
        dans = (periode.debut, periode.fin)
        commencees = Q(date_debut__range=dans) & ~Q(statut=StatutDemarche.PREVUE)
        return self.filter(commencees | Q(statut=StatutDemarche.ABOUTIE, date_fin__range=dans))

    def abouties(self, periode):
        """Those that came to `aboutie` in the period."""
        return self.filter(statut=StatutDemarche.ABOUTIE, date_fin__range=(periode.debut, periode.fin))


class Demarche(models.Model):
    """A step towards care, housing, training, work… It belongs to the person: a file may bring one from outside a stay.

    `contrat` is the result of a step « emploi », and counts once it succeeded; `resultat` says any other in words.
    `reponse` is empty unless the step is an orientation to `partenaire`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField("référence", max_length=40, unique=True)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="demarches", verbose_name="participant"
    )
    objectif = models.ForeignKey(
        Objectif, on_delete=models.PROTECT, null=True, blank=True, related_name="demarches", verbose_name="objectif"
    )
    thematique = _theme()
    intitule = models.CharField("démarche", max_length=160)
    statut = models.CharField("statut", max_length=10, choices=StatutDemarche)
    date_debut = models.DateField("commencée ou prévue le")
    date_fin = models.DateField("finie le", null=True, blank=True)
    echeance = models.DateField("à faire avant le", null=True, blank=True)
    qui = models.CharField("qui s’en charge", max_length=10, choices=QuiFait, blank=True)
    partenaire = models.ForeignKey(
        Partenaire, on_delete=models.PROTECT, null=True, blank=True, verbose_name="partenaire"
    )
    reponse = models.CharField("réponse du partenaire", max_length=12, choices=ReponsePartenaire, blank=True)
    reponse_le = models.DateField("réponse reçue le", null=True, blank=True)
    resultat = models.CharField("résultat", max_length=200, blank=True)
    contrat = models.ForeignKey(
        TypeContrat, on_delete=models.PROTECT, null=True, blank=True, verbose_name="type de contrat"
    )
    employeur = models.CharField("employeur", max_length=120, blank=True)
    contrat_mois = models.PositiveSmallIntegerField("durée du contrat en mois", null=True, blank=True)
    heures_hebdo = models.PositiveSmallIntegerField("heures par semaine", null=True, blank=True)
    motif = models.CharField("motif d’abandon", max_length=200, blank=True)
    precisions = models.TextField("précisions", max_length=2000, blank=True)
    par = agent("noté par")
    note_le = models.DateTimeField("noté le")

    objects = DemarcheQuerySet.as_manager()

    class Meta:
        verbose_name = "démarche"
        verbose_name_plural = "démarches"
        ordering = ["date_debut", "pk"]
        indexes = [
            models.Index(fields=["date_debut"], name="demarche_par_debut"),
            models.Index(fields=["date_fin"], name="demarche_par_fin"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(statut__in=StatutDemarche.values),
                name="demarche_statut_connu",
                violation_error_message="Une démarche est prévue, en cours, aboutie ou abandonnée.",
            ),
            models.CheckConstraint(
                condition=~Q(statut__in=CLOS) | Q(date_fin__isnull=False),
                name="demarche_close_est_datee",
                violation_error_message="Une démarche aboutie ou abandonnée porte la date de sa fin.",
            ),
            models.CheckConstraint(
                condition=Q(date_fin=None) | Q(date_fin__gte=F("date_debut")),
                name="demarche_fin_apres_debut",
                violation_error_message="La fin d’une démarche ne peut pas précéder son début.",
            ),
            models.CheckConstraint(
                condition=Q(reponse="") | (Q(reponse__in=ReponsePartenaire.values) & Q(partenaire__isnull=False)),
                name="demarche_reponse_d_un_partenaire",
                violation_error_message="Une réponse est celle d’un partenaire : nommez-le.",
            ),
            models.CheckConstraint(
                condition=Q(qui__in=["", *QuiFait.values]),
                name="demarche_qui_connu",
                violation_error_message="Choisissez dans la liste qui s’en charge.",
            ),
        ]

    def __str__(self):
        return f"Démarche du {self.date_debut:%d/%m/%Y}"

    @property
    def est_close(self) -> bool:
        return self.statut in CLOS


class Immersion(models.Model):
    """A time of work elsewhere: where, from when to when, how many hours, and what was said of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="immersions", verbose_name="participant"
    )
    nature = models.CharField("nature", max_length=17, choices=NatureImmersion)
    accueil = models.CharField("structure d’accueil", max_length=120)
    poste = models.CharField("poste ou activité", max_length=120, blank=True)
    debut = models.DateField("du")
    fin = models.DateField("au")
    heures = models.PositiveSmallIntegerField("heures en tout", null=True, blank=True)
    appreciation = models.TextField("ce que la structure et la personne en disent", max_length=2000, blank=True)
    par = agent("noté par")

    class Meta:
        verbose_name = "immersion"
        verbose_name_plural = "immersions"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nature__in=NatureImmersion.values),
                name="immersion_nature_connue",
                violation_error_message="Choisissez la nature de l’immersion dans la liste.",
            ),
            models.CheckConstraint(
                condition=Q(fin__gte=F("debut")),
                name="immersion_fin_apres_debut",
                violation_error_message="La fin d’une immersion ne peut pas précéder son début.",
            ),
        ]

    def __str__(self):
        return f"Immersion du {self.debut:%d/%m/%Y}"
