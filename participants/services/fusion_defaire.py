"""Two files parted again: every row goes back to what it was, or nothing moves and the reason is said."""

import datetime as dt
from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localtime

from participants.models import Fusion, Parcours, Participant
from participants.services.fusion import attaches, verrouiller
from participants.services.fusion_lignes import Photographie, developper, nommees, photographier, remettre
from participants.services.fusion_regles import nommer_simplement, regles
from socle.branchements import branches
from socle.erreurs import Anomalie, refuser_si

CITES = 8  # changes named in a refusal; the rest is counted


@transaction.atomic
def defusionner(*, fusion: Fusion, par, le: dt.datetime) -> None:
    """Put back every row the merge touched, as it was, with its key.

    Refuses (SaisieRefusee) a merge already undone, one that a later merge builds on, one whose rows have changed or
    gained others since (nobody could say which file those belong to), and one whose rows name what is gone since.
    """
    garde, fondu = verrouiller(fusion.garde, fusion.fondu)
    fusion = Fusion.objects.select_for_update().get(pk=fusion.pk)
    refuser_si(Anomalie(0, "", "separation_impossible", raison) for raison in obstacles(fusion))
    remettre(fusion.avant, fusion.apres["lignes"])
    refuser_si(Anomalie(0, "", "laisse_dehors", raison) for raison in _laisses_dehors(garde, fondu))
    fusion.defaite_par, fusion.defaite_le = par, le
    fusion.save(update_fields=["defaite_par", "defaite_le"])


def obstacles(fusion: Fusion) -> list[str]:
    """Why these two files cannot be parted now, in sentences; nothing when they can."""
    if connus := obstacles_connus(fusion):
        return connus
    changements = [*_lignes_changees(fusion), *_lignes_ajoutees(fusion), *_valeurs_disparues(fusion)]
    reste = len(changements) - CITES
    return changements[:CITES] + ([f"Et {reste} autres changements."] if reste > 0 else [])


def obstacles_connus(fusion: Fusion) -> list[str]:
    """Those that one statement tells, without reading the rows again: parted already, or merged again since."""
    if fusion.defaite_le:
        return ["Ces deux dossiers sont déjà séparés."]
    dossiers = [fusion.garde_id, fusion.fondu_id]
    suivantes = Fusion.objects.filter(Q(garde__in=dossiers) | Q(fondu__in=dossiers), defaite_le=None, pk__gt=fusion.pk)
    jours = suivantes.values_list("faite_le", flat=True)
    return [f"Séparez d’abord la réunion faite ensuite, le {localtime(jour):%d/%m/%Y}." for jour in jours]


def _lignes_changees(fusion: Fusion) -> Iterator[str]:
    """Rows the merge touched that are no longer as it left them."""
    apres: Photographie = fusion.apres["lignes"]
    touchees = [(apps.get_model(label), int(cle)) for label, lignes in apres.items() for cle in lignes]
    maintenant = photographier(touchees)
    for label, lignes in apres.items():
        for cle, valeurs in lignes.items():
            actuelles = maintenant.get(label, {}).get(cle)
            if actuelles != valeurs:
                yield _dire("supprimé" if actuelles is None else "modifié", developper(label, actuelles or valeurs))


def _lignes_ajoutees(fusion: Fusion) -> Iterator[str]:
    """Rows that hang on the united ones since the merge."""
    connues, declarees = fusion.apres["liens"], regles()
    for relation, cles in attaches(fusion.apres["racines"]).items():
        nouvelles = set(cles) - set(connues.get(relation, ()))
        for ligne in declarees[relation].modele._base_manager.filter(pk__in=nouvelles).order_by("pk"):
            yield _dire("ajouté", ligne)


def _valeurs_disparues(fusion: Fusion) -> Iterator[str]:
    """Lists that lost a line since, which a row to put back names: two lines may have been made one."""
    for modele, cles in nommees(fusion.avant).items():
        rendues = {int(cle) for cle in fusion.avant.get(modele._meta.label, ())}
        presentes = modele._base_manager.filter(pk__in=cles).values_list("pk", flat=True)
        if cles - rendues - set(presentes):
            yield f"Depuis la réunion, une valeur de la liste « {modele._meta.verbose_name_plural} » a disparu."


def _dire(quoi: str, ligne: models.Model) -> str:
    if isinstance(ligne, Participant):
        return "Depuis la réunion, l’identité de la personne a été modifiée."
    nommer = next((regle.nommer for regle in regles().values() if regle.modele is type(ligne)), nommer_simplement)
    return f"Depuis la réunion, a été {quoi} : {nommer(ligne)}."


def _laisses_dehors(*dossiers: Participant) -> Iterator[str]:
    """What parting would leave outside every stay of its person."""
    sejours = list(Parcours.objects.filter(participant__in=dossiers))
    for gardien in branches("GARDIENS_DES_PARCOURS"):
        yield from (f"Les séparer n’est plus possible : {raison}." for _, raison in gardien(sejours))
