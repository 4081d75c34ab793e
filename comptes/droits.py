"""What each role may do: one table, read by everything. Whatever is not here is refused.

The same table is written by hand, for people, in docs/droits.md; the tests hold the application to that page.
"""

from django.db import models

from comptes.choix import Role


class Action(models.TextChoices):
    """Everything a page or a command lets somebody do."""

    ACCUEIL = "accueil", "voir sa page d’accueil"
    AIDE = "aide", "lire l’aide et le glossaire"
    RECHERCHER = "rechercher", "chercher une personne ou une séance"
    MOT_DE_PASSE = "mot_de_passe", "changer son mot de passe"
    MON_COMPTE = "mon_compte", "voir et régler son propre compte"
    PARTICIPANT_LISTER = "participant_lister", "voir la liste des participants"
    PARTICIPANT_VOIR = "participant_voir", "ouvrir le dossier d’un participant"
    PARTICIPANT_AJOUTER = "participant_ajouter", "ajouter une personne"
    PARTICIPANT_MODIFIER = "participant_modifier", "compléter et corriger un dossier, ouvrir et clore un parcours"
    ENTRETIEN_NOTER = "entretien_noter", "noter un entretien, prendre un rendez-vous"
    LIVRET_REMPLIR = "livret_remplir", "remplir le livret : bilan d’entrée, objectifs, démarches"
    OBSERVATION_NOTER = "observation_noter", "noter ce que l’on voit au jardin"
    PIECE_GERER = "piece_gerer", "ouvrir et déposer les papiers d’un dossier"
    PARTICIPANT_CONFIER = "participant_confier", "confier les personnes que l’on suit à un collègue"
    PARTICIPANT_FUSIONNER = "participant_fusionner", "réunir deux dossiers d’une même personne, ou les séparer"
    PARTICIPANT_EXPORTER = "participant_exporter", "exporter la liste des participants"
    SEANCE_LISTER = "seance_lister", "voir la liste des séances"
    SEANCE_VOIR = "seance_voir", "ouvrir une séance et ses présences"
    SEANCE_MODIFIER = "seance_modifier", "créer, corriger et annuler des séances"
    PRESENCE_SAISIR = "presence_saisir", "noter les présences"
    DONNEES_IMPORTER = "donnees_importer", "importer un fichier"
    DONNEES_EXPORTER = "donnees_exporter", "exporter un fichier"
    TRAVAIL_VOIR = "travail_voir", "suivre un traitement long que l’on a demandé"
    BILAN_VOIR = "bilan_voir", "consulter un bilan"
    BILAN_LISTER = "bilan_lister", "voir la liste derrière un chiffre"
    BILAN_IMPRIMER = "bilan_imprimer", "imprimer ou télécharger un bilan"
    JOURNAL_VOIR = "journal_voir", "voir qui a consulté un dossier"
    LISTE_GERER = "liste_gerer", "tenir les listes de choix"
    REGLAGE_GERER = "reglage_gerer", "tenir les seuils et les objectifs"
    ADMINISTRER = "administrer", "ouvrir la page d’administration"
    COMPTE_GERER = "compte_gerer", "ouvrir, inviter et fermer des comptes"
    SYSTEME_VOIR = "systeme_voir", "voir la version et la santé du système, essayer le courriel"


TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET, ADMINISTRATEUR = Role

DROITS = {
    Action.ACCUEIL: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET, ADMINISTRATEUR},
    Action.AIDE: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET, ADMINISTRATEUR},
    Action.RECHERCHER: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET},
    Action.MOT_DE_PASSE: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET, ADMINISTRATEUR},
    Action.MON_COMPTE: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET, ADMINISTRATEUR},
    Action.PARTICIPANT_LISTER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.PARTICIPANT_VOIR: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.PARTICIPANT_AJOUTER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.PARTICIPANT_MODIFIER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.ENTRETIEN_NOTER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.LIVRET_REMPLIR: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.OBSERVATION_NOTER: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET},
    Action.PIECE_GERER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.PARTICIPANT_CONFIER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.PARTICIPANT_FUSIONNER: {CHEF_DE_PROJET},
    Action.PARTICIPANT_EXPORTER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.SEANCE_LISTER: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET},
    Action.SEANCE_VOIR: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET},
    Action.SEANCE_MODIFIER: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET},
    Action.PRESENCE_SAISIR: {TRAVAILLEUR_SOCIAL, ENCADRANT, CHEF_DE_PROJET},
    Action.DONNEES_IMPORTER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.DONNEES_EXPORTER: {CHEF_DE_PROJET},
    Action.TRAVAIL_VOIR: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.BILAN_VOIR: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.BILAN_LISTER: {TRAVAILLEUR_SOCIAL, CHEF_DE_PROJET},
    Action.BILAN_IMPRIMER: {CHEF_DE_PROJET},
    Action.JOURNAL_VOIR: {CHEF_DE_PROJET},
    Action.LISTE_GERER: {CHEF_DE_PROJET},
    Action.REGLAGE_GERER: {CHEF_DE_PROJET},
    Action.ADMINISTRER: {CHEF_DE_PROJET, ADMINISTRATEUR},
    Action.COMPTE_GERER: {ADMINISTRATEUR},
    Action.SYSTEME_VOIR: {ADMINISTRATEUR},
}

# Sensitive reads, exports, prints, imports: each leaves a line in the access journal.
JOURNALISEES = {
    Action.RECHERCHER,
    Action.PARTICIPANT_LISTER,
    Action.PARTICIPANT_VOIR,
    Action.PARTICIPANT_AJOUTER,
    Action.PARTICIPANT_MODIFIER,
    Action.ENTRETIEN_NOTER,
    Action.LIVRET_REMPLIR,
    Action.OBSERVATION_NOTER,
    Action.PIECE_GERER,
    Action.PARTICIPANT_CONFIER,
    Action.PARTICIPANT_FUSIONNER,
    Action.PARTICIPANT_EXPORTER,
    Action.SEANCE_VOIR,
    Action.SEANCE_MODIFIER,
    Action.PRESENCE_SAISIR,
    Action.DONNEES_IMPORTER,
    Action.DONNEES_EXPORTER,
    Action.BILAN_LISTER,
    Action.BILAN_IMPRIMER,
    Action.JOURNAL_VOIR,
    Action.LISTE_GERER,
    Action.REGLAGE_GERER,
    Action.COMPTE_GERER,
    Action.SYSTEME_VOIR,
}


def peut(utilisateur, action: Action) -> bool:
    """Whether this person's role allows the action, now: a closed account may do nothing."""
    return utilisateur.is_authenticated and utilisateur.is_active and utilisateur.role in DROITS[action]
