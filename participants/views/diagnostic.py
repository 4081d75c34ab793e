"""The bilan d'entrée of a stay: the tab that is read, one step that is filled, the obstacles taken again."""

import datetime as dt

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from participants.choix import Etape, EtatEtape
from participants.diagnostic import EtapeLue, dernier_jour, lire_bilan
from participants.distance import dates_de, lire_trajets, resumer
from participants.dossier import Onglet, cadre, dossier_garde, liste_de, suite_de
from participants.forms.diagnostic import EtapeForm, FreinsForm
from participants.models import EtapeBilan, Parcours, Participant
from participants.services.diagnostic import enregistrer_etape, evaluer_freins
from participants.services.diagnostic_lecture import freins_proposes, lire_l_etape, lire_les_freins
from participants.views.saisie import saisir
from socle.periodes import PeriodeInvalide, aujourdhui, lire_date_iso

TABLEAU = "participants:participant_bilan"
ONGLET = Onglet("Bilan d’entrée", TABLEAU, Action.PARTICIPANT_VOIR)
UN_JOUR = dt.timedelta(days=1)


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_bilan(request, objet):
    """The steps and what they say, the obstacles and how far they went, of the last stay or of `?sejour=`."""
    ensemble = cadre(request, objet)
    sejour = _sejour_lu(ensemble, request.GET.get("sejour", ""))
    etapes = lire_bilan(ensemble, sejour) if sejour else []
    trajets = lire_trajets(sejour) if sejour else []
    contexte = {
        "cadre": ensemble,
        "sejour": sejour,
        "autres": [autre for autre in ensemble.parcours if autre != sejour],
        "peut_remplir": sejour is not None and sejour == ensemble.sejour and peut(request.user, Action.LIVRET_REMPLIR),
        "etapes": etapes,
        "faites": sum(etape.faite for etape in etapes),
        "commence": any(etape.ligne for etape in etapes) or bool(trajets),
        "prochaine": next((etape for etape in etapes if not etape.faite), None),
        "trajets": trajets,
        "dessines": [trajet for trajet in trajets if not trajet.sans_objet],
        "sans_objet": [trajet for trajet in trajets if trajet.sans_objet],
        "resume": resumer(trajets),
        "dates": dates_de(trajets),
        "jamais": _jamais_evalues(trajets) if trajets else [],
    }
    return render(request, "participants/participant_bilan.html", contexte)


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def bilan_remplir(request, objet, etape):
    """One step. `?au=` opens it as it was on a day, to correct what was noted then."""
    if etape not in Etape.values:
        raise Http404
    etape, sejour = Etape(etape), objet.parcours.last()
    if sejour is None:
        return redirect(TABLEAU, uuid=objet.uuid)
    etapes = _etapes(sejour)
    jour = _jour_lu(request, sejour, _jour_propose(sejour, deja=etapes[etape].ligne is not None))
    ligne = etapes[etape].ligne
    lue = lire_l_etape(parcours=sejour, etape=etape, jour=jour, note=ligne.note if ligne else "")
    form = EtapeForm(_saisie(request), etape=etape, lecture=lue, jour=jour)
    passee = request.POST.get("geste") == "passer"
    return saisir(
        request,
        objet,
        form,
        lambda form: enregistrer_etape(
            parcours=sejour,
            etape=etape,
            valeurs=form.valeurs,
            depuis=form.cleaned_data["depuis"],
            lues_au=jour,
            version=form.cleaned_data["version"],
            etat=EtatEtape.PASSEE if passee else EtatEtape.FAITE,
            par=request.user,
            aujourdhui=aujourdhui(),
        ),
        gabarit="participants/bilan_remplir.html",
        retour=TABLEAU,
        suite=_suite(request, objet, _apres(etape, etapes)),
        message=_dit(etape, passee=passee),
        ecrit=f"bilan d’entrée, étape {etape.value}",
        lire_actuelles=form.montrer,
        sejour=sejour,
        etape=etapes[etape],
        etapes=etapes.values(),
        avant=_voisine(etape, -1),
        apres=_voisine(etape, 1),
        reste=_apres(etape, etapes) is not None,
        dates=[date for date in lue.dates if date != jour],
    )


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def freins_evaluer(request, objet):
    """Every obstacle taken again on a day; `?au=` opens a day already noted, to correct it."""
    sejour = objet.parcours.last()
    if sejour is None:
        return redirect(TABLEAU, uuid=objet.uuid)
    jour = _jour_lu(request, sejour, dernier_jour(sejour, aujourdhui()))
    form = FreinsForm(_saisie(request), lecture=lire_les_freins(parcours=sejour, jour=jour), jour=jour)
    return saisir(
        request,
        objet,
        form,
        lambda form: evaluer_freins(
            parcours=sejour,
            niveaux=form.niveaux,
            depuis=form.cleaned_data["depuis"],
            lues_au=jour,
            version=form.cleaned_data["version"],
            par=request.user,
            aujourdhui=aujourdhui(),
        ),
        gabarit="participants/freins_evaluer.html",
        retour=TABLEAU,
        message="Les freins sont évalués.",
        ecrit="freins évalués",
        lire_actuelles=form.montrer,
        sejour=sejour,
    )


