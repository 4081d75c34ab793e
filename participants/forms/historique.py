"""Finding something in the history of a file."""

from django import forms

from participants.historique import TYPES
from socle.formulaires import ChampJour


class HistoriqueForm(forms.Form):
    """Days, a type, words: each may be left empty."""

    du = ChampJour(label="Du", required=False)
    au = ChampJour(label="Au", required=False)
    type = forms.ChoiceField(label="Type", choices=[("", "Tout"), *TYPES.items()], required=False)
    texte = forms.CharField(label="Mots cherchés", max_length=80, required=False)

    def clean(self):
        """Refuse an end before the beginning."""
        propres = super().clean()
        du, au = propres.get("du"), propres.get("au")
        if du and au and au < du:
            self.add_error("au", "La fin précède le début : inversez les deux dates.")
        return propres
