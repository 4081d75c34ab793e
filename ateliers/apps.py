"""Workshops, sessions, presences."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from ateliers.choix import ATELIERS
from socle.listes import remplir


def remplir_listes(sender, using, **_):
    remplir(sender.get_model("Atelier"), ATELIERS, base=using)


class AteliersConfig(AppConfig):
    name = "ateliers"
    verbose_name = "Ateliers"

    def ready(self):
        post_migrate.connect(remplir_listes, sender=self)
