"""Suspending a stay, and putting off the reminder of an interview."""

import datetime as dt

from django.forms import Form
from django.shortcuts import get_object_or_404

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.dossier import dossier_garde
from participants.forms.rythme import ReportForm, SuspensionForm
from participants.livret import lire_livret
from participants.models import Participant, Suspension
from participants.services.rythme import (
    REPORT_MAX,
    corriger_suspension,
    dire_les_jours,
    noter_suspension,
    reporter_entretien,
    supprimer_suspension,
    suspension_de,
)
from participants.views.saisie import saisir
from socle.periodes import aujourdhui

ONGLET = "participants:participant_parcours"
UNE_SEMAINE = dt.timedelta(days=7)


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def suspension_noter(request, objet):
    """From which day nobody expects her, until when, why, and what it entails."""
    form = SuspensionForm(request.POST or None, initial={"debut": aujourdhui()})
    return saisir(
        request,
        objet,
        form,
        lambda form: noter_suspension(
            participant=objet, valeurs=form.valeurs, par=request.user, aujourdhui=aujourdhui()
        ),
        gabarit="participants/suspension_noter.html",
        retour=ONGLET,
        message="La suspension est notée.",
        ecrit="suspension notée",
        parcours=objet.parcours.last(),
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def suspension_corriger(request, objet, suspension):
    """The days and the motive of a suspension; `?reprise=oui` proposes that she is back today."""
    notee = _suspension(objet, suspension)
    reprise = request.GET.get("reprise") == "oui"
    depart = SuspensionForm.depart(suspension_de(notee))
    form = SuspensionForm(request.POST or None, initial=depart | (_de_retour(notee) if reprise else {}))
    return saisir(
        request,
        objet,
        form,
        lambda form: corriger_suspension(
            suspension=notee,
            valeurs=form.valeurs,
            version=form.cleaned_data["version"],
            aujourdhui=aujourdhui(),
        ),
        gabarit="participants/suspension_corriger.html",
        retour=ONGLET,
        message="La suspension est enregistrée.",
        ecrit="suspension enregistrée",
        lire_actuelles=SuspensionForm.depart,
        suspension=notee,
        jours=dire_les_jours(notee),
        reprise=reprise,
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def suspension_supprimer(request, objet, suspension):
    """A suspension that should never have been noted; the page asks first."""
    notee = _suspension(objet, suspension)
    return saisir(
        request,
        objet,
        Form(request.POST if request.method == "POST" else None),
        lambda form: supprimer_suspension(suspension=notee),
        gabarit="participants/suspension_supprimer.html",
        retour=ONGLET,
        message="La suspension est supprimée.",
        ecrit="suspension supprimée",
        suspension=notee,
        jours=dire_les_jours(notee),
    )


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def entretien_reporter(request, objet):
    """Put off the reminder of the next interview, for a reason."""
    jour = aujourdhui()
    form = ReportForm(request.POST or None, initial={"jusqu_au": jour + UNE_SEMAINE})
    return saisir(
        request,
        objet,
        form,
        lambda form: reporter_entretien(
            participant=objet,
            jusqu_au=form.cleaned_data["jusqu_au"],
            raison=form.cleaned_data["raison"],
            par=request.user,
            aujourdhui=jour,
        ),
        gabarit="participants/entretien_reporter.html",
        retour="participants:participant_voir",
        message="L’entretien est reporté.",
        ecrit="entretien reporté",
        livret=lire_livret(objet, objet.parcours.last(), jour),
        jours_max=REPORT_MAX,
    )


def _suspension(participant: Participant, uuid) -> Suspension:
    """The suspension of this person, 404 for any other."""
    siennes = Suspension.objects.select_related("parcours__participant")
    return get_object_or_404(siennes, uuid=uuid, parcours__participant=participant)


def _de_retour(suspension: Suspension) -> dict:
    """That she is back today: yesterday was its last day, its first one at least."""
    return {"fin": max(aujourdhui() - dt.timedelta(days=1), suspension.debut)}
