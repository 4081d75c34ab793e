"""Who hands over, to whom, from which day, and which people."""

import datetime as dt

from django import forms

from comptes.choix import Role
from comptes.models import Utilisateur
from participants.services.confier import combien_par_referent, peut_suivre
from socle.formulaires import ChampJour
from socle.templatetags.typographie import unite

SANS_REFERENT = "sans"


class ConfierForm(forms.Form):
    """A travailleur social hands over her own people; a chef de projet, those of anybody, and those nobody follows."""

    de = forms.ChoiceField(
        label="Les personnes que suit",
        error_messages={
            "required": "Dites qui suit ces personnes aujourd’hui.",
            "invalid_choice": "Choisissez quelqu’un de la liste.",
        },
    )
    vers = forms.ModelChoiceField(
        label="Seront suivies par",
        queryset=Utilisateur.objects.none(),
        empty_label="Choisissez",
        error_messages={
            "required": "Choisissez qui suivra ces personnes.",
            "invalid_choice": "Choisissez quelqu’un de la liste.",
        },
    )
    depuis = ChampJour(label="À partir du")

    def __init__(self, *args, utilisateur, aujourdhui: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.referents, self.combien = _referents(utilisateur, aujourdhui)
        self.fields["de"].choices = [
            (cle, f"{nom} ({unite(self.combien[cle], 'personnes')})") for cle, (nom, _) in self.referents.items()
        ]
        self.fields["vers"].queryset = peut_suivre()
        self.fields["depuis"].initial = aujourdhui
        self.fields["de"].initial = next(iter(self.referents), None)

    @property
    def referent(self) -> Utilisateur | None:
        """The account that follows them today; None for nobody."""
        return self.referents[self.cleaned_data["de"]][1]

    def clean(self):
        """Refuse to hand people over to who follows them already."""
        propres = super().clean()
        if propres.get("vers") and propres.get("de") == str(propres["vers"].pk):
            self.add_error("vers", "Choisissez une autre personne que celle qui les suit déjà.")
        return propres


def _referents(utilisateur, jour: dt.date) -> tuple[dict[str, tuple], dict[str, int]]:
    """Whose people this person may hand over, (name, account) by the value of the field, and how many each has."""
    nombres = combien_par_referent(jour)
    if utilisateur.role != Role.CHEF_DE_PROJET:
        nombres = {utilisateur.pk: nombres.get(utilisateur.pk, 0)}
    comptes = Utilisateur.objects.filter(pk__in=[cle for cle in nombres if cle])
    lus = {str(compte.pk): (_nommer(compte), compte) for compte in comptes}
    if nombres.get(None):
        lus[SANS_REFERENT] = ("aucun référent", None)
    return lus, {cle: nombres[compte.pk if compte else None] for cle, (_, compte) in lus.items()}


def _nommer(compte: Utilisateur) -> str:
    return str(compte) if compte.is_active else f"{compte}, compte fermé"
