"""One step of the bilan d'entrée, and the obstacles taken again: every field comes from participants/questions.py."""

import datetime as dt

from django import forms

from participants import telephones
from participants.choix import Etape, NiveauFrein
from participants.forms.dossier import ANNEE_ILLISIBLE, TELEPHONES
from participants.forms.parcours import INCONNU, SANS_CHANGEMENT, ChampFait
from participants.models import Coordonnees, Frein
from participants.questions import NE_SE_PRONONCE_PAS, NSP, Genre, Question, sections_de
from participants.services.diagnostic_lecture import FREIN, NOTE, LectureEtape, champ_du_frein
from participants.services.diagnostic_refus import MOTS_MAX, NOTE_MAX
from socle.conflits import CHAMP, empreinte
from socle.formulaires import ChampJour
from socle.periodes import ANNEE_MAX, ANNEE_MIN

PAS_DEMANDE = "pas demandé"
PAS_REPRIS = "pas évalué"
REFUS = (NSP, NE_SE_PRONONCE_PAS)
SUITES = {"urgence_lien": "Son lien avec la personne", "urgence_telephone": "Son téléphone"}
EN_CASES = ("qpv",)  # facts of so few values that they need no list
SANS_CASE = "Effacez ce qui est écrit, ou ne cochez pas « ne se prononce pas »."


class ChampFaitDuBilan(ChampFait):
    """The value of a fact, « ne se prononce pas », or nothing that was asked."""

    def __init__(self, question: Question, connue):
        options = {"widget": forms.RadioSelect} if question.code in EN_CASES else {}
        super().__init__(question.code, vide=PAS_DEMANDE, required=False, help_text=question.aide, **options)
        lignes = [choix for choix in self.choices if choix[0] not in (SANS_CHANGEMENT, INCONNU)]
        if connue not in (None, NSP) and super().choix_de(connue) == INCONNU:  # a line no longer proposed
            self.valeurs[str(connue.pk)] = connue
            lignes.append((str(connue.pk), str(connue)))
        autres = [REFUS, (SANS_CHANGEMENT, PAS_DEMANDE)]
        self.choices = [*lignes, *autres] if question.code in EN_CASES else [*reversed(autres), *lignes]
        self.label = question.libelle

    def valeur(self, choisi: str):
        return NSP if choisi == NSP else super().valeur(choisi)

    def choix_de(self, valeur) -> str:
        return SANS_CHANGEMENT if valeur is None else NSP if valeur == NSP else super().choix_de(valeur)


class FreinsForm(forms.Form):
    """Obstacles looked at on a day, each beside what was said of it the last time."""

    depuis = ChampJour(label="Situation au")
    lues_au = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, lecture: LectureEtape, jour: dt.date, **kwargs):
        """`lecture` is what the form is made from, as it was on the day `jour`, which is proposed."""
        depart = {"depuis": jour, "lues_au": jour, CHAMP: empreinte(lecture.valeurs)}
        super().__init__(*args, initial=self.montrer(lecture.valeurs) | depart, **kwargs)
        self.freins, self.derniers = lecture.freins, lecture.derniers
        for frein in self.freins:
            self.fields[champ_du_frein(frein.pk)] = _champ_du_frein(frein)

    def montrer(self, connues: dict) -> dict:
        """What the fields show of what services read."""
        return {nom: "" if valeur is None else str(valeur) for nom, valeur in connues.items()}

    @property
    def niveaux(self) -> dict:
        """The levels, as the services take them."""
        champs = [champ_du_frein(frein.pk) for frein in self.freins]
        return {champ: _niveau(self.cleaned_data[champ]) for champ in champs}

    def lignes(self, theme: str | None = None) -> list[dict]:
        """The obstacles of one theme, or all of them: the field, and the evaluation before."""
        return [
            {"champ": self[champ_du_frein(frein.pk)], "theme": frein.thematique, "dernier": self.derniers.get(frein.pk)}
            for frein in self.freins
            if theme is None or frein.thematique.code == theme
        ]


