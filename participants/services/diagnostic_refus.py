"""Why an answer of the bilan d'entrée, or the level of an obstacle, cannot be written."""

import datetime as dt
from collections.abc import Iterable, Mapping

from participants.choix import Etape, NiveauFrein
from participants.models import EvaluationFrein, Parcours, ReponseBilan
from participants.questions import NSP, Genre, Question, questions_de
from participants.services.diagnostic_lecture import FREIN, NOTE, champ_du_frein
from participants.situation import SUJETS
from socle.erreurs import Anomalie

NOTE_MAX, MOTS_MAX = 2000, 200


def jour_refuse(parcours: Parcours, jour: dt.date, aujourdhui: dt.date) -> Iterable[Anomalie]:
    """A day to come, or outside the stay."""
    if jour > aujourdhui:
        yield Anomalie(0, "depuis", "jour_futur", "ce jour n’est pas encore venu, corrigez la date")
    elif not parcours.couvre(jour):
        raison = f"ce parcours commence le {parcours.date_entree:%d/%m/%Y}"
        raison += f" et finit le {parcours.date_sortie:%d/%m/%Y}" if parcours.date_sortie else ""
        yield Anomalie(0, "depuis", "hors_parcours", f"{raison} : corrigez la date")


def reponses_impossibles(
    etape: Etape, valeurs: Mapping[str, object], connues: Mapping[str, object], aujourdhui: dt.date
) -> Iterable[Anomalie]:
    """Names that are no question of the step, and answers that are none of their question."""
    par_champ = {champ: question for question in questions_de(etape) for champ in question.champs}
    for nom, valeur in valeurs.items():
        if nom == NOTE:
            yield from _trop_longue(nom, valeur, NOTE_MAX)
        elif nom.startswith(FREIN):
            yield from niveaux_inconnus({nom: valeur}, connues)
        elif nom not in par_champ:
            yield Anomalie(0, "", "question_inconnue", f"« {nom} » n’est pas une question de cette étape")
        elif nom == par_champ[nom].code:
            yield from _impossible(par_champ[nom], valeur, valeurs, aujourdhui)
        elif nom == par_champ[nom].champ_precision:
            yield from _trop_longue(nom, valeur, MOTS_MAX)


def niveaux_inconnus(niveaux: Mapping[str, object], connus: Mapping[str, object]) -> Iterable[Anomalie]:
    """Obstacles that are not asked about (any more), levels that are none of the scale."""
    for nom, niveau in niveaux.items():
        if nom not in connus:
            yield Anomalie(0, "", "frein_inconnu", "un de ces freins n’est plus dans la liste, rouvrez la page")
        elif niveau not in (None, NSP, *NiveauFrein.values):
            yield Anomalie(0, nom, "niveau_inconnu", "choisissez un niveau de la liste")


def deja_repondues(parcours: Parcours, questions: Iterable[Question], jour: dt.date) -> Iterable[Anomalie]:
    """Answers noted on a day whose step was not shown: writing over them would be blind."""
    questions = list(questions)
    codes = [question.code for question in questions]
    notees = set(
        ReponseBilan.objects.filter(parcours=parcours, question__in=codes, depuis=jour).values_list(
            "question", flat=True
        )
    )
    for question in questions:
        fait = question.genre is Genre.FAIT and _fait_du_jour(parcours, question.code, jour)
        if question.code in notees or fait:
            raison = f"une autre réponse est notée au {jour:%d/%m/%Y} : ouvrez l’étape à cette date pour la corriger"
            yield Anomalie(0, question.code, "deja_note", raison)


def deja_evalues(parcours: Parcours, niveaux: Mapping[str, object], jour: dt.date) -> Iterable[Anomalie]:
    """Levels noted on a day that was not shown."""
    for cle in EvaluationFrein.objects.filter(parcours=parcours, depuis=jour).values_list("frein", flat=True):
        if champ_du_frein(cle) in niveaux:
            raison = f"ce frein est déjà évalué au {jour:%d/%m/%Y} : ouvrez la page à cette date pour le corriger"
            yield Anomalie(0, champ_du_frein(cle), "deja_note", raison)


def laisses_avant_l_entree(parcours: Parcours, entree: dt.date) -> Iterable[Anomalie]:
    """Days noted in the bilan after the entry, that an entry moved to `entree` would leave outside or reach."""
    for modele in (ReponseBilan, EvaluationFrein):
        entre = modele.objects.filter(parcours=parcours, depuis__gt=parcours.date_entree, depuis__lte=entree)
        for jour in entre.order_by("depuis").values_list("depuis", flat=True).distinct():
            raison = f"le bilan d’entrée porte des réponses du {jour:%d/%m/%Y}, avant cette entrée"
            yield Anomalie(0, "date_entree", "bilan_avant_entree", raison)


def _fait_du_jour(parcours: Parcours, nom: str, jour: dt.date) -> bool:
    return SUJETS[nom].objects.filter(parcours=parcours, depuis=jour).exists()


def _impossible(question: Question, valeur, valeurs: Mapping, aujourdhui: dt.date) -> Iterable[Anomalie]:
    if valeur == NSP:
        if any(valeurs.get(champ) for champ in question.champs[1:]):
            raison = "effacez ce qui est écrit, ou ne cochez pas « ne se prononce pas »"
            yield Anomalie(0, question.code, "refus_et_reponse", raison)
    elif valeur not in (None, ""):
        yield from _de_son_genre(question, valeur, aujourdhui)


def _de_son_genre(question: Question, valeur, aujourdhui: dt.date) -> Iterable[Anomalie]:
    if question.genre is Genre.CHOIX and valeur not in dict(question.choix):
        yield Anomalie(0, question.code, "choix_inconnu", "choisissez une réponse de la liste")
    elif question.genre is Genre.JOUR and question.passe and valeur > aujourdhui:
        yield Anomalie(0, question.code, "jour_futur", "ce jour n’est pas encore venu, corrigez la date")
    elif question.genre is Genre.NOMBRE:
        premier, dernier = bornes(question, aujourdhui)
        if not premier <= valeur <= dernier:
            yield Anomalie(0, question.code, "hors_bornes", f"donnez un nombre entre {premier} et {dernier}")
    elif question.genre is Genre.TEXTE:
        yield from _trop_longue(question.code, valeur, MOTS_MAX)


def bornes(question: Question, aujourdhui: dt.date) -> tuple[int, int]:
    """The least and the greatest number: of a year that is past, this one at most."""
    premier, dernier = question.bornes
    return premier, min(dernier, aujourdhui.year) if question.passe else dernier


def _trop_longue(nom: str, texte, longueur: int) -> Iterable[Anomalie]:
    if len(texte or "") > longueur:
        yield Anomalie(0, nom, "trop_long", f"ce texte dépasse {longueur} caractères, raccourcissez-le")
