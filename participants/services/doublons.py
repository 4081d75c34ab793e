"""Files that may be of the same person: near names, names exchanged, one birth. Shown, never merged by themselves.

Found in two steps: a wide net in SQL over the search keys, then a comparison name by name. The thresholds were
chosen on tests/participants/test_doublons.py, which lists pairs that are one person and pairs that are not.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q

from participants.choix import Sexe
from participants.models import Participant
from socle.normalisation import cle

LIMITE = 5
# How alike: of one name, one letter apart in a short one, both in the mean, a first name of the same birth.
MEME, PROCHE, PROCHE_COURT, ENSEMBLE, MEME_NAISSANCE = 0.9, 0.75, 0.66, 0.82, 0.85
COURT = 4  # letters


@dataclass(frozen=True)
class Identite:
    """What two files are compared by."""

    nom: str
    prenom: str
    sexe: str = ""
    naissance: dt.date | None = None
    annee_seule: bool = False


@dataclass(frozen=True)
class Ressemblance:
    """How much two identities look alike, from 0 to 1, and why in words."""

    score: float
    raison: str


def identite_de(personne: Participant) -> Identite:
    return Identite(personne.nom, personne.prenom, personne.sexe, personne.date_naissance, personne.annee_seule)


def candidats(identite: Identite, *, sauf: Iterable[int] = ()) -> list[tuple[Participant, Ressemblance]]:
    """The files that may be hers, most alike first, at most LIMITE; those merged into another give the file kept.

    `sauf` are keys of files left out, such as her own. One query, whose rows are few whatever the files.
    """
    trouves: dict[int, tuple[Participant, Ressemblance]] = {}
    for personne in Participant.objects.filter(_filet(identite)).exclude(pk__in=sauf).select_related("fondu_dans"):
        vue = ressemblance(identite, identite_de(personne))
        gardee = personne.fondu_dans or personne
        if vue and gardee.pk not in sauf and vue.score > trouves.get(gardee.pk, (None, Ressemblance(0, "")))[1].score:
            trouves[gardee.pk] = gardee, vue
    return sorted(trouves.values(), key=lambda paire: (-paire[1].score, paire[0].cle, paire[0].pk))[:LIMITE]


def ressemblance(une: Identite, autre: Identite) -> Ressemblance | None:
    """Whether the two may be one person, and why; None when nothing says so.

    Twins share a name and a birth: another first name parts them. Homonyms share both names: they are shown, since
    a birth may have been typed wrong, and told to have another birth.
    """
    droit = _noms(une.nom, autre.nom), _noms(une.prenom, autre.prenom)
    croise = _noms(une.nom, autre.prenom), _noms(une.prenom, autre.nom)
    echanges = sum(croise) > sum(droit)
    nom, prenom = croise if echanges else droit
    moyenne = (nom + prenom) / 2
    memes = _naissances(une, autre)
    if moyenne == 1:
        return Ressemblance(1 if memes is not False else 0.95, _dire("même nom", echanges, memes))
    if {une.sexe, autre.sexe} == {Sexe.FEMME, Sexe.HOMME}:
        return None  # Michel is not Michèle
    if memes is True and prenom >= MEME_NAISSANCE:
        # A name changes by marriage, a birth does not: the first name decides.
        raison = "nom proche" if nom >= PROCHE else "même prénom"
        return Ressemblance(0.6 + 0.4 * moyenne, _dire(raison, echanges, memes))
    seuil = PROCHE_COURT if min(len(une.prenom), len(autre.prenom)) <= COURT else PROCHE
    if memes is not False and min(nom, prenom) >= seuil and moyenne >= ENSEMBLE:
        return Ressemblance(moyenne, _dire("nom proche", echanges, memes))
    return None


def filet_de_noms(mots: Iterable[str]) -> Q:
    """Keys that hold any three letters running of these normalised words."""
    filet = Q(pk__in=[])
    for mot in mots:
        for rang in range(max(1, len(mot) - 2)):
            filet |= Q(cle__contains=mot[rang : rang + 3])
    return filet


def _filet(identite: Identite) -> Q:
    """Names that share some letters with hers, or a birth that is hers."""
    filet = filet_de_noms(cle(f"{identite.nom} {identite.prenom}").split())
    return filet | Q(date_naissance=identite.naissance) if identite.naissance else filet


def _noms(un: str, autre: str) -> float:
    """How alike two names are: blanks and hyphens do not part them, a missing half of a double name hardly does."""
    un, autre = cle(un), cle(autre)
    mots, autres = set(un.split()), set(autre.split())
    if mots == autres or un.replace(" ", "") == autre.replace(" ", ""):
        return 1.0
    if mots < autres or autres < mots:
        return MEME
    return SequenceMatcher(None, un.replace(" ", ""), autre.replace(" ", "")).ratio()


def _naissances(une: Identite, autre: Identite) -> bool | None:
    """True: one birth, or the same year when only it is known. False: two births. None: unknown, or one slip apart.

    A slip is one of day, month and year, or the day and the month exchanged.
    """
    if not une.naissance or not autre.naissance:
        return None
    if une.annee_seule or autre.annee_seule:
        return None if une.naissance.year == autre.naissance.year else False
    if une.naissance == autre.naissance:
        return True
    (an, mois, jour), (an2, mois2, jour2) = ((n.year, n.month, n.day) for n in (une.naissance, autre.naissance))
    glisse = (an == an2) + (mois == mois2) + (jour == jour2) == 2 or (an, mois, jour) == (an2, jour2, mois2)
    return None if glisse else False


def _dire(raison: str, echanges: bool, memes: bool | None) -> str:
    """« nom proche, nom et prénom échangés, même date de naissance »."""
    naissance = {True: "même date de naissance", False: "autre date de naissance", None: ""}[memes]
    return ", ".join(filter(None, [raison, "nom et prénom échangés" if echanges else "", naissance]))
