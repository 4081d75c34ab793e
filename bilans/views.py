"""The pages of the bilans, and their downloads."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bilans.derriere import ListeInconnue, lister
from bilans.exports import en_json, en_xlsx
from bilans.forms import PeriodeForm
from bilans.indicateurs import calculer
from bilans.pdf import pdf_du_bilan
from comptes.acces import acces
from comptes.droits import Action, peut
from socle.periodes import Periode, PeriodeInvalide, annee, aujourdhui, lire_date_iso, mois

PAR_PAGE = 100
RANGEES = {
    "parcours": "bilans/_liste_parcours.html",
    "personnes": "bilans/_liste_personnes.html",
    "seances": "bilans/_liste_seances.html",
    "suivies": "bilans/_liste_suivies.html",
    "demarches": "bilans/_liste_demarches.html",
    "entretiens": "bilans/_liste_entretiens.html",
    "mois": "bilans/_liste_mois.html",
}
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
    jour = aujourdhui()
    contexte = {
        "form": form,
        "annees": [annee(an) for an in range(jour.year, jour.year - 12, -1)],
        "mois": [mois(jour.year - (rang > jour.month - 1), (jour.month - rang - 1) % 12 + 1) for rang in range(12)],
    }
    return render(request, "bilans/bilan_choisir.html", contexte)


@acces(Action.BILAN_VOIR)
def bilan_voir(request, debut, fin):
    """The figures of a period, each with its base and definition."""
    periode = _periode(debut, fin)
    adresses = {
        format: reverse("bilans:bilan_imprimer", args=[debut, fin, format])
        for format in FORMATS
        if peut(request.user, Action.BILAN_IMPRIMER)
    }
    contexte = {
        "bilan": calculer(periode, aujourdhui=aujourdhui()),
        "adresses": adresses,
        "listes": f"{request.path}listes/",
    }
    return render(request, "bilans/bilan_voir.html", contexte)


@acces(Action.BILAN_LISTER)
def bilan_lister(request, debut, fin, section, code):
    """The people, sessions or steps behind a figure."""
    periode = _periode(debut, fin)
    try:
        liste = lister(
            periode,
            section,
            code,
            aujourdhui=aujourdhui(),
            ligne=request.GET.get("ligne", ""),
            colonne=request.GET.get("colonne", ""),
        )
    except ListeInconnue as inconnue:
        raise Http404 from inconnue
    page = Paginator(liste.lignes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "periode": periode,
        "liste": liste,
        "page": page,
        "minutes": liste.minutes,
        "rangees": RANGEES[liste.genre],
        "requete": _requete(request.GET),
        "bilan": reverse("bilans:bilan_voir", args=[debut, fin]),
    }
    reponse = render(request, "bilans/bilan_lister.html", contexte)
    reponse.precision_journal = f"{section}.{code} {periode.nom_de_fichier}"[:80]
    return reponse


@acces(Action.BILAN_IMPRIMER)
def bilan_imprimer(request, debut, fin, format):
    """The bilan as a PDF, a workbook or JSON."""
    if format not in FORMATS:
        raise Http404
    periode = _periode(debut, fin)
    type_mime, fabriquer = FORMATS[format]
    reponse = HttpResponse(fabriquer(calculer(periode, aujourdhui=aujourdhui())), content_type=type_mime)
    reponse["Content-Disposition"] = f'attachment; filename="{periode.nom_de_fichier}.{format}"'
    reponse.precision_journal = f"{periode.nom_de_fichier}.{format}"
    return reponse


def _requete(parametres) -> str:
    """What the next page of a list must repeat."""
    reste = parametres.copy()
    reste.pop("page", None)
    return reste.urlencode()


def _periode(debut: str, fin: str) -> Periode:
    """The period an address names; 404 when it names none."""
    try:
        return Periode(lire_date_iso(debut), lire_date_iso(fin))
    except PeriodeInvalide as refus:
        raise Http404 from refus
