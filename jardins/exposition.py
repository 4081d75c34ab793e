"""What the showcase of components shows: made-up values, no data of anybody."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

from django import forms

COULEURS = (
    ("encre", "Encre", "texte"),
    ("encre-2", "Encre 2", "texte secondaire"),
    ("feuille", "Feuille", "agir, présent, fait"),
    ("ambre", "Ambre", "à prévoir, à signer"),
    ("brique", "Brique", "en retard, erreur"),
    ("ciel", "Ciel", "information"),
    ("prune", "Prune", "note personnelle"),
    ("feuille-clair", "Feuille clair", "fond de réussite"),
    ("ambre-clair", "Ambre clair", "fond d’attente"),
    ("brique-clair", "Brique clair", "fond de retard"),
    ("ciel-clair", "Ciel clair", "fond d’information"),
    ("prune-clair", "Prune clair", "fond confidentiel"),
)


class ExempleForm(forms.Form):
    """Every kind of field; the one bound here has an error to show."""

    date = forms.DateField(
        label="Date de l’entretien",
        help_text="Par exemple 12/03/2026.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Indiquez la date de l’entretien, par exemple 12/03/2026."},
    )
    quartier = forms.ChoiceField(
        label="Quartier", choices=[("", "Choisissez"), ("dutemple", "Dutemple")], required=False
    )
    poids = forms.DecimalField(label="Poids récolté (kg)", localize=True, required=False, initial=Decimal("12.5"))
    note = forms.CharField(label="Note partagée", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    themes = forms.MultipleChoiceField(
        label="Thèmes abordés",
        choices=[("sante", "Santé"), ("logement", "Logement"), ("formation", "Formation")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    rappel = forms.BooleanField(label="Me le rappeler dans un mois", required=False)


def exposer() -> dict:
    """The context of the showcase."""
    parts = [
        {"libelle": "VI", "nombre": 30, "pourcentage": Decimal("66.7")},
        {"libelle": "V bis", "nombre": 12, "pourcentage": Decimal("26.7")},
        {"libelle": "non renseigné", "nombre": 3, "pourcentage": Decimal("6.7"), "inconnu": True},
    ]
    lignes = [SimpleNamespace(**{"inconnu": False, "cle": "", **part}) for part in parts]
    rangs = list(zip(lignes, ("100%", "40%", "10%"), strict=True))
    return {
        "couleurs": [{"nom": nom, "libelle": libelle, "usage": usage} for nom, libelle, usage in COULEURS],
        "exemple": {"jour": dt.date(2026, 3, 1), "part": Decimal("64.3")},
        "formulaire": ExempleForm({"themes": ["sante"], "poids": "12,5"}),
        "chiffres": [
            {"libelle": "Personnes accueillies", "valeur": 54, "unite": "", "base": "", "objectif": 60},
            {"libelle": "Heures de présence", "valeur": Decimal("9412.5"), "unite": "h", "objectif": None},
            {"libelle": "Heures par personne", "valeur": None, "base": "personne n’est venu", "objectif": None},
        ],
        "repartition": SimpleNamespace(
            code="exemple",
            libelle="Niveau d’études, exemple",
            definition="",
            base_libelle="personnes",
            total=45,
            manquants=3,
            lignes=lignes,
            rangs=rangs,
        ),
    }
