"""Signing in, keeping accounts, choosing a password."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

from comptes.choix import EtatCompte, Role
from comptes.models import Utilisateur
from comptes.mots_de_passe import CONSEIL

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


class CompteForm(forms.ModelForm):
    """Who an account is for. One's own password is asked again, and its failures count as failed sign-ins."""

    mot_de_passe = forms.CharField(
        label="Votre mot de passe",
        help_text="Pour vérifier que c’est bien vous.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    class Meta:
        model = Utilisateur
        fields = ["prenom", "nom", "email", "role"]
        widgets = {
            "prenom": forms.TextInput(attrs={"autocomplete": "off"}),
            "nom": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }
        error_messages = {"email": {"unique": "Cette adresse est déjà celle d’un compte."}}

    def __init__(self, *args, request, **options):
        super().__init__(*args, **options)
        self.request = request

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()

    def clean_mot_de_passe(self):
        """Refuse another password than the one of who is signed in."""
        saisi = self.cleaned_data["mot_de_passe"]
        qui = authenticate(request=self.request, username=self.request.user.email, password=saisi)
        if qui != self.request.user:
            raise forms.ValidationError("Ce n’est pas votre mot de passe. Tapez-le de nouveau.")
        return saisi

    @property
    def valeurs(self) -> dict[str, str]:
        """What the services take."""
        return {champ: self.cleaned_data[champ] for champ in self.Meta.fields}


class FiltreComptesForm(forms.Form):
    """Which accounts to list; anything unknown is left out."""

    etat = forms.ChoiceField(choices=EtatCompte.choices, required=False)
    role = forms.ChoiceField(label="Rôle", choices=[("", "Tous les rôles"), *Role.choices], required=False)


class OubliForm(forms.Form):
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()


class _Conseil:
    """The rule in one sentence, where Django lists each validator."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["new_password1"].help_text = f"{CONSEIL} Il n’est ni courant, ni proche de votre nom."
        self.fields["new_password2"].label = "Le même, encore une fois"
        self.fields["new_password2"].help_text = ""


class ChangementForm(_Conseil, PasswordChangeForm):
    """One's password, and the new one twice."""


class ChoixMotDePasseForm(_Conseil, SetPasswordForm):
    """The new password twice, and the link it answers to."""

    jeton = forms.CharField(widget=forms.HiddenInput)


class RaccourcisForm(forms.ModelForm):
    class Meta:
        model = Utilisateur
        fields = ["raccourcis"]
        labels = {"raccourcis": "Agir d’une seule touche"}
        help_texts = {"raccourcis": "Par exemple / pour chercher. Jamais pendant que vous tapez un texte."}


class ResumeForm(forms.ModelForm):
    class Meta:
        model = Utilisateur
        fields = ["resume_hebdomadaire"]
        labels = {"resume_hebdomadaire": "Recevoir le résumé de la semaine"}
        help_texts = {"resume_hebdomadaire": "Le lundi matin : des nombres et des liens, jamais un nom."}
