"""The stays of a person, and what changed during them."""

from django import forms

from comptes.droits import DROITS, Action
from comptes.models import Utilisateur
from participants.choix import DEBUT_2019, Origine
from participants.models import FaitQpv, FaitReferent, MotifSortie, NiveauEtudes
from participants.situation import LIBELLES, SUJETS
from socle.formulaires import ChampJour

SANS_CHANGEMENT, INCONNU = "", "inconnu"
QPV = {"oui": True, "non": False}
ORIGINES = [("", "non renseigné"), *Origine.choices]


class ChampFait(forms.ChoiceField):
    """The value of one fact: a line of its list, unknown since that day, or no change at all."""

    def __init__(self, nom: str, *, vide: str, inconnu: bool = True, **options):
        self.modele = SUJETS[nom]
        self.valeurs = _valeurs_possibles(self.modele)
        debut = [(SANS_CHANGEMENT, vide), (INCONNU, "inconnu")][: 1 + inconnu]
        choix = [*debut, *_groupes(self.modele, self.valeurs)]
        libelle = LIBELLES[nom][0].upper() + LIBELLES[nom][1:]
        super().__init__(label=libelle, choices=choix, **options)

    def valeur(self, choisi: str):
        """The value of this choice; None when unknown."""
        return self.valeurs.get(choisi)

    def choix_de(self, valeur) -> str:
        """The choice that stands for a value."""
        return next((cle for cle, autre in self.valeurs.items() if autre == valeur), INCONNU)


def _valeurs_possibles(modele) -> dict:
    """Every value the field offers, by its choice; lists hold what is still proposed."""
    if modele is FaitQpv:
        return dict(QPV)
    if modele is FaitReferent:
        lignes = Utilisateur.objects.filter(is_active=True, role__in=DROITS[Action.PARTICIPANT_MODIFIER])
    else:
        lignes = modele._meta.get_field("valeur").related_model.objects.filter(actif=True)
    return {str(ligne.pk): ligne for ligne in lignes}


def _groupes(modele, valeurs: dict) -> list:
    """The choices in words; levels of studies by the list they belong to."""
    if modele is FaitQpv:
        return [(cle, cle) for cle in valeurs]
    libelles = [(cle, str(ligne)) for cle, ligne in valeurs.items()]
    if modele._meta.get_field("valeur").related_model is not NiveauEtudes:
        return libelles
    recents = [(cle, mot) for cle, mot in libelles if valeurs[cle].valable_le(DEBUT_2019)]
    anciens = [choix for choix in libelles if choix not in recents]
    return [("Depuis le 1er janvier 2019", recents), ("Jusqu’au 31 décembre 2018", anciens)]


class ChangementForm(forms.Form):
    """What changed on one day: a person who moves house may change quartier, QPV and logement at once."""

    depuis = ChampJour(label="Depuis le")

    vide, inconnu = "pas de changement", True

    def __init__(self, *args, reperes: dict[str, str], **kwargs):
        """`reperes` says under each subject what is known of it."""
        super().__init__(*args, **kwargs)
        for nom in SUJETS:
            self.fields[nom] = ChampFait(
                nom, vide=self.vide, inconnu=self.inconnu, required=False, help_text=reperes.get(nom, "")
            )

    @property
    def faits(self) -> dict:
        """The subjects that were given a value, None for unknown."""
        dits = {nom: self.cleaned_data[nom] for nom in SUJETS if self.cleaned_data[nom] != SANS_CHANGEMENT}
        return {nom: self.fields[nom].valeur(choisi) for nom, choisi in dits.items()}

    def clean(self):
        """Refuse a change of nothing."""
        propres = super().clean()
        if not self.errors and not self.faits:
            raise forms.ValidationError("Choisissez au moins une information qui a changé.")
        return propres


class OuvertureForm(ChangementForm):
    """A new stay, and what is known on its first day: what nobody asked stays unknown."""

    depuis = None
    date_entree = ChampJour(label="Date d’entrée")
    origine = forms.ChoiceField(label="Orientation", choices=ORIGINES, required=False)
    prescripteur = forms.CharField(
        label="Partenaire prescripteur",
        max_length=120,
        required=False,
        help_text="Seulement si un partenaire a orienté la personne.",
        widget=forms.TextInput(attrs={"list": "partenaires", "autocomplete": "off"}),
    )
    field_order = ("date_entree", "origine", "prescripteur")
    vide, inconnu = "non renseigné", False  # of an entry, what is unknown has no row

    def clean(self):
        """Nothing but the day is asked."""
        return self.cleaned_data

    @property
    def sejour(self) -> dict:
        return {nom: self.cleaned_data[nom] for nom in ("origine", "prescripteur")}


class FaitForm(forms.Form):
    """One dated fact, corrected."""

    depuis = ChampJour(label="Depuis le")

    def __init__(self, *args, fait, nom: str, **kwargs):
        super().__init__(*args, **kwargs)
        champ = self.fields["valeur"] = ChampFait(nom, vide="choisissez")
        if fait.valeur is not None and champ.choix_de(fait.valeur) == INCONNU:
            _garder(champ, fait.valeur)
        self.initial = {"depuis": fait.depuis, "valeur": champ.choix_de(fait.valeur)}

    @property
    def valeur(self):
        return self.fields["valeur"].valeur(self.cleaned_data["valeur"])


def _garder(champ: ChampFait, valeur) -> None:
    """Keep among the choices a value that is no longer proposed."""
    champ.valeurs[str(valeur.pk)] = valeur
    champ.choices = [*champ.choices, (str(valeur.pk), str(valeur))]


class SortieForm(forms.Form):
    """The end of a stay."""

    date_sortie = ChampJour(label="Date de sortie")
    motif_sortie = forms.ModelChoiceField(
        label="Motif de sortie",
        queryset=MotifSortie.objects.filter(actif=True),
        required=False,
        empty_label="non renseigné",
    )


class SejourForm(forms.Form):
    """The days of a stay and who sent the person, corrected; the exit only when there is one."""

    date_entree = ChampJour(label="Date d’entrée")
    date_sortie = ChampJour(label="Date de sortie")
    motif_sortie = forms.ModelChoiceField(
        label="Motif de sortie", queryset=MotifSortie.objects.all(), required=False, empty_label="non renseigné"
    )
    origine = forms.ChoiceField(label="Orientation", choices=ORIGINES, required=False)
    prescripteur = forms.CharField(
        label="Partenaire prescripteur",
        max_length=120,
        required=False,
        help_text="Seulement si un partenaire a orienté la personne.",
        widget=forms.TextInput(attrs={"list": "partenaires", "autocomplete": "off"}),
    )

    def __init__(self, *args, parcours, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {nom: getattr(parcours, nom) for nom in self.fields}
        self.initial["prescripteur"] = parcours.prescripteur.nom if parcours.prescripteur else ""
        if parcours.date_sortie is None:
            del self.fields["date_sortie"], self.fields["motif_sortie"]

    @property
    def sejour(self) -> dict:
        """Everything but the entry, as the services take it."""
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if nom != "date_entree"}
