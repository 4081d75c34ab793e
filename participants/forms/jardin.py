"""What is typed for the garden: a consigne, and a name to find."""

from django import forms

from participants.models import Consigne
from participants.mots_a_eviter import mots_de_raison
from participants.services.jardin import CONSIGNE
from socle.conflits import empreinte
from socle.formulaires import ChampJour

LONGUEUR = Consigne._meta.get_field("texte").max_length


class ConsigneForm(forms.Form):
    """What to do or avoid, from a day on, perhaps until another."""

    texte = forms.CharField(
        label="Consigne",
        max_length=LONGUEUR,
        help_text=f"{LONGUEUR} caractères au plus.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Écrivez ce qu’il faut faire ou éviter.",
            "max_length": f"Cette consigne est trop longue : {LONGUEUR} caractères au plus.",
        },
    )
    depuis = ChampJour(label="À partir du")
    fin = ChampJour(label="Jusqu’au", required=False, help_text="Ce jour compris. Vide : jusqu’à nouvel ordre.")
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def depart(cls, consigne: dict) -> dict:
        """What the fields show of a consigne already written (consigne_de), and of which version."""
        return consigne | {"version": empreinte(consigne)}

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it."""
        return {nom: self.cleaned_data[nom] for nom in CONSIGNE}

    @property
    def mots(self) -> list[str]:
        """The words of what was typed that seem to say why."""
        return mots_de_raison(self.data.get("texte", "")) if self.is_bound else []
