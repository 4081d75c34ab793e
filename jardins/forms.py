"""Depositing a file to import."""

from django import forms

from socle.imports.ressource import ressources

TAILLE_MAX = 20 * 1024 * 1024


class DepotForm(forms.Form):
    ressource = forms.ChoiceField(label="Ce que contient le fichier")
    fichier = forms.FileField(
        label="Fichier (CSV, XLSX ou ODS)", widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ressource"].choices = [(r.nom, r.titre) for r in ressources().values()]

    def clean_fichier(self):
        """Refuse a file over 20 MB before it is read."""
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAX:
            raise forms.ValidationError("Ce fichier dépasse 20 Mo : découpez-le par année, puis recommencez.")
        return fichier
