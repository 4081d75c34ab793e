"""Cancelling a session or a whole day, with a reason, and putting back."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render

from ateliers.choix import StatutSeance
from ateliers.forms import AnnulationForm, JourneeForm
from ateliers.models import Seance
from ateliers.services import annuler_seances, retablir_seance
from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter
from socle.periodes import aujourdhui


@acces(Action.SEANCE_MODIFIER, objet=Seance, methodes=FORMULAIRE)
def seance_annuler(request, objet):
    """Cancel a session, with the reason; refused when presences are noted."""
    form = AnnulationForm(request.POST if request.method == "POST" else None, initial={"motif": objet.annulation_motif})
    contexte = {"form": form, "seance": objet, "presences": objet.presences.count()}
    if request.method != "POST":
        return render(request, "ateliers/seance_annuler.html", contexte)
    if form.is_valid() and _annuler(form, [objet]):
        messages.success(request, "Séance annulée. Vous pouvez la rétablir depuis cette page.")
        return redirect("ateliers:seance_voir", uuid=objet.uuid)
    return render(request, "ateliers/seance_annuler.html", contexte, status=400)


@acces(Action.SEANCE_MODIFIER, objet=Seance, methodes=("POST",))
def seance_retablir(request, objet):
    """Put a cancelled session back on the programme."""
    try:
        retablir_seance(seance=objet)
    except SaisieRefusee as refus:
        messages.error(request, f"{str(refus)[0].upper()}{str(refus)[1:]}.")
    else:
        messages.success(request, "Séance rétablie : elle est de nouveau prévue.")
    return redirect("ateliers:seance_voir", uuid=objet.uuid)


@acces(Action.SEANCE_MODIFIER, methodes=FORMULAIRE)
def journee_annuler(request):
    """Cancel every session of a day, at one site or all: shown first, then cancelled with one reason."""
    jour = JourneeForm(request.GET if "date" in request.GET else {"date": aujourdhui()})
    form = AnnulationForm(request.POST if request.method == "POST" else None)
    if not jour.is_valid():
        return render(request, "ateliers/journee_annuler.html", {"jour": jour}, status=400)
    du_jour = _seances(jour)
    a_annuler = [s for s in du_jour if s.statut != StatutSeance.ANNULEE and not s.notees]
    contexte = {"jour": jour, "date": jour.cleaned_data["date"], "form": form, "a_annuler": a_annuler}
    contexte["gardees"] = [seance for seance in du_jour if seance not in a_annuler]
    if request.method != "POST":
        return render(request, "ateliers/journee_annuler.html", contexte)
    montrees = [seance for seance in a_annuler if str(seance.uuid) in request.POST.getlist("seance")]
    if form.is_valid() and _annuler(form, montrees):
        messages.success(request, _dire_annulees(len(montrees)))
        return redirect(request.get_full_path())
    return render(request, "ateliers/journee_annuler.html", contexte, status=400)


def _seances(jour: JourneeForm) -> list[Seance]:
    """The sessions of the day, with how many presences each has."""
    seances = Seance.objects.filter(date=jour.cleaned_data["date"]).select_related("atelier", "site")
    if site := jour.cleaned_data["site"]:
        seances = seances.filter(site=site)
    return list(seances.annotate(notees=Count("presences")).order_by("debut", "site__ordre", "pk"))


def _dire_annulees(combien: int) -> str:
    if not combien:
        return "Aucune séance n’était à annuler."
    return f"{combien} séances annulées." if combien > 1 else "1 séance annulée."


def _annuler(form: AnnulationForm, seances: list[Seance]) -> bool:
    """Whether they were cancelled; if not, the form says why."""
    try:
        annuler_seances(seances=seances, motif=form.cleaned_data["motif"])
    except SaisieRefusee as refus:
        reporter(form, refus)
        return False
    return True
