"""What the administrateur finds at home: accounts, and whether the system needs something."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from comptes.choix import EtatCompte
from comptes.droits import Action, peut
from comptes.models import Utilisateur
from jardins.accueil import Geste, Tuile
from jardins.systeme import rubriques
from socle.templatetags.typographie import mot


def cartes(utilisateur, jour: dt.date) -> Iterator[Geste | Tuile]:
    """Accounts open and invited, and how many points of the system are to be settled."""
    if not peut(utilisateur, Action.COMPTE_GERER):
        return
    liste = reverse("comptes:compte_lister")
    yield Geste("Ouvrir un compte", reverse("comptes:compte_creer"), "user-plus")
    ouverts, invites = (Utilisateur.objects.en_etat(etat).count() for etat in (EtatCompte.OUVERT, EtatCompte.INVITE))
    soucis = sum(len(rubrique.soucis) for rubrique in rubriques(timezone.now()))
    yield Tuile(ouverts, mot(ouverts, "comptes ouverts"), "", f"{liste}?etat={EtatCompte.OUVERT}", "users")
    invitations = mot(invites, "invitations en attente")
    yield Tuile(invites, invitations, "", f"{liste}?etat={EtatCompte.INVITE}", "mail", "ciel")
    ton = "ambre" if soucis else "feuille"
    yield Tuile(soucis, mot(soucis, "points à régler"), "", reverse("systeme_voir"), "server", ton)
