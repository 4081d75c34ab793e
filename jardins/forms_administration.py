"""Forms of the administration: a line of a list, a dated setting, what of the journal is looked at."""

import datetime as dt

from django import forms
from django.db.models import Model

from comptes.journal import LIBELLES
from comptes.models import Utilisateur
from jardins.listes import champs_propres
from socle.formulaires import ChampJour
from socle.periodes import aujourdhui


class LigneForm(forms.Form):
    """A label and its other spellings; a list's own columns are added by `formulaire_de_ligne`."""

    libelle = forms.CharField(
        label="Libellé", max_length=80, error_messages={"required": "Écrivez le libellé de la ligne."}
    )
    alias = forms.CharField(
        label="Autres écritures",
        required=False,
        help_text="Une par ligne : les fichiers importés qui l’écrivent ainsi sont compris. Les accents et les "
        "majuscules n’y comptent pas.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_alias(self) -> list[str]:
        return [ecrit.strip() for ecrit in self.cleaned_data["alias"].splitlines() if ecrit.strip()]


def formulaire_de_ligne(modele: type[Model], donnees=None, *, ligne: Model | None = None, figee: bool = False):
    """The form of a line of this list; its own columns can be read but not changed when the line is settled."""
    propres = {nom: _champ_propre(modele, nom) for nom in champs_propres(modele)}
    depart = {}
    if ligne:
        depart = {nom: getattr(ligne, nom) for nom in propres}
        depart |= {"libelle": ligne.libelle, "alias": "\n".join(ligne.alias)}
    form = LigneForm(donnees, initial=depart)
    for nom, champ in propres.items():
        champ.disabled = figee
        form.fields[nom] = champ
    return form


def _champ_propre(modele: type[Model], nom: str) -> forms.Field:
    """The model field as a form reads it; days in the browser's own field."""
    champ = modele._meta.get_field(nom)
    if champ.get_internal_type() == "DateField":
        return ChampJour(label=_majuscule(champ.verbose_name), required=False)
    return champ.formfield(label=_majuscule(champ.verbose_name))


def _majuscule(texte: str) -> str:
    return texte[0].upper() + texte[1:]


class ReunionForm(forms.Form):
    """The line that another one becomes a spelling of."""

    garde = forms.ModelChoiceField(
        queryset=None,
        label="Ligne gardée",
        empty_label="Choisissez une ligne",
        error_messages={"required": "Choisissez la ligne gardée."},
    )

    def __init__(self, ligne: Model, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["garde"].queryset = type(ligne)._base_manager.exclude(pk=ligne.pk).order_by("ordre", "cle")


class ValeurForm(forms.Form):
    """A new value of a setting, from a day on."""

    depuis = ChampJour(label="À partir du")
    valeur = forms.IntegerField(
        label="Valeur",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Écrivez un nombre entier.", "required": "Écrivez un nombre."},
    )


class JournalForm(forms.Form):
    """Which lines of the journal: by whom, on which days."""

    qui = forms.ModelChoiceField(
        queryset=Utilisateur.objects.all(),
        to_field_name="uuid",
        required=False,
        label="Personne",
        empty_label="Tout le monde",
    )
    du = ChampJour(label="Du", required=False)
    au = ChampJour(label="Au", required=False)

    def clean(self):
        """Refuse an end before the beginning."""
        du, au = self.cleaned_data.get("du"), self.cleaned_data.get("au")
        if du and au and au < du:
            self.add_error("au", "La fin précède le début : inversez les deux dates.")
        return self.cleaned_data


class JournalGeneralForm(JournalForm):
    """The same over every file, by action too; opens on the last thirty days."""

    action = forms.ChoiceField(
        label="Ce qui a été fait", required=False, choices=[("", "Tout"), *sorted(LIBELLES.items(), key=lambda x: x[1])]
    )
    field_order = ("action", "qui", "du", "au")


def trente_jours() -> dict[str, dt.date]:
    """Today and the twenty-nine days before, in Paris."""
    jour = aujourdhui()
    return {"du": jour - dt.timedelta(days=29), "au": jour}
