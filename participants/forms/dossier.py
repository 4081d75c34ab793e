"""Who a person is, how to reach her, and how she was met before her entry."""

import datetime as dt

from django import forms

from participants import telephones
from participants.choix import Canal, Decision, Sexe
from participants.models import Coordonnees
from participants.services.coordonnees import COORDONNEES
from socle.conflits import empreinte
from socle.formulaires import ChampJour
from socle.periodes import ANNEE_MAX, ANNEE_MIN

ANNEE_ILLISIBLE = "Écrivez l’année en quatre chiffres, par exemple 1972."
TELEPHONES = ("telephone", "autre_telephone", "urgence_telephone")


class IdentiteForm(forms.Form):
    """The identity; of a birth, the day or the year alone."""

    nom = forms.CharField(label="Nom", max_length=80, error_messages={"required": "Indiquez le nom."})
    prenom = forms.CharField(label="Prénom", max_length=80, error_messages={"required": "Indiquez le prénom."})
    sexe = forms.ChoiceField(label="Sexe", choices=Sexe)
    date_naissance = ChampJour(label="Date de naissance", required=False)
    annee_naissance = forms.IntegerField(
        label="Année de naissance seule",
        required=False,
        min_value=ANNEE_MIN,
        max_value=ANNEE_MAX,
        help_text="Quand le jour n’est pas connu.",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), ANNEE_ILLISIBLE),
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def depart(cls, identite: dict) -> dict:
        """What the fields show of an identity, as the services give it."""
        naissance, seule = identite["date_naissance"], identite["annee_seule"]
        return {
            **{nom: identite[nom] for nom in ("nom", "prenom", "sexe")},
            "date_naissance": None if seule else naissance,
            "annee_naissance": naissance.year if seule else None,
            "version": empreinte(identite),
        }

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it: of a year alone, 1 July is kept (formats.md, par_age)."""
        propres, annee = self.cleaned_data, self.cleaned_data["annee_naissance"]
        return {
            **{nom: propres[nom] for nom in ("nom", "prenom", "sexe")},
            "date_naissance": dt.date(annee, 7, 1) if annee else propres["date_naissance"],
            "annee_seule": bool(annee),
        }

    def clean(self):
        """Refuse a day and a year alone together."""
        propres = super().clean()
        if propres.get("date_naissance") and propres.get("annee_naissance"):
            self.add_error("annee_naissance", "Donnez la date, ou l’année seule, mais pas les deux.")
        return propres


class CoordonneesForm(forms.ModelForm):
    """How to reach the person, and whom to call. French numbers are written « 06 12 34 56 78 »."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Coordonnees
        fields = COORDONNEES
        help_texts = {
            "adresse": "Une association, un proche ou le CCAS conviennent aussi.",
            "precisions": "Par exemple : préfère qu’on l’appelle le matin.",
        }
        widgets = {"adresse": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nom in TELEPHONES:
            self.fields[nom].widget.input_type = "tel"
        self.fields["preference"].choices = [("", "non précisé"), *Coordonnees._meta.get_field("preference").choices]

    @classmethod
    def depart(cls, coordonnees: dict) -> dict:
        """What the fields show of what the services give."""
        return coordonnees | {"version": empreinte(coordonnees)}

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it."""
        return {nom: self.cleaned_data[nom] for nom in COORDONNEES}

    def clean(self):
        propres = super().clean()
        return propres | {nom: telephones.normaliser(propres[nom]) for nom in TELEPHONES if propres.get(nom)}


class ContactForm(forms.Form):
    """A meeting before the entry."""

    date = ChampJour(label="Date")
    canal = forms.ChoiceField(label="Rencontre", choices=Canal)
    partenaire = forms.CharField(
        label="Partenaire",
        max_length=120,
        required=False,
        help_text="Seulement pour une rencontre chez un partenaire.",
        widget=forms.TextInput(attrs={"list": "partenaires", "autocomplete": "off"}),
    )
    decision = forms.ChoiceField(label="Décision", choices=Decision)
    precisions = forms.CharField(
        label="Précisions", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def depart(cls, contact: dict) -> dict:
        """What the fields show of a meeting already noted (contact_de), and of which version."""
        return contact | {"version": empreinte(contact)}

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it."""
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if nom != "version"}
