"""The accounts of the demonstration's team, whose pass-phrase everybody may read."""

from dataclasses import dataclass

from comptes.choix import Role
from comptes.models import Utilisateur

DOMAINE = "demo.jardins.example"  # reserved: no letter ever reaches it
PHRASE = "sept merles picorent nos fraises sous la haie"


@dataclass(frozen=True)
class Compte:
    """One member of the team; `metier` is what the person says she does."""

    prenom: str
    nom: str
    email: str
    role: Role
    metier: str


COMPTES = (
    Compte("Anne", "Mésange", f"anne.mesange@{DOMAINE}", Role.TRAVAILLEUR_SOCIAL, "travailleuse sociale"),
    Compte("Nora", "Fauvette", f"nora.fauvette@{DOMAINE}", Role.TRAVAILLEUR_SOCIAL, "travailleuse sociale"),
    Compte("Paul", "Verdier", f"paul.verdier@{DOMAINE}", Role.ENCADRANT, "encadrant technique"),
    Compte("Claire", "Loriot", f"claire.loriot@{DOMAINE}", Role.CHEF_DE_PROJET, "cheffe de projet"),
    Compte("Marc", "Bouvreuil", f"marc.bouvreuil@{DOMAINE}", Role.ADMINISTRATEUR, "administrateur"),
)

# Nobody signs in with these: one has not chosen a pass-phrase yet, the other has left.
INVITEE = Compte("Lucie", "Rougequeue", f"lucie.rougequeue@{DOMAINE}", Role.ENCADRANT, "encadrante technique")
PARTIE = Compte("Yves", "Pinson", f"yves.pinson@{DOMAINE}", Role.ENCADRANT, "encadrant technique")


def creer() -> None:
    """Create those that are missing."""
    for compte in COMPTES:
        _creer(compte, PHRASE)
    _creer(INVITEE, None)
    _creer(PARTIE, None, is_active=False)


def _creer(compte: Compte, phrase: str | None, **champs) -> None:
    if Utilisateur.objects.filter(email=compte.email).exists():
        return
    identite = {"prenom": compte.prenom, "nom": compte.nom, "role": compte.role}
    Utilisateur.objects.create_user(compte.email, phrase, **identite, **champs)


def existent() -> bool:
    """Whether any of them is there: only the demonstration gives addresses of this domain."""
    return Utilisateur.objects.filter(email__endswith=f"@{DOMAINE}").exists()
