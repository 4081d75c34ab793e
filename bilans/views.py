"""The pages of the bilans, and their downloads."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bilans.exports import en_json, en_xlsx
from bilans.forms import PeriodeForm
from bilans.indicateurs import calculer
from bilans.pdf import pdf_du_bilan
from comptes.acces import acces
from comptes.droits import Action, peut
from socle.periodes import Periode, PeriodeInvalide, annee, aujourdhui, lire_date_iso

FORMATS = {
    "pdf": ("application/pdf", pdf_du_bilan),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", en_xlsx),
    "json": ("application/json", en_json),
}


@acces(Action.BILAN_VOIR)
def bilan_choisir(request):
    """Choose a year or two dates; a chosen period goes to its bilan."""
    form = PeriodeForm(request.GET or None, initial={"annee": aujourdhui().year})
    if form.is_valid():
        periode = form.cleaned_data["periode"]
        return redirect("bilans:bilan_voir", debut=periode.debut.isoformat(), fin=periode.fin.isoformat())
    annees = [annee(an) for an in range(aujourdhui().year, aujourdhui().year - 12, -1)]
    return render(request, "bilans/bilan_choisir.html", {"form": form, "annees": annees})


@acces(Action.BILAN_VOIR)
def bilan_voir(request, debut, fin):
    """The figures of a period, each with its base and definition."""
    periode = _periode(debut, fin)
    adresses = {
        format: reverse("bilans:bilan_imprimer", args=[debut, fin, format])
        for format in FORMATS
        if peut(request.user, Action.BILAN_IMPRIMER)
    }
    return render(request, "bilans/bilan_voir.html", {"bilan": calculer(periode), "adresses": adresses})


@acces(Action.BILAN_IMPRIMER)
def bilan_imprimer(request, debut, fin, format):
    """The bilan as a PDF, a workbook or JSON."""
    if format not in FORMATS:
        raise Http404
    periode = _periode(debut, fin)
    type_mime, fabriquer = FORMATS[format]
    reponse = HttpResponse(fabriquer(calculer(periode)), content_type=type_mime)
    reponse["Content-Disposition"] = f'attachment; filename="{periode.nom_de_fichier}.{format}"'
    reponse.precision_journal = f"{periode.nom_de_fichier}.{format}"
    return reponse


def _periode(debut: str, fin: str) -> Periode:
    """The period an address names; 404 when it names none."""
    try:
        return Periode(lire_date_iso(debut), lire_date_iso(fin))
    except PeriodeInvalide as refus:
        raise Http404 from refus
