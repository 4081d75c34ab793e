"""manage.py demonstration [--si-vide]: loads the fictional data set, and says the log-ins."""

import datetime as dt

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jardins import demonstration
from socle.periodes import aujourdhui

EN_PRODUCTION = (
    "Ces comptes ont un mot de passe connu de tous : la démonstration ne se charge pas sur une installation réelle. "
    "Lancez-la sur une autre machine, sans PRODUCTION."
)
OCCUPEE = (
    "Cette base contient déjà des données qui ne sont pas celles de la démonstration : rien n’est chargé. "
    "Pour la voir à côté, donnez un dossier vide par JARDINS_VAR, ou une base vide par DATABASE_URL."
)


class Command(BaseCommand):
    requires_system_checks = []
    help = "Charge des personnes et des séances fictives, et dit comment entrer."

    def add_arguments(self, parser):
        parser.add_argument(
            "--si-vide", action="store_true", help="ne rien faire, sans le dire, dans une base qui sert déjà"
        )

    def handle(self, *, si_vide: bool, **_):
        if settings.PRODUCTION:
            _refuser(EN_PRODUCTION, si_vide)
        elif demonstration.est_chargee():
            self._dire("Les données de démonstration sont déjà là.")
        elif demonstration.sans_donnees() and (demonstration.sans_compte() or not si_vide):
            self._charger(aujourdhui())
        else:
            _refuser(OCCUPEE, si_vide)

    def _charger(self, jour: dt.date) -> None:
        try:
            rapports = demonstration.charger(jour)
        except demonstration.ChargementImpossible as refus:
            raise CommandError(f"La démonstration n’a pas pu être chargée.\n{refus}") from refus
        parcours, seances, presences = (rapports[nom].crees for nom in ("participants", "seances", "presences"))
        self._dire(
            f"Les données de démonstration sont chargées : {parcours} parcours, {seances} séances, "
            f"{presences} présences, toutes fictives."
        )

    def _dire(self, phrase: str) -> None:
        """The sentence, then the log-ins."""
        self.stdout.write(f"{phrase}\n\nPour entrer, une de ces adresses :")
        for compte in demonstration.COMPTES:
            self.stdout.write(f"  {compte.email:40} {compte.prenom} {compte.nom}, {compte.metier}")
        self.stdout.write(f"et, pour toutes, cette phrase de passe :\n  {demonstration.PHRASE}")


def _refuser(phrase: str, en_silence: bool) -> None:
    if not en_silence:
        raise CommandError(phrase)
