"""What forms share: days, and the refusals of services said beside their fields."""

import datetime as dt

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from socle.erreurs import Anomalie, SaisieRefusee
from socle.periodes import ANNEE_MAX, ANNEE_MIN


class ChampJour(forms.DateField):
    """A day, by the browser's own calendar; typed by hand, 12/03/2026 is read too. Refuses 0216 typed for 2016."""

    default_error_messages = {
        "required": "Indiquez la date, par exemple 12/03/2026.",
        "invalid": "Cette date n’existe pas. Écrivez-la par exemple 12/03/2026.",
    }
    default_validators = (
        MinValueValidator(dt.date(ANNEE_MIN, 1, 1), f"Choisissez une année à partir de {ANNEE_MIN}."),
        MaxValueValidator(dt.date(ANNEE_MAX, 12, 31), f"Choisissez une année jusqu’à {ANNEE_MAX}."),
    )
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options):
        super().__init__(**{"input_formats": ["%Y-%m-%d", "%d/%m/%Y"], **options})


def reporter(form: forms.Form, refus: SaisieRefusee) -> None:
    """Put every anomaly of the service on its field, or on the form when it has none of that name."""
    for anomalie in refus.anomalies:
        form.add_error(anomalie.champ if anomalie.champ in form.fields else None, phrase(anomalie))


def phrase(anomalie: Anomalie) -> str:
    """The reason of a refusal as a sentence."""
    return anomalie.raison[:1].upper() + anomalie.raison[1:].rstrip(".") + "."
