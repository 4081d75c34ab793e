"""Abstract models that several apps share: reference lists and dated facts."""

from django.db import models

from socle.normalisation import cle

AJOUT = "ajout-"  # begins the code of the lines that people added


class ListeReference(models.Model):
    """One line of a closed list that the chef de projet may add to.

    `code` is the stable name of the lines we ship (renaming a label does not bring the old one back at the next
    migrate); `cle` and `alias` are the normalised spellings by which imports recognise the line.
    """

    code = models.SlugField("code", unique=True)
    libelle = models.CharField("libellé", max_length=80, unique=True)
    cle = models.CharField("clé", max_length=80, unique=True, editable=False)
    alias = models.JSONField("autres écritures", default=list, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=500)
    actif = models.BooleanField("proposé à la saisie", default=True)

    class Meta:
        abstract = True
        ordering = ["ordre", "cle"]

    def __str__(self):
        return self.libelle

    def save(self, **options):
        """Keep the key in step with the label: matching relies on it."""
        self.cle = cle(self.libelle)
        super().save(**options)

    @property
    def cles(self) -> list[str]:
        """Every normalised spelling of this line."""
        return [self.cle, *self.alias]

    @property
    def fournie(self) -> bool:
        """Whether the line came with the application; taken away, it would come back at the next migrate."""
        return not self.code.startswith(AJOUT)


class FaitDate(models.Model):
    """A fact that holds from a day on, until the next one of its kind; there is no end column.

    A concrete fact adds what it is about and its value (null: unknown since that day), unique by the two.
    """

    depuis = models.DateField("depuis le")

    class Meta:
        abstract = True
        ordering = ["depuis"]
