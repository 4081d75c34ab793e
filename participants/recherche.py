"""Finding people by name, for the search of every page."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from comptes.droits import Action, peut
from jardins.recherche import Groupe, Resultat
from participants.models import Participant
from participants.presentation import Fiche, fiches_de
from participants.services.doublons import filet_de_noms
from socle.periodes import aujourdhui

TITRE = "Participants"
RESSEMBLANCE = 0.7  # of each word typed with a word of the name
REGARDES = 200  # rows; beyond, what was typed says too little


def participants(utilisateur, mots: Sequence[str], limite: int) -> Groupe:
    """The people whose names begin by these words, in any order; failing that, those whose names look like them.

    Nothing for who may not open a file. A file merged into another leads to the one kept. Four queries at most.
    """
    if not peut(utilisateur, Action.PARTICIPANT_VOIR):
        return Groupe(TITRE, [])
    trouves = _par_debut(mots, limite)
    proches = [] if trouves else _par_ressemblance(mots, limite)
    fiches = fiches_de(trouves or proches, aujourdhui())
    resultats = [_resultat(fiches[cle]) for cle in trouves or proches]
    return Groupe(TITRE, resultats, approche=bool(proches))


def _par_debut(mots: Sequence[str], limite: int) -> list[int]:
    """Keys of files, those whose whole name begins as typed first."""
    gens = Participant.objects.all()
    for mot in mots:
        gens = gens.filter(Q(cle__startswith=mot) | Q(cle__contains=f" {mot}"))
    d_abord = Case(When(cle__startswith=" ".join(mots), then=Value(0)), default=Value(1), output_field=IntegerField())
    return _gardes(gens.order_by(d_abord, "cle", "pk"), limite)


def _par_ressemblance(mots: Sequence[str], limite: int) -> list[int]:
    """Keys of files, the most alike first."""
    proches = Participant.objects.filter(filet_de_noms(mots)).order_by("cle", "pk")
    notes = [
        (note, garde)
        for garde, cle in proches.values_list(Coalesce("fondu_dans", "pk"), "cle")
        if (note := _note(mots, cle.split())) >= RESSEMBLANCE
    ]
    classes = sorted(notes, key=lambda paire: -paire[0])
    return list(dict.fromkeys(garde for _, garde in classes))[:limite]


def _note(mots: Sequence[str], noms: Iterable[str]) -> float:
    """How much the word that matches least looks like a word of the name."""
    return min(max(SequenceMatcher(None, mot, nom).ratio() for nom in noms) for mot in mots)


def _gardes(gens, limite: int) -> list[int]:
    """Their keys, once each, those of merged files giving the file kept."""
    cles = gens.values_list(Coalesce("fondu_dans", "pk"), flat=True)[:REGARDES]
    return list(dict.fromkeys(cles))[:limite]


def _resultat(fiche: Fiche) -> Resultat:
    url = reverse("participants:participant_voir", args=[fiche.personne.uuid])
    return Resultat(str(fiche.personne), url, fiche.precisions)
