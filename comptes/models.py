"""Who logs in, and who consulted what."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comptes.choix import EtatCompte, Role
from comptes.droits import Action, peut


class UtilisateurQuerySet(models.QuerySet):
    def visibles_par(self, utilisateur):
        """Every account for who keeps accounts, none for anybody else."""
        return self if peut(utilisateur, Action.COMPTE_GERER) else self.none()

    def en_etat(self, etat: str):
        """The accounts in this state: an invited one is open but has no password yet."""
        sans_mot_de_passe = models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        return self.filter(
            {
                EtatCompte.OUVERT: models.Q(is_active=True) & ~sans_mot_de_passe,
                EtatCompte.INVITE: models.Q(is_active=True) & sans_mot_de_passe,
                EtatCompte.FERME: models.Q(is_active=False),
            }[EtatCompte(etat)]
        )


class UtilisateurManager(BaseUserManager.from_queryset(UtilisateurQuerySet)):
    def get_by_natural_key(self, email):
        """Sign-in ignores case and blanks around the address."""
        return self.get(email=email.strip().lower())

    def create_user(self, email, password=None, **champs):
        """A person who may sign in; refuses an unknown role or a taken address at the database."""
        utilisateur = self.model(email=email.strip().lower(), **champs)
        utilisateur.set_password(password)
        utilisateur.save(using=self._db)
        return utilisateur

    def create_superuser(self, email, password=None, **champs):
        """The first administrateur, from the command line."""
        return self.create_user(email, password, **{"role": Role.ADMINISTRATEUR, **champs})


class Utilisateur(AbstractBaseUser):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("adresse électronique", unique=True)
    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField("nom", max_length=80)
    role = models.CharField("rôle", max_length=20, choices=Role)
    is_active = models.BooleanField("compte ouvert", default=True)
    cree_le = models.DateTimeField("créé le", default=timezone.now, editable=False)
    raccourcis = models.BooleanField("raccourcis clavier", default=True)
    resume_hebdomadaire = models.BooleanField("résumé de la semaine par courriel", default=True)
    # Sessions and links of an older generation are worth nothing: adding one ends them all.
    generation = models.PositiveIntegerField("génération des sessions", default=0, editable=False)

    objects = UtilisateurManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["prenom", "nom"]

    class Meta:
        verbose_name = "utilisateur"
        verbose_name_plural = "utilisateurs"
        ordering = ["nom", "prenom"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="utilisateur_role_connu",
                violation_error_message="Choisissez un rôle de la liste.",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="utilisateur_email_minuscule",
                violation_error_message="L’adresse électronique s’écrit en minuscules.",
            ),
        ]

    def __str__(self):
        return f"{self.prenom} {self.nom}"

    @property
    def etat(self) -> EtatCompte:
        """Open, invited (no password chosen yet) or closed."""
        if not self.is_active:
            return EtatCompte.FERME
        return EtatCompte.OUVERT if self.has_usable_password() else EtatCompte.INVITE

    def _get_session_auth_hash(self, secret=None):
        """What a session must carry to stay open: Django's own hash of the password, and the generation."""
        corps = f"{self.password}{self.generation}"
        return salted_hmac("comptes.session", corps, secret=secret, algorithm="sha256").hexdigest()


class AccesQuerySet(models.QuerySet):
    """The journal is only ever added to."""

    def update(self, **_):
        raise TypeError("Le journal des accès ne se modifie pas.")

    def delete(self):
        raise TypeError("Le journal des accès ne s’efface pas.")


class Acces(models.Model):
    """One line of the access journal: who, what, when. Never content, never a name."""

    quand = models.DateTimeField("quand", default=timezone.now, db_index=True)
    utilisateur = models.ForeignKey(
        Utilisateur, on_delete=models.PROTECT, null=True, related_name="acces", verbose_name="qui"
    )
    action = models.SlugField("action")
    objet_type = models.SlugField("objet", blank=True)
    objet_uuid = models.UUIDField("identifiant de l’objet", null=True)
    precision = models.CharField("précision", max_length=80, blank=True)

    objects = AccesQuerySet.as_manager()

    class Meta:
        verbose_name = "accès"
        verbose_name_plural = "journal des accès"
        ordering = ["-quand", "-pk"]
        indexes = [models.Index(fields=["objet_uuid", "quand"], name="acces_par_objet")]

    def __str__(self):
        return f"{self.action} le {self.quand:%d/%m/%Y}"

    def save(self, **options):
        """A line is written once."""
        if self.pk:
            raise TypeError("Le journal des accès ne se modifie pas.")
        super().save(**options)

    def delete(self, **_):
        raise TypeError("Le journal des accès ne s’efface pas.")
