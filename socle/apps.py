"""The kit: no app below, and the dated settings a new database starts with."""

import datetime as dt

from django.apps import AppConfig
from django.db.models.signals import post_migrate

# The fiche d'expérience, «Objectif quantitatif»: 60 people a year since the action began in 1991.
DEPART = {"nom": "objectif_personnes", "depuis": dt.date(1991, 1, 1), "valeur": 60}


def remplir_parametres(sender, using, **_):
    sender.get_model("ParametreDate").objects.using(using).get_or_create(
        nom=DEPART["nom"], defaults={"depuis": DEPART["depuis"], "valeur": DEPART["valeur"]}
    )


class SocleConfig(AppConfig):
    name = "socle"
    verbose_name = "Socle"

    def ready(self):
        post_migrate.connect(remplir_parametres, sender=self)
