"""The tabs of a file: who she is, how to reach her, her stays and situation, her history."""

from django.shortcuts import render

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.dossier import cadre, dossier_garde
from participants.forms.historique import HistoriqueForm
from participants.historique import evenements, filtrer
from participants.models import Participant
from participants.services.parcours import fin_de_reouverture
from participants.situation import LIBELLES, en_vigueur
from participants.views.saisie import contacts_de


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_voir(request, objet):
    """The whole file at a glance: identity, stay, situation, first contacts, what is missing."""
    ensemble = cadre(request, objet)
    contexte = {"cadre": ensemble, "situation": _situation(ensemble, ensemble.sejour), "contacts": contacts_de(objet)}
    return render(request, "participants/participant_voir.html", contexte)


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_coordonnees(request, objet):
    """How to reach the person, and whom to call."""
    return render(request, "participants/participant_coordonnees.html", {"cadre": cadre(request, objet)})


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_parcours(request, objet):
    """Every stay, newest first, with each fact and its changes; the meetings before."""
    ensemble = cadre(request, objet)
    sejours = [{"parcours": sejour, "sujets": _sujets(ensemble, sejour)} for sejour in ensemble.parcours]
    contexte = {"cadre": ensemble, "sejours": sejours, "contacts": contacts_de(objet)}
    dernier = ensemble.sejour
    if dernier and dernier.date_sortie:
        contexte["rouvrable"] = ensemble.jour <= fin_de_reouverture(dernier)
    return render(request, "participants/participant_parcours.html", contexte)


@acces(Action.PARTICIPANT_VOIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def participant_historique(request, objet):
    """Everything dated, newest first, by period, type and words; these are POSTed, to stay out of addresses."""
    ensemble = cadre(request, objet)
    fusions = objet.fusions.select_related("fondu", "faite_par", "defaite_par")
    tous = evenements(ensemble, contacts_de(objet), fusions)
    form = HistoriqueForm(request.POST if request.method == "POST" else None)
    correct = form.is_valid()
    contexte = {
        "cadre": ensemble,
        "form": form,
        "total": len(tous),
        "evenements": filtrer(tous, **form.cleaned_data) if correct else tous,
        "filtre": correct,
    }
    statut = 400 if form.is_bound and not correct else 200
    return render(request, "participants/participant_historique.html", contexte, status=statut)


def _situation(ensemble, sejour) -> list[dict]:
    """Each subject in words, with the fact in force of the stay, if any."""
    if sejour is None:
        return []
    vigueur = en_vigueur(ensemble.faits, sejour, ensemble.jour)
    return [{"libelle": libelle, "fait": vigueur.get(nom)} for nom, libelle in LIBELLES.items()]


def _sujets(ensemble, sejour) -> list[dict]:
    """Each subject of the stay with its changes, newest first."""
    siens = [fait for fait in reversed(ensemble.faits) if fait.parcours == sejour.pk]
    return [
        {"nom": nom, "libelle": libelle, "faits": [fait for fait in siens if fait.nom == nom]}
        for nom, libelle in LIBELLES.items()
    ]
