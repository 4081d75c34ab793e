"""Who consulted what, over all files."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from comptes.acces import acces
from comptes.droits import Action
from comptes.journal import consultations
from jardins.forms_administration import JournalGeneralForm, trente_jours
from jardins.journal import LIMITE, contexte, fichier
from socle.imports.formats import TYPES_MIME


@acces(Action.JOURNAL_VOIR)
def journal_lister(request):
    """The lines of the chosen days, newest first; the last thirty days when nothing is chosen."""
    form = _choix(request)
    lignes = consultations(**form.cleaned_data) if form.is_valid() else consultations().none()
    return render(request, "jardins/journal_lister.html", contexte(request, form, lignes), status=_statut(form))


@acces(Action.JOURNAL_VOIR)
def journal_exporter(request, format):
    """The chosen lines as a file; too many for one lead back to the page, which says so."""
    form = _choix(request)
    if format not in TYPES_MIME or not form.is_valid():
        raise Http404
    lignes = consultations(**form.cleaned_data)
    if lignes.count() > LIMITE:
        return redirect(f"{reverse('journal_lister')}?{request.GET.urlencode()}")
    return fichier(lignes, format, "journal-des-acces", avec_objet=True)


def _statut(form) -> int:
    return 200 if form.is_valid() else 400


def _choix(request) -> JournalGeneralForm:
    choisi = any(nom in request.GET for nom in JournalGeneralForm.base_fields)
    return JournalGeneralForm(request.GET if choisi else trente_jours())
