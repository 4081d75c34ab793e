"""Adding a session, and correcting one."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render

from ateliers.choix import DemiJournee, StatutSeance
from ateliers.forms import SeanceForm
from ateliers.horaires import HORAIRES
from ateliers.models import Seance
from ateliers.services import (
    SaisieSeance,
    ajouter_seances,
    enregistrer_seances,
    trouver_ou_creer_intervenants,
)
from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from partenaires.services import trouver_ou_creer
from socle.conflits import ModifieDepuis, ecarts, empreinte, verifier
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter
from socle.normalisation import cle
from socle.periodes import PeriodeInvalide, aujourdhui, lire_date_iso

CHAMPS = ("atelier", "site", "date", "debut", "fin", "theme", "statut")


@acces(Action.SEANCE_MODIFIER, methodes=FORMULAIRE)
def seance_creer(request):
    """Add a session; its day and half-day may come from the address, its hours are the usual ones."""
    form = SeanceForm(request.POST if request.method == "POST" else None, initial=_depart(request))
    if request.method != "POST":
        return render(request, "ateliers/seance_creer.html", {"form": form})
    if form.is_valid():
        try:
            [seance] = _ajouter(form)
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            messages.success(request, f"Séance ajoutée le {seance.date:%d/%m/%Y}, numéro {seance.reference}.")
            return redirect("ateliers:seance_voir", uuid=seance.uuid)
    return render(request, "ateliers/seance_creer.html", {"form": form}, status=400)


@acces(Action.SEANCE_MODIFIER, objet=Seance, methodes=FORMULAIRE)
def seance_modifier(request, objet):
    """Correct a session; what the presences noted contradict is refused."""
    form = SeanceForm(request.POST if request.method == "POST" else None, initial=_valeurs(objet), actuelle=objet)
    contexte = {"form": form, "seance": objet}
    if request.method != "POST":
        return render(request, "ateliers/seance_modifier.html", contexte)
    if form.is_valid():
        try:
            _corriger(objet, form)
        except SaisieRefusee as refus:
            reporter(form, refus)
        except ModifieDepuis as conflit:
            return _montrer_conflit(request, objet, form, conflit)
        else:
            messages.success(request, "Séance corrigée.")
            return redirect("ateliers:seance_voir", uuid=objet.uuid)
    return render(request, "ateliers/seance_modifier.html", contexte, status=400)


def _montrer_conflit(request, seance: Seance, form: SeanceForm, conflit: ModifieDepuis):
    """Both versions of the session; what was typed is kept, and may be sent again over the other."""
    donnees = form.data.copy()
    donnees["version"] = empreinte(conflit.actuelles)
    contexte = {"form": SeanceForm(donnees, actuelle=seance), "seance": seance}
    contexte["ecarts"] = ecarts(form, conflit.actuelles)
    return render(request, "ateliers/seance_modifier.html", contexte, status=409)


def _depart(request) -> dict:
    """What a new session starts with: today or the day asked for, the usual hours of its half-day."""
    try:
        jour = lire_date_iso(request.GET.get("date", ""))
    except PeriodeInvalide:
        jour = aujourdhui()
    demi = request.GET.get("demi", DemiJournee.MATIN)
    debut, fin = HORAIRES[DemiJournee(demi if demi in DemiJournee else DemiJournee.MATIN)]
    statut = StatutSeance.REALISEE if jour < aujourdhui() else StatutSeance.PREVUE
    return {"date": jour, "debut": debut, "fin": fin, "statut": statut.value}


def _valeurs(seance: Seance) -> dict:
    """A session as its form shows it."""
    autres = {"partenaires": seance.partenaires.all(), "intervenants": seance.intervenants.all()}
    return _simples(seance) | autres | {"version": empreinte(_simples(seance))}


def _simples(seance: Seance) -> dict:
    """What two people may correct at once; a status that the form does not show is left out."""
    annulee = seance.statut == StatutSeance.ANNULEE
    return {nom: getattr(seance, nom) for nom in CHAMPS if not (annulee and nom == "statut")}


@transaction.atomic
def _ajouter(form: SeanceForm) -> list[Seance]:
    return ajouter_seances(saisies=[_saisie("", form)])


@transaction.atomic
def _corriger(seance: Seance, form: SeanceForm) -> None:
    lue = Seance.objects.select_for_update(of=("self",)).select_related("atelier", "site").get(pk=seance.pk)
    lus = form.cleaned_data
    saisies = {nom: lus[nom] for nom in CHAMPS if nom in lus}
    verifier(version=lus["version"], actuelles=_simples(lue), saisies=saisies)
    enregistrer_seances(saisies=[_saisie(seance.reference, form)])


def _saisie(reference: str, form: SeanceForm) -> SaisieSeance:
    """What the form says, speakers named for the first time created; within the caller's transaction."""
    lus = form.cleaned_data
    agents, _ = trouver_ou_creer_intervenants(noms=lus["nouveaux_intervenants"])
    structures, _ = trouver_ou_creer(noms=lus["nouveaux_partenaires"])
    return SaisieSeance(
        reference,
        {nom: lus[nom] for nom in CHAMPS if nom in lus},
        [*lus["partenaires"], *_nommes(lus["nouveaux_partenaires"], structures)],
        [*lus["intervenants"], *_nommes(lus["nouveaux_intervenants"], agents)],
    )


def _nommes(noms: list[str], par_cle: dict) -> list:
    return [par_cle[cle(nom)] for nom in noms]
