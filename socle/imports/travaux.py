"""What a worker does of a large deposit: check it, write it. Both may be done twice and count once."""

import datetime as dt
from collections.abc import Callable

from socle.choix import StatutImport
from socle.imports.depots import DejaTraite, confirmer, verifier
from socle.models import Importation, Travail
from socle.travaux.ouvrier import TravailImpossible


def import_verifier(*, travail: Travail, suivre: Callable, le: dt.datetime) -> None:
    """Check a deposit and keep its report. Refuses (TravailImpossible) a file that is no longer kept."""
    depot = Importation.objects.get(uuid=travail.objet)
    if depot.statut != StatutImport.A_VERIFIER:
        return  # the worker that had it before wrote the report, then died
    if not depot.contenu:
        raise TravailImpossible("Ce fichier n’est plus gardé. Déposez-le de nouveau.")
    verifier(importation=depot, le=le, suivre=suivre)


def import_ecrire(*, travail: Travail, suivre: Callable, le: dt.datetime) -> None:
    """Write a confirmed deposit. Refuses (TravailImpossible) a file that is no longer kept."""
    depot = Importation.objects.get(uuid=travail.objet)
    try:
        confirmer(importation=depot, par=travail.demande_par, le=le, attendu=StatutImport.A_ECRIRE, suivre=suivre)
    except DejaTraite:
        depot.refresh_from_db(fields=["statut"])
        if depot.statut == StatutImport.A_ECRIRE:
            raise TravailImpossible("Ce fichier n’est plus gardé. Déposez-le de nouveau.") from None
