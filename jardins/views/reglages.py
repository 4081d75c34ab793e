"""The dated settings, kept by the chef de projet."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from jardins.forms_administration import ValeurForm
from jardins.reglages import REGLAGES, histoire, histoires
from jardins.services.reglages import dater_valeur, retirer_valeur
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter
from socle.periodes import PeriodeInvalide, aujourdhui, en_lettres, lire_date_iso
from socle.templatetags.typographie import unite


@acces(Action.REGLAGE_GERER)
def reglage_lister(request):
    """Every setting: its value today, the one to come, what it changes."""
    return render(request, "jardins/reglage_lister.html", {"histoires": histoires(aujourdhui())})


@acces(Action.REGLAGE_GERER, methodes=FORMULAIRE)
def reglage_voir(request, nom):
    """One setting with its history; a POST dates a new value, or corrects the one dated that day."""
    jour, reglage = aujourdhui(), _reglage(nom)
    form = ValeurForm(request.POST or None, initial={"depuis": jour})
    if request.method == "POST" and form.is_valid():
        try:
            datee = dater_valeur(nom=nom, aujourdhui=jour, **form.cleaned_data)
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            messages.success(request, _annonce(reglage, datee, jour))
            return _vers(nom)
    contexte = {"histoire": histoire(nom, jour), "form": form}
    return _nommer(render(request, "jardins/reglage_voir.html", contexte, status=400 if form.errors else 200), nom)


@acces(Action.REGLAGE_GERER, methodes=("POST",))
def reglage_retirer(request, nom, depuis):
    """Take back a value that has not begun."""
    _reglage(nom)
    try:
        retirer_valeur(nom=nom, depuis=lire_date_iso(depuis), aujourdhui=aujourdhui())
    except PeriodeInvalide as invalide:
        raise Http404 from invalide
    except SaisieRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "La valeur à venir est retirée.")
    return _vers(nom)


def _reglage(nom: str):
    if nom in REGLAGES:
        return REGLAGES[nom]
    raise Http404


def _annonce(reglage, datee, jour) -> str:
    quand = "à partir du" if datee.depuis > jour else "depuis le"
    return f"{reglage.titre} : {unite(datee.valeur, reglage.unite)} {quand} {en_lettres(datee.depuis)}."


def _vers(nom: str):
    return _nommer(redirect("reglage_voir", nom=nom), nom)


def _nommer(reponse, nom: str):
    """The journal says which setting."""
    reponse.precision_journal = REGLAGES[nom].titre
    return reponse
