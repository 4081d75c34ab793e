"""Adding, copying, cancelling and preparing sessions."""

import datetime as dt

from django import forms

from ateliers.choix import DemiJournee, StatutSeance
from ateliers.forms.champs import champ_heure
from ateliers.horaires import LUNDI_A_JEUDI
from ateliers.models import Atelier, Intervenant, Seance
from jardins.models import Site
from partenaires.models import Partenaire
from socle.feries import ferie
from socle.formulaires import ChampJour
from socle.periodes import JOURS, Periode, PeriodeInvalide, aujourdhui, lire_mois

STATUTS_DE_SAISIE = [(statut.value, statut.label) for statut in (StatutSeance.PREVUE, StatutSeance.REALISEE)]
SEMAINES_PROPOSEES = 8
AUTRES_DATES = ("autre_1", "autre_2", "autre_3")


def _proposer(champ: forms.ModelChoiceField, modele, actuel=None) -> None:
    """Offer the lines of a list in use, and the one already there even if it no longer is; read once."""
    champ.queryset = modele.objects.filter(actif=True) | modele.objects.filter(pk=actuel)
    champ.choices = [(ligne.pk, str(ligne)) for ligne in champ.queryset]


class SeanceForm(forms.Form):
    """One session. `actuelle` is the session corrected, None for a new one; a cancelled one keeps its status.

    `version` says what the form was made from (socle/conflits.py).
    """

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    atelier = forms.ModelChoiceField(Atelier.objects.none(), label="Atelier", empty_label=None)
    site = forms.ModelChoiceField(Site.objects.none(), label="Site", empty_label=None)
    date = ChampJour(label="Date")
    debut = champ_heure("Début")
    fin = champ_heure("Fin")
    theme = forms.CharField(label="Thème", max_length=200, required=False)
    statut = forms.ChoiceField(label="Statut", choices=STATUTS_DE_SAISIE)
    intervenants = forms.ModelMultipleChoiceField(
        Intervenant.objects.all(),
        label="Intervenants du CCAS",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nouveaux_intervenants = forms.CharField(
        label="Autres intervenants du CCAS",
        help_text="Prénom et nom, séparés par des virgules.",
        max_length=250,
        required=False,
    )
    partenaires = forms.ModelMultipleChoiceField(
        Partenaire.objects.filter(seances__isnull=False).distinct(),
        label="Partenaires déjà intervenus",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nouveaux_partenaires = forms.CharField(
        label="Autres partenaires",
        help_text="Leur nom, séparés par des virgules ; un partenaire connu est reconnu.",
        max_length=250,
        required=False,
    )

    def __init__(self, *args, actuelle: Seance | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        _proposer(self.fields["atelier"], Atelier, actuelle and actuelle.atelier_id)
        _proposer(self.fields["site"], Site, actuelle and actuelle.site_id)
        if actuelle and actuelle.statut == StatutSeance.ANNULEE:
            del self.fields["statut"]

    def clean_nouveaux_intervenants(self):
        """The names typed."""
        return _noms(self.cleaned_data["nouveaux_intervenants"])

    def clean_nouveaux_partenaires(self):
        """The names typed."""
        return _noms(self.cleaned_data["nouveaux_partenaires"])

    def clean(self):
        """Refuse an end that is not after the beginning, and a session held before its day: bilans would count it."""
        propres = super().clean()
        if propres.get("statut") == StatutSeance.REALISEE and propres.get("date", dt.date.min) > aujourdhui():
            self.add_error("statut", "Cette séance n’a pas encore eu lieu : choisissez « prévue ».")
        debut, fin = propres.get("debut"), propres.get("fin")
        if debut and fin and fin <= debut:
            self.add_error("fin", "La séance finit après avoir commencé : vérifiez les deux heures.")
        return propres


def _noms(texte: str) -> list[str]:
    """The names of a list with commas; refuses one that has no letter or is too long for a name."""
    noms = [" ".join(nom.split()) for nom in texte.split(",") if nom.strip()]
    for nom in noms:
        if len(nom) > 120 or not any(lettre.isalpha() for lettre in nom):
            raise forms.ValidationError("Écrivez des noms, séparés par des virgules.")
    return noms


class SemblablesForm(forms.Form):
    """The other days of a session: the same weekday of the next weeks, or any date."""

    dates = forms.MultipleChoiceField(label="Jours", required=False, widget=forms.CheckboxSelectMultiple)
    autre_1 = ChampJour(label="Autre date", required=False)
    autre_2 = ChampJour(label="Autre date", required=False)
    autre_3 = ChampJour(label="Autre date", required=False)

    def __init__(self, *args, apres: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        jours = [apres + dt.timedelta(weeks=n) for n in range(1, SEMAINES_PROPOSEES + 1)]
        self.fields["dates"].choices = [(jour.isoformat(), _dire(jour)) for jour in jours if not ferie(jour)]

    def clean(self):
        """Gives `jours`, each once and in order; refuses none at all."""
        propres = super().clean()
        jours = {dt.date.fromisoformat(texte) for texte in propres.get("dates", ())}
        jours |= {propres[nom] for nom in AUTRES_DATES if propres.get(nom)}
        if not jours and not self.errors:
            raise forms.ValidationError("Choisissez au moins un jour.")
        propres["jours"] = sorted(jours)
        return propres


def _dire(jour: dt.date) -> str:
    return f"{JOURS[jour.weekday()]} {jour:%d/%m/%Y}"


class AnnulationForm(forms.Form):
    """Why a session is cancelled."""

    motif = forms.CharField(
        label="Motif de l’annulation",
        help_text="Par exemple : gel annoncé, intervenant absent. Ne nommez pas de participant.",
        max_length=200,
    )


class JourneeForm(forms.Form):
    """The day to cancel, at one site or all."""

    date = ChampJour(label="Jour")
    site = forms.ModelChoiceField(Site.objects.all(), label="Site", required=False, empty_label="Tous les sites")


class PreparationForm(forms.Form):
    """The month to prepare, the workshop, and for each site the slots of its week."""

    mois = forms.CharField(label="Mois", widget=forms.DateInput(attrs={"type": "month"}))
    atelier = forms.ModelChoiceField(Atelier.objects.filter(actif=True), label="Atelier", empty_label=None)

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.sites = sites
        choix = [
            (en_code(numero, demi), f"{JOURS[numero]} {demi.label}") for numero in LUNDI_A_JEUDI for demi in DemiJournee
        ]
        for site in sites:
            self.fields[nom_du_champ(site)] = forms.MultipleChoiceField(
                label=site.libelle, choices=choix, required=False, widget=forms.CheckboxSelectMultiple
            )

    @property
    def semaines(self) -> list[forms.BoundField]:
        """The week of each site."""
        return [self[nom_du_champ(site)] for site in self.sites]

    def clean_mois(self) -> Periode:
        """The month as a period."""
        try:
            return lire_mois(self.cleaned_data["mois"])
        except PeriodeInvalide as refus:
            raise forms.ValidationError(str(refus)) from None

    def clean(self):
        """Gives `creneaux` by site; refuses an empty week."""
        propres = super().clean()
        lus = {site: {en_creneau(code) for code in propres.get(nom_du_champ(site), ())} for site in self.sites}
        propres["creneaux"] = {site: creneaux for site, creneaux in lus.items() if creneaux}
        if not propres["creneaux"] and not self.errors:
            raise forms.ValidationError("Cochez au moins une demi-journée.")
        return propres


def nom_du_champ(site: Site) -> str:
    """The field that holds the week of a site."""
    return f"semaine_{site.pk}"


def en_code(numero: int, demi: DemiJournee) -> str:
    """A slot as a value of the form: « 0-matin »."""
    return f"{numero}-{demi.value}"


def en_creneau(code: str) -> tuple[int, DemiJournee]:
    """The slot of a value of the form; the field has checked that it is one."""
    numero, _, demi = code.partition("-")
    return int(numero), DemiJournee(demi)
