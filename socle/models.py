"""Technical tables: dated settings, counters, deposited files to import, long work."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models

from socle.choix import StatutImport, StatutTravail


class ParametreDateQuerySet(models.QuerySet):
    def en_vigueur(self, nom: str, jour: dt.date) -> int | None:
        """The value of this setting on that day; None when it had none yet."""
        return self.filter(nom=nom, depuis__lte=jour).order_by("-depuis").values_list("valeur", flat=True).first()

    def tous_en_vigueur(self, jour: dt.date) -> dict[str, int]:
        """The value of every setting on that day, in one query; one that had none yet is not there."""
        return dict(self.filter(depuis__lte=jour).order_by("depuis").values_list("nom", "valeur"))


class ParametreDate(models.Model):
    """A whole number that changes in time, such as the yearly objective: a bilan of 2015 keeps that of 2015."""

    OBJECTIF_PERSONNES = "objectif_personnes"
    OBJECTIF_ATELIERS = "objectif_ateliers"
    JOURS_SANS_VENUE = "jours_sans_venue"
    JOURS_DORMANT = "jours_dormant"
    JOURS_REOUVERTURE = "jours_reouverture"
    ENTRETIEN_A_PREVOIR = "entretien_a_prevoir"
    ENTRETIEN_EN_RETARD = "entretien_en_retard"
    PREMIER_ENTRETIEN = "premier_entretien"

    nom = models.SlugField("nom")
    depuis = models.DateField("depuis le")
    valeur = models.PositiveIntegerField("valeur")

    objects = ParametreDateQuerySet.as_manager()

    class Meta:
        verbose_name = "paramètre daté"
        verbose_name_plural = "paramètres datés"
        ordering = ["nom", "depuis"]
        constraints = [
            models.UniqueConstraint(
                fields=["nom", "depuis"],
                name="parametre_unique_par_jour",
                violation_error_message="Ce paramètre a déjà une valeur à cette date.",
            )
        ]

    def __str__(self):
        return f"{self.nom} depuis le {self.depuis}"


class Compteur(models.Model):
    """The last number given of a series, such as the files opened in 2026: numbers are never given twice."""

    nom = models.SlugField("nom", unique=True)
    dernier = models.PositiveIntegerField("dernier numéro donné", default=0)

    class Meta:
        verbose_name = "compteur"
        verbose_name_plural = "compteurs"

    def __str__(self):
        return f"{self.nom} : {self.dernier}"


class ImportationQuerySet(models.QuerySet):
    def visibles_par(self, utilisateur):
        """One's own files; the chef de projet answers for what is imported and sees everybody's."""
        siens = self if utilisateur.role == "chef_de_projet" else self.filter(depose_par=utilisateur)
        return siens.annotate(vide=models.Q(contenu=b"")).defer("contenu")  # twenty megabytes that no page shows


class Importation(models.Model):
    """A file deposited for import: kept between the preview and the answer, emptied once written or refused."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ressource = models.SlugField("ressource")
    nom_fichier = models.CharField("nom du fichier", max_length=200)
    contenu = models.BinaryField("contenu")
    statut = models.CharField("statut", max_length=10, choices=StatutImport)
    rapport = models.JSONField("compte rendu")
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="importations", verbose_name="déposé par"
    )
    depose_le = models.DateTimeField("déposé le")

    objects = ImportationQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier à importer"
        verbose_name_plural = "fichiers à importer"
        ordering = ["-depose_le"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(statut__in=StatutImport.values),
                name="importation_statut_connu",
                violation_error_message="Le statut de cet import n’est pas connu.",
            )
        ]

    def __str__(self):
        return f"{self.ressource} du {self.depose_le:%d/%m/%Y}"


class Fichier(models.Model):
    """The bytes of a document, checked before they came here; served only through the rights of what names them."""

    contenu = models.BinaryField("contenu")
    type_mime = models.CharField("type", max_length=40)
    taille = models.PositiveIntegerField("taille en octets")
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    depose_le = models.DateTimeField("déposé le")

    class Meta:
        verbose_name = "fichier"
        verbose_name_plural = "fichiers"

    def __str__(self):
        return f"Fichier {self.pk}"


