"""The tab « Objectifs » of a file, and writing objectifs and immersions."""

import datetime as dt
from urllib.parse import urlencode
from uuid import uuid4

from django.forms import Form
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action, peut
from partenaires.models import Thematique
from participants.choix import StatutObjectif
from participants.dossier import Onglet, cadre, dossier_garde
from participants.forms.projet import FinForm, ImmersionForm, ObjectifForm
from participants.models import Demarche, Immersion, Objectif, Participant
from participants.objectifs import LIBELLES, Voir, projet_de
from participants.services.projet import (
    ajouter_immersion,
    ajouter_objectif,
    clore_objectif,
    corriger_immersion,
    corriger_objectif,
    immersion_de,
    objectif_de,
    rouvrir_objectif,
)
from participants.services.projet_demarches import DELAI
from participants.views.saisie import partenaires_connus, saisir
from socle.periodes import aujourdhui

RETOUR = "participants:participant_objectifs"
ONGLET = Onglet("Objectifs", RETOUR, Action.PARTICIPANT_VOIR, compte="objectifs")
COCHEE = "demarche_cochee"  # in the session: the démarche just ticked, and what gives it back


@acces(Action.PARTICIPANT_VOIR, objet=Participant)
@dossier_garde
def participant_objectifs(request, objet):
    """What the person aims at and tries, theme by theme; `?voir=` also shows what has ended."""
    ensemble = cadre(request, objet)
    voir = voir_demande(request)
    contexte = {
        "cadre": ensemble,
        "projet": projet_de(objet, voir, ensemble.jour),
        "voir": voir,
        "choix": [
            {"libelle": LIBELLES[choix], "suite": suite_de_l_onglet(ensemble.liste, choix), "actif": choix == voir}
            for choix in Voir
        ],
        "suite": suite_de_l_onglet(ensemble.liste, voir),
        "cochee": _cochee(request, objet),
        "peut_remplir": peut(request.user, Action.LIVRET_REMPLIR),
    }
    return render(request, "participants/participant_objectifs.html", contexte)


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def objectif_ajouter(request, objet):
    """Something to reach during the stay; `?theme=` chooses its theme."""
    sejour = objet.parcours.last()
    sortie = sejour.date_sortie if sejour else None
    depart = {"thematique": theme_demande(request), "date": sortie or aujourdhui(), "identifiant": uuid4()}
    return saisir(
        request,
        objet,
        ObjectifForm(request.POST or None, initial=depart),
        lambda form: ajouter_objectif(
            participant=objet,
            valeurs=form.valeurs,
            par=request.user,
            aujourdhui=aujourdhui(),
            uuid=form.cleaned_data["identifiant"],
        ),
        gabarit="participants/objectif_ajouter.html",
        retour=RETOUR,
        message="L’objectif est noté.",
        ecrit="objectif noté",
        sejour=sejour,
    )


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def objectif_modifier(request, objet, objectif):
    """An objectif in other words, on another day, in another theme."""
    objectif = _objectif(objet, objectif)
    form = ObjectifForm(request.POST or None, initial=ObjectifForm.depart(objectif_de(objectif)))
    return saisir(
        request,
        objet,
        form,
        lambda form: corriger_objectif(
            objectif=objectif, valeurs=form.valeurs, version=form.cleaned_data["version"], aujourdhui=aujourdhui()
        ),
        gabarit="participants/objectif_modifier.html",
        retour=RETOUR,
        message="L’objectif est corrigé.",
        ecrit=f"objectif {objectif.pk} corrigé",
        lire_actuelles=dict,
    )


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def objectif_clore(request, objet, objectif):
    """Reached, or given up and why."""
    objectif = _objectif(objet, objectif)
    form = FinForm(request.POST or None, initial={"statut": StatutObjectif.ATTEINT, "date_fin": aujourdhui()})
    return saisir(
        request,
        objet,
        form,
        lambda form: clore_objectif(objectif=objectif, aujourdhui=aujourdhui(), **form.cleaned_data),
        gabarit="participants/objectif_clore.html",
        retour=RETOUR,
        message="La fin de l’objectif est notée.",
        ecrit=f"objectif {objectif.pk} terminé",
        objectif=objectif,
        ouvertes=objectif.demarches.ouvertes().count(),
    )


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def objectif_rouvrir(request, objet, objectif):
    """Take up again what was reached or given up; the page asks first."""
    objectif = _objectif(objet, objectif)
    return saisir(
        request,
        objet,
        Form(request.POST if request.method == "POST" else None),
        lambda form: rouvrir_objectif(objectif=objectif),
        gabarit="participants/objectif_rouvrir.html",
        retour=RETOUR,
        message="L’objectif est de nouveau en cours.",
        ecrit=f"objectif {objectif.pk} repris",
        objectif=objectif,
    )


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def immersion_ajouter(request, objet):
    """A time of work elsewhere."""
    form = ImmersionForm(request.POST or None, initial={"identifiant": uuid4()})
    return saisir(
        request,
        objet,
        form,
        lambda form: ajouter_immersion(
            participant=objet, valeurs=form.valeurs, par=request.user, uuid=form.cleaned_data["identifiant"]
        ),
        gabarit="participants/immersion_ajouter.html",
        retour=RETOUR,
        message="L’immersion est notée.",
        ecrit="immersion notée",
        partenaires=partenaires_connus(),
    )


