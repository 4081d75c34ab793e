"""What forms share: days, and the refusals of services said beside their fields."""

from django import forms

from socle.erreurs import SaisieRefusee
from socle.periodes import ANNEE_MAX, ANNEE_MIN


class ChampJour(forms.DateField):
    """A day, by the browser's own calendar; typed by hand, 12/03/2026 is read too."""

    default_error_messages = {
        "required": "Indiquez la date, par exemple 12/03/2026.",
        "invalid": "Cette date n’existe pas. Écrivez-la par exemple 12/03/2026.",
    }
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options):
        super().__init__(**{"input_formats": ["%Y-%m-%d", "%d/%m/%Y"], **options})

    def to_python(self, value):
        """The day; refuses one of another century than ours, such as 0216 for 2016."""
        jour = super().to_python(value)
        if jour and not ANNEE_MIN <= jour.year <= ANNEE_MAX:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return jour


def reporter(form: forms.Form, refus: SaisieRefusee) -> None:
    """Put every anomaly of the service on its field, or on the form when it has none of that name."""
    for anomalie in refus.anomalies:
        phrase = anomalie.raison[:1].upper() + anomalie.raison[1:]
        form.add_error(anomalie.champ if anomalie.champ in form.fields else None, phrase.rstrip(".") + ".")
