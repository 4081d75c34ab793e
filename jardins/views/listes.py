"""The reference lists, kept by the chef de projet."""

from django.contrib import messages
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from comptes.acces import FORMULAIRE, acces
from comptes.droits import Action
from jardins.forms_administration import ReunionForm, formulaire_de_ligne
from jardins.listes import apercus, avec_emplois, champs_propres, listes, titre
from jardins.services.listes import (
    Reunion,
    ajouter_ligne,
    deplacer_ligne,
    est_figee,
    modifier_ligne,
    proposer_ligne,
    reunir_lignes,
)
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter
from socle.templatetags.typographie import unite

ENVOI = ("POST",)
PROPOSEE = "est proposée à la saisie."
RETIREE = "n’est plus proposée à la saisie. Les dossiers qui la portent la gardent."


@acces(Action.LISTE_GERER)
def liste_lister(request):
    """Every list and what it offers."""
    return render(request, "jardins/liste_lister.html", {"apercus": apercus()})


@acces(Action.LISTE_GERER)
def liste_voir(request, liste):
    """The lines of one list, in order: spellings, whether proposed, how often they serve."""
    modele = _liste(liste)
    propres = [modele._meta.get_field(nom) for nom in champs_propres(modele)]
    relations = [champ.name for champ in propres if champ.is_relation]
    lignes = list(avec_emplois(modele).select_related(*relations) if relations else avec_emplois(modele))
    for ligne in lignes:
        ligne.propres = [(_majuscule(champ.verbose_name), getattr(ligne, champ.name)) for champ in propres]
    contexte = _contexte(liste, modele) | {"lignes": lignes, "propres": [_majuscule(c.verbose_name) for c in propres]}
    return _nommer(render(request, "jardins/liste_voir.html", contexte), modele)


@acces(Action.LISTE_GERER, methodes=FORMULAIRE)
def liste_ajouter(request, liste):
    """A new line, at the end."""
    modele = _liste(liste)
    form = formulaire_de_ligne(modele, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ligne = ajouter_ligne(modele=modele, **_saisie(form))
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            messages.success(request, f"« {ligne} » est ajoutée, et proposée dès maintenant.")
            return _vers(modele)
    contexte = _contexte(liste, modele) | {"form": form}
    return _nommer(render(request, "jardins/liste_ajouter.html", contexte, status=400 if form.errors else 200), modele)


@acces(Action.LISTE_GERER, methodes=FORMULAIRE)
def liste_modifier(request, liste, code):
    """One line: its label, its spellings, and what may still be done with it."""
    modele, ligne = _ligne(liste, code)
    figee = est_figee(ligne)
    form = formulaire_de_ligne(modele, request.POST or None, ligne=ligne, figee=figee)
    if request.method == "POST" and form.is_valid():
        try:
            modifier_ligne(ligne=ligne, **_saisie(form))
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            messages.success(request, f"« {form.cleaned_data['libelle']} » est enregistrée.")
            return _vers(modele)
    contexte = _contexte(liste, modele) | {
        "form": form,
        "ligne": ligne,
        "figee": figee and bool(champs_propres(modele)),
    }
    return _nommer(render(request, "jardins/liste_modifier.html", contexte, status=400 if form.errors else 200), modele)


@acces(Action.LISTE_GERER, methodes=FORMULAIRE)
def liste_reunir(request, liste, code):
    """Make a line another spelling of the one chosen; what will change is said before."""
    modele, ligne = _ligne(liste, code)
    form = ReunionForm(ligne, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reunion = reunir_lignes(ligne=ligne, garde=form.cleaned_data["garde"])
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            messages.success(request, _reunie(ligne, form.cleaned_data["garde"], reunion))
            return _vers(modele)
    contexte = _contexte(liste, modele) | {"form": form, "ligne": ligne}
    return _nommer(render(request, "jardins/liste_reunir.html", contexte, status=400 if form.errors else 200), modele)


@acces(Action.LISTE_GERER, methodes=ENVOI)
def liste_deplacer(request, liste, code):
    """One place up, or down."""
    modele, ligne = _ligne(liste, code)
    vers_le_haut = request.POST.get("sens", "haut") == "haut"
    if deplacer_ligne(ligne=ligne, vers_le_haut=vers_le_haut):
        messages.success(request, f"« {ligne} » est {'montée' if vers_le_haut else 'descendue'} d’une place.")
    return _vers(modele)


@acces(Action.LISTE_GERER, methodes=ENVOI)
def liste_proposer(request, liste, code):
    """Propose a line at entry again, or withdraw it."""
    modele, ligne = _ligne(liste, code)
    actif = not ligne.actif
    try:
        proposer_ligne(ligne=ligne, actif=actif)
    except SaisieRefusee as refus:
        messages.error(request, str(refus))
    else:
        suite = "est proposée à la saisie." if actif else "n’est plus proposée. Les dossiers qui la portent la gardent."
        messages.success(request, f"« {ligne} » {suite}")
    return _vers(modele)


def _liste(nom: str) -> type[Model]:
    """The list of this name, or 404."""
    if modele := listes().get(nom):
        return modele
    raise Http404


def _ligne(liste: str, code: str) -> tuple[type[Model], Model]:
    modele = _liste(liste)
    return modele, get_object_or_404(avec_emplois(modele), code=code)


def _contexte(liste: str, modele: type[Model]) -> dict:
    return {"liste": liste, "titre": titre(modele)}


def _vers(modele: type[Model]):
    return _nommer(redirect("liste_voir", liste=modele._meta.model_name), modele)


def _nommer(reponse, modele: type[Model]):
    """The journal says which list."""
    reponse.precision_journal = titre(modele)
    return reponse


def _saisie(form) -> dict:
    """What the form says, as the services take it."""
    propres = {nom: valeur for nom, valeur in form.cleaned_data.items() if nom not in ("libelle", "alias")}
    return {"libelle": form.cleaned_data["libelle"], "alias": form.cleaned_data["alias"], "propres": propres}


def _reunie(ligne: Model, garde: Model, reunion: Reunion) -> str:
    """What was done, rows set aside included."""
    phrase = f"« {ligne} » est maintenant une écriture de « {garde} » ({unite(reunion.reprises, 'reprises')})."
    if not reunion.ecartees:
        return phrase
    doubles = unite(reunion.ecartees, "doubles")
    return f"{phrase} {doubles} du même jour : ce qui était noté sous « {garde} » est gardé."


def _majuscule(texte: str) -> str:
    return texte[0].upper() + texte[1:]
