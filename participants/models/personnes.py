"""A person, and the stays she makes."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from comptes.droits import Action, peut
from partenaires.models import Partenaire
from participants.choix import ATTENDUES, Origine, Sexe, Statut
from participants.models.listes import MotifSortie
from socle.normalisation import cle


class ParticipantQuerySet(models.QuerySet):
    def visibles_par(self, utilisateur):
        """The files this person may know of: all of them, or none."""
        return self if peut(utilisateur, Action.PARTICIPANT_VOIR) else self.none()

    def actuels(self):
        """Every person once: files merged into another one are left out."""
        return self.filter(fondu_dans=None)

    def avec_dernier_parcours(self):
        """Still one row a person, with `sejour` (a key), `entree` and `sortie` of her last stay, and `decision`.

        All null for who never entered; `decision` is that of the last contact before an entry. The stay is joined,
        not sought again for each column, so that what depends on it (`parcours__…`) may be added after.
        """
        if "sejour" in self.query.annotations:
            return self
        suivants = Parcours.objects.filter(
            participant=OuterRef("pk"), date_entree__gt=OuterRef("parcours__date_entree")
        )
        contacts = self.model._meta.get_field("premiers_contacts").related_model
        derniers = contacts.objects.filter(participant=OuterRef("pk")).order_by("-date", "-pk")
        return self.filter(Q(parcours=None) | ~Exists(suivants)).annotate(
            sejour=F("parcours__pk"),
            entree=F("parcours__date_entree"),
            sortie=F("parcours__date_sortie"),
            decision=Subquery(derniers.values("decision")[:1]),
        )

    def en_parcours(self, jour: dt.date):
        """Who is in the action that day: the day of the exit itself is already out of it."""
        return self.avec_dernier_parcours().filter(est_en_parcours(jour))

    def a_l_accueil(self):
        """Who never entered and is still expected: nobody has noted that she will not come."""
        return self.avec_dernier_parcours().filter(est_a_l_accueil())

    def sortis(self, jour: dt.date):
        """Whose last stay has ended by that day, whenever it did."""
        return self.avec_dernier_parcours().filter(est_sorti(jour))


def est_en_parcours(jour: dt.date) -> Q:
    """Over `avec_dernier_parcours`."""
    return Q(entree__lte=jour) & (Q(sortie=None) | Q(sortie__gt=jour))


def est_a_l_accueil() -> Q:
    """Over `avec_dernier_parcours`."""
    return Q(entree=None) & (Q(decision=None) | Q(decision__in=ATTENDUES))


def est_sorti(jour: dt.date) -> Q:
    """Over `avec_dernier_parcours`."""
    return Q(sortie__lte=jour)


def statut_de(entree: dt.date | None, sortie: dt.date | None, decision: str | None, jour: dt.date) -> Statut:
    """The same rule for one person already read: what the three conditions above say of her that day."""
    if entree:
        return Statut.SORTI if sortie and sortie <= jour else Statut.EN_PARCOURS
    return Statut.A_L_ACCUEIL if not decision or decision in ATTENDUES else Statut.SANS_ENTREE


class Participant(models.Model):
    """A person who gardens, or did. One row a person, however often she comes back."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField("référence", max_length=40, unique=True)
    nom = models.CharField("nom", max_length=80)
    prenom = models.CharField("prénom", max_length=80)
    cle = models.CharField("clé de recherche", max_length=170, editable=False, db_index=True)
    sexe = models.CharField("sexe", max_length=5, choices=Sexe)
    # Of a year alone, 1 July is kept here: the day ages are counted from (formats.md, par_age).
    date_naissance = models.DateField("date de naissance", null=True, blank=True)
    annee_seule = models.BooleanField("année de naissance seule connue", default=False)
    # A file found to be another's twin keeps its reference and its address, and says where everything went.
    fondu_dans = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="fondus", verbose_name="réuni au dossier"
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "participant"
        verbose_name_plural = "participants"
        ordering = ["cle", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sexe__in=Sexe.values),
                name="participant_sexe_connu",
                violation_error_message="Choisissez « femme », « homme » ou « autre ».",
            ),
            models.CheckConstraint(
                condition=Q(annee_seule=False) | Q(date_naissance__isnull=False),
                name="participant_annee_seule_avec_date",
                violation_error_message="Une année de naissance seule demande cette année.",
            ),
            models.CheckConstraint(
                condition=Q(fondu_dans=None) | ~Q(fondu_dans=F("pk")),
                name="participant_fondu_dans_un_autre",
                violation_error_message="Un dossier ne se réunit pas à lui-même.",
            ),
        ]

    def __str__(self):
        return f"{self.nom.upper()} {self.prenom}"

    def save(self, **options):
        """Keep the search key in step with the name."""
        self.cle = cle_de_personne(self.nom, self.prenom)
        super().save(**options)


