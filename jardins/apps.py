"""The Django project, and the gardens themselves."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from jardins.choix import SITES
from socle.listes import remplir


def remplir_listes(sender, using, **_):
    remplir(sender.get_model("Site"), SITES, base=using)


class JardinsConfig(AppConfig):
    name = "jardins"
    verbose_name = "Jardins"

    def ready(self):
        post_migrate.connect(remplir_listes, sender=self)
