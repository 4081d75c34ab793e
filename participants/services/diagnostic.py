"""The bilan d'entrée at the desk: one step at a time, and the obstacles taken again at any date."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from participants.choix import Etape, EtatEtape
from participants.models import EtapeBilan, EvaluationFrein, Parcours, ReponseBilan
from participants.questions import NSP, RETIREE, Genre, Question, questions_de
from participants.services.coordonnees import coordonnees_de, identite_de, modifier_coordonnees, modifier_identite
from participants.services.diagnostic_lecture import (
    FREIN,
    NOTE,
    a_garder,
    champ_du_frein,
    lire_les_freins,
    valeurs_de_l_etape,
)
from participants.services.diagnostic_refus import (
    deja_evalues,
    deja_repondues,
    jour_refuse,
    niveaux_inconnus,
    reponses_impossibles,
)
from participants.services.faits import changer_situation
from participants.services.verrou import verrouiller
from socle.conflits import empreinte, verifier
from socle.erreurs import refuser_si


@transaction.atomic
def enregistrer_etape(
    *,
    parcours: Parcours,
    etape: Etape,
    valeurs: Mapping[str, object],
    depuis: dt.date,
    lues_au: dt.date,
    version: str,
    etat: EtatEtape,
    par,
    aujourdhui: dt.date,
) -> int:
    """Write a step: what `valeurs` changes of the step as it was on the day `lues_au`, from the day `depuis` on.

    `valeurs` are by the names of diagnostic_lecture; those absent are left as they are. Gives how many changed.
    Refuses (SaisieRefusee) a day to come or outside the stay, an unknown question or answer, words given with « ne se
    prononce pas », another answer already noted on `depuis` and not shown, and what the facts, the identity and the
    coordinates refuse; (ModifieDepuis) a step that a colleague changed since `version`.
    """
    parcours = _verrouiller(parcours)
    refuser_si(jour_refuse(parcours, depuis, aujourdhui))
    actuelles = valeurs_de_l_etape(parcours=parcours, etape=etape, jour=lues_au)
    refuser_si(reponses_impossibles(etape, valeurs, actuelles, aujourdhui))
    voulues = {**actuelles, **valeurs}
    verifier(version=version, actuelles=actuelles, saisies=voulues)
    changes = [nom for nom, valeur in voulues.items() if valeur != actuelles[nom]]
    questions = [question for question in questions_de(etape) if set(changes) & set(question.champs)]
    niveaux = {nom: voulues[nom] for nom in changes if nom.startswith(FREIN)}
    if depuis != lues_au:
        refuser_si([*deja_repondues(parcours, questions, depuis), *deja_evalues(parcours, niveaux, depuis)])
    _ecrire_ailleurs(parcours, questions, voulues, depuis, aujourdhui)
    _ecrire_reponses(parcours, questions, voulues, depuis)
    _ecrire_niveaux(parcours, niveaux, depuis, par)
    _ecrire_etape(parcours, etape, etat, voulues[NOTE], par, aujourdhui)
    return len(changes)


@transaction.atomic
def evaluer_freins(
    *,
    parcours: Parcours,
    niveaux: Mapping[str, object],
    depuis: dt.date,
    lues_au: dt.date,
    version: str,
    par,
    aujourdhui: dt.date,
) -> int:
    """Take obstacles again on a day: {field name: level, NSP, or None for one that was not looked at}.

    What is noted the day `lues_au` and no longer given is taken away. Gives how many changed. Refuses what
    enregistrer_etape refuses.
    """
    parcours = _verrouiller(parcours)
    refuser_si(jour_refuse(parcours, depuis, aujourdhui))
    actuels = lire_les_freins(parcours=parcours, jour=lues_au).valeurs
    refuser_si(niveaux_inconnus(niveaux, actuels))
    voulus = {**actuels, **niveaux}
    verifier(version=version, actuelles=actuels, saisies=voulus)
    changes = {nom: niveau for nom, niveau in voulus.items() if niveau != actuels[nom]}
    if depuis != lues_au:
        refuser_si(deja_evalues(parcours, changes, depuis))
    _ecrire_niveaux(parcours, changes, depuis, par)
    return len(changes)


def deplacer_le_bilan(sejour: Parcours, *, de: dt.date, vers: dt.date) -> None:
    """What was noted on the day of the entry follows it."""
    for modele in (ReponseBilan, EvaluationFrein):
        modele.objects.filter(parcours=sejour, depuis=de).update(depuis=vers)


def _verrouiller(parcours: Parcours) -> Parcours:
    """The stay as it is now, its person locked."""
    personne = verrouiller(parcours.participant)
    actuel = Parcours.objects.get(pk=parcours.pk)
    actuel.participant = personne
    return actuel


def _ecrire_ailleurs(parcours, questions: list[Question], voulues, depuis: dt.date, aujourdhui: dt.date) -> None:
    """What has a place of its own, through those who write there: facts, coordinates, birth."""
    faits = {q.code: _connue(voulues[q.code]) for q in questions if q.genre is Genre.FAIT}
    if faits:
        changer_situation(participant=parcours.participant, depuis=depuis, valeurs=faits, aujourdhui=aujourdhui)
    champs = {champ for q in questions if q.genre is Genre.COORDONNEES for champ in q.champs}
    if champs:
        avant = coordonnees_de(parcours.participant)
        valeurs = avant | {champ: _connue(voulues[champ]) or "" for champ in champs}
        modifier_coordonnees(participant=parcours.participant, valeurs=valeurs, version=empreinte(avant))
    if any(question.genre is Genre.NAISSANCE for question in questions):
        avant = identite_de(parcours.participant)
        valeurs = avant | _naissance(voulues)
        modifier_identite(
            participant=parcours.participant, valeurs=valeurs, version=empreinte(avant), aujourdhui=aujourdhui
        )


def _naissance(voulues: Mapping[str, object]) -> dict:
    """Of a year alone, 1 July is kept (formats.md, par_age)."""
    annee = voulues["annee_naissance"]
    jour = dt.date(annee, 7, 1) if annee else _connue(voulues["date_naissance"])
    return {"date_naissance": jour, "annee_seule": bool(annee)}


def _connue(valeur):
    return None if valeur == NSP else valeur


def _ecrire_reponses(parcours: Parcours, questions: list[Question], voulues: Mapping, depuis: dt.date) -> None:
    """Of facts, coordinates and birth, the refusal alone is an answer: their value is elsewhere."""
    codes = [question.code for question in questions]
    lignes: dict[str, list[ReponseBilan]] = {}
    for ligne in ReponseBilan.objects.filter(parcours=parcours, question__in=codes, depuis__lte=depuis):
        lignes.setdefault(ligne.question, []).append(ligne)
    for question in questions:
        ailleurs = question.genre in (Genre.FAIT, Genre.COORDONNEES, Genre.NAISSANCE)
        refusee = ("", "") if voulues[question.code] == NSP else None
        voulue = refusee if ailleurs else a_garder(question, voulues)
        _poser(parcours, question.code, lignes.get(question.code, []), voulue, depuis)


def _poser(parcours, code: str, lignes: list[ReponseBilan], voulue: tuple[str, str] | None, depuis: dt.date) -> None:
    """One answer from that day on; one that only repeats what was said before needs no row."""
    du_jour = next((ligne for ligne in lignes if ligne.depuis == depuis), None)
    avant = next((ligne for ligne in reversed(lignes) if ligne.depuis < depuis), None)
    dite = (avant.valeur, avant.precision) if avant and avant.valeur != RETIREE else None
    if voulue == dite:
        if du_jour:
            du_jour.delete()
        return
    ligne = du_jour or ReponseBilan(parcours=parcours, question=code, depuis=depuis)
    ligne.valeur, ligne.precision = voulue or (RETIREE, "")
    ligne.save()


def _ecrire_niveaux(parcours: Parcours, niveaux: Mapping[str, object], depuis: dt.date, par) -> None:
    notes = EvaluationFrein.objects.filter(parcours=parcours, depuis=depuis)
    presents = {champ_du_frein(note.frein_id): note for note in notes}
    for nom, niveau in niveaux.items():
        note = presents.get(nom)
        if niveau is None:
            if note:
                note.delete()
            continue
        note = note or EvaluationFrein(parcours=parcours, frein_id=int(nom.removeprefix(FREIN)), depuis=depuis)
        note.niveau, note.par = _connue(niveau), par
        note.save()


def _ecrire_etape(parcours, etape: Etape, etat: EtatEtape, note: str, par, aujourdhui: dt.date) -> None:
    """Its date is that of its state: a step done in March and completed in May was done in March."""
    ligne = EtapeBilan.objects.filter(parcours=parcours, etape=etape).first()
    if ligne is None:
        ligne = EtapeBilan(parcours=parcours, etape=etape)
    if ligne.etat != etat:
        ligne.etat, ligne.date = etat, aujourdhui
    ligne.note, ligne.par = note, par
    ligne.save()
