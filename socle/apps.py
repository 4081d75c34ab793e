"""The kit: no app below, and the dated settings a new database starts with."""

import datetime as dt

from django.apps import AppConfig
from django.db.models.signals import post_migrate

# The fiche d'expérience, «Objectif quantitatif», gives 60 people and 276 workshops a year; the days are ours.
# What holds since the action began, until the chef de projet dates another value.
DEPUIS_LE_DEBUT = dt.date(1991, 1, 1)
DEPART = {
    "objectif_personnes": 60,
    "objectif_ateliers": 276,
    "jours_sans_venue": 15,
    "jours_dormant": 60,
    "jours_reouverture": 30,
    "entretien_a_prevoir": 26,
    "entretien_en_retard": 32,
    "premier_entretien": 7,
}


def remplir_parametres(sender, using, **_):
    parametres = sender.get_model("ParametreDate").objects.using(using)
    connus = set(parametres.values_list("nom", flat=True))
    nouveaux = ((nom, valeur) for nom, valeur in DEPART.items() if nom not in connus)
    for nom, valeur in nouveaux:
        parametres.create(nom=nom, depuis=DEPUIS_LE_DEBUT, valeur=valeur)


class SocleConfig(AppConfig):
    name = "socle"
    verbose_name = "Socle"

    def ready(self):
        post_migrate.connect(remplir_parametres, sender=self)
