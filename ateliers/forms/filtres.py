"""What a list of sessions is narrowed to: everything stands in the address."""

from django import forms

from ateliers.choix import StatutSeance
from ateliers.forms.champs import sites_et_ateliers
from socle.formulaires import ChampJour

# The filters of the list that a calendar has no use for.
PROPRES_A_LA_LISTE = ("du", "au", "statut")


class FiltreForm(forms.Form):
    """Site, workshop, status, and days; a value that means nothing is left out and said."""

    du = ChampJour(label="Du", required=False)
    au = ChampJour(label="Au", required=False)
    site = forms.ChoiceField(label="Site", required=False)
    atelier = forms.ChoiceField(label="Atelier", required=False)
    statut = forms.ChoiceField(label="Statut", required=False, choices=[("", "Tous"), *StatutSeance.choices])

    def __init__(self, *args, calendrier=False, **kwargs):
        super().__init__(*args, **kwargs)
        sites, ateliers = sites_et_ateliers()
        self.fields["site"].choices = [("", "Tous les sites"), *sites]
        self.fields["atelier"].choices = [("", "Tous les ateliers"), *ateliers]
        for nom in PROPRES_A_LA_LISTE if calendrier else ():
            del self.fields[nom]

    def filtrer(self, seances):
        """Those of the sessions that fit; needs `is_valid()` to have been called."""
        conditions = {"site": "site__code", "atelier": "atelier__code", "statut": "statut"}
        conditions |= {"du": "date__gte", "au": "date__lte"}
        propres = self.cleaned_data
        return seances.filter(**{champ: propres[nom] for nom, champ in conditions.items() if propres.get(nom)})

    @property
    def actifs(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.cleaned_data.values())
