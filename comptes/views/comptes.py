"""Everybody's accounts, kept by the administrateur."""

from collections import Counter
from copy import copy

from django.contrib import messages
from django.shortcuts import redirect, render

from comptes import courriels, services
from comptes.acces import FORMULAIRE, acces
from comptes.choix import EtatCompte
from comptes.droits import Action
from comptes.forms import CompteForm, FiltreComptesForm
from comptes.models import Utilisateur
from comptes.views.mots_de_passe import lien_pour
from socle.erreurs import SaisieRefusee
from socle.formulaires import reporter

ENVOI = ("POST",)
APPARENCE = {
    EtatCompte.OUVERT: ("feuille", "check"),
    EtatCompte.INVITE: ("ambre", "clock"),
    EtatCompte.FERME: ("", "lock"),
}


@acces(Action.COMPTE_GERER)
def compte_lister(request):
    """Every account by name, with its role, its state and its last sign-in. One town has some ten: no pages."""
    filtre = FiltreComptesForm(request.GET)
    filtre.is_valid()
    tous = list(Utilisateur.objects.visibles_par(request.user))
    etat, role = filtre.cleaned_data.get("etat"), filtre.cleaned_data.get("role")
    du_role = [compte for compte in tous if role in (None, "", compte.role)]
    nombres = Counter(compte.etat for compte in du_role)
    contexte = {
        "comptes": [(compte, *APPARENCE[compte.etat]) for compte in du_role if etat in (None, "", compte.etat)],
        "onglets": [(choix, choix.label.capitalize() + "s", nombres[choix]) for choix in EtatCompte],
        "tous": len(du_role),
        "etat": etat,
        "role": role,
        "filtre": filtre,
    }
    return render(request, "comptes/compte_lister.html", contexte)


@acces(Action.COMPTE_GERER, methodes=FORMULAIRE)
def compte_creer(request):
    """Invite somebody: the account is there at once, its password is chosen by a link."""
    form = CompteForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            compte = services.inviter(par=request.user, **form.valeurs)
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            return _remettre_le_lien(request, compte)
    statut = 400 if request.method == "POST" else 200
    return render(request, "comptes/compte_creer.html", {"form": form}, status=statut)


@acces(Action.COMPTE_GERER, objet=Utilisateur, methodes=FORMULAIRE)
def compte_modifier(request, objet):
    """Change a name, an address or a role; the person is told by letter of what lets her in."""
    avant = copy(objet)  # the form writes what is typed on the object it is given
    form = CompteForm(request.POST or None, instance=objet, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            changes = services.modifier(compte=avant, par=request.user, **form.valeurs)
        except SaisieRefusee as refus:
            reporter(form, refus)
        else:
            return _modifie(request, avant, changes)
    ton, icone = APPARENCE[avant.etat]
    contexte = {"form": form, "compte": avant, "ton": ton, "dessin": icone, "soi": avant == request.user}
    return render(request, "comptes/compte_modifier.html", contexte, status=400 if request.method == "POST" else 200)


@acces(Action.COMPTE_GERER, objet=Utilisateur, methodes=ENVOI)
def compte_fermer(request, objet):
    """Close an account at once."""
    return _geste(request, objet, services.fermer, "fermeture", f"Le compte de {objet} est fermé. Ses sessions aussi.")


@acces(Action.COMPTE_GERER, objet=Utilisateur, methodes=ENVOI)
def compte_rouvrir(request, objet):
    """Open a closed account again."""
    return _geste(request, objet, services.rouvrir, "reouverture", f"Le compte de {objet} est ouvert.")


@acces(Action.COMPTE_GERER, objet=Utilisateur, methodes=ENVOI)
def compte_reinviter(request, objet):
    """Give a new link; the former password, links and sessions end."""
    try:
        compte = services.reinviter(compte=objet, par=request.user)
    except SaisieRefusee as refus:
        messages.error(request, str(refus))
        return redirect("comptes:compte_modifier", uuid=objet.uuid)
    return _remettre_le_lien(request, compte)


def _geste(request, compte: Utilisateur, service, precision: str, phrase: str):
    reponse = redirect("comptes:compte_modifier", uuid=compte.uuid)
    try:
        service(compte=compte, par=request.user)
    except SaisieRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, phrase)
        reponse.precision_journal = precision
    return reponse


def _remettre_le_lien(request, compte: Utilisateur):
    """Send the link by letter; when none leaves, show it here, this once, to be handed over."""
    lien = lien_pour(request, compte)
    if courriels.envoyer("invitation", compte.email, compte.prenom, lien=lien):
        messages.success(request, f"L’invitation de {compte} est partie par courriel. Son lien sert pendant 7 jours.")
        reponse = redirect("comptes:compte_lister")
    else:
        reponse = render(request, "comptes/lien_a_remettre.html", {"compte": compte, "remis": lien})
    reponse.objet_journal, reponse.precision_journal = compte, "invitation"
    return reponse


def _modifie(request, avant: Utilisateur, changes: list[str]):
    apres = Utilisateur.objects.get(pk=avant.pk)
    if "role" in changes:
        courriels.envoyer_plus_tard("role", apres.email, apres.prenom, role=apres.get_role_display())
    if "email" in changes:
        for adresse in (avant.email, apres.email):
            courriels.envoyer_plus_tard("adresse", adresse, apres.prenom)
    phrase = f"Le compte de {apres} est enregistré." if changes else "Rien n’a changé."
    messages.success(request, phrase)
    reponse = redirect("comptes:compte_modifier", uuid=apres.uuid)
    reponse.precision_journal = " ".join(changes)
    return reponse
