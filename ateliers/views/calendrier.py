"""The month of sessions: on screen, on the wall, in a telephone."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ateliers.calendrier import mois_voisin, semaines
from ateliers.forms import FiltreForm
from ateliers.ics import TYPE_MIME, ecrire_ics
from ateliers.models import Seance
from comptes.acces import acces
from comptes.droits import Action, peut
from socle.periodes import JOURS, Periode, PeriodeInvalide, aujourdhui, lire_mois, mois


@acces(Action.SEANCE_LISTER)
def seance_calendrier(request):
    """The sessions of a month, day by day, at one site or all; names no participant, so that it may be put up."""
    periode, form = _lire(request)
    ce_mois = mois(aujourdhui().year, aujourdhui().month)
    grille = semaines(periode, _seances(request, periode, form), aujourdhui())
    contexte = {
        "mois": periode,
        "code": f"{periode.debut:%Y-%m}",
        "form": form,
        "semaines": grille,
        "semaine_courte": not any(jour.seances for semaine in grille for jour in semaine[4:]),
        "jours": JOURS,
        "precedent": _adresse(request, mois_voisin(periode, -1)),
        "suivant": _adresse(request, mois_voisin(periode, 1)),
        "ici": _adresse(request, f"{periode.debut:%Y-%m}"),
        "courant": "" if periode == ce_mois else _adresse(request, f"{ce_mois.debut:%Y-%m}"),
        "en_liste": request.GET.get("vue") == "liste",
        "peut_modifier": peut(request.user, Action.SEANCE_MODIFIER),
    }
    return render(request, "ateliers/seance_calendrier.html", contexte)


@acces(Action.SEANCE_LISTER)
def calendrier_telecharger(request):
    """The same month as an iCalendar file."""
    periode, form = _lire(request)
    contenu = ecrire_ics(_seances(request, periode, form), timezone.now())
    reponse = HttpResponse(contenu, content_type=TYPE_MIME)
    reponse["Content-Disposition"] = f'attachment; filename="seances-{periode.debut:%Y-%m}.ics"'
    return reponse


def _lire(request) -> tuple[Periode, FiltreForm]:
    """The month and the filters of the address; 404 for what is no month."""
    form = FiltreForm(request.GET, calendrier=True)
    form.is_valid()
    texte = request.GET.get("mois") or f"{aujourdhui():%Y-%m}"
    try:
        return lire_mois(texte), form
    except PeriodeInvalide as refus:
        raise Http404 from refus


def _seances(request, periode: Periode, form: FiltreForm):
    visibles = Seance.objects.visibles_par(request.user).du(periode)
    return form.filtrer(visibles).select_related("atelier", "site").order_by("date", "debut", "site__ordre", "pk")


def _adresse(request, code: str) -> str:
    """Another month with the same filters."""
    gardes = {nom: request.GET[nom] for nom in ("site", "atelier", "vue") if request.GET.get(nom)}
    return "?" + urlencode({"mois": code} | gardes)
