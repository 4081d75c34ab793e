"""The bilan d'entrée of a stay as it is read: how far it went, and what each step says, since when."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q

from participants.choix import Etape, EtatEtape
from participants.dossier import Cadre
from participants.models import EtapeBilan, Parcours, ReponseBilan
from participants.questions import DIT, NE_SE_PRONONCE_PAS, RETIREE, Genre, Question, questions_de
from participants.situation import FaitLu, en_vigueur
from socle.periodes import en_lettres


@dataclass(frozen=True)
class EtatDuBilan:
    """How many steps are done, of how many; `derniere` is the day the last of them was."""

    faites: int
    derniere: dt.date | None
    total: int = len(Etape)

    @property
    def complet(self) -> bool:
        return self.faites == self.total


@dataclass(frozen=True)
class ReponseLue:
    """One answer in words; `depuis` is None for what is not dated."""

    mot: str
    texte: str
    depuis: dt.date | None
    refusee: bool = False


@dataclass(frozen=True)
class EtapeLue:
    """A step, what became of it and what it says; `ligne` is None while nobody opened it."""

    etape: Etape
    ligne: EtapeBilan | None
    reponses: list[ReponseLue] = field(default_factory=list)

    @property
    def numero(self) -> int:
        return list(Etape).index(self.etape) + 1

    @property
    def faite(self) -> bool:
        return self.ligne is not None and self.ligne.etat == EtatEtape.FAITE

    @property
    def mot(self) -> str:
        return self.ligne.get_etat_display() if self.ligne else "à faire"

    @property
    def ton(self) -> str:
        return "feuille" if self.faite else "ambre" if self.ligne else "creuse"

    @property
    def icone(self) -> str:
        return "check" if self.faite else "clock" if self.ligne else "circle-dashed"

    @property
    def a_demander(self) -> int:
        """How many questions nobody asked yet."""
        return len(questions_de(self.etape)) - len(self.reponses)


def etat_du_bilan(parcours: Parcours | None) -> EtatDuBilan:
    """How far the bilan d'entrée of this stay went: one query, none without a stay."""
    if parcours is None:
        return EtatDuBilan(0, None)
    faites = Q(etat=EtatEtape.FAITE)
    return EtatDuBilan(
        **EtapeBilan.objects.filter(parcours=parcours).aggregate(
            faites=Count("pk", filter=faites), derniere=Max("date", filter=faites)
        )
    )


def lire_bilan(cadre: Cadre, sejour: Parcours) -> list[EtapeLue]:
    """The five steps of a stay, as they are today or on its last day: two queries, besides the frame's."""
    jour = dernier_jour(sejour, cadre.jour)
    lignes = {ligne.etape: ligne for ligne in EtapeBilan.objects.filter(parcours=sejour).select_related("par")}
    reponses = {
        reponse.question: reponse
        for reponse in ReponseBilan.objects.filter(parcours=sejour, depuis__lte=jour).order_by("depuis")
    }
    faits = en_vigueur(cadre.faits, sejour, jour)
    return [
        EtapeLue(etape, lignes.get(etape.value), list(_reponses(questions_de(etape), cadre, reponses, faits)))
        for etape in Etape
    ]


def dernier_jour(sejour: Parcours, jour: dt.date) -> dt.date:
    """That day, or the last day of a stay that ended before it."""
    return min(jour, sejour.date_sortie) if sejour.date_sortie else jour


def _reponses(questions: Iterable[Question], cadre: Cadre, reponses: dict, faits: dict) -> Iterable[ReponseLue]:
    for question in questions:
        ligne = reponses.get(question.code)
        lue = _connue_ailleurs(question, cadre, faits) or _dite(question, ligne, faits.get(question.code))
        if lue:
            yield lue


def _connue_ailleurs(question: Question, cadre: Cadre, faits: dict[str, FaitLu]) -> ReponseLue | None:
    """What has a place of its own, when it is known."""
    if question.genre is Genre.FAIT:
        fait = faits.get(question.code)
        return ReponseLue(question.mot, fait.texte, fait.depuis) if fait and fait.texte else None
    if question.genre is Genre.NAISSANCE:
        texte = _naissance(cadre.participant)
    elif question.genre is Genre.COORDONNEES:
        texte = ", ".join(filter(None, (getattr(cadre.coordonnees, champ) for champ in question.champs)))
    else:
        return None
    return ReponseLue(question.mot, texte, None) if texte else None


def _naissance(participant) -> str:
    if participant.date_naissance is None:
        return ""
    return (
        f"en {participant.date_naissance.year}" if participant.annee_seule else en_lettres(participant.date_naissance)
    )


def _dite(question: Question, ligne: ReponseBilan | None, fait: FaitLu | None) -> ReponseLue | None:
    """The answer kept as such; a refusal of a fact holds until the fact changes."""
    if ligne is None or ligne.valeur == RETIREE or (fait and fait.depuis > ligne.depuis):
        return None
    if ligne.valeur == "":
        return ReponseLue(question.mot, NE_SE_PRONONCE_PAS, ligne.depuis, refusee=True)
    textes = (_mot(question, ligne.valeur), ligne.precision)
    return ReponseLue(question.mot, ", ".join(filter(None, textes)), ligne.depuis)


def _mot(question: Question, valeur: str) -> str:
    if valeur == DIT:
        return ""
    if question.genre is Genre.JOUR:
        return en_lettres(dt.date.fromisoformat(valeur))
    return dict(question.choix).get(valeur, valeur)