def _saisie(request):
    return request.POST if request.method == "POST" else None


def _etapes(sejour: Parcours) -> dict[Etape, EtapeLue]:
    """The five steps with what became of them."""
    lignes = {ligne.etape: ligne for ligne in EtapeBilan.objects.filter(parcours=sejour)}
    return {etape: EtapeLue(etape, lignes.get(etape.value)) for etape in Etape}


def _jour_propose(sejour: Parcours, *, deja: bool) -> dt.date:
    """The entry for a step that is opened for the first time; then today, or the last day that still counts."""
    if not deja:
        return sejour.date_entree
    jour = dernier_jour(sejour, aujourdhui())
    return jour if jour != sejour.date_sortie else max(jour - UN_JOUR, sejour.date_entree)


def _jour_lu(request, sejour: Parcours, propose: dt.date) -> dt.date:
    """The day whose answers are shown: the one the form was made from, the one asked for, or the one proposed."""
    try:
        jour = lire_date_iso(request.POST.get("lues_au") or request.GET.get("au", ""))
    except PeriodeInvalide:
        return propose
    return jour if sejour.couvre(jour) and jour <= aujourdhui() else propose


def _apres(etape: Etape, etapes: dict[Etape, EtapeLue]) -> Etape | None:
    """The next step not done, after this one then from the first; None when all the others are."""
    ordre = list(Etape)
    rang = ordre.index(etape)
    return next((autre for autre in [*ordre[rang + 1 :], *ordre[:rang]] if not etapes[autre].faite), None)


def _voisine(etape: Etape, pas: int) -> Etape | None:
    ordre = list(Etape)
    rang = ordre.index(etape) + pas
    return ordre[rang] if 0 <= rang < len(ordre) else None


def _suite(request, participant: Participant, etape: Etape | None) -> str:
    """The address of the next step, or of the tab."""
    arguments = [participant.uuid, etape.value] if etape else [participant.uuid]
    vue = "participants:bilan_remplir" if etape else TABLEAU
    return reverse(vue, args=arguments) + suite_de(liste_de(request))


def _dit(etape: Etape, *, passee: bool) -> str:
    if passee:
        return f"Ce que vous avez noté est gardé. L’étape « {etape.label} » reste à compléter."
    return f"L’étape « {etape.label} » est enregistrée."


def _sejour_lu(ensemble, uuid: str) -> Parcours | None:
    """The stay of this identifier among hers, the last one otherwise."""
    return next((sejour for sejour in ensemble.parcours if str(sejour.uuid) == uuid), ensemble.sejour)


def _jamais_evalues(trajets) -> list:
    """The obstacles of the list that nobody looked at in this stay."""
    vus = {trajet.frein.pk for trajet in trajets}
    return [frein for frein in freins_proposes() if frein.pk not in vus]
