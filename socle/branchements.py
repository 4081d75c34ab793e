"""What lower packages show of higher ones: tuples of dotted names at the end of the settings."""

from django.conf import settings
from django.utils.module_loading import import_string


def branches(nom: str) -> list:
    """The objects named by this setting, in its order. Refuses (ImportError) a name that leads nowhere."""
    return [import_string(chemin) for chemin in getattr(settings, nom)]
