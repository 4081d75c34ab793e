"""Writing the démarches of a person; one click says that one succeeded, and another takes it back."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.choix import StatutDemarche, StatutObjectif
from participants.dossier import dossier_garde, liste_de
from participants.forms.projet import DemarcheForm
from participants.models import Demarche, DemarcheProposee, Objectif, Participant
from participants.services.projet_demarches import (
    ajouter_demarche,
    cocher_demarche,
    corriger_demarche,
    decocher_demarche,
    demarche_de,
)
from participants.views.projet import COCHEE, RETOUR, suite_de_l_onglet, theme_demande, voir_demande
from participants.views.saisie import partenaires_connus, saisir
from socle.erreurs import SaisieRefusee
from socle.formulaires import phrase
from socle.periodes import aujourdhui

ENVOI = ("POST",)


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def demarche_ajouter(request, objet):
    """Something to try; `?objectif=` says what for, `?theme=` in which field."""
    form = DemarcheForm(request.POST or None, participant=objet, initial=_depart(request, objet))
    return saisir(
        request,
        objet,
        form,
        lambda form: ajouter_demarche(
            participant=objet,
            valeurs=form.valeurs,
            par=request.user,
            le=timezone.now(),
            uuid=form.cleaned_data["identifiant"],
        ),
        gabarit="participants/demarche_ajouter.html",
        retour=RETOUR,
        message="La démarche est notée.",
        ecrit="démarche notée",
        partenaires=partenaires_connus(),
        propositions=_propositions(),
    )


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def demarche_modifier(request, objet, demarche):
    """A démarche as it stands now: its status, the partner's answer, its result; or noted with a mistake."""
    demarche = _demarche(objet, demarche)
    depart = DemarcheForm.depart(demarche_de(demarche))
    return saisir(
        request,
        objet,
        DemarcheForm(request.POST or None, participant=objet, initial=depart),
        lambda form: corriger_demarche(
            demarche=demarche, valeurs=form.valeurs, version=form.cleaned_data["version"], le=timezone.now()
        ),
        gabarit="participants/demarche_modifier.html",
        retour=RETOUR,
        message="La démarche est enregistrée.",
        ecrit=f"démarche {demarche.reference} enregistrée",
        lire_actuelles=dict,
        demarche=demarche,
        partenaires=partenaires_connus(),
        propositions=_propositions(),
    )


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=ENVOI)
@dossier_garde
def demarche_cocher(request, objet, demarche):
    """Say that a démarche succeeded today; the tab then offers to undo."""
    demarche, le, trace = _demarche(objet, demarche), timezone.now(), ""
    try:
        jeton = cocher_demarche(demarche=demarche, le=le)
    except SaisieRefusee as refus:
        messages.error(request, phrase(refus.anomalies[0]))
    else:
        trace = f"démarche {demarche.reference} cochée"
        request.session[COCHEE] = {"demarche": demarche.uuid.hex, "jeton": jeton, "le": le.timestamp()}
    return _revenir(request, objet, trace)


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=ENVOI)
@dossier_garde
def demarche_decocher(request, objet, demarche):
    """Give back to a démarche what it was before it was ticked."""
    demarche, trace = _demarche(objet, demarche), ""
    request.session.pop(COCHEE, None)
    try:
        decocher_demarche(demarche=demarche, jeton=request.POST.get("jeton", ""), le=timezone.now())
    except SaisieRefusee as refus:
        messages.error(request, phrase(refus.anomalies[0]))
    else:
        trace = f"démarche {demarche.reference} décochée"
        messages.success(request, f"C’est annulé : la démarche est de nouveau {demarche.get_statut_display()}.")
    return _revenir(request, objet, trace)


def _revenir(request, participant: Participant, trace: str):
    """Back to the tab; `trace` says in the journal what was written, without content."""
    suite = suite_de_l_onglet(liste_de(request), voir_demande(request))
    reponse = redirect(reverse(RETOUR, args=[participant.uuid]) + suite)
    reponse.precision_journal = trace
    return reponse


def _demarche(participant: Participant, uuid) -> Demarche:
    """The démarche of this person, 404 for any other."""
    relations = ("participant", "thematique", "objectif__parcours", "partenaire", "contrat")
    return get_object_or_404(Demarche.objects.select_related(*relations), uuid=uuid, participant=participant)


def _depart(request, participant: Participant) -> dict:
    """A planned démarche of today, for the objectif or in the theme that the address asks."""
    depart = {"statut": StatutDemarche.PREVUE, "date_debut": aujourdhui(), "identifiant": uuid4()}
    siens = Objectif.objects.filter(parcours__participant=participant, statut=StatutObjectif.EN_COURS)
    voulu = request.GET.get("objectif", "")
    objectif = next((o for o in siens.select_related("thematique") if str(o.uuid) == voulu), None)
    return depart | {"objectif": objectif, "thematique": objectif.thematique if objectif else theme_demande(request)}


def _propositions() -> list[DemarcheProposee]:
    """What is proposed while one types, each with its theme."""
    return list(DemarcheProposee.objects.filter(actif=True).select_related("thematique"))
