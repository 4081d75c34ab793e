"""The tab of the file about the garden: skills seen at work, and the consignes given to the encadrants."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from participants.choix import Statut
from participants.competences import suivis_de
from participants.dossier import Cadre, Onglet, cadre, dossier_garde, liste_de, suite_de
from participants.forms.jardin import ConsigneForm
from participants.models import Competence, Consigne, Participant
from participants.services.jardin import consigne_de, ecrire_consigne, modifier_consigne, terminer_consigne
from participants.views.saisie import saisir
from socle.erreurs import SaisieRefusee
from socle.periodes import aujourdhui

ONGLET = Onglet("Compétences", "participants:participant_competences", Action.PARTICIPANT_VOIR)


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_competences(request, objet):
    """Where the person stands for each skill, since when and by whom; the consignes, those that ended folded."""
    ensemble = cadre(request, objet)
    suivis = suivis_de(objet, [sejour.date_entree for sejour in ensemble.parcours])
    suivies = {suivi.competence for suivi in suivis}
    contexte = {
        "cadre": ensemble,
        "suivis": suivis,
        "a_voir": [c for c in Competence.objects.filter(actif=True) if c not in suivies],
        "peut_noter": _au_jardin(ensemble) and peut(request.user, Action.OBSERVATION_NOTER),
        **_consignes(ensemble),
    }
    return render(request, "participants/participant_competences.html", contexte)


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def consigne_ecrire(request, objet):
    """What to do or avoid in the garden; words that say why are shown once before they are kept."""
    form = ConsigneForm(request.POST or None, initial={"depuis": aujourdhui()})
    return _saisir(
        request,
        objet,
        form,
        lambda form: ecrire_consigne(
            participant=objet, valeurs=form.valeurs, par=request.user, confirme=_confirme(request)
        ),
        gabarit="participants/consigne_ecrire.html",
        message="La consigne est écrite. Les encadrants la lisent au jardin, sous le nom de la personne.",
        ecrit="consigne écrite",
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def consigne_modifier(request, objet, consigne):
    """Correct a consigne, give it an end, or stop showing it at once."""
    consigne = get_object_or_404(objet.consignes.select_related("par", "participant"), uuid=consigne)
    if "terminer" in request.POST:
        return _terminer(request, objet, consigne)
    form = ConsigneForm(request.POST or None, initial=ConsigneForm.depart(consigne_de(consigne)))
    return _saisir(
        request,
        objet,
        form,
        lambda form: modifier_consigne(
            consigne=consigne,
            valeurs=form.valeurs,
            version=form.cleaned_data["version"],
            par=request.user,
            confirme=_confirme(request),
        ),
        gabarit="participants/consigne_modifier.html",
        message="La consigne est corrigée.",
        ecrit="consigne corrigée",
        lire_actuelles=dict,
        consigne=consigne,
        terminee=consigne.fin is not None and consigne.fin < aujourdhui(),
    )


def _saisir(request, objet: Participant, form: ConsigneForm, ecrire: Callable, **page):
    """As any page that writes in a file, but for words that say why: the page asks whether to keep them."""
    ancienne = page["consigne"].texte if "consigne" in page else ""
    dit_pourquoi = form.is_bound and form.is_valid() and form.mots and form.cleaned_data["texte"] != ancienne
    if dit_pourquoi and not _confirme(request):
        contexte = {**page, "participant": objet, "form": form, "retour": _retour(request, objet), "avertir": True}
        return render(request, page["gabarit"], contexte)
    return saisir(request, objet, form, ecrire, retour=ONGLET.vue, **page)


def _confirme(request) -> bool:
    return request.POST.get("confirme") == "oui"


def _retour(request, objet: Participant) -> str:
    return reverse(ONGLET.vue, args=[objet.uuid]) + suite_de(liste_de(request))


def _terminer(request, objet: Participant, consigne: Consigne):
    try:
        terminer_consigne(consigne=consigne, aujourdhui=aujourdhui())
    except SaisieRefusee:  # somebody else has just taken it away
        messages.info(request, "Cette consigne était déjà retirée.")
    else:
        messages.success(request, "La consigne n’est plus montrée au jardin.")
    reponse = redirect(_retour(request, objet))
    reponse.precision_journal = "consigne terminée"
    return reponse


def _au_jardin(ensemble: Cadre) -> bool:
    """Whether her stay covers today, the day of the exit included."""
    return ensemble.sejour is not None and ensemble.sejour.couvre(ensemble.jour)


def _consignes(ensemble: Cadre) -> dict[str, list[dict]]:
    """Those in force, those to come, and those that ended, newest first; one of an earlier stay is to be checked."""
    jour = ensemble.jour
    entree = ensemble.sejour.date_entree if ensemble.statut == Statut.EN_PARCOURS else None
    lignes = [
        {
            "consigne": consigne,
            "a_venir": consigne.depuis > jour,
            "ancienne": entree is not None and consigne.depuis < entree,
            "finie": consigne.fin is not None and consigne.fin < jour,
        }
        for consigne in ensemble.participant.consignes.select_related("par").order_by("-depuis", "-pk")
    ]
    return {
        "consignes": sorted((ligne for ligne in lignes if not ligne["finie"]), key=lambda ligne: ligne["a_venir"]),
        "terminees": [ligne for ligne in lignes if ligne["finie"]],
    }
