"""manage.py resumer [--envoyer]: how many Monday letters would leave, or send those that have not left this week."""

from collections import Counter

from django.core.management.base import BaseCommand
from django.utils import timezone

from comptes import courriels
from comptes.choix import Role
from participants.services.resume import destinataires, envoyer_les_resumes, lire_semaine, lundi_de, texte_pour
from socle.periodes import aujourdhui
from socle.templatetags.typographie import unite


class Command(BaseCommand):
    requires_system_checks = []  # the server beside it has checked the pages
    help = "Dit combien de résumés de la semaine attendent ; avec --envoyer, les envoie, une fois par personne."

    def add_arguments(self, parser):
        parser.add_argument("--envoyer", action="store_true", help="envoyer ceux qui ne sont pas encore partis")

    def handle(self, *, envoyer: bool, **_):
        if not courriels.configure():
            self.stdout.write("Aucun serveur de courriel n’est réglé (EMAIL_URL) : rien ne part.")
        elif envoyer:
            partis = envoyer_les_resumes(le=timezone.now())
            self.stdout.write(f"{unite(partis, 'résumés')} de la semaine : envoi fait.")
        else:
            self.stdout.write(_annoncer())


def _annoncer() -> str:
    """By role, never by name."""
    semaine = lire_semaine(aujourdhui())
    restants = destinataires(lundi_de(aujourdhui()), timezone.now())
    roles = Counter(Role(compte.role).label for compte in restants if texte_pour(compte, semaine))
    if not roles:
        return "Aucun résumé ne part : ceux de la semaine sont partis, ou rien n’attend personne."
    dits = ", ".join(f"{nombre} pour le rôle {role}" for role, nombre in sorted(roles.items()))
    return f"{unite(roles.total(), 'résumés')} de la semaine à envoyer : {dits}. Ajoutez --envoyer pour les envoyer."
