"""What is exchanged with the garden: skills seen at work, and what to do or avoid. The only writer of both."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from participants.choix import NiveauObservation
from participants.models import Competence, Consigne, Observation, Participant
from participants.mots_a_eviter import mots_de_raison
from participants.services.verrou import verrouiller
from socle.conflits import empreinte, verifier
from socle.ecriture import appliquer
from socle.erreurs import Anomalie, refuser_si

COMMENTAIRE_MAX = 300  # characters
CONSIGNE = ("texte", "depuis", "fin")
POURQUOI = "dites quoi faire, jamais pourquoi : la consigne est lue au jardin"


@dataclass(frozen=True)
class Note:
    """One row of the grid; `niveau` None says nothing of the skill, or takes away what was noted that day.

    `version` is version_de of what the page showed; None writes whatever is there.
    """

    competence: Competence
    niveau: int | None
    commentaire: str = ""
    version: str | None = None

    @property
    def voulue(self) -> str:
        return _version(self.niveau, self.commentaire)


def version_de(observation: Observation | None) -> str:
    """Which version of a row a page was made from; None: nothing was noted that day."""
    return _version(observation.niveau, observation.commentaire) if observation else _version(None, "")


@transaction.atomic
def noter_observations(
    *, participant: Participant, jour: dt.date, notes: Sequence[Note], par, aujourdhui: dt.date
) -> list[Note]:
    """Note what was seen of a person one day, and give back the notes that changed something.

    The same day again corrects; what a row does not say is left as it is. Refuses (SaisieRefusee, by rank in `notes`)
    a day to come or outside every stay, a grid that says nothing, a comment without a level or over 300 characters,
    and what somebody else changed since the page was shown.
    """
    actuel = verrouiller(participant)
    refuser_si(_jour_impossible(actuel, jour, aujourdhui))
    la = {o.competence_id: o for o in actuel.observations.filter(date=jour).select_related("par")}
    changees = {rang: note for rang, note in enumerate(notes) if _change(note, la.get(note.competence.pk))}
    refuser_si(_rien_de_dit(notes, la))
    refuser_si([*_mal_dites(notes), *_changees_entre_temps(changees, la)])
    for note in changees.values():
        _ecrire(actuel, jour, note, la.get(note.competence.pk), par)
    return list(changees.values())


def _version(niveau: int | None, commentaire: str) -> str:
    return empreinte({"niveau": niveau, "commentaire": commentaire})


def _change(note: Note, actuelle: Observation | None) -> bool:
    """Whether this person said something else than her page showed, which is not there yet."""
    repondue = note.niveau is not None or note.commentaire if note.version is None else note.voulue != note.version
    return bool(repondue) and note.voulue != version_de(actuelle)


def _jour_impossible(participant: Participant, jour: dt.date, aujourdhui: dt.date) -> Iterable[Anomalie]:
    if jour > aujourdhui:
        yield Anomalie(0, "", "observation_future", "ce jour n’est pas encore venu : notez ce que vous avez vu")
    elif not any(sejour.couvre(jour) for sejour in participant.parcours.all()):
        raison = f"la personne n’est pas en parcours le {jour:%d/%m/%Y} : rien ne peut être noté ce jour-là"
        yield Anomalie(0, "", "hors_parcours", raison)


def _rien_de_dit(notes: Sequence[Note], la: dict[int, Observation]) -> Iterable[Anomalie]:
    if not la and not any(note.niveau or note.commentaire for note in notes):
        yield Anomalie(0, "", "rien_note", "touchez un niveau pour au moins une compétence, puis enregistrez")


def _mal_dites(notes: Sequence[Note]) -> Iterable[Anomalie]:
    for rang, note in enumerate(notes):
        if note.commentaire and note.niveau is None:
            yield Anomalie(rang, "niveau", "niveau_absent", "touchez aussi un niveau, ou effacez ce mot")
        if len(note.commentaire) > COMMENTAIRE_MAX:
            raison = f"ce mot fait {len(note.commentaire)} caractères : raccourcissez-le à {COMMENTAIRE_MAX}"
            yield Anomalie(rang, "commentaire", "commentaire_long", raison)


def _changees_entre_temps(changees: dict[int, Note], la: dict[int, Observation]) -> Iterable[Anomalie]:
    for rang, note in changees.items():
        actuelle = la.get(note.competence.pk)
        if note.version not in (None, version_de(actuelle)):
            yield Anomalie(rang, "niveau", "change_entre_temps", _dit_par_un_autre(actuelle))


def _dit_par_un_autre(actuelle: Observation | None) -> str:
    if actuelle is None:
        fait = "quelqu’un a retiré cette observation"
    else:
        mot = f" et « {actuelle.commentaire} »" if actuelle.commentaire else ""
        fait = f"{actuelle.par or 'quelqu’un'} a noté « {actuelle.get_niveau_display()} »{mot}"
    return f"{fait} depuis que vous avez ouvert la page ; enregistrez de nouveau pour garder votre réponse"


def _ecrire(participant: Participant, jour: dt.date, note: Note, actuelle: Observation | None, par) -> None:
    if note.niveau is None:
        actuelle.delete()
        return
    observation = actuelle or Observation(participant=participant, competence=note.competence, date=jour)
    niveau = NiveauObservation(note.niveau)
    appliquer(observation, {"niveau": niveau, "commentaire": note.commentaire, "par": par}).save()


@transaction.atomic
def ecrire_consigne(*, participant: Participant, valeurs: dict, par, confirme: bool = False) -> Consigne:
    """Write what to do or avoid with a person in the garden, and give it back; sent twice, it is written once.

    `valeurs` holds texte (at most 160 characters), depuis and fin (None: until further notice). Refuses
    (SaisieRefusee) an end before the beginning and, unless `confirme`, a text that seems to say why (rules.md 4.3).
    """
    actuel = verrouiller(participant)
    valeurs = _propres(valeurs)
    refuser_si(_consigne_impossible(valeurs, confirme))
    return actuel.consignes.filter(**valeurs).first() or Consigne.objects.create(participant=actuel, par=par, **valeurs)


@transaction.atomic
def modifier_consigne(*, consigne: Consigne, valeurs: dict, version: str, par, confirme: bool = False) -> None:
    """Correct a consigne; who changes its words signs it. Refuses what ecrire_consigne refuses.

    Refuses (ModifieDepuis) to write over a correction made since `version` was shown.
    """
    actuelle = _relue(consigne)
    valeurs = _propres(valeurs)
    verifier(version=version, actuelles=consigne_de(actuelle), saisies=valeurs)
    refuser_si(_consigne_impossible(valeurs, confirme or valeurs["texte"] == actuelle.texte))
    auteur = actuelle.par if valeurs["texte"] == actuelle.texte else par
    appliquer(actuelle, {**valeurs, "par": auteur}).save()


@transaction.atomic
def terminer_consigne(*, consigne: Consigne, aujourdhui: dt.date) -> None:
    """Stop showing a consigne at once: it ended the day before; one that began today, or is to come, is taken away.

    One that has already ended is left as it is.
    """
    actuelle = _relue(consigne)
    if actuelle.depuis >= aujourdhui:
        actuelle.delete()
    elif actuelle.fin is None or actuelle.fin >= aujourdhui:
        actuelle.fin = aujourdhui - dt.timedelta(days=1)
        actuelle.save()


def consigne_de(consigne: Consigne) -> dict:
    """A consigne as its form says it."""
    return {nom: getattr(consigne, nom) for nom in CONSIGNE}


def _relue(consigne: Consigne) -> Consigne:
    """The consigne as it is now, its person locked; refuses one that was taken away meanwhile."""
    verrouiller(consigne.participant)
    actuelle = Consigne.objects.filter(pk=consigne.pk).select_related("par").first()
    if actuelle is None:
        raison = "cette consigne vient d’être retirée : écrivez-en une autre si elle sert encore"
        refuser_si([Anomalie(0, "", "consigne_retiree", raison)])
    return actuelle


def _propres(valeurs: dict) -> dict:
    """On one line, as it is read in the garden."""
    return valeurs | {"texte": " ".join(valeurs["texte"].split())}


def _consigne_impossible(valeurs: dict, confirme: bool) -> Iterable[Anomalie]:
    if valeurs["fin"] and valeurs["fin"] < valeurs["depuis"]:
        raison = f"cette fin précède le début du {valeurs['depuis']:%d/%m/%Y}, corrigez l’une des deux"
        yield Anomalie(0, "fin", "fin_avant_debut", raison)
    if not confirme and mots_de_raison(valeurs["texte"]):
        yield Anomalie(0, "texte", "dit_pourquoi", POURQUOI)
