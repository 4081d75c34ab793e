"""The application as it is installed, with the demonstration in it: what the pages are looked at with."""

import os
import tempfile
from contextlib import contextmanager

from outils.captures import application, preparer

REGLAGES = ("DATABASE_URL", "PRODUCTION", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "PROXYS", "JARDINS_VAR")


@contextmanager
def servie():
    """The address of the served demonstration, on a database of its own."""
    with tempfile.TemporaryDirectory() as dossier:
        environnement = {nom: valeur for nom, valeur in os.environ.items() if nom not in REGLAGES}
        environnement["JARDINS_VAR"] = dossier
        preparer(environnement)
        with application(environnement) as adresse:
            yield adresse
