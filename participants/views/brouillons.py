"""The draft of an interview: kept by the page while one types, deleted by a button. It is its author's alone."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone

from comptes.acces import acces
from comptes.droits import Action
from participants.dossier import dossier_garde, liste_de, suite_de
from participants.entretiens import entretien_ou_rien
from participants.forms.entretiens import (
    EntretienForm,
    champs_bruts,
    ecarts_bruts,
    feuillet_de,
    formulaire_du_brouillon,
    themes_proposes,
)
from participants.models import Participant
from participants.mots_a_relire import conseils
from participants.services.noter_entretien import (
    DejaEcrit,
    garder_le_brouillon,
    place_de_la_correction,
    place_du_nouveau,
)
from participants.views.entretiens import DOSSIER
from socle import brouillons
from socle.brouillons import BrouillonDepasse, TexteDAutrui
from socle.models import Brouillon
from socle.templatetags.typographie import heure

TAILLE_MAX = 200_000  # characters of a whole draft: a long interview is some 20 000
DEJA_ECRIT = "Cet entretien est déjà enregistré. Si vous l’enregistrez de nouveau, les deux textes vous seront montrés."
TROP_LONG = "Ce texte est trop long pour être gardé en brouillon. Il reste sur cette page."


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=("POST",), trace=False)
def brouillon_garder(request, objet):
    """Keep what is typed; answered in JSON to the page's own script.

    200: `revision` and what to say. 409: another tab wrote meanwhile, `fragment` shows both texts. 410: the interview
    is saved. 413: too long.
    """
    form, place = _saisie(request, objet)
    champs = champs_bruts(form, request.POST)
    if sum(len(texte) for textes in champs.values() for texte in textes) > TAILLE_MAX:
        return JsonResponse({"etat": TROP_LONG}, status=413)
    try:
        garde = garder_le_brouillon(place=place, feuillet=feuillet_de(request.POST), champs=champs, le=timezone.now())
    except DejaEcrit:
        return JsonResponse({"etat": DEJA_ECRIT}, status=410)
    except BrouillonDepasse as depasse:
        return JsonResponse(_les_deux(form, depasse.brouillon), status=409)
    except TexteDAutrui as faute:
        raise Http404 from faute
    textes = [texte for nom, dits in champs.items() if "note" in nom or nom == "compte_rendu" for texte in dits]
    etat = f"Brouillon enregistré à {_heure(garde)}."
    return JsonResponse({"revision": garde.revision, "etat": etat, "conseils": conseils(*textes)})


@acces(Action.ENTRETIEN_NOTER, objet=Participant, methodes=("POST",))
@dossier_garde
def brouillon_supprimer(request, objet):
    """Forget one's own draft, and go back to the interviews."""
    if brouillons.supprimer(auteur=request.user, uuid=feuillet_de(request.POST).texte):
        messages.success(request, "Le brouillon est supprimé.")
    reponse = redirect(DOSSIER, uuid=objet.uuid)
    reponse["Location"] += suite_de(liste_de(request))
    reponse.precision_journal = "brouillon supprimé"
    return reponse


def _saisie(request, participant: Participant):
    """The form as it was typed, of a new interview or of a correction, and where its draft stands."""
    ecrit = entretien_ou_rien(participant, request.POST.get("entretien"))
    if ecrit:
        place, brouillon = place_de_la_correction(ecrit, request.user)
    else:
        place, brouillon = place_du_nouveau(participant, request.user)
    themes = themes_proposes(brouillon, request.POST.getlist("themes"))
    return EntretienForm(request.POST, themes=themes, suite=ecrit is None), place


def _les_deux(form: EntretienForm, brouillon: Brouillon) -> dict:
    """What the other tab wrote, beside what this one holds, and what this one needs to be written over it."""
    differences = ecarts_bruts(form, formulaire_du_brouillon(form, brouillon))
    contexte = {"differences": differences, "depasse": brouillon}
    return {
        "brouillon": str(brouillon.uuid),
        "revision": brouillon.revision,
        "fragment": render_to_string("participants/_entretien_deux_brouillons.html", contexte),
    }


def _heure(brouillon: Brouillon) -> str:
    return heure(timezone.localtime(brouillon.modifie_le).time())
