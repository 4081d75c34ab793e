"""What the commands of files share."""

from django.core.management.base import CommandError

from socle.imports.ressource import Ressource, RessourceInconnue, ressource


def ressource_nommee(nom: str) -> Ressource:
    """The resource a command was given; an unknown one ends the command, the nearest named."""
    try:
        return ressource(nom)
    except RessourceInconnue as inconnue:
        raise CommandError(inconnue.args[0]) from inconnue