class BrouillonQuerySet(models.QuerySet):
    def visibles_par(self, utilisateur):
        """A draft is its author's alone, whatever the role."""
        return self.filter(auteur=utilisateur)


class Brouillon(models.Model):
    """What somebody is writing and has not sent: one row a text, by the identifier its page was given.

    `genre` says of what form, `objet` about which row (a person, an interview). `revision` grows by one at each save,
    and `page` is the page that made it: two tabs are two pages (socle/brouillons.py).
    """

    uuid = models.UUIDField(unique=True)
    page = models.UUIDField("page qui l’a écrit")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="brouillons", verbose_name="auteur"
    )
    genre = models.SlugField("genre")
    objet = models.UUIDField("objet")
    champs = models.JSONField("ce qui est écrit", default=dict)
    revision = models.PositiveIntegerField("révision", default=1)
    commence_le = models.DateTimeField("commencé le")
    modifie_le = models.DateTimeField("modifié le")

    objects = BrouillonQuerySet.as_manager()

    class Meta:
        verbose_name = "brouillon"
        verbose_name_plural = "brouillons"
        ordering = ["-modifie_le"]
        constraints = [
            models.UniqueConstraint(
                fields=["auteur", "genre", "objet"],
                name="brouillon_unique",
                violation_error_message="Un brouillon est déjà commencé ici.",
            )
        ]

    def __str__(self):
        return f"Brouillon {self.genre}"


TRAVAIL_CLOS = [StatutTravail.FINI, StatutTravail.ECHOUE]


class TravailQuerySet(models.QuerySet):
    def visibles_par(self, utilisateur):
        """What a person asked for is for that person alone, whatever the role."""
        return self.filter(demande_par=utilisateur)

    def muets(self, depuis: dt.datetime):
        """Those whose worker has said nothing since that instant: it was killed, or its machine was."""
        return self.filter(statut=StatutTravail.EN_COURS, battu_le__lt=depuis)


class Travail(models.Model):
    """Long work asked by a page and done by a worker: who has it, how far it is, when it last gave a sign."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nature = models.SlugField("nature")
    objet = models.UUIDField("objet", db_index=True)
    titre = models.CharField("titre", max_length=250)
    suite = models.CharField("page du résultat", max_length=200)
    statut = models.CharField("statut", max_length=10, choices=StatutTravail, default=StatutTravail.ATTENTE)
    etape = models.CharField("étape", max_length=80, blank=True)
    fait = models.PositiveIntegerField("déjà fait", default=0)
    total = models.PositiveIntegerField("à faire", default=0)
    message = models.CharField("message", max_length=300, blank=True)
    demande_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="travaux", verbose_name="demandé par"
    )
    demande_le = models.DateTimeField("demandé le")
    ouvrier = models.CharField("ouvrier", max_length=100, blank=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    battu_le = models.DateTimeField("dernier signe le", null=True)
    fini_le = models.DateTimeField("fini le", null=True)

    objects = TravailQuerySet.as_manager()

    class Meta:
        verbose_name = "traitement"
        verbose_name_plural = "traitements"
        ordering = ["demande_le", "pk"]
        indexes = [models.Index(fields=["statut", "demande_le"], name="travail_a_prendre")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(statut__in=StatutTravail.values),
                name="travail_statut_connu",
                violation_error_message="Le statut de ce traitement n’est pas connu.",
            ),
            models.CheckConstraint(
                condition=models.Q(fini_le__isnull=False, statut__in=TRAVAIL_CLOS)
                | models.Q(~models.Q(statut__in=TRAVAIL_CLOS), fini_le__isnull=True),
                name="travail_fini_est_date",
                violation_error_message="Un traitement terminé porte la date de sa fin, et lui seul.",
            ),
            models.CheckConstraint(
                condition=~models.Q(statut=StatutTravail.EN_COURS)
                | (models.Q(battu_le__isnull=False) & ~models.Q(ouvrier="")),
                name="travail_en_cours_est_tenu",
                violation_error_message="Un traitement en cours dit qui le fait et quand il a donné signe.",
            ),
        ]

    def __str__(self):
        return f"{self.titre} ({self.get_statut_display()})"
