"""Two people at work on one form: the second one sees both versions, and nothing is overwritten in silence."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.choices import flatten_choices

from socle.templatetags.typographie import heure

CHAMP = "version"


class ModifieDepuis(Exception):
    """What is there changed since the form was shown; `actuelles` holds it by field. Nothing was written."""

    def __init__(self, actuelles: Mapping[str, object]):
        super().__init__("Modifié entre-temps.")
        self.actuelles = actuelles


@dataclass(frozen=True)
class Ecart:
    """One field that two people see differently, as people read it."""

    libelle: str
    actuel: str
    saisi: str


def empreinte(valeurs: Mapping[str, object]) -> str:
    """What a form hides among its fields to say which version it was made from; empty and None are one."""
    lignes = (f"{nom}={'' if valeurs[nom] is None else valeurs[nom]}" for nom in sorted(valeurs))
    return hashlib.sha256("\n".join(lignes).encode()).hexdigest()[:32]


def verifier(*, version: str, actuelles: Mapping[str, object], saisies: Mapping[str, object]) -> None:
    """Refuse (ModifieDepuis) to write over values that are neither those shown nor those typed.

    Called under the lock of the row that is written.
    """
    if empreinte(actuelles) not in (version, empreinte(saisies)):
        raise ModifieDepuis(actuelles)


def resaisir(form, actuelles: Mapping[str, object]):
    """The form and what was typed in it, now made from what is there: sent again, it is written."""
    donnees = form.data.copy()
    donnees[form.add_prefix(CHAMP)] = empreinte(actuelles)
    form.data = donnees
    form.full_clean()
    return form


def ecarts(form, actuelles: Mapping[str, object]) -> list[Ecart]:
    """What the form, which is valid, says otherwise than what is there, in the order of its fields."""
    saisies = form.cleaned_data
    return [
        Ecart(champ.label, lisible(champ, actuelles[champ.name]), lisible(champ, saisies[champ.name]))
        for champ in form
        if champ.name in actuelles and _comparable(actuelles[champ.name]) != _comparable(saisies[champ.name])
    ]


def _comparable(valeur):
    """Nothing is nothing, however it is written; zero is something."""
    return "" if valeur is None or valeur is False or valeur == [] else valeur


def lisible(champ, valeur) -> str:
    """A value of this field as people read it, choices by their label, several of them one after the other."""
    if valeur in (None, "", []):
        return "rien"
    if isinstance(valeur, list):
        return ", ".join(lisible(champ, chacune) for chacune in valeur)
    if isinstance(valeur, dt.time):
        return heure(valeur)
    if hasattr(valeur, "strftime"):
        return f"{valeur:%d/%m/%Y}"
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    choix = {str(cle): libelle for cle, libelle in flatten_choices(getattr(champ.field, "choices", ()))}
    return str(choix.get(str(valeur), valeur))
