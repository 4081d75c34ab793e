"""What every page shows around itself."""

from django.conf import settings
from django.urls import reverse

from comptes.droits import Action, peut

# (label, url name, the action that makes it useful)
NAVIGATION = (
    ("Accueil", "accueil", Action.ACCUEIL),
    ("Participants", "participants:participant_lister", Action.PARTICIPANT_LISTER),
    ("Séances", "ateliers:seance_lister", Action.SEANCE_LISTER),
    ("Bilans", "bilans:bilan_choisir", Action.BILAN_VOIR),
    ("Fichiers", "fichiers", Action.DONNEES_IMPORTER),
)


def habillage(request) -> dict:
    """The structure's name and the navigation of the person's role."""
    utilisateur = getattr(request, "user", None)
    entrees = [
        {"libelle": libelle, "url": reverse(nom), "actif": _actif(request.path, reverse(nom))}
        for libelle, nom, action in NAVIGATION
        if utilisateur and peut(utilisateur, action)
    ]
    return {"nom_structure": settings.NOM_STRUCTURE, "navigation": entrees}


def _actif(chemin: str, url: str) -> bool:
    return chemin == url if url == "/" else chemin.startswith(url)
