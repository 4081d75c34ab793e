"""What a person aims at and tries: objectifs and how they end, démarches, immersions."""

from django import forms
from django.db.models import Q, QuerySet

from partenaires.models import Thematique
from participants.choix import NatureImmersion, QuiFait, ReponsePartenaire, StatutDemarche, StatutObjectif
from participants.models import Objectif, Participant, TypeContrat
from socle.conflits import empreinte
from socle.formulaires import ChampJour

VERSION = ("version", "identifiant")  # what the form says of itself, and not of the person
CHOISIR_THEME = {"required": "Choisissez un thème.", "invalid_choice": "Choisissez un thème de la liste."}


class ChampTheme(forms.ModelChoiceField):
    """A theme that is still proposed, by its code."""

    def __init__(self, **options):
        super().__init__(
            Thematique.objects.filter(actif=True),
            label="Thème",
            to_field_name="code",
            empty_label="choisissez",
            error_messages=CHOISIR_THEME,
            **options,
        )


class ChampObjectif(forms.ModelChoiceField):
    """An objectif of the person, named with its theme."""

    def label_from_instance(self, objectif: Objectif) -> str:
        return f"{objectif.thematique} : {objectif.intitule}"


class SaisieForm(forms.Form):
    """What is shared: `version` of what is corrected, `identifiant` of what is new, so that it is noted once."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    identifiant = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @classmethod
    def depart(cls, lues: dict) -> dict:
        """What the fields show of what the services give, and of which version."""
        return lues | {"version": empreinte(lues)}

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it."""
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if nom not in VERSION}


class ObjectifForm(SaisieForm):
    """What the person wants to reach, in her words."""

    thematique = ChampTheme()
    intitule = forms.CharField(
        label="Objectif",
        max_length=160,
        help_text="Avec les mots de la personne. Par exemple : avoir un logement à moi.",
        error_messages={"required": "Écrivez l’objectif."},
    )
    date = ChampJour(label="Décidé le")
    precisions = forms.CharField(
        label="Précisions", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _garder(self, "thematique", Thematique.objects)


class FinForm(forms.Form):
    """How an objectif ended."""

    statut = forms.ChoiceField(
        label="L’objectif est",
        choices=[(StatutObjectif.ATTEINT, "atteint"), (StatutObjectif.ABANDONNE, "abandonné")],
        widget=forms.RadioSelect(attrs={"class": "choix-puces"}),
        error_messages={"required": "Dites si l’objectif est atteint ou abandonné."},
    )
    date_fin = ChampJour(label="Depuis le")
    motif = forms.CharField(
        label="Motif d’abandon",
        max_length=200,
        required=False,
        help_text="Seulement pour un objectif abandonné, en quelques mots.",
    )


class DemarcheForm(SaisieForm):
    """One démarche: what, who, with which partner, where it stands, and what came of it."""

    thematique = ChampTheme()
    objectif = ChampObjectif(
        Objectif.objects.none(),
        label="Pour quel objectif",
        to_field_name="uuid",
        required=False,
        empty_label="aucun en particulier",
        error_messages={"invalid_choice": "Choisissez un objectif de cette personne."},
    )
    intitule = forms.CharField(
        label="Démarche",
        max_length=160,
        help_text="Vos mots conviennent aussi bien que ceux de la liste.",
        error_messages={"required": "Écrivez la démarche."},
        widget=forms.TextInput(attrs={"list": "propositions", "data-liste-selon": "thematique", "autocomplete": "off"}),
    )
    qui = forms.ChoiceField(label="Qui s’en charge", choices=[("", "non précisé"), *QuiFait.choices], required=False)
    echeance = ChampJour(label="À faire avant le", required=False)
    partenaire = forms.CharField(
        label="Partenaire",
        max_length=120,
        required=False,
        help_text="Un nom nouveau s’ajoute à la liste des partenaires.",
        widget=forms.TextInput(attrs={"list": "partenaires", "autocomplete": "off"}),
    )
    reponse = forms.ChoiceField(
        label="Réponse à l’orientation",
        choices=[("", "ce n’est pas une orientation"), *ReponsePartenaire.choices],
        required=False,
    )
    reponse_le = ChampJour(label="Réponse reçue le", required=False, help_text="Quand le partenaire a répondu.")
    statut = forms.ChoiceField(
        label="Statut",
        choices=StatutDemarche,
        widget=forms.RadioSelect(attrs={"class": "choix-puces"}),
        error_messages={"required": "Dites où en est la démarche."},
    )
    date_debut = ChampJour(label="Commencée ou prévue le")
    date_fin = ChampJour(label="Finie le", required=False, help_text="Quand elle est aboutie ou abandonnée.")
    motif = forms.CharField(
        label="Motif d’abandon",
        max_length=200,
        required=False,
        help_text="Seulement pour une démarche abandonnée, en quelques mots.",
    )
    resultat = forms.CharField(
        label="Résultat",
        max_length=200,
        required=False,
        help_text="Ce qui en est sorti, ou ce qu’il reste à faire.",
    )
    contrat = forms.ModelChoiceField(
        TypeContrat.objects.filter(actif=True),
        label="Type de contrat",
        to_field_name="code",
        required=False,
        empty_label="pas de contrat, ou pas encore connu",
        error_messages={"invalid_choice": "Choisissez un type de contrat de la liste."},
    )
    employeur = forms.CharField(label="Employeur", max_length=120, required=False)
    contrat_mois = forms.IntegerField(
        label="Durée du contrat en mois",
        min_value=1,
        max_value=120,
        required=False,
        help_text="Rien pour une durée indéterminée.",
    )
    heures_hebdo = forms.IntegerField(label="Heures par semaine", min_value=1, max_value=60, required=False)
    precisions = forms.CharField(
        label="Précisions", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, participant: Participant, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["objectif"].queryset = _objectifs(participant, self.initial.get("objectif"))
        _garder(self, "thematique", Thematique.objects)
        _garder(self, "contrat", TypeContrat.objects)


class ImmersionForm(SaisieForm):
    """A time of work elsewhere, planned or done."""

    nature = forms.ChoiceField(
        label="Nature",
        choices=NatureImmersion,
        widget=forms.RadioSelect(attrs={"class": "choix-puces"}),
        error_messages={"required": "Choisissez la nature de l’immersion."},
    )
    accueil = forms.CharField(
        label="Structure d’accueil",
        max_length=120,
        error_messages={"required": "Nommez la structure d’accueil."},
        widget=forms.TextInput(attrs={"list": "partenaires", "autocomplete": "off"}),
    )
    poste = forms.CharField(label="Poste ou activité", max_length=120, required=False)
    debut = ChampJour(label="Du")
    fin = ChampJour(label="Au")
    heures = forms.IntegerField(label="Heures en tout", min_value=1, max_value=2000, required=False)
    appreciation = forms.CharField(
        label="Ce que la structure et la personne en disent",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def _garder(form: forms.Form, nom: str, lignes) -> None:
    """Keep among the choices the line already noted, although it is no longer proposed."""
    if notee := form.initial.get(nom):
        form.fields[nom].queryset = lignes.filter(Q(actif=True) | Q(pk=notee.pk))


def _objectifs(participant: Participant, note: Objectif | None) -> QuerySet[Objectif]:
    """What she aims at now, and what the démarche was already tried for."""
    siens = Objectif.objects.filter(parcours__participant=participant).select_related("thematique", "parcours")
    return siens.filter(Q(statut=StatutObjectif.EN_COURS) | Q(pk=note and note.pk)).order_by("thematique", "-date")
