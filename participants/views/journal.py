"""Who consulted the file of a person: a tab of it, for the chef de projet."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import redirect, render

from comptes.acces import acces
from comptes.droits import Action
from comptes.journal import consultations
from jardins.forms_administration import JournalForm
from jardins.journal import LIMITE, contexte, fichier
from participants.dossier import Onglet, cadre, dossier_garde
from participants.models import Fusion, Parcours, Participant, PremierContact
from socle.imports.formats import TYPES_MIME

ONGLET = Onglet("Qui a consulté", "participants:participant_journal", Action.JOURNAL_VOIR)


@acces(Action.JOURNAL_VOIR, objet=Participant)
@dossier_garde
def participant_journal(request, objet):
    """The lines about this file, newest first, under their day; every day when none is chosen."""
    form = JournalForm(request.GET)
    lignes = _lignes(objet, form) if form.is_valid() else consultations().none()
    page = contexte(request, form, lignes) | {"cadre": cadre(request, objet), "participant": objet}
    return render(request, "participants/participant_journal.html", page, status=200 if form.is_valid() else 400)


@acces(Action.JOURNAL_VOIR, objet=Participant)
def participant_journal_exporter(request, objet, format):
    """The chosen lines as a file, without the person's name; too many for one lead back to the page."""
    form = JournalForm(request.GET)
    if format not in TYPES_MIME or not form.is_valid():
        raise Http404
    lignes = _lignes(objet, form)
    if lignes.count() > LIMITE:
        return redirect("participants:participant_journal", uuid=objet.uuid)
    return fichier(lignes, format, "qui-a-consulte", avec_objet=False)


def _lignes(participant: Participant, form: JournalForm):
    return consultations(**form.cleaned_data, objets=identifiants(participant))


def identifiants(participant: Participant) -> QuerySet:
    """Everything a line about this file may name: the person, the files merged into it, stays, first contacts, merges.

    A subquery of the journal's own: one statement less, found by the same index.
    """
    a_elle = {"participant": participant}
    objets = (
        Participant.objects.filter(Q(pk=participant.pk) | Q(fondu_dans=participant)),
        Parcours.objects.filter(**a_elle),
        PremierContact.objects.filter(**a_elle),
        Fusion.objects.filter(Q(garde=participant) | Q(fondu=participant)),
    )
    uuids = [lignes.order_by().values("uuid") for lignes in objets]
    return uuids[0].union(*uuids[1:], all=True)
