"""An appointment: a day and an hour by chips or typed, a place, and who will be there."""

import datetime as dt

from django import forms

from comptes.droits import DROITS, Action
from comptes.models import Utilisateur
from participants.services.rendezvous import valeurs_de
from socle.conflits import empreinte
from socle.feries import jour_ouvre
from socle.formulaires import ChampJour
from socle.periodes import JOURS, lire_date_iso
from socle.templatetags.typographie import INSECABLE, heure

SEMAINES = (1, 2, 3, 4)
HEURES = [dt.time(h) for h in (9, 10, 11, 14, 15, 16)]
AUTRE = "autre"  # what is typed beside the chips
SANS_HEURE = "sans"
MOIS_COURTS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
CHAMPS = ("date", "heure", "lieu", "avec")


def jours_proposes(jour: dt.date) -> list[tuple[dt.date, str]]:
    """In one, two, three and four weeks, or the next working day: each with how it is said."""
    return [(jour_ouvre(jour + dt.timedelta(weeks=n)), _dans(n)) for n in SEMAINES]


def _dans(semaines: int) -> str:
    return f"dans {semaines}{INSECABLE}semaine" + ("s" if semaines > 1 else "")


def _court(jour: dt.date) -> str:
    """« mar. 8 déc. »: short enough for a chip."""
    quantieme = "1er" if jour.day == 1 else jour.day
    return INSECABLE.join((f"{JOURS[jour.weekday()][:3]}.", str(quantieme), MOIS_COURTS[jour.month - 1]))


class ChoixDuJour(forms.ChoiceField):
    """A chip: one of the days shown, whatever day it has become since the page was opened."""

    def valid_value(self, value):
        try:
            return value == AUTRE or bool(lire_date_iso(value))
        except ValueError:
            return False


class ChoixDeLHeure(forms.ChoiceField):
    """A chip: an hour that was shown, none, or the one typed beside."""

    def valid_value(self, value):
        try:
            return value in (AUTRE, SANS_HEURE) or bool(dt.time.fromisoformat(value) is not None)
        except ValueError:
            return False


def _puces(libelle: str, champ: type[forms.ChoiceField]) -> forms.ChoiceField:
    return champ(label=libelle, required=False, widget=forms.RadioSelect)


class RendezVousForm(forms.Form):
    """What is typed wins over a chip: nobody types a day to leave it."""

    jour = _puces("Quel jour", ChoixDuJour)
    date = ChampJour(label="Date", required=False, show_hidden_initial=True)
    creneau = _puces("À quelle heure", ChoixDeLHeure)
    heure = forms.TimeField(
        label="Heure",
        required=False,
        show_hidden_initial=True,
        widget=forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez l’heure ainsi : 9:30."},
    )
    lieu = forms.CharField(
        label="Lieu",
        max_length=120,
        required=False,
        help_text="Comme la personne le lira sur son papier.",
        widget=forms.TextInput(attrs={"list": "lieux", "autocomplete": "off"}),
    )
    avec = forms.ModelChoiceField(
        label="Avec",
        help_text="Son nom est écrit sur le papier.",
        queryset=Utilisateur.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Dites avec qui est le rendez-vous.",
            "invalid_choice": "Choisissez quelqu’un de la liste.",
        },
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, aujourdhui: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jour"].choices = [
            *((jour.isoformat(), f"{dans}, {_court(jour)}") for jour, dans in jours_proposes(aujourdhui)),
            (AUTRE, "un autre jour"),
        ]
        self.fields["creneau"].choices = [
            *((f"{h:%H:%M}", heure(h)) for h in HEURES),
            (SANS_HEURE, "sans heure précise"),
            (AUTRE, "une autre heure"),
        ]
        self.fields["avec"].queryset = agents()

    @classmethod
    def depart(cls, rendezvous) -> dict:
        """What the fields show of an appointment already taken, and of which version."""
        valeurs = valeurs_de(rendezvous)
        return {**valeurs, "jour": AUTRE, **_depart_de_l_heure(rendezvous.heure), "version": empreinte(valeurs)}

    @classmethod
    def propose(cls, *, heure: dt.time | None, lieu: str, par, aujourdhui: dt.date) -> dict:
        """In four weeks, at this hour and place, with who is signed in."""
        jour = jours_proposes(aujourdhui)[-1][0].isoformat()
        return {"jour": jour, "avec": par, "lieu": lieu, **_depart_de_l_heure(heure)}

    @property
    def valeurs(self) -> dict:
        """What was chosen, as the services take it."""
        return {nom: self.cleaned_data[nom] for nom in CHAMPS}

    def clean(self):
        """Gives `date` and `heure` as they were meant; refuses no day at all, and « another » without it."""
        propres = super().clean()
        self._choisir_le_jour(propres)
        self._choisir_l_heure(propres)
        return propres

    def _choisir_le_jour(self, propres: dict) -> None:
        puce, tape = propres.get("jour"), "date" in self.changed_data
        if "date" in self.errors or "jour" in self.errors:
            return
        if puce and puce != AUTRE and not (tape and propres["date"]):
            propres["date"] = lire_date_iso(puce)
        elif not propres["date"]:
            self.add_error("date", "Choisissez un jour, ou écrivez-le, par exemple 12/03/2026.")

    def _choisir_l_heure(self, propres: dict) -> None:
        puce, tapee = propres.get("creneau"), "heure" in self.changed_data
        if "heure" in self.errors or "creneau" in self.errors or (tapee and propres["heure"]):
            return
        if puce == AUTRE and not propres["heure"]:
            self.add_error("heure", "Écrivez l’heure, par exemple 9:30, ou choisissez-en une autre.")
        elif puce != AUTRE:
            propres["heure"] = dt.time.fromisoformat(puce) if puce and puce != SANS_HEURE else None


def agents():
    """Who may be met: open accounts that note interviews."""
    return Utilisateur.objects.filter(is_active=True, role__in=DROITS[Action.ENTRETIEN_NOTER])


def _depart_de_l_heure(connue: dt.time | None) -> dict:
    """The chip of an hour when there is one; else the hour itself, beside the chips."""
    if connue is None:
        return {"creneau": SANS_HEURE, "heure": None}
    if connue in HEURES:
        return {"creneau": f"{connue:%H:%M}", "heure": None}
    return {"creneau": AUTRE, "heure": connue}
