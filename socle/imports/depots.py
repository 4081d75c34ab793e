"""Deposited files: kept from the preview to the answer, then emptied."""

import datetime as dt

from django.db import transaction

from socle.choix import StatutImport
from socle.imports.moteur import importer
from socle.imports.rapport import Rapport
from socle.imports.ressource import Ressource, ressource
from socle.models import Importation


class DejaTraite(Exception):
    """This deposit was already written, refused, or replaced by a newer one."""


@transaction.atomic
def deposer(*, ressource: Ressource, contenu: bytes, nom: str, par, le: dt.datetime) -> Importation:
    """Check a file and keep it with its report. A person has one file waiting: the former ones are emptied."""
    rapport = importer(ressource, contenu, nom, par=par, le=le, simulation=True)
    Importation.objects.filter(depose_par=par).exclude(contenu=b"").update(contenu=b"")
    return Importation.objects.create(
        ressource=ressource.nom,
        nom_fichier=nom[-200:],  # its end tells the format
        contenu=contenu,
        statut=StatutImport.REFUSE if rapport.refus else StatutImport.VERIFIE,
        rapport=rapport.en_json(),
        depose_par=par,
        depose_le=le,
    )


@transaction.atomic
def confirmer(*, importation: Importation, par, le: dt.datetime) -> Rapport:
    """Write a checked file; what changed since the preview is checked again.

    Refuses (DejaTraite) a deposit that does not wait, so that a double click writes once.
    """
    attente = Importation.objects.select_for_update().filter(pk=importation.pk, statut=StatutImport.VERIFIE)
    depot = attente.exclude(contenu=b"").first()
    if depot is None:
        raise DejaTraite
    rapport = importer(ressource(depot.ressource), bytes(depot.contenu), depot.nom_fichier, par=par, le=le)
    depot.statut = StatutImport.ECRIT if rapport.ecrit else StatutImport.REFUSE
    depot.rapport = rapport.en_json()
    if rapport.ecrit:
        depot.contenu = b""
    depot.save(update_fields=["statut", "rapport", "contenu"])
    return rapport
