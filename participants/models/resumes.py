"""Which Monday letters have left: one row a person and week."""

from django.conf import settings
from django.db import models


class ResumeEnvoye(models.Model):
    """The letter of one account for one week. `pris_le` is when a worker took it, `fini_le` when nothing was left to
    do: it had gone, or there was nothing to say. Between the two, no other worker touches it."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="destinataire"
    )
    lundi = models.DateField("lundi de la semaine")
    pris_le = models.DateTimeField("pris le")
    fini_le = models.DateTimeField("fini le", null=True, blank=True)

    class Meta:
        verbose_name = "résumé de la semaine"
        verbose_name_plural = "résumés de la semaine"
        ordering = ["lundi", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "lundi"],
                name="resume_un_par_semaine",
                violation_error_message="Le résumé de cette semaine est déjà pris en charge pour cette personne.",
            )
        ]

    def __str__(self):
        return f"Résumé du {self.lundi:%d/%m/%Y}"
