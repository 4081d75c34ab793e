"""The papers of a file: a document deposited or corrected, a paper given or signed."""

from django import forms

from participants.choix import NatureAccord, PorteeImage
from participants.models import Document, TypeDocument
from participants.services.papiers import CHAMPS, document_de
from socle.conflits import empreinte
from socle.formulaires import ChampJour
from socle.pieces import POIDS_MAX, TROP_LOURD, Piece, PieceRefusee, recevoir

OUI, NON = "oui", "non"


class ChampPiece(forms.FileField):
    """A document handed over: its clean value is a Piece, checked by its content and written again; None without.

    No `capture`: it would hide the files and let only the camera be used. Without it, telephones and tablets propose
    both, since photos are accepted.
    """

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})
    default_error_messages = {
        "required": "Choisissez un fichier, ou prenez une photo.",
        "empty": "Ce fichier est vide. Choisissez-en un autre.",
        "max_length": "Le nom de ce fichier est trop long. Renommez-le, puis recommencez.",
    }

    def __init__(self, **options):
        aide = f"PDF, ou photo JPEG ou PNG, {POIDS_MAX // 1024**2} Mo au plus."
        super().__init__(**{"help_text": aide, **options})

    def clean(self, data, initial=None) -> Piece | None:
        """Refuse with the sentence of socle.pieces; what is too heavy is not even read."""
        fichier = super().clean(data, initial)
        if not fichier:
            return None
        if fichier.size > POIDS_MAX:
            raise forms.ValidationError(TROP_LOURD)
        fichier.seek(0)
        try:
            return recevoir(fichier.read(), fichier.name)
        except PieceRefusee as refus:
            raise forms.ValidationError(refus.raison) from refus


class DocumentForm(forms.Form):
    """What is said of a document."""

    type = forms.ModelChoiceField(
        label="Ce que c’est",
        queryset=TypeDocument.objects.filter(actif=True),
        empty_label="choisissez",
        error_messages={"required": "Choisissez ce que c’est.", "invalid_choice": "Choisissez dans la liste."},
    )
    expire_le = ChampJour(
        label="Valable jusqu’au", required=False, help_text="Le dossier prévient soixante jours avant."
    )
    precision = forms.CharField(
        label="Précision", required=False, max_length=120, help_text="Par exemple : recto et verso."
    )

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it."""
        return {nom: self.cleaned_data[nom] for nom in CHAMPS}


class DepotForm(DocumentForm):
    """A document that comes in."""

    fichier = ChampPiece(label="Fichier ou photo")


class CorrectionForm(DocumentForm):
    """A document that is there: what is said of it, and perhaps another file in its place."""

    fichier = ChampPiece(label="Nouveau fichier ou nouvelle photo", required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, document: Document, **kwargs):
        """A type that is no longer proposed stays possible for the document that has it."""
        super().__init__(*args, **kwargs)
        connu = document_de(document)
        self.initial = {nom: connu[nom] for nom in CHAMPS} | {"version": empreinte(connu)}
        champ = self.fields["type"]
        champ.queryset = champ.queryset | TypeDocument.objects.filter(pk=document.type_id)


class AccordForm(forms.Form):
    """A paper given or signed on a day."""

    date = ChampJour(label="Remise le")

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it."""
        return {"date": self.cleaned_data["date"], "accorde": True, "portees": [], "fin": None}

    @property
    def piece(self) -> Piece | None:
        return self.cleaned_data.get("fichier")


class ReglementForm(AccordForm):
    """The house rules, signed."""

    date = ChampJour(label="Signé le")
    fichier = ChampPiece(label="Règlement signé, numérisé ou en photo", required=False)


class ImageForm(AccordForm):
    """Her image: yes for some uses and until a day, or no."""

    accorde = forms.ChoiceField(
        label="La personne accepte d’être prise en photo",
        choices=[(OUI, "oui, pour les usages cochés"), (NON, "non, ou elle retire son accord")],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la personne accepte ou refuse."},
    )
    portees = forms.MultipleChoiceField(
        label="Usages permis", choices=PorteeImage, required=False, widget=forms.CheckboxSelectMultiple
    )
    date = ChampJour(label="Dit ou signé le")
    fin = ChampJour(
        label="Valable jusqu’au", required=False, help_text="Passé ce jour, l’accord est à demander de nouveau."
    )
    fichier = ChampPiece(label="Autorisation signée, numérisée ou en photo", required=False)
    field_order = ("accorde", "portees", "date", "fin", "fichier")

    @property
    def valeurs(self) -> dict:
        propres = self.cleaned_data
        return super().valeurs | {
            "accorde": propres["accorde"] == OUI,
            "portees": propres["portees"],
            "fin": propres["fin"],
        }


FORMULAIRES = {
    NatureAccord.NOTICE: AccordForm,
    NatureAccord.REGLEMENT: ReglementForm,
    NatureAccord.IMAGE: ImageForm,
}
