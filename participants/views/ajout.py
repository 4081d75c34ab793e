"""Adding a person, once nobody looks like her, or once those who do are told to be somebody else."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.forms.ajout import AjoutForm, PersonneForm, RencontreForm
from participants.models import Participant
from participants.presentation import Fiche, fiches_de
from participants.services.ajout import accueillir_personne, ajouter_personne
from participants.services.doublons import Identite, candidats
from participants.views.saisie import partenaires_connus
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter
from socle.periodes import aujourdhui


@acces(Action.PARTICIPANT_AJOUTER, methodes=FORMULAIRE)
def participant_ajouter(request):
    """A person who enters: name, sex, day of entry, and what more is known."""
    jour = aujourdhui()
    form = AjoutForm(_saisie(request), initial={"date_entree": jour, "referent": request.user.pk})
    return _ajouter(
        request,
        form,
        "participants/participant_ajouter.html",
        lambda: ajouter_personne(
            identite=form.valeurs,
            date_entree=form.cleaned_data["date_entree"],
            sejour=form.sejour,
            faits=form.faits,
            aujourdhui=jour,
        ),
    )


@acces(Action.PARTICIPANT_AJOUTER, methodes=FORMULAIRE)
def participant_rencontrer(request):
    """A person who was only met: name, sex, day, how, what was decided."""
    jour = aujourdhui()
    form = RencontreForm(_saisie(request), initial={"date": jour})
    return _ajouter(
        request,
        form,
        "participants/participant_rencontrer.html",
        lambda: accueillir_personne(
            identite=form.valeurs, contact=form.contact, par=request.user, le=timezone.now(), aujourdhui=jour
        ),
    )


def _saisie(request):
    return request.POST if request.method == "POST" else None


def _ajouter(request, form: PersonneForm, gabarit: str, ecrire: Callable[[], Participant]):
    """Write the person and open her file; show the page again while something is wrong or somebody looks like her."""
    fiches: list[tuple[Fiche, str]] = []
    if request.method == "POST" and form.is_valid() and not (fiches := _ressemblances(form)):
        try:
            personne = ecrire()
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            messages.success(request, f"Le dossier de {personne} est ouvert, sous la référence {personne.reference}.")
            return redirect("participants:participant_voir", uuid=personne.uuid)
    contexte = {"form": form, "fiches": fiches, "partenaires": partenaires_connus()}
    return render(request, gabarit, contexte, status=400 if form.errors else 200)


def _ressemblances(form: PersonneForm) -> list[tuple[Fiche, str]]:
    """The files that may be hers and why, unless all of them were seen and told to be somebody else’s.

    `ecartes` then holds what is shown: another name, or another file come meanwhile, asks again.
    """
    vus = set(form.cleaned_data["ecartes"].split())
    valeurs = form.valeurs
    identite = Identite(
        valeurs["nom"], valeurs["prenom"], valeurs["sexe"], valeurs["date_naissance"], valeurs["annee_seule"]
    )
    trouves = candidats(identite)
    if {str(personne.uuid) for personne, _ in trouves} <= vus:
        return []
    form.data = form.data.copy()
    form.data["ecartes"] = " ".join(str(personne.uuid) for personne, _ in trouves)
    fiches = fiches_de([personne.pk for personne, _ in trouves], aujourdhui())
    return [(fiches[personne.pk], vue.raison) for personne, vue in trouves]
