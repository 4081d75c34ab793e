"""What each role may do: one table, read by everything. Whatever is not here is refused.

The same table is written by hand, for people, in docs/droits.md; the tests hold the application to that page.
"""

from django.db import models

from comptes.choix import Role


class Action(models.TextChoices):
    """Everything a page or a command lets somebody do."""

    ACCUEIL = "accueil", "voir sa page d’accueil"
    MOT_DE_PASSE = "mot_de_passe", "changer son mot de passe"
    PARTICIPANT_LISTER = "participant_lister", "voir la liste des participants"
    PARTICIPANT_VOIR = "participant_voir", "ouvrir le dossier d’un participant"
    SEANCE_LISTER = "seance_lister", "voir la liste des séances"
    SEANCE_VOIR = "seance_voir", "ouvrir une séance et ses présences"
    DONNEES_IMPORTER = "donnees_importer", "importer un fichier"
    DONNEES_EXPORTER = "donnees_exporter", "exporter un fichier"
    BILAN_VOIR = "bilan_voir", "consulter un bilan"
    BILAN_IMPRIMER = "bilan_imprimer", "imprimer ou télécharger un bilan"


TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET, ADMINISTRATEUR = Role

DROITS = {
    Action.ACCUEIL: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET, ADMINISTRATEUR},
    Action.MOT_DE_PASSE: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET, ADMINISTRATEUR},
    Action.PARTICIPANT_LISTER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.PARTICIPANT_VOIR: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.SEANCE_LISTER: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET},
    Action.SEANCE_VOIR: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET},
    Action.DONNEES_IMPORTER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.DONNEES_EXPORTER: {CHEF_DE_PROJET},
    Action.BILAN_VOIR: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.BILAN_IMPRIMER: {CHEF_DE_PROJET},
}

# Sensitive reads, exports, prints, imports: each leaves a line in the access journal.
JOURNALISEES = {
    Action.PARTICIPANT_LISTER,
    Action.PARTICIPANT_VOIR,
    Action.SEANCE_VOIR,
    Action.DONNEES_IMPORTER,
    Action.DONNEES_EXPORTER,
    Action.BILAN_IMPRIMER,
}


def peut(utilisateur, action: Action) -> bool:
    """Whether this person's role allows the action, now: a closed account may do nothing."""
    return utilisateur.is_authenticated and utilisateur.is_active and utilisateur.role in DROITS[action]
