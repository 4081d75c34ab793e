"""One example a route: its action, its methods, what a real request to it is made of, and what must be 404."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.droits.monde import PARTICIPANTS_BONS, Monde, inconnu
from tests.fabriques import MOT_DE_PASSE

LECTURE = ("GET", "HEAD")
FORMULAIRE = ("GET", "HEAD", "POST")
ENVOI = ("POST",)
NOUVEAU = "Ortie-blanche-1987"
ANNEE = {"debut": "2015-01-01", "fin": "2015-12-31"}


def _rien(monde: Monde, role: str) -> list[dict]:
    return []


def _sans_objet(monde: Monde, role: str) -> list[dict]:
    return [{}]


@dataclass(frozen=True)
class Exemple:
    """A route: `siens` are arguments that work for this role, `interdits` those it must not know of (404)."""

    action: str
    methodes: tuple[str, ...] = LECTURE
    siens: Callable[[Monde, str], list[dict]] = _sans_objet
    interdits: Callable[[Monde, str], list[dict]] = _rien
    donnees: Callable[[Monde, str], dict] = lambda monde, role: {}


def _fichier() -> SimpleUploadedFile:
    return SimpleUploadedFile("bons.csv", PARTICIPANTS_BONS.encode())


def _uuid(objet) -> dict:
    return {"uuid": objet.uuid}


def _autrui(monde: Monde, role: str) -> list[dict]:
    return [_uuid(monde.autrui), {"uuid": inconnu()}]


EXEMPLES = {
    "accueil": Exemple("accueil"),
    "etat": Exemple("public"),
    "comptes:connexion": Exemple(
        "public", FORMULAIRE, donnees=lambda m, r: {"username": m.collegue.email, "password": MOT_DE_PASSE}
    ),
    "comptes:deconnexion": Exemple("public", ENVOI),
    "comptes:mot_de_passe": Exemple(
        "mot_de_passe",
        FORMULAIRE,
        donnees=lambda m, r: {"old_password": MOT_DE_PASSE, "new_password1": NOUVEAU, "new_password2": NOUVEAU},
    ),
    "participants:participant_lister": Exemple("participant_lister"),
    "participants:participant_voir": Exemple(
        "participant_voir",
        siens=lambda m, r: [_uuid(m.participant)],
        interdits=lambda m, r: [{"uuid": inconnu()}, _uuid(m.seance)],
    ),
    "ateliers:seance_lister": Exemple("seance_lister"),
    "ateliers:seance_voir": Exemple(
        "seance_voir",
        siens=lambda m, r: [_uuid(m.seance)],
        interdits=lambda m, r: [{"uuid": inconnu()}, _uuid(m.participant)],
    ),
    "bilans:bilan_choisir": Exemple("bilan_voir"),
    "bilans:bilan_voir": Exemple(
        "bilan_voir",
        siens=lambda m, r: [ANNEE],
        interdits=lambda m, r: [{"debut": "2015-02-30", "fin": "2015-12-31"}],
    ),
    "bilans:bilan_imprimer": Exemple(
        "bilan_imprimer",
        siens=lambda m, r: [ANNEE | {"format": format} for format in ("json", "xlsx", "pdf")],
        interdits=lambda m, r: [
            ANNEE | {"format": "exe"},
            {"debut": "2015-12-31", "fin": "2015-01-01", "format": "pdf"},
        ],
    ),
    "fichiers": Exemple("donnees_importer"),
    "import_deposer": Exemple(
        "donnees_importer",
        ENVOI,
        donnees=lambda m, r: {"ressource": "participants", "fichier": _fichier()},
    ),
    "import_confirmer": Exemple(
        "donnees_importer",
        FORMULAIRE,
        siens=lambda m, r: [_uuid(m.verifies[r]), *map(_uuid, m.refuses[r])],
        interdits=_autrui,
    ),
    "import_refus": Exemple(
        "donnees_importer",
        siens=lambda m, r: [_uuid(depot) for depot in m.refuses[r]],
        interdits=lambda m, r: [*_autrui(m, r), _uuid(m.verifies[r])],
    ),
    "import_modele": Exemple(
        "donnees_importer",
        siens=lambda m, r: [{"ressource": "participants"}],
        interdits=lambda m, r: [{"ressource": "inconnue"}],
    ),
    "exporter": Exemple(
        "donnees_exporter",
        siens=lambda m, r: [
            {"ressource": nom, "format": format}
            for nom, format in (
                ("participants", "csv"),
                ("participants", "xlsx"),
                ("participants", "ods"),
                ("changements", "csv"),
                ("seances", "xlsx"),
                ("presences", "csv"),
            )
        ],
        interdits=lambda m, r: [
            {"ressource": "comptes", "format": "csv"},
            {"ressource": "participants", "format": "exe"},
        ],
    ),
}
