"""Choosing the period of a bilan."""

import datetime as dt

from django import forms

from socle.periodes import ANNEE_MAX, ANNEE_MIN, Periode, PeriodeInvalide, annee


class PeriodeForm(forms.Form):
    """A year, or two dates of one's own; the dates win when both are given."""

    annee = forms.IntegerField(label="Année", min_value=ANNEE_MIN, max_value=ANNEE_MAX, required=False)
    debut = forms.DateField(
        label="Du", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    fin = forms.DateField(label="Au", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self):
        """Refuse one date without the other, an end before the beginning, and nothing at all."""
        propres = super().clean()
        debut, fin = propres.get("debut"), propres.get("fin")
        if bool(debut) != bool(fin):
            raise forms.ValidationError("Donnez les deux dates, ou seulement l’année.")
        if not self.errors:
            propres["periode"] = _periode(debut, fin, propres.get("annee"))
        return propres


def _periode(debut: dt.date | None, fin: dt.date | None, an: int | None) -> Periode:
    try:
        if debut and fin:
            return Periode(debut, fin)
        if an:
            return annee(an)
    except PeriodeInvalide as refus:
        raise forms.ValidationError(str(refus)) from None
    raise forms.ValidationError("Donnez une année, ou deux dates.")
