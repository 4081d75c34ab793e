"""The writes on accounts. Each is refused when it would leave nobody to keep them."""

from django.db import transaction
from django.db.models import Q

from comptes.choix import EtatCompte, Role
from comptes.jetons import titulaire
from comptes.models import Utilisateur
from socle.ecriture import appliquer
from socle.erreurs import Anomalie, SaisieRefusee, refuser_si

MODIFIABLES = ("prenom", "nom", "email", "role")


@transaction.atomic
def inviter(*, par: Utilisateur, email: str, prenom: str, nom: str, role: str) -> Utilisateur:
    """Open an account without password, whose owner will choose it by a link. Refuses a taken address."""
    _verrouiller(par)
    email = email.strip().lower()
    refuser_si(_deja_prise(email))
    compte = Utilisateur(email=email, prenom=prenom, nom=nom, role=role)
    compte.set_unusable_password()
    compte.save()
    return compte


@transaction.atomic
def modifier(*, compte: Utilisateur, par: Utilisateur, **valeurs: str) -> list[str]:
    """Change name, address or role, and give the names of what changed.

    Refuses another role for oneself, and a taken address; links sent to the former address die with it.
    """
    compte = _verrouiller(par, compte)
    valeurs["email"] = valeurs["email"].strip().lower()
    changes = [champ for champ in MODIFIABLES if getattr(compte, champ) != valeurs[champ]]
    if "role" in changes:
        _refuser_soi_meme(compte, par, "role", "Votre propre rôle ne se change pas ici. Demandez à un collègue.")
    if "email" in changes:
        refuser_si(_deja_prise(valeurs["email"]))
    appliquer(compte, {champ: valeurs[champ] for champ in changes}).save(update_fields=changes)
    return changes


@transaction.atomic
def fermer(*, compte: Utilisateur, par: Utilisateur) -> None:
    """Close the account: its sessions and its links end now, for good. Refuses one's own."""
    compte = _verrouiller(par, compte)
    _refuser_soi_meme(compte, par, "", "Votre propre compte ne se ferme pas ici. Demandez à un collègue.")
    _enregistrer(compte, is_active=False, generation=compte.generation + 1)


@transaction.atomic
def rouvrir(*, compte: Utilisateur, par: Utilisateur) -> None:
    """Open the account again, with the password it had."""
    _enregistrer(_verrouiller(par, compte), is_active=True)


@transaction.atomic
def reinviter(*, compte: Utilisateur, par: Utilisateur) -> Utilisateur:
    """Take the password away and end the sessions and former links, so that a new link lets its owner choose.

    Refuses one's own account, and a closed one.
    """
    compte = _verrouiller(par, compte)
    _refuser_soi_meme(compte, par, "", "Changez votre mot de passe depuis votre compte.")
    if compte.etat == EtatCompte.FERME:
        refuser_si([Anomalie(0, "", "ferme", "Ce compte est fermé. Rouvrez-le, puis envoyez l’invitation.")])
    compte.set_unusable_password()
    compte.generation += 1
    compte.save(update_fields=["password", "generation"])
    return compte


@transaction.atomic
def choisir_mot_de_passe(*, jeton: str, mot_de_passe: str) -> Utilisateur:
    """Give the account of this link its password; its sessions end. Refuses a link that is worth nothing any more."""
    vise = titulaire(jeton)
    if vise:
        Utilisateur.objects.select_for_update().get(pk=vise.pk)
    compte = titulaire(jeton)  # again, now that two uses of the same link wait for each other
    if compte is None:
        raise SaisieRefusee([Anomalie(0, "", "lien_mort", "Ce lien ne sert plus. Demandez-en un autre.")])
    compte.set_password(mot_de_passe)
    compte.generation += 1
    compte.save(update_fields=["password", "generation"])
    return compte


def fermer_les_sessions(*, compte: Utilisateur) -> None:
    """End every session of the account."""
    _enregistrer(compte, generation=compte.generation + 1)


def regler_les_raccourcis(*, compte: Utilisateur, actifs: bool) -> None:
    """Whether single keys act for this person."""
    _enregistrer(compte, raccourcis=actifs)


def regler_le_resume(*, compte: Utilisateur, voulu: bool) -> None:
    """Whether this person receives the letter of Monday."""
    _enregistrer(compte, resume_hebdomadaire=voulu)


def _enregistrer(compte: Utilisateur, **valeurs) -> None:
    appliquer(compte, valeurs).save(update_fields=list(valeurs))


def _verrouiller(par: Utilisateur, compte: Utilisateur | None = None) -> Utilisateur | None:
    """The account as it is now, locked with all open administrateurs in one order: two of them who close or demote
    each other at once cannot both succeed, since who acts must still be one. Refuses who is not any more."""
    gardiens = Q(role=Role.ADMINISTRATEUR, is_active=True)
    vises = gardiens | Q(pk=compte.pk) if compte else gardiens
    lignes = {ligne.pk: ligne for ligne in Utilisateur.objects.select_for_update().filter(vises).order_by("pk")}
    acteur = lignes.get(par.pk)
    if acteur is None or not acteur.is_active or acteur.role != Role.ADMINISTRATEUR:
        raise SaisieRefusee([Anomalie(0, "", "plus_le_droit", "Votre compte ne permet plus ce geste.")])
    return lignes[compte.pk] if compte else None


def _refuser_soi_meme(compte: Utilisateur, par: Utilisateur, champ: str, raison: str) -> None:
    if compte.pk == par.pk:
        raise SaisieRefusee([Anomalie(0, champ, "soi_meme", raison)])


def _deja_prise(email: str) -> list[Anomalie]:
    prise = Utilisateur.objects.filter(email=email).exists()
    return [Anomalie(0, "email", "deja_prise", "Cette adresse est déjà celle d’un compte.")] if prise else []
