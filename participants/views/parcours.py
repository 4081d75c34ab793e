"""Writing the stays of a person, and what changed during them."""

from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from participants.dossier import dossier_garde
from participants.forms.parcours import ChangementForm, FaitForm, OuvertureForm, SejourForm, SortieForm
from participants.models import Parcours, Participant
from participants.services.faits import changer_situation, corriger_fait, supprimer_fait
from participants.services.parcours import (
    clore_parcours,
    corriger_parcours,
    fin_de_reouverture,
    ouvrir_parcours,
    rouvrir_parcours,
)
from participants.situation import LIBELLES, SUJETS, en_vigueur, faits_de
from participants.views.saisie import partenaires_connus, saisir
from socle.periodes import aujourdhui, en_lettres

ONGLET = "participants:participant_parcours"


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def parcours_ouvrir(request, objet):
    """An entry or a return, and what is known on its first day."""
    dernier = objet.parcours.last()
    reperes = {} if dernier is None else _reperes(objet, dernier, "Au parcours précédent : {}.")
    form = OuvertureForm(request.POST or None, reperes=reperes, initial={"date_entree": aujourdhui()})
    return saisir(
        request,
        objet,
        form,
        lambda form: ouvrir_parcours(
            participant=objet,
            date_entree=form.cleaned_data["date_entree"],
            sejour=form.sejour,
            faits=form.faits,
            aujourdhui=aujourdhui(),
        ),
        gabarit="participants/parcours_ouvrir.html",
        retour=ONGLET,
        message="L’entrée est notée. La personne est comptée dans les bilans à partir de ce jour.",
        ouvert=dernier if dernier and dernier.date_sortie is None else None,
        dernier_parcours=dernier,
        partenaires=partenaires_connus(),
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def parcours_clore(request, objet, sejour):
    """The exit, its motive, and what it entails."""
    parcours = _parcours(objet, sejour)
    form = SortieForm(request.POST or None, initial={"date_sortie": aujourdhui()})
    return saisir(
        request,
        objet,
        form,
        lambda form: clore_parcours(
            parcours=parcours,
            date_sortie=form.cleaned_data["date_sortie"],
            motif=form.cleaned_data["motif_sortie"],
            aujourdhui=aujourdhui(),
        ),
        gabarit="participants/parcours_clore.html",
        retour=ONGLET,
        message="La sortie est notée.",
        parcours=parcours,
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def parcours_rouvrir(request, objet, sejour):
    """Take back an exit, while it is recent."""
    parcours = _parcours(objet, sejour)
    limite = fin_de_reouverture(parcours) if parcours.date_sortie else None
    form = Form(request.POST if request.method == "POST" else None)
    return saisir(
        request,
        objet,
        form,
        lambda form: rouvrir_parcours(parcours=parcours, aujourdhui=aujourdhui()),
        gabarit="participants/parcours_rouvrir.html",
        retour=ONGLET,
        message="Le parcours est rouvert.",
        parcours=parcours,
        limite=limite,
        possible=limite is not None and aujourdhui() <= limite,
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def parcours_corriger(request, objet, sejour):
    """The days of a stay and who sent the person, noted with a mistake."""
    parcours = _parcours(objet, sejour)
    form = SejourForm(request.POST or None, parcours=parcours)
    return saisir(
        request,
        objet,
        form,
        lambda form: corriger_parcours(
            parcours=parcours,
            date_entree=form.cleaned_data["date_entree"],
            sejour=form.sejour,
            aujourdhui=aujourdhui(),
        ),
        gabarit="participants/parcours_corriger.html",
        retour=ONGLET,
        message="Le parcours est corrigé.",
        parcours=parcours,
        partenaires=partenaires_connus(),
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def changement_ajouter(request, objet):
    """What changed on one day; `?depuis=entree` starts from the entry, to complete what nobody asked then."""
    dernier = objet.parcours.last()
    reperes = {} if dernier is None else _reperes(objet, dernier, "Aujourd’hui : {}.")
    depart = dernier.date_entree if dernier and request.GET.get("depuis") == "entree" else aujourdhui()
    form = ChangementForm(request.POST or None, reperes=reperes, initial={"depuis": depart})
    return saisir(
        request,
        objet,
        form,
        lambda form: changer_situation(
            participant=objet, depuis=form.cleaned_data["depuis"], valeurs=form.faits, aujourdhui=aujourdhui()
        ),
        gabarit="participants/changement_ajouter.html",
        retour=ONGLET,
        message="Le changement est noté.",
        dernier_parcours=dernier,
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def changement_corriger(request, objet, sujet, cle):
    """One dated fact noted with a mistake, in its value or its day."""
    fait = _fait(objet, sujet, cle)
    form = FaitForm(request.POST or None, fait=fait, nom=sujet)
    return saisir(
        request,
        objet,
        form,
        lambda form: corriger_fait(
            fait=fait, depuis=form.cleaned_data["depuis"], valeur=form.valeur, aujourdhui=aujourdhui()
        ),
        gabarit="participants/changement_corriger.html",
        retour=ONGLET,
        message="Le changement est corrigé.",
        fait=fait,
        nom=sujet,
        libelle=LIBELLES[sujet],
    )


@acces(Action.PARTICIPANT_MODIFIER, objet=Participant, methodes=FORMULAIRE)
@dossier_garde
def changement_supprimer(request, objet, sujet, cle):
    """One dated fact that should never have been noted; the page asks first."""
    fait = _fait(objet, sujet, cle)
    return saisir(
        request,
        objet,
        Form(request.POST if request.method == "POST" else None),
        lambda form: supprimer_fait(fait=fait),
        gabarit="participants/changement_supprimer.html",
        retour=ONGLET,
        message="Le changement est supprimé.",
        fait=fait,
        libelle=LIBELLES[sujet],
    )


def _parcours(participant: Participant, uuid) -> Parcours:
    """The stay of this person, 404 for any other."""
    sejours = participant.parcours.select_related("participant", "motif_sortie", "prescripteur")
    return get_object_or_404(sejours, uuid=uuid)


def _fait(participant: Participant, sujet: str, cle: int):
    """The dated fact of this person, 404 for any other and for a subject that is none."""
    if sujet not in SUJETS:
        raise Http404
    relations = ["parcours"] if sujet == "qpv" else ["parcours", "valeur"]
    faits = SUJETS[sujet].objects.select_related(*relations)
    return get_object_or_404(faits, pk=cle, parcours__participant=participant)


def _reperes(participant: Participant, sejour: Parcours, phrase: str) -> dict[str, str]:
    """Under each subject, what is in force and since when."""
    vigueur = en_vigueur(faits_de(participant), sejour, aujourdhui())
    return {
        nom: phrase.format(f"{fait.texte or 'inconnu'}, depuis le {en_lettres(fait.depuis)}")
        for nom, fait in vigueur.items()
    }
