"""Adding many sessions: some like another one, or a whole month."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render

from ateliers.choix import StatutSeance
from ateliers.forms import PreparationForm, SemblablesForm
from ateliers.forms.programme import en_code, nom_du_champ
from ateliers.models import Atelier, Seance
from ateliers.planification import Proposition, habitudes, proposer
from ateliers.services import SaisieSeance, ajouter_seances
from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from jardins.models import Site
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter
from socle.periodes import aujourdhui

SEMAINE = dt.timedelta(weeks=1)


@acces(Action.SEANCE_MODIFIER, objet=Seance, methodes=FORMULAIRE)
def seance_recopier(request, objet):
    """Add sessions like this one, on other days, all at once."""
    form = SemblablesForm(request.POST if request.method == "POST" else None, apres=_depart(objet.date))
    contexte = {"form": form, "seance": objet}
    if request.method != "POST":
        return render(request, "ateliers/seance_recopier.html", contexte)
    if form.is_valid():
        try:
            ajoutees = ajouter_seances(saisies=_semblables(objet, form.cleaned_data["jours"]))
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            messages.success(request, _dire_ajoutees(ajoutees))
            return redirect("ateliers:seance_lister")
    return render(request, "ateliers/seance_recopier.html", contexte, status=400)


@acces(Action.SEANCE_MODIFIER, methodes=FORMULAIRE)
def seances_generer(request):
    """Prepare a month from the week of each site: shown first, then written by a POST of the same answers."""
    sites = list(Site.objects.filter(actif=True))
    remplie = request.method == "POST" or "atelier" in request.GET
    donnees = request.POST if request.method == "POST" else request.GET
    form = PreparationForm(
        donnees if remplie else None, sites=sites, initial=_semaine_type(sites) if not remplie else None
    )
    if not remplie or not form.is_valid():
        return render(request, "ateliers/seances_generer.html", {"form": form}, status=400 if remplie else 200)
    propositions = proposer(form.cleaned_data["mois"], form.cleaned_data["creneaux"], a_partir_du=aujourdhui())
    retenues = [proposition for proposition in propositions if not proposition.ecartee]
    if request.method != "POST":
        ecartees = [proposition for proposition in propositions if proposition.ecartee]
        contexte = {"form": form, "apercu": True, "retenues": retenues, "ecartees": ecartees}
        return render(request, "ateliers/seances_generer.html", contexte)
    return _generer(request, form, retenues)


def _generer(request, form: PreparationForm, retenues: list[Proposition]):
    atelier = form.cleaned_data["atelier"]
    ajoutees = ajouter_seances(saisies=[_prevue(proposition, atelier) for proposition in retenues])
    messages.success(request, _dire_ajoutees(ajoutees))
    return redirect("ateliers:seance_lister")


def _depart(jour: dt.date) -> dt.date:
    """The last day of the same weekday before the first one to propose: this session's, or last week's."""
    retard = (aujourdhui() - jour).days
    return jour if retard < 0 else jour + SEMAINE * (retard // 7)


def _semblables(seance: Seance, jours: list[dt.date]) -> list[SaisieSeance]:
    """The same session on other days, planned, with the same speakers."""
    communs = {nom: getattr(seance, nom) for nom in ("atelier", "site", "debut", "fin", "theme")}
    partenaires, intervenants = list(seance.partenaires.all()), list(seance.intervenants.all())
    return [
        SaisieSeance("", communs | {"date": jour, "statut": StatutSeance.PREVUE}, partenaires, intervenants)
        for jour in jours
    ]


def _prevue(proposition: Proposition, atelier: Atelier) -> SaisieSeance:
    champs = {nom: getattr(proposition, nom) for nom in ("site", "date", "debut", "fin")}
    return SaisieSeance("", champs | {"atelier": atelier, "theme": "", "statut": StatutSeance.PREVUE})


def _semaine_type(sites: list[Site]) -> dict:
    """Next month, and the week each site has had lately."""
    jour = aujourdhui()
    prochain = (jour.replace(day=1) + dt.timedelta(days=31)).strftime("%Y-%m")
    semaines = {
        nom_du_champ(site): [en_code(*creneau) for creneau in creneaux]
        for site, creneaux in habitudes(sites, jour).items()
    }
    return {"mois": prochain} | semaines


def _dire_ajoutees(seances: list[Seance]) -> str:
    if not seances:
        return "Aucune séance à ajouter : tout était déjà au programme."
    jours = sorted(seance.date for seance in seances)
    if len(seances) == 1:
        return f"1 séance ajoutée, le {jours[0]:%d/%m/%Y}."
    return f"{len(seances)} séances ajoutées, du {jours[0]:%d/%m/%Y} au {jours[-1]:%d/%m/%Y}."
