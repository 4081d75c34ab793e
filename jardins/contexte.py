"""What every page shows around itself."""

from functools import cache

from django.conf import settings
from django.urls import reverse

from comptes.droits import Action, peut
from socle.periodes import aujourdhui

# (label, url name, the action that makes it useful, the key that follows « g »)
NAVIGATION = (
    ("Accueil", "accueil", Action.ACCUEIL, "a"),
    ("Participants", "participants:participant_lister", Action.PARTICIPANT_LISTER, "p"),
    ("Séances", "ateliers:seance_lister", Action.SEANCE_LISTER, "s"),
    ("Bilans", "bilans:bilan_choisir", Action.BILAN_VOIR, "b"),
    ("Fichiers", "fichiers", Action.DONNEES_IMPORTER, "f"),
    ("Administration", "administration", Action.ADMINISTRER, ""),
)


def habillage(request) -> dict:
    """The structure's name, and for who is signed in the navigation of her role and the help of this page."""
    utilisateur = getattr(request, "user", None)
    commun = {"nom_structure": settings.NOM_STRUCTURE, "imprime_le": aujourdhui()}
    if not utilisateur or not utilisateur.is_authenticated:
        return commun
    return commun | {
        "navigation": _navigation(utilisateur, request.path),
        "peut_chercher": peut(utilisateur, Action.RECHERCHER),
        "invite": "Nom, séance…" if peut(utilisateur, Action.PARTICIPANT_LISTER) else "Séance…",
        "initiales": utilisateur.prenom[:1].upper() + utilisateur.nom[:1].upper(),
        "aide_gabarit": _aide(request.resolver_match),
        "inactivite": int(settings.SESSION_INACTIVITE.total_seconds()),
        "raccourcis": utilisateur.raccourcis,
    }


def _navigation(utilisateur, chemin: str) -> list[dict]:
    return [
        {"libelle": libelle, "url": url, "actif": _actif(chemin, url), "touche": touche}
        for libelle, nom, action, touche in NAVIGATION
        if peut(utilisateur, action)
        for url in [reverse(nom)]
    ]


def _actif(chemin: str, url: str) -> bool:
    return chemin == url if url == "/" else chemin.startswith(url)


def _aide(page) -> str | None:
    """The help of the page shown: templates/aide/<app>/<view>.html, if it was written."""
    if page is None:
        return None
    gabarit = f"aide/{page.app_name or 'jardins'}/{page.url_name}.html"
    return gabarit if gabarit in _aides_ecrites() else None


@cache
def _aides_ecrites() -> frozenset[str]:
    """Every help there is; the files do not change while the application runs."""
    racine = settings.BASE_DIR / "templates"
    return frozenset(str(fichier.relative_to(racine)) for fichier in (racine / "aide").rglob("*.html"))
