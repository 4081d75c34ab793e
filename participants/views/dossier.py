"""The tabs of a file: who she is, how to reach her, her stays and situation, her history."""

from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import render

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.dossier import cadre, dossier_garde
from participants.ensemble import dernier_entretien, frise
from participants.forms.historique import HistoriqueForm
from participants.historique import evenements, filtrer
from participants.historique_livret import evenements_du_livret
from participants.models import Participant, Report
from participants.mots_du_rythme import pastille_du_rythme
from participants.projet import themes_en_cours
from participants.services.parcours import fin_de_reouverture
from participants.situation import LIBELLES, en_vigueur
from participants.views.saisie import contacts_de

PAR_PAGE = 60  # events


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_voir(request, objet):
    """The file at a glance: where the person stands, theme by theme, and the last interview, open."""
    ensemble = cadre(request, objet)
    contexte = {
        "cadre": ensemble,
        "frise": frise(ensemble),
        "themes": themes_en_cours(objet, ensemble.sejour, ensemble.jour) if ensemble.sejour else [],
        "entretien": dernier_entretien(objet, request.user, ensemble.jour),
        "situation": _situation(ensemble, ensemble.sejour),
        "contacts": contacts_de(objet) if ensemble.sejour is None else (),
    }
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
    reports = Report.objects.select_related("par").order_by("-date", "-pk")
    prefetch_related_objects(ensemble.parcours, "suspensions", Prefetch("reports", reports))
    sejours = [{"parcours": sejour, "sujets": _sujets(ensemble, sejour)} for sejour in ensemble.parcours]
    contexte = {"cadre": ensemble, "sejours": sejours, "contacts": contacts_de(objet)}
    if etat := ensemble.livret.etat:
        contexte["rythme"] = pastille_du_rythme(etat, ensemble.jour)
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
    tous = evenements(ensemble, contacts_de(objet), fusions, evenements_du_livret(objet, ensemble.jour))
    form = HistoriqueForm(request.POST if request.method == "POST" else None)
    correct = form.is_valid()
    trouves = filtrer(tous, **form.cleaned_data) if correct else tous
    # What was asked for is shown whole, so that its words stay out of the addresses of pages.
    page = Paginator(trouves, max(len(trouves), 1) if correct else PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"cadre": ensemble, "form": form, "total": len(tous), "page": page, "filtre": correct}
    contexte["requete"] = ensemble.suite.removeprefix("?")
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