def cle_de_personne(nom: str, prenom: str) -> str:
    """The key a person is searched and sorted by: name then first name."""
    return cle(f"{nom} {prenom}")


def age_le(naissance: dt.date | None, jour: dt.date) -> int | None:
    """Whole years on that day, the birthday included; who is born a 29 February is a year older on 1 March."""
    if naissance is None:
        return None
    return jour.year - naissance.year - ((jour.month, jour.day) < (naissance.month, naissance.day))


class ParcoursQuerySet(models.QuerySet):
    def pendant(self, periode):
        """Stays open at least one day of the period: entry by its end, no exit before its beginning."""
        return self.filter(date_entree__lte=periode.fin).filter(Q(date_sortie=None) | Q(date_sortie__gte=periode.debut))

    def qui_se_chevauchent(self):
        """Stays that share at least a day with an earlier stay of the same person."""
        autres = Parcours.objects.filter(
            Q(date_sortie=None) | Q(date_sortie__gte=OuterRef("date_entree")),
            participant=OuterRef("participant"),
            date_entree__lte=OuterRef("date_entree"),
        ).exclude(pk=OuterRef("pk"))
        return self.filter(Exists(autres))


class Parcours(models.Model):
    """One stay in the action, from its entry day to its exit day, both included."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="parcours", verbose_name="participant"
    )
    date_entree = models.DateField("date d’entrée")
    date_sortie = models.DateField("date de sortie", null=True, blank=True)
    motif_sortie = models.ForeignKey(
        MotifSortie, on_delete=models.PROTECT, null=True, blank=True, verbose_name="motif de sortie"
    )
    origine = models.CharField("orienté par", max_length=10, choices=Origine, blank=True)
    prescripteur = models.ForeignKey(
        Partenaire, on_delete=models.PROTECT, null=True, blank=True, verbose_name="partenaire prescripteur"
    )

    objects = ParcoursQuerySet.as_manager()

    class Meta:
        verbose_name = "parcours"
        verbose_name_plural = "parcours"
        ordering = ["date_entree", "pk"]
        indexes = [models.Index(fields=["date_entree", "date_sortie"], name="parcours_par_dates")]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "date_entree"],
                name="parcours_unique_par_entree",
                violation_error_message="Cette personne a déjà un parcours commencé ce jour-là.",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(date_sortie=None),
                name="parcours_un_seul_ouvert",
                violation_error_message="Cette personne a déjà un parcours ouvert.",
            ),
            models.CheckConstraint(
                condition=Q(date_sortie=None) | Q(date_sortie__gte=F("date_entree")),
                name="parcours_sortie_apres_entree",
                violation_error_message="La sortie ne peut pas précéder l’entrée.",
            ),
            models.CheckConstraint(
                condition=Q(motif_sortie=None) | Q(date_sortie__isnull=False),
                name="parcours_motif_avec_sortie",
                violation_error_message="Un motif de sortie demande une date de sortie.",
            ),
            models.CheckConstraint(
                condition=Q(origine=Origine.PARTENAIRE, prescripteur__isnull=False)
                | (Q(origine__in=["", Origine.CCAS, Origine.ELLE_MEME]) & Q(prescripteur=None)),
                name="parcours_prescripteur_si_partenaire",
                violation_error_message="Nommez le partenaire prescripteur, et lui seul.",
            ),
        ]

    def __str__(self):
        return f"Parcours du {self.date_entree:%d/%m/%Y}"

    def couvre(self, jour: dt.date) -> bool:
        """Whether the stay is open on that day."""
        return self.date_entree <= jour and (self.date_sortie is None or jour <= self.date_sortie)
