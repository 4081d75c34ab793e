"""What several models of the livret point to in the same way."""

from django.conf import settings
from django.db import models


def agent(libelle: str) -> models.ForeignKey:
    """A member of staff, perhaps unknown; her account is never erased while a row names her."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=libelle,
    )
