"""The suspensions of a stay, and the reminders put off."""

from django import forms

from participants.choix import MotifSuspension
from socle.conflits import empreinte
from socle.formulaires import ChampJour


class SuspensionForm(forms.Form):
    """From which day to which day nobody expects the person, and why."""

    debut = ChampJour(label="Premier jour")
    fin = ChampJour(
        label="Dernier jour", required=False, help_text="Laissez vide si le jour du retour n’est pas encore connu."
    )
    motif = forms.ChoiceField(
        label="Motif",
        choices=[("", "choisissez"), *MotifSuspension.choices],
        error_messages={"required": "Choisissez un motif."},
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def depart(cls, suspension: dict) -> dict:
        """What the fields show of a suspension already noted (suspension_de), and of which version."""
        return suspension | {"version": empreinte(suspension)}

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it."""
        return {nom: self.cleaned_data[nom] for nom in ("debut", "fin", "motif")}


class ReportForm(forms.Form):
    """Until when the next interview may wait, and why."""

    jusqu_au = ChampJour(label="Jusqu’au", help_text="Ce jour compris. Le rappel revient le lendemain.")
    raison = forms.CharField(
        label="Raison",
        max_length=200,
        help_text="En quelques mots, par exemple : en congés jusqu’à la fin du mois.",
        error_messages={"required": "Dites en quelques mots pourquoi l’entretien est reporté."},
    )
