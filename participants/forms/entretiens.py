"""An interview as it is typed: chips for what is chosen, notes for what is said, and the page it is typed in."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import BadRequest

from partenaires.models import Thematique
from participants.choix import LieuEntretien, StatutEntretien
from participants.models import Entretien, NoteDeTheme, NotePrivee, RendezVous
from participants.services.noter_entretien import champ_de
from socle.brouillons import Feuillet
from socle.conflits import Ecart, empreinte, lisible
from socle.formulaires import ChampJour
from socle.models import Brouillon

AUTRE = "autre"
DUREES = [(30, "30 min"), (45, "45 min"), (60, "1 h"), (AUTRE, "autre"), ("", "non précisée")]
DUREE_MAX = 600  # minutes: a day spent together
VENUES = [
    (StatutEntretien.TENU, "est venue"),
    (StatutEntretien.EXCUSE, "a prévenu"),
    (StatutEntretien.ABSENCE, "n’est pas venue"),
]
LIEUX = [
    (LieuEntretien.BUREAU, "bureau"),
    (LieuEntretien.JARDIN, "jardin"),
    (LieuEntretien.DOMICILE, "domicile"),
    (LieuEntretien.TELEPHONE, "téléphone"),
    (LieuEntretien.PARTENAIRE, "partenaire"),
    ("", "non précisé"),
]
RENDEZVOUS = ("rdv_date", "rdv_heure", "rdv_lieu")
DUREE_ILLISIBLE = f"Indiquez la durée en minutes, de 1 à {DUREE_MAX}, par exemple 20."


class ChampTexte(forms.CharField):
    """A long text. The browser is told no limit, which would cut what is pasted in silence: the server refuses it."""

    def __init__(self, modele, nom: str, *, lignes: int, **options):
        maximum = modele._meta.get_field(nom).max_length
        trop_long = f"Ce texte est trop long : {maximum} caractères au plus."
        zone = forms.Textarea(attrs={"rows": lignes, "autocomplete": "off"})
        super().__init__(
            max_length=maximum, required=False, widget=zone, error_messages={"max_length": trop_long}, **options
        )

    def widget_attrs(self, widget):
        return {}

    def clean(self, valeur):
        """One kind of line ending, so that one text sent twice is one."""
        return super().clean(valeur).replace("\r\n", "\n")


class EntretienForm(forms.Form):
    """One interview: a date and one text are enough. `themes` are those proposed; each has its note."""

    date = ChampJour(label="Date")
    statut = forms.ChoiceField(
        label="La personne",
        choices=VENUES,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la personne est venue."},
    )
    duree = forms.ChoiceField(label="Durée", choices=DUREES, widget=forms.RadioSelect, required=False)
    duree_autre = forms.IntegerField(
        label="Autre durée, en minutes",
        required=False,
        min_value=1,
        max_value=DUREE_MAX,
        widget=forms.NumberInput(attrs={"autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), DUREE_ILLISIBLE),
    )
    lieu = forms.ChoiceField(label="Lieu", choices=LIEUX, widget=forms.RadioSelect, required=False)
    themes = forms.MultipleChoiceField(label="Thèmes abordés", required=False, widget=forms.CheckboxSelectMultiple)
    compte_rendu = ChampTexte(Entretien, "compte_rendu", lignes=5, label="Note partagée")
    note_privee = ChampTexte(NotePrivee, "texte", lignes=3, label="Note privée")
    rdv_date = ChampJour(label="Date du rendez-vous", required=False)
    rdv_heure = forms.TimeField(
        label="Heure",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez l’heure, par exemple 9:30."},
    )
    rdv_lieu = forms.CharField(
        label="Lieu du rendez-vous",
        required=False,
        max_length=RendezVous._meta.get_field("lieu").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, themes: Sequence[Thematique], privee: bool = True, suite: bool = True, **kwargs):
        """`privee`: the private note is this person's to write; `suite`: the next appointment is asked."""
        super().__init__(*args, **kwargs)
        self.thematiques = themes
        self.fields["themes"].choices = [(theme.code, str(theme)) for theme in themes]
        for theme in themes:
            self.fields[champ_de(theme.code)] = ChampNote(theme)
        for nom in [*([] if privee else ["note_privee"]), *([] if suite else RENDEZVOUS)]:
            del self.fields[nom]

    @property
    def themes_et_notes(self) -> list[tuple]:
        """Each theme's box with the field of its note, in the order of the list."""
        return [
            (boite, self[champ_de(theme.code)], theme)
            for boite, theme in zip(self["themes"], self.thematiques, strict=True)
        ]

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it: of the notes, those that say something."""
        propres = self.cleaned_data
        communs = {nom: propres[nom] for nom in ("date", "statut", "duree", "lieu", "themes", "compte_rendu")}
        notes = {champ_de(t.code): propres[champ_de(t.code)] for t in self.thematiques if propres[champ_de(t.code)]}
        privee = {"note_privee": propres["note_privee"]} if "note_privee" in self.fields else {}
        return communs | notes | privee

    @property
    def rendezvous(self) -> dict | None:
        """The next appointment, as its service takes it; None when no day is given."""
        if not self.cleaned_data.get("rdv_date"):
            return None
        return {nom.removeprefix("rdv_"): self.cleaned_data[nom] for nom in RENDEZVOUS}

    @property
    def champs_du_rendezvous(self) -> list:
        return [self[nom] for nom in RENDEZVOUS]

    def lire(self, actuelles: Mapping) -> dict:
        """What is written of an interview, with the notes that it has not, to be compared with what was typed."""
        return {champ_de(theme.code): "" for theme in self.thematiques} | dict(actuelles)

    def clean(self):
        """The duration in minutes or None, the themes in their order, those that have a note among them."""
        propres = super().clean()
        propres["duree"] = self._duree(propres)
        sans_jour = not propres.get("rdv_date") and "rdv_date" not in self.errors
        if sans_jour and (propres.get("rdv_heure") or propres.get("rdv_lieu")):
            self.add_error("rdv_date", "Indiquez le jour du rendez-vous, ou effacez son heure et son lieu.")
        dits = set(propres.get("themes", []))
        propres["themes"] = [t.code for t in self.thematiques if t.code in dits or propres.get(champ_de(t.code))]
        return propres

    def _duree(self, propres: Mapping) -> int | None:
        choisie = propres.get("duree")
        if choisie != AUTRE:
            return int(choisie) if choisie else None
        if propres.get("duree_autre") is None and "duree_autre" not in self.errors:
            self.add_error("duree_autre", DUREE_ILLISIBLE)
        return propres.get("duree_autre")


class ChampNote(ChampTexte):
    """The note of one theme."""

    def __init__(self, theme: Thematique):
        super().__init__(NoteDeTheme, "texte", lignes=2, label=f"Note sur le thème {theme}")
        self.widget.attrs["placeholder"] = " "  # the style sheet sees by it that something is written


def themes_proposes(brouillon: Brouillon | None, dits: Iterable[str] = ()) -> list[Thematique]:
    """The themes of the list, and those no longer proposed that the draft or the interview (`dits`) already has."""
    ecrits = {nom for nom, textes in brouillon.champs.items() if any(textes)} if brouillon else set()
    gardes = {*dits, *(brouillon.champs.get("themes", []) if brouillon else ())}
    return [t for t in Thematique.objects.all() if t.actif or t.code in gardes or champ_de(t.code) in ecrits]


def feuillet_neuf(brouillon: Brouillon | None) -> Feuillet:
    """The page that is about to be shown: on the draft it takes up, or on a text that nobody has begun."""
    if brouillon:
        return Feuillet(brouillon.uuid, uuid4(), brouillon.revision)
    return Feuillet(uuid4(), uuid4())


def feuillet_de(donnees: Mapping) -> Feuillet:
    """The page these data come from. Refuses (BadRequest) data that no page of ours sends."""
    try:
        return Feuillet(UUID(donnees["brouillon"]), UUID(donnees["page"]), int(donnees.get("revision_lue") or 0))
    except (KeyError, ValueError) as faute:
        raise BadRequest("identifiant de page") from faute


def champs_bruts(form: EntretienForm, donnees) -> dict[str, list[str]]:
    """What a draft keeps: the fields of the form as they were typed, right or wrong.

    But for NUL, which a paste may hold, no text does, and the JSON of PostgreSQL refuses.
    """
    return {nom: [dit.replace("\0", "") for dit in donnees.getlist(nom)] for nom in form.fields if nom in donnees}


def depart_du_brouillon(brouillon: Brouillon) -> dict:
    """The same as what a form shows first."""
    return {nom: dits if nom == "themes" else "".join(dits[:1]) for nom, dits in brouillon.champs.items()}


def formulaire_du_brouillon(form: EntretienForm, brouillon: Brouillon) -> EntretienForm:
    """The same form, bound to what a draft holds."""
    donnees = form.data.copy()
    for nom in form.fields:
        donnees.setlist(nom, brouillon.champs.get(nom, []))
    return EntretienForm(
        donnees, themes=form.thematiques, privee="note_privee" in form.fields, suite="rdv_date" in form.fields
    )


def depart_de(valeurs: Mapping) -> dict:
    """What the fields show of an interview (entretien_de), and of which version."""
    duree = valeurs["duree"]
    autre = duree is not None and duree not in dict(DUREES)
    durees = {"duree": AUTRE, "duree_autre": duree} if autre else {"duree": duree}
    return {**valeurs, **durees, "version": empreinte(valeurs)}


def ecarts_bruts(ici: EntretienForm, autre: EntretienForm) -> list[Ecart]:
    """What two bound forms say otherwise, as typed: `actuel` is the other, `saisi` is here."""
    paires = [(champ, autre[champ.name]) for champ in ici.visible_fields() if champ.name in autre.fields]
    return [
        Ecart(ici.label, lisible(ici, _lu(autre)), lisible(ici, _lu(ici)))
        for ici, autre in paires
        if (ici.value() or "") != (autre.value() or "")
    ]


def _lu(champ):
    """The value of a bound field, or what was typed when it is none."""
    try:
        return champ.field.to_python(champ.value())
    except forms.ValidationError:
        return champ.value()
