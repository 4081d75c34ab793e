"""What is typed to merge two files."""

from django import forms

from participants.services.fusion_plan import Plan
from participants.services.fusion_regles import FONDU, GARDE


class AutreDossierForm(forms.Form):
    """Who the other file is about; POSTed, so that no name is in an address."""

    nom = forms.CharField(
        label="Nom, prénom ou référence",
        min_length=2,
        max_length=80,
        error_messages={
            "required": "Écrivez au moins deux lettres du nom.",
            "min_length": "Écrivez au moins deux lettres du nom.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReunionForm(forms.Form):
    """The side retained of each difference that somebody has to settle, and the plan that was shown."""

    vu = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, donnees=None, *, plan: Plan):
        super().__init__(donnees, initial={"vu": plan.empreinte})
        for reunion in plan.reunions:
            for comparaison in reunion.comparaisons:
                if comparaison.au_choix:
                    self.fields[comparaison.cle] = forms.ChoiceField(
                        label=f"{reunion.titre}, {comparaison.libelle.lower()}",
                        choices=[(GARDE, comparaison.garde), (FONDU, comparaison.fondu)],
                        initial=comparaison.retenu,
                        error_messages={"required": "Choisissez ce qu’il faut garder."},
                    )

    @property
    def choix(self) -> dict[str, str]:
        """What was chosen, by the key of each comparison."""
        return {cle: valeur for cle, valeur in self.cleaned_data.items() if cle != "vu"}
