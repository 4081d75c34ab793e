"""Partners of the action."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from partenaires import choix
from socle.listes import remplir


def remplir_listes(sender, using, **_):
    remplir(sender.get_model("Thematique"), choix.THEMATIQUES, base=using)


class PartenairesConfig(AppConfig):
    name = "partenaires"
    verbose_name = "Partenaires"

    def ready(self):
        post_migrate.connect(remplir_listes, sender=self)
