"""Adding a person: four fields, and a few more for who knows them already."""

from django import forms

from comptes.droits import DROITS, Action
from comptes.models import Utilisateur
from participants.choix import Canal, Decision, Origine, Sexe
from participants.forms.dossier import IdentiteForm
from participants.models import Quartier
from socle.formulaires import ChampJour

CHOISISSEZ = [("", "Choisissez")]


class PersonneForm(IdentiteForm):
    """Who she is, as little as one knows; what can wait is folded, and unfolds when it holds something wrong."""

    version = None
    # Files that look like hers and that somebody told to be another person’s.
    ecartes = forms.CharField(required=False, widget=forms.HiddenInput)
    replies = ("date_naissance", "annee_naissance")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sexe"].choices = CHOISISSEZ + Sexe.choices
        self.fields["sexe"].error_messages["required"] = "Choisissez « femme », « homme » ou « autre »."

    @property
    def visibles(self) -> list:
        """The fields always in sight."""
        return [champ for champ in self.visible_fields() if champ.name not in self.replies]

    @property
    def facultatifs(self) -> list:
        """The fields that wait folded."""
        return [self[nom] for nom in self.replies]

    @property
    def deplie(self) -> bool:
        return any(self.errors.get(nom) for nom in self.replies)


class AjoutForm(PersonneForm):
    """A person who enters."""

    date_entree = ChampJour(label="Date d’entrée")
    quartier = forms.ModelChoiceField(
        Quartier.objects.filter(actif=True), label="Quartier", required=False, empty_label="non renseigné"
    )
    referent = forms.ModelChoiceField(
        Utilisateur.objects.filter(is_active=True, role__in=DROITS[Action.PARTICIPANT_VOIR]),
        label="Référent ou référente",
        required=False,
        empty_label="non renseigné",
    )
    origine = forms.ChoiceField(label="Orientation", choices=[("", "non renseignée"), *Origine.choices], required=False)
    prescripteur = forms.CharField(
        label="Partenaire prescripteur",
        max_length=120,
        required=False,
        help_text="Seulement si un partenaire a orienté la personne.",
        widget=forms.TextInput(attrs={"list": "partenaires", "autocomplete": "off"}),
    )
    replies = (*PersonneForm.replies, "quartier", "referent", "origine", "prescripteur")
    field_order = ("nom", "prenom", "sexe", "date_entree")

    @property
    def sejour(self) -> dict:
        """Who sent her, as the services take it."""
        return {nom: self.cleaned_data[nom] for nom in ("origine", "prescripteur")}

    @property
    def faits(self) -> dict:
        """What is known of her on the day of her entry."""
        return {nom: self.cleaned_data[nom] for nom in ("quartier", "referent")}


class RencontreForm(PersonneForm):
    """A person who was only met."""

    date = ChampJour(label="Date de la rencontre")
    canal = forms.ChoiceField(label="Rencontre", choices=CHOISISSEZ + Canal.choices)
    decision = forms.ChoiceField(label="Décision", choices=CHOISISSEZ + Decision.choices)
    partenaire = forms.CharField(
        label="Partenaire",
        max_length=120,
        required=False,
        help_text="Seulement si la rencontre a eu lieu chez un partenaire.",
        widget=forms.TextInput(attrs={"list": "partenaires", "autocomplete": "off"}),
    )
    precisions = forms.CharField(
        label="Précisions", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    replies = (*PersonneForm.replies, "precisions")
    field_order = ("nom", "prenom", "sexe", "date", "canal", "partenaire", "decision")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["canal"].error_messages["required"] = "Choisissez comment la personne a été rencontrée."
        self.fields["decision"].error_messages["required"] = "Choisissez la suite décidée."

    @property
    def contact(self) -> dict:
        """The meeting, as the services take it."""
        return {nom: self.cleaned_data[nom] for nom in ("date", "canal", "partenaire", "decision", "precisions")}