class EtapeForm(FreinsForm):
    """One step: its questions, the obstacles of its themes, what the person says of it."""

    def __init__(self, *args, etape: Etape, lecture: LectureEtape, **kwargs):
        connues = lecture.valeurs
        self.sections = sections_de(etape)
        self.questions = [question for section in self.sections for question in section.questions]
        self.faits = {q.code: ChampFaitDuBilan(q, connues[q.code]) for q in self.questions if q.genre is Genre.FAIT}
        super().__init__(*args, lecture=lecture, **kwargs)
        for question in self.questions:
            self.fields |= _champs(question, self.faits)
        self.fields[NOTE] = forms.CharField(
            label="Ce que la personne en dit",
            max_length=NOTE_MAX,
            required=False,
            help_text="Elle peut demander à lire cette note : ses mots, des faits, jamais un diagnostic.",
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def montrer(self, connues: dict) -> dict:
        valeurs = dict(connues)
        for question in self.questions:
            valeur = connues[question.code]
            if question.code in self.faits:
                valeurs[question.code] = self.faits[question.code].choix_de(valeur)
            elif question.genre is not Genre.CHOIX and valeur == NSP:
                valeurs[question.code] = None
            valeurs[_case(question)] = valeur == NSP
        freins = {nom: valeur for nom, valeur in valeurs.items() if nom.startswith(FREIN)}
        return valeurs | super().montrer(freins)

    @property
    def valeurs(self) -> dict:
        """What was typed, as the services take it."""
        saisies = {champ: self.cleaned_data[champ] for question in self.questions for champ in question.champs}
        for question in self.questions:
            saisies[question.code] = self._valeur(question)
        return saisies | self.niveaux | {NOTE: self.cleaned_data[NOTE]}

    def _valeur(self, question: Question):
        saisie = self.cleaned_data[question.code]
        if question.code in self.faits:
            return self.fields[question.code].valeur(saisie)
        if question.genre is Genre.CHOIX:
            return saisie or None
        return NSP if self.cleaned_data[_case(question)] else saisie

    def clean(self):
        """Refuse an answer with « ne se prononce pas », and two births."""
        propres = super().clean()
        for question in self.questions:
            if propres.get(_case(question)) and any(propres.get(champ) for champ in question.champs):
                self.add_error(question.code, SANS_CASE)
        if propres.get("date_naissance") and propres.get("annee_naissance"):
            self.add_error("annee_naissance", "Donnez la date, ou l’année seule, mais pas les deux.")
        return propres | {nom: telephones.normaliser(propres[nom]) for nom in TELEPHONES if propres.get(nom)}

    @property
    def rubriques(self) -> list[dict]:
        """The sections in order: questions with their fields, then obstacles."""
        return [
            {
                "section": section,
                "lignes": [self._ligne(question) for question in section.questions],
                "freins": self._freins(section),
            }
            for section in self.sections
        ]

    def _ligne(self, question: Question) -> dict:
        case = self[_case(question)] if _case(question) in self.fields else None
        return {"champ": self[question.code], "nsp": case, "suites": [self[champ] for champ in question.champs[1:]]}

    def _freins(self, section) -> list[dict]:
        """The obstacles of its themes; those of a theme that people added close the last section."""
        siens = [ligne for theme in section.themes for ligne in self.lignes(theme)]
        if section is self.sections[-1]:
            prevus = {theme for autre in self.sections for theme in autre.themes}
            siens += [ligne for ligne in self.lignes() if ligne["theme"].code not in prevus]
        return siens


def _case(question: Question) -> str:
    """The name of the box « ne se prononce pas » of what is typed."""
    return f"{question.code}_nsp"


def _champs(question: Question, faits: dict) -> dict[str, forms.Field]:
    """Every field of a question, the main one first."""
    champs = {question.code: faits.get(question.code) or _champ(question)}
    champs |= {suite: _suite(suite) for suite in question.suites}
    if question.precision:
        champs[question.champ_precision] = forms.CharField(
            label=question.precision, max_length=MOTS_MAX, required=False
        )
    if question.genre not in (Genre.CHOIX, Genre.FAIT):
        libelle = f"{question.mot[0].upper()}{question.mot[1:]} : {NE_SE_PRONONCE_PAS}"
        champs[_case(question)] = forms.BooleanField(label=libelle, required=False)
    return champs


def _champ(question: Question) -> forms.Field:
    communs = {"label": question.libelle, "required": False, "help_text": question.aide}
    if question.genre is Genre.CHOIX:
        return forms.ChoiceField(
            choices=[*question.choix, REFUS, ("", PAS_DEMANDE)], widget=forms.RadioSelect, **communs
        )
    if question.genre in (Genre.JOUR, Genre.NAISSANCE):
        return ChampJour(**communs)
    if question.genre is Genre.NOMBRE:
        illisible = "Écrivez un nombre entier, en chiffres."
        return forms.IntegerField(error_messages={"invalid": illisible}, **communs)
    if question.genre is Genre.TEXTE:
        return forms.CharField(max_length=MOTS_MAX, **communs)
    return _coordonnee(question.code, **communs)


def _suite(nom: str) -> forms.Field:
    if nom == "annee_naissance":
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), ANNEE_ILLISIBLE)
        return forms.IntegerField(
            label="Année seule", required=False, min_value=ANNEE_MIN, max_value=ANNEE_MAX, error_messages=messages
        )
    return _coordonnee(nom, label=SUITES[nom])


def _coordonnee(nom: str, **options) -> forms.Field:
    """The field as the page of the coordinates has it."""
    if nom == "adresse":
        options["widget"] = forms.Textarea(attrs={"rows": 2})
    champ = Coordonnees._meta.get_field(nom).formfield(**options)
    if nom in TELEPHONES:
        champ.widget.input_type = "tel"
    return champ


def _champ_du_frein(frein: Frein) -> forms.Field:
    choix = [*((str(valeur), mot) for valeur, mot in NiveauFrein.choices), REFUS, ("", PAS_REPRIS)]
    libelle = frein.libelle[0].upper() + frein.libelle[1:]
    return forms.ChoiceField(label=libelle, choices=choix, required=False, widget=forms.RadioSelect)


def _niveau(choisi: str):
    return None if choisi == "" else NSP if choisi == NSP else int(choisi)
