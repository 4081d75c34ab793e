"""Writing the access journal, and reading it again."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from comptes.droits import Action
from comptes.models import Acces, Utilisateur
from socle.periodes import PARIS


def journaliser(utilisateur, action: str, *, objet=None, precision: str = "") -> None:
    """Add one line: who (None: unknown), which action, on which object. `precision` never holds content or a name."""
    Acces.objects.create(
        utilisateur=utilisateur,
        action=action,
        objet_type=objet._meta.model_name if objet else "",
        objet_uuid=objet.uuid if objet else None,
        precision=precision,
    )


def journaliser_chacun(utilisateur, action: str, objets: Iterable, precision: str = "") -> None:
    """One line for each of these objects, in one statement: a gesture about many files is found from each of them."""
    Acces.objects.bulk_create(
        Acces(
            utilisateur=utilisateur,
            action=action,
            objet_type=objet._meta.model_name,
            objet_uuid=objet.uuid,
            precision=precision,
        )
        for objet in objets
    )


# What each word of the journal says to people: the actions, and what happens at the door.
LIBELLES = {action.value: action.label for action in Action} | {
    "connexion": "se connecter",
    "connexion_refusee": "essayer de se connecter, sans y parvenir",
    "connexion_suspendue": "essayer de se connecter pendant une suspension",
    "deconnexion": "se déconnecter",
    "mot_de_passe_oublie": "demander un nouveau mot de passe",
    "mot_de_passe_choisi": "choisir un mot de passe par un lien",
    "sessions_fermees": "fermer ses autres sessions",
}


def consultations(
    *,
    qui: Utilisateur | None = None,
    action: str = "",
    du: dt.date | None = None,
    au: dt.date | None = None,
    objets: Iterable[UUID] | QuerySet | None = None,
) -> QuerySet[Acces]:
    """The lines of the journal, newest first: of one person, of one action, of days of Paris both included, of objects.

    What is left out (None, or '') does not restrict.
    """
    lignes = Acces.objects.select_related("utilisateur")
    if qui:
        lignes = lignes.filter(utilisateur=qui)
    if action:
        lignes = lignes.filter(action=action)
    if du:
        lignes = lignes.filter(quand__gte=_minuit(du))
    if au:
        lignes = lignes.filter(quand__lt=_minuit(au + dt.timedelta(days=1)))
    return lignes if objets is None else lignes.filter(objet_uuid__in=objets)


def par_jour(lignes: Iterable[Acces]) -> list[tuple[dt.date, list[Acces]]]:
    """The lines as they come, under their day in Paris."""
    return [(jour, list(groupe)) for jour, groupe in groupby(lignes, key=lambda ligne: _a_paris(ligne).date())]


def en_cellules(ligne: Acces) -> tuple:
    """A line for a file: when in Paris, who, role, what, and its precision."""
    qui = ligne.utilisateur
    quand = _a_paris(ligne).replace(microsecond=0, tzinfo=None)
    identite = (str(qui), qui.get_role_display()) if qui else ("compte inconnu", "")
    return (quand, *identite, LIBELLES.get(ligne.action, ligne.action), ligne.precision)


def _minuit(jour: dt.date) -> dt.datetime:
    return dt.datetime.combine(jour, dt.time(), PARIS)


def _a_paris(ligne: Acces) -> dt.datetime:
    return ligne.quand.astimezone(PARIS)
