"""Signing in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm

REFUS = "Adresse ou mot de passe incorrect. Vérifiez les deux, puis recommencez."


class ConnexionForm(AuthenticationForm):
    """E-mail and password; the refusal never says which of the two is wrong."""

    username = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    error_messages = {"invalid_login": REFUS, "inactive": REFUS}

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()