@acces(Action.LIVRET_REMPLIR, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def immersion_modifier(request, objet, immersion):
    """An immersion noted with a mistake, or over: how it went."""
    immersion = get_object_or_404(Immersion.objects.select_related("participant"), uuid=immersion, participant=objet)
    form = ImmersionForm(request.POST or None, initial=ImmersionForm.depart(immersion_de(immersion)))
    return saisir(
        request,
        objet,
        form,
        lambda form: corriger_immersion(
            immersion=immersion, valeurs=form.valeurs, version=form.cleaned_data["version"]
        ),
        gabarit="participants/immersion_modifier.html",
        retour=RETOUR,
        message="L’immersion est corrigée.",
        ecrit=f"immersion {immersion.pk} corrigée",
        lire_actuelles=dict,
        partenaires=partenaires_connus(),
    )


def theme_demande(request) -> Thematique | None:
    """The theme of `?theme=`, None for none and for one that is not proposed."""
    return Thematique.objects.filter(actif=True, code=request.GET.get("theme", "")).first()


def suite_de_l_onglet(liste: str | None, voir: Voir) -> str:
    """What the addresses of the tab carry: the list the person came from, and what is shown."""
    questions = {} if liste is None else {"liste": liste}
    questions |= {} if voir == Voir.EN_COURS else {"voir": voir.value}
    return f"?{urlencode(questions)}" if questions else ""


def voir_demande(request) -> Voir:
    """What `?voir=` asks to be shown; what goes on, for anything else."""
    demande = request.GET.get("voir")
    return Voir(demande) if demande in list(Voir) else Voir.EN_COURS


def _objectif(participant: Participant, uuid) -> Objectif:
    """The objectif of this person, 404 for any other."""
    objectifs = Objectif.objects.select_related("thematique", "parcours__participant")
    return get_object_or_404(objectifs, uuid=uuid, parcours__participant=participant)


def _cochee(request, participant: Participant) -> dict | None:
    """The démarche of this person that was ticked a moment ago, and what takes it back."""
    faite = request.session.get(COCHEE)
    if not faite or timezone.now() - dt.datetime.fromtimestamp(faite["le"], tz=dt.UTC) > DELAI:
        return None
    demarche = Demarche.objects.filter(participant=participant, uuid=faite["demarche"]).select_related("thematique")
    return {"demarche": demarche.first(), "jeton": faite["jeton"]} if demarche else None
