"""Deposited files: kept from the preview to the answer, then emptied. A worker checks and writes the large ones."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from socle.choix import StatutImport
from socle.imports.moteur import importer, importer_tableau, ouvrir, sans_suivre
from socle.imports.rapport import Rapport
from socle.imports.ressource import Ressource, ressource
from socle.models import Importation
from socle.travaux.attente import GARDE, demander

# What a page may do while somebody waits: some two seconds (2 000 presences: 2.3 s). Above, a worker does it.
PETIT_OCTETS = 500_000
PETIT_LIGNES = 2_000
EN_ROUTE = (StatutImport.A_VERIFIER, StatutImport.A_ECRIRE)
SUITE = "import_confirmer"  # the page that shows a deposit


class DejaTraite(Exception):
    """This deposit was already written, refused, or replaced by a newer one."""


def deposer(*, ressource: Ressource, contenu: bytes, nom: str, par, le: dt.datetime) -> Importation:
    """Keep a file with its report, or hand it to a worker when it is large.

    A person has one file waiting: the former ones are emptied, but for those a worker has in hand.
    """
    rapport = _verifier_si_petit(ressource, contenu, nom, par=par, le=le)
    with transaction.atomic():
        Importation.objects.filter(depose_par=par).exclude(statut__in=EN_ROUTE).exclude(contenu=b"").update(contenu=b"")
        depot = Importation.objects.create(
            ressource=ressource.nom,
            nom_fichier=nom[-200:],  # its end tells the format
            contenu=contenu,
            statut=_verdict(rapport) if rapport else StatutImport.A_VERIFIER,
            rapport=rapport.en_json() if rapport else {},
            depose_par=par,
            depose_le=le,
        )
        if rapport is None:
            _confier("import_verifier", f"Vérification de {depot.nom_fichier}", depot, par, le)
    return depot


def _verifier_si_petit(ressource: Ressource, contenu: bytes, nom: str, *, par, le) -> Rapport | None:
    """The report of a file a page has time to check; None for a larger one."""
    if len(contenu) > PETIT_OCTETS:
        return None
    tableau, rapport = ouvrir(ressource, contenu, nom)
    if tableau is None:
        return rapport
    if len(tableau.lignes) > PETIT_LIGNES:
        return None
    return importer_tableau(ressource, tableau, rapport, par=par, le=le, simulation=True)


def _verdict(rapport: Rapport) -> StatutImport:
    return StatutImport.REFUSE if rapport.refus else StatutImport.VERIFIE


def _confier(nature: str, titre: str, depot: Importation, par, le: dt.datetime):
    return demander(nature=nature, objet=depot.uuid, titre=titre, suite=SUITE, par=par, le=le)


def verifier(*, importation: Importation, le: dt.datetime, suivre: Callable = sans_suivre) -> None:
    """Check a deposit that waits for it; one that was checked meanwhile is left as it is."""
    rapport = importer(
        ressource(importation.ressource),
        bytes(importation.contenu),
        importation.nom_fichier,
        par=importation.depose_par,
        le=le,
        simulation=True,
        suivre=suivre,
    )
    Importation.objects.filter(pk=importation.pk, statut=StatutImport.A_VERIFIER).update(
        statut=_verdict(rapport), rapport=rapport.en_json()
    )


def est_grand(importation: Importation) -> bool:
    """Whether writing this checked deposit is work for a worker."""
    return importation.rapport.get("lignes", 0) > PETIT_LIGNES


@transaction.atomic
def confier(*, importation: Importation, par, le: dt.datetime):
    """Have a checked file written by a worker, and give the work to follow. Refuses (DejaTraite) as confirmer does."""
    attente = Importation.objects.filter(pk=importation.pk, statut=StatutImport.VERIFIE).exclude(contenu=b"")
    if not attente.update(statut=StatutImport.A_ECRIRE):
        raise DejaTraite
    return _confier("import_ecrire", f"Enregistrement de {importation.nom_fichier}", importation, par, le)


@transaction.atomic
def confirmer(
    *,
    importation: Importation,
    par,
    le: dt.datetime,
    attendu: StatutImport = StatutImport.VERIFIE,
    suivre: Callable = sans_suivre,
) -> Rapport:
    """Write a checked file; what changed since the preview is checked again.

    Refuses (DejaTraite) a deposit that does not wait, so that a double click writes once.
    """
    attente = Importation.objects.select_for_update().filter(pk=importation.pk, statut=attendu)
    depot = attente.exclude(contenu=b"").first()
    if depot is None:
        raise DejaTraite
    contenu, nom = bytes(depot.contenu), depot.nom_fichier
    rapport = importer(ressource(depot.ressource), contenu, nom, par=par, le=le, suivre=suivre)
    depot.statut = StatutImport.ECRIT if rapport.ecrit else StatutImport.REFUSE
    depot.rapport = rapport.en_json()
    if rapport.ecrit:
        depot.contenu = b""
    depot.save(update_fields=["statut", "rapport", "contenu"])
    return rapport


def vider_les_anciens(*, le: dt.datetime) -> int:
    """Empty the files deposited more than seven days ago, whatever became of them; their reports stay."""
    return Importation.objects.filter(depose_le__lt=le - GARDE).exclude(contenu=b"").update(contenu=b"")
