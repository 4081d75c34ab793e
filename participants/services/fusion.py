"""Two files of one person made one: everything goes over to the kept file, and what it takes to undo is kept."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from participants.models import Fusion, Participant
from participants.services.fusion_lignes import par_modele, photographier
from participants.services.fusion_plan import Plan, previsualiser
from participants.services.fusion_regles import Devenir, regles_de
from socle.erreurs import Anomalie, refuser_si


@transaction.atomic
def fusionner(
    *, garde: Participant, fondu: Participant, choix: Mapping[str, str], par, le: dt.datetime, vu: str | None = None
) -> Fusion:
    """Merge `fondu` into `garde`, as previsualiser() says with these choices; all or nothing.

    `vu` is the fingerprint of the plan that was shown. Refuses (SaisieRefusee) what the plan refuses, and a plan that
    is no longer the one shown.
    """
    garde, fondu = verrouiller(garde, fondu)
    plan = previsualiser(garde=garde, fondu=fondu, choix=choix)
    refuser_si(Anomalie(0, "", "fusion_impossible", raison) for raison in plan.refus)
    if vu is not None and vu != plan.empreinte:
        raison = "L’un des deux dossiers a changé depuis cet aperçu. Relisez ce qui suit avant de les réunir."
        refuser_si([Anomalie(0, "", "apercu_perime", raison)])
    touchees = [*_touchees(plan), (Participant, fondu.pk)]
    avant = photographier(touchees)
    _executer(plan)
    racines = _racines(plan)
    apres = {"lignes": photographier(touchees), "racines": racines, "liens": attaches(racines)}
    return Fusion.objects.create(garde=garde, fondu=fondu, avant=avant, apres=apres, faite_par=par, faite_le=le)


def verrouiller(*dossiers: Participant) -> list[Participant]:
    """The same files, read again under a lock, in the order given; every writer of a file takes it first."""
    cles = [dossier.pk for dossier in dossiers]
    concernes = Participant.objects.filter(Q(pk__in=cles) | Q(fondu_dans__in=cles)).order_by("pk")
    lus = {dossier.pk: dossier for dossier in concernes.select_for_update()}
    return [lus[cle] for cle in cles]


def attaches(racines: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """The keys of the rows that hang on these rows ({« app.Model »: keys}), by relation."""
    liens = {}
    for label, cles in racines.items():
        for regle in regles_de(apps.get_model(label)):
            if regle.devenir is not Devenir.RESTER:
                lignes = regle.modele._base_manager.filter(**{f"{regle.champ}__in": cles})
                liens[regle.relation] = sorted(lignes.values_list("pk", flat=True))
    return liens


def _touchees(plan: Plan) -> list[tuple[type[models.Model], int]]:
    """The rows that the plan writes, moves or deletes."""
    deplacees = [(regle.modele, pk) for regle, pks, _ in plan.mouvements for pk in pks]
    return [*deplacees, *plan.suppressions, *((type(ligne), ligne.pk) for ligne in plan.modifiees)]


def _racines(plan: Plan) -> dict[str, list[int]]:
    """The rows that now hold what was on both sides: nobody could say which side a later one belongs to."""
    racines = {Participant._meta.label: [plan.garde.pk]}
    for (modele, _), pk in plan.reunies.items():
        racines.setdefault(modele._meta.label, []).append(pk)
    return racines


def _executer(plan: Plan) -> None:
    """Set aside first, then move, then write: at no moment do two rows hold one place."""
    _supprimer(ligne for ligne in plan.suppressions if ligne not in plan.reunies)
    for regle, pks, proprietaire in plan.mouvements:
        regle.modele._base_manager.filter(pk__in=pks).update(**{regle.champ: proprietaire})
    _supprimer(plan.reunies)
    for ligne in plan.modifiees:
        ligne.save()
    Participant.objects.filter(pk=plan.fondu.pk).update(fondu_dans=plan.garde)


def _supprimer(lignes: Iterable[tuple[type[models.Model], int]]) -> None:
    for modele, cles in par_modele(lignes).items():
        modele._base_manager.filter(pk__in=cles).delete()
