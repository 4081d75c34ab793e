"""The list of sessions, its export, and one session with who was there."""

import datetime as dt
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render

from ateliers.choix import StatutPresence, StatutSeance
from ateliers.forms import FiltreForm
from ateliers.horaires import demi_journee
from ateliers.models import Presence, Seance
from comptes.acces import acces
from comptes.droits import Action, peut
from participants.observations import consignes_du_jour
from socle.imports.formats import TYPES_MIME
from socle.periodes import aujourdhui
from socle.tableur.ecriture import ecrire

PAR_PAGE = 60
AUTOUR = dt.timedelta(days=7)
CES_JOURS, A_VENIR, PASSEES, A_COMPLETER = "ces-jours", "a-venir", "passees", "a-completer"
ONGLETS = {CES_JOURS: "Ces jours-ci", A_VENIR: "À venir", PASSEES: "Passées", A_COMPLETER: "À compléter"}
ENTETES = ("Référence", "Date", "Début", "Fin", "Atelier", "Site", "Thème", "Statut", "Motif d’annulation", "Présents")


@acces(Action.SEANCE_LISTER)
def seance_lister(request):
    """Sessions around today, to come, past, or of which nobody knows who came; narrowed by the address."""
    jour, onglet = aujourdhui(), _onglet(request)
    form = FiltreForm(request.GET)
    form.is_valid()
    visibles = form.filtrer(Seance.objects.visibles_par(request.user))
    a_completer = visibles.a_completer(jour).count()
    pages = Paginator(_lignes(_de_l_onglet(visibles, onglet, jour, form)), PAR_PAGE)
    page = pages.get_page(request.GET.get("page"))
    for seance in page.object_list:
        seance.demi = demi_journee(seance.debut).value
    contexte = {
        "page": page,
        "form": form,
        "onglet": onglet,
        "onglets": [_lien(request, nom, onglet, a_completer) for nom in ONGLETS],
        "a_completer": A_COMPLETER,
        "jour": jour,
        "filtres": _adresse(request, onglet=onglet),
        "peut_modifier": peut(request.user, Action.SEANCE_MODIFIER),
        "peut_noter": peut(request.user, Action.PRESENCE_SAISIR),
    }
    return render(request, "ateliers/seance_lister.html", contexte)


@acces(Action.SEANCE_LISTER)
def seance_exporter(request, format):
    """The sessions of the list, filters included, as a file; it names no participant."""
    if format not in TYPES_MIME:
        raise Http404
    form = FiltreForm(request.GET)
    form.is_valid()
    visibles = form.filtrer(Seance.objects.visibles_par(request.user))
    seances = _lignes(_de_l_onglet(visibles, request.GET.get("onglet", ""), aujourdhui(), form))
    reponse = HttpResponse(ecrire(format, ENTETES, map(_cellules, seances)), content_type=TYPES_MIME[format])
    reponse["Content-Disposition"] = f'attachment; filename="seances.{format}"'
    return reponse


@acces(Action.SEANCE_VOIR, objet=Seance)
def seance_voir(request, objet):
    """One session and its presences: names, minutes and consignes of its day, nothing of people's situations."""
    presences = list(objet.presences.select_related("participant").order_by("participant__cle", "pk"))
    consignes = consignes_du_jour([presence.participant_id for presence in presences], objet.date)
    for presence in presences:
        presence.consignes = consignes.get(presence.participant_id, ())
    contexte = {
        "seance": objet,
        "demi": demi_journee(objet.debut),
        "presences": presences,
        "presents": sum(presence.statut == StatutPresence.PRESENT for presence in presences),
        "intervenants": [*objet.partenaires.all(), *objet.intervenants.all()],
        "peut_modifier": peut(request.user, Action.SEANCE_MODIFIER),
        "peut_noter": peut(request.user, Action.PRESENCE_SAISIR) and objet.date <= aujourdhui(),
        "peut_observer": peut(request.user, Action.OBSERVATION_NOTER) and objet.date == aujourdhui(),
    }
    return render(request, "ateliers/seance_voir.html", contexte)


def _onglet(request) -> str:
    voulu = request.GET.get("onglet", CES_JOURS)
    return voulu if voulu in ONGLETS else CES_JOURS


def _de_l_onglet(seances, onglet: str, jour: dt.date, form: FiltreForm):
    """The sessions of a tab in its order; all of them, in order of date, for a name that is no tab."""
    if onglet == A_VENIR:
        return seances.filter(date__gte=jour)
    if onglet == PASSEES:
        return seances.filter(date__lt=jour).order_by("-date", "-debut", "-pk")
    if onglet == A_COMPLETER:
        return seances.a_completer(jour).order_by("-date", "-debut", "-pk")
    if onglet == CES_JOURS and not (form.cleaned_data.get("du") or form.cleaned_data.get("au")):
        return seances.filter(date__range=(jour - AUTOUR, jour + AUTOUR))
    return seances


def _lignes(seances):
    """With the names the rows show, and how many came: None when nothing is noted, which is not zero."""
    presences = Presence.objects.filter(seance=OuterRef("pk")).order_by().values("seance")
    presents = Count("pk", filter=Q(statut=StatutPresence.PRESENT))
    return seances.select_related("atelier", "site").annotate(
        presents=Subquery(presences.annotate(n=presents).values("n"))
    )


def _lien(request, nom: str, onglet: str, a_completer: int) -> dict:
    compte = a_completer if nom == A_COMPLETER else None
    return {"libelle": ONGLETS[nom], "url": "?" + _adresse(request, onglet=nom), "actif": nom == onglet, "n": compte}


def _adresse(request, **remplacements) -> str:
    """The filters of the address, with these changes, without the page number."""
    gardes = {nom: valeur for nom, valeur in request.GET.items() if valeur and nom in FiltreForm.base_fields}
    return urlencode(gardes | remplacements)


def _cellules(seance: Seance) -> tuple:
    return (
        seance.reference,
        seance.date,
        seance.debut,
        seance.fin,
        seance.atelier.libelle,
        seance.site.libelle,
        seance.theme or None,
        StatutSeance(seance.statut).label,
        seance.annulation_motif or None,
        seance.presents,
    )
