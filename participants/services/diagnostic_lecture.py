"""What a step of the bilan d'entrée says on a day, by the names of its fields: what forms show and versions cover."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from participants.choix import Etape
from participants.distance import Evaluation
from participants.models import EtapeBilan, EvaluationFrein, Frein, Parcours, ReponseBilan
from participants.questions import DIT, NSP, RETIREE, Genre, Question, questions_de, section_du_theme, sections_de
from participants.services.coordonnees import coordonnees_de, identite_de
from participants.situation import SUJETS

NOTE, FREIN = "note", "frein_"


@dataclass(frozen=True)
class LectureEtape:
    """A step as it is on a day, and what its page shows beside: obstacles the last time, days already noted."""

    valeurs: dict[str, object]
    freins: list[Frein] = field(default_factory=list)
    derniers: dict[int, Evaluation] = field(default_factory=dict)
    dates: list[dt.date] = field(default_factory=list)


def lire_l_etape(*, parcours: Parcours, etape: Etape, jour: dt.date, note: str | None = None) -> LectureEtape:
    """Every answer of the step in force that day, its note, and the obstacles as looked at that very day.

    Of a question: its value, NSP, or None (« » for words) when nobody asked. `note` when it is already read. Some
    five queries, whatever the history.
    """
    questions = questions_de(etape)
    reponses = ReponseBilan.objects.filter(parcours=parcours, question__in=[q.code for q in questions])
    reponses = list(reponses.order_by("depuis"))
    faits = {q.code: _faits(q.code, parcours) for q in questions if q.genre is Genre.FAIT}
    freins = freins_proposes(etape)
    notes = _evaluations(parcours, freins)
    if note is None:
        note = EtapeBilan.objects.filter(parcours=parcours, etape=etape).values_list("note", flat=True).first()
    valeurs = _valeurs(parcours, questions, reponses, faits, jour)
    return LectureEtape(
        valeurs | {NOTE: note or ""} | _du_jour(freins, notes, jour),
        freins,
        _derniers(notes, jour),
        sorted({ligne.depuis for lignes in (reponses, notes, *faits.values()) for ligne in lignes}),
    )


def valeurs_de_l_etape(*, parcours: Parcours, etape: Etape, jour: dt.date) -> dict[str, object]:
    """The same, without what its page shows beside."""
    return lire_l_etape(parcours=parcours, etape=etape, jour=jour).valeurs


def lire_les_freins(*, parcours: Parcours, jour: dt.date) -> LectureEtape:
    """Every obstacle, as looked at that very day, and the last time before."""
    freins = freins_proposes()
    notes = _evaluations(parcours, freins)
    return LectureEtape(_du_jour(freins, notes, jour), freins, _derniers(notes, jour))


def champ_du_frein(cle: int) -> str:
    """The name under which the level of this obstacle is typed."""
    return f"{FREIN}{cle}"


def freins_proposes(etape: Etape | None = None) -> list[Frein]:
    """The obstacles asked about, of one step or of all, in the order of themes then of their list."""
    if etape and not any(section.themes for section in sections_de(etape)):
        return []
    proposes = Frein.objects.filter(actif=True).select_related("thematique")
    siens = [frein for frein in proposes if etape is None or section_du_theme(frein.thematique.code).etape == etape]
    return sorted(siens, key=lambda frein: (frein.thematique.ordre, frein.thematique.cle))


def est_refus(ligne: ReponseBilan | None) -> bool:
    """Whether the person was asked and preferred not to say."""
    return ligne is not None and ligne.valeur == ""


def a_garder(question: Question, valeurs: dict) -> tuple[str, str] | None:
    """The answer as its row keeps it: value and words; None when nobody asked."""
    valeur, precision = valeurs[question.code], valeurs.get(question.champ_precision, "")
    if valeur == NSP:
        return "", ""
    if question.genre is Genre.TEXTE:
        return (DIT, valeur) if valeur else None
    if valeur is None:
        return (DIT, precision) if precision else None
    return valeur.isoformat() if question.genre is Genre.JOUR else str(valeur), precision


def _valeurs(parcours, questions: list[Question], reponses: list, faits: dict, jour: dt.date) -> dict[str, object]:
    dites = {reponse.question: reponse for reponse in _jusqu_au(reponses, jour)}
    valeurs = _coordonnees(parcours, questions) | _naissance(parcours, questions)
    for question in questions:
        ligne = dites.get(question.code)
        if question.genre is Genre.FAIT:
            valeurs[question.code] = _fait(_jusqu_au(faits[question.code], jour), ligne)
        elif question.genre in (Genre.COORDONNEES, Genre.NAISSANCE):
            if est_refus(ligne) and not any(valeurs[champ] for champ in question.champs):
                valeurs[question.code] = NSP
        else:
            valeurs |= _dite(question, ligne)
    return valeurs


def _dite(question: Question, ligne: ReponseBilan | None) -> dict[str, object]:
    """The answer as it is typed, by the names of its fields."""
    precision = {question.champ_precision: ""} if question.precision else {}
    vide = "" if question.genre is Genre.TEXTE else None
    if ligne is None or ligne.valeur == RETIREE:
        return {question.code: vide, **precision}
    if est_refus(ligne):
        return {question.code: NSP, **precision}
    if question.precision:
        precision = {question.champ_precision: ligne.precision}
    return {question.code: _valeur(question, ligne), **precision}


def _valeur(question: Question, ligne: ReponseBilan):
    if question.genre is Genre.TEXTE:
        return ligne.precision
    if ligne.valeur == DIT:
        return None
    if question.genre is Genre.JOUR:
        return dt.date.fromisoformat(ligne.valeur)
    return int(ligne.valeur) if question.genre is Genre.NOMBRE else ligne.valeur


def _faits(nom: str, parcours: Parcours) -> list:
    lignes = SUJETS[nom].objects.filter(parcours=parcours).order_by("depuis")
    return list(lignes if nom == "qpv" else lignes.select_related("valeur"))


def _fait(faits: list, ligne: ReponseBilan | None):
    """The value of the fact; a refusal counts until the fact changes, here or elsewhere."""
    fait = faits[-1] if faits else None
    if fait and fait.valeur is not None:
        return fait.valeur
    return NSP if est_refus(ligne) and (fait is None or fait.depuis <= ligne.depuis) else None


def _coordonnees(parcours: Parcours, questions: list[Question]) -> dict[str, object]:
    champs = [champ for q in questions if q.genre is Genre.COORDONNEES for champ in q.champs]
    lues = coordonnees_de(parcours.participant) if champs else {}
    return {champ: lues[champ] for champ in champs}


def _naissance(parcours: Parcours, questions: list[Question]) -> dict[str, object]:
    if not any(question.genre is Genre.NAISSANCE for question in questions):
        return {}
    lue = identite_de(parcours.participant)
    naissance, seule = lue["date_naissance"], lue["annee_seule"]
    return {"date_naissance": None if seule else naissance, "annee_naissance": naissance.year if seule else None}


def _evaluations(parcours: Parcours, freins: Sequence[Frein]) -> list[EvaluationFrein]:
    if not freins:
        return []
    return list(EvaluationFrein.objects.filter(parcours=parcours, frein__in=freins).order_by("depuis"))


def _du_jour(freins: Iterable[Frein], notes: Iterable[EvaluationFrein], jour: dt.date) -> dict[str, object]:
    """The level noted that very day of each of these obstacles, NSP, or None when it was not looked at."""
    connus = {note.frein_id: NSP if note.niveau is None else note.niveau for note in notes if note.depuis == jour}
    return {champ_du_frein(frein.pk): connus.get(frein.pk) for frein in freins}


def _derniers(notes: Iterable[EvaluationFrein], jour: dt.date) -> dict[int, Evaluation]:
    """By obstacle, what was said of it the last time before that day."""
    return {note.frein_id: Evaluation(note.depuis, note.niveau) for note in notes if note.depuis < jour}


def _jusqu_au(lignes: Iterable, jour: dt.date) -> list:
    return [ligne for ligne in lignes if ligne.depuis <= jour]
