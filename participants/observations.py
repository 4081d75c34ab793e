"""What an encadrant reads of people, and nothing else: names, consignes, and what was seen at work."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from participants.choix import NiveauObservation
from participants.models import Competence, Consigne, Observation, Participant
from participants.services.jardin import Note, version_de
from socle.branchements import branches
from socle.normalisation import cle

MEMOIRE = dt.timedelta(weeks=4)  # who came since then is shown first
AUJOURDHUI, RECEMMENT, AUTRES = "Venues aujourd’hui", "Venues ces quatre dernières semaines", "Les autres personnes"


@dataclass(frozen=True)
class Presente:
    """One person of the list; `venue` is her last session, `notee` her last observation."""

    uuid: UUID
    prenom: str
    nom: str
    cle: str
    venue: dt.date | None
    notee: dt.date | None
    consignes: Sequence[str] = ()


@dataclass
class Ligne:
    """One skill of the grid: what is noted that day, what was the last time before, what was just typed."""

    competence: Competence
    actuelle: Observation | None
    derniere: Observation | None
    niveau: int | None = None
    commentaire: str = ""
    erreur: str = ""

    @property
    def champ(self) -> str:
        return str(self.competence.pk)

    @property
    def version(self) -> str:
        return version_de(self.actuelle)

    @property
    def niveaux(self) -> Iterator[dict]:
        """The chips of the row, the one of the last time marked."""
        for niveau in NiveauObservation:
            derniere = self.derniere is not None and self.derniere.niveau == niveau
            yield {"valeur": niveau.value, "libelle": niveau.label, "derniere": derniere}

    def note(self, version: str | None) -> Note:
        return Note(self.competence, self.niveau, self.commentaire, version)


@dataclass
class Groupe:
    titre: str
    personnes: list[Presente] = field(default_factory=list)


def au_jardin(jour: dt.date) -> QuerySet[Participant]:
    """Who may be seen at work that day: a stay that covers it, the day of the exit included."""
    gens = Participant.objects.actuels().avec_dernier_parcours()
    return gens.filter(Q(sortie=None) | Q(sortie__gte=jour), entree__lte=jour)


def personne_au_jardin(uuid: UUID, jour: dt.date) -> QuerySet[Participant]:
    """The same, for one address, which may be that of a file merged into hers; her names only."""
    fondus = Participant.objects.filter(fondu_dans=OuterRef("pk"), uuid=uuid)
    return au_jardin(jour).filter(Q(uuid=uuid) | Exists(fondus)).only("uuid", "nom", "prenom", "cle")


def groupes(jour: dt.date, mots: Sequence[str] = ()) -> list[Groupe]:
    """The people in the action that day, by first name, those who came lately first. Two queries.

    `mots` are normalised beginnings of names, in any order.
    """
    gens = _lire(jour, mots)
    consignes = consignes_du_jour([personne["pk"] for personne in gens], jour)
    rangs = {titre: Groupe(titre) for titre in (AUJOURDHUI, RECEMMENT, AUTRES)}
    for personne in sorted(gens, key=lambda p: (cle(p["prenom"]), p["cle"])):
        pk, venue = personne.pop("pk"), personne["venue"]
        presente = Presente(**personne, consignes=consignes.get(pk, ()))
        rangs[_titre(venue, jour)].personnes.append(presente)
    return [groupe for groupe in rangs.values() if groupe.personnes]


def consignes_du_jour(cles: Iterable[int], jour: dt.date) -> dict[int, list[str]]:
    """By key of a person, her consignes in force that day, in words, oldest first; never who wrote them. One query."""
    par_personne: dict[int, list[str]] = {}
    consignes = Consigne.objects.en_vigueur(jour).filter(participant__in=cles)
    for personne, texte in consignes.values_list("participant", "texte"):
        par_personne.setdefault(personne, []).append(texte)
    return par_personne


def grille(participant: Participant, jour: dt.date) -> list[Ligne]:
    """The skills to look at, with what is noted of each that day and the last time before. Two queries."""
    siennes = Observation.objects.filter(participant=participant)
    d_avant = siennes.filter(competence=OuterRef("competence"), date__lt=jour).order_by()
    derniere = Subquery(d_avant.values("competence").annotate(jour=Max("date")).values("jour"))
    lues = {
        (observation.competence_id, observation.date == jour): observation
        for observation in siennes.filter(Q(date=jour) | Q(date=derniere)).select_related("par")
    }
    return [_ligne(competence, lues) for competence in Competence.objects.filter(actif=True)]


def _ligne(competence: Competence, lues: dict) -> Ligne:
    actuelle = lues.get((competence.pk, True))
    ligne = Ligne(competence, actuelle, lues.get((competence.pk, False)))
    if actuelle:
        ligne.niveau, ligne.commentaire = actuelle.niveau, actuelle.commentaire
    return ligne


def _lire(jour: dt.date, mots: Sequence[str]) -> list[dict]:
    """Names and two days of each; nothing else is read. What higher packages know says when she came."""
    connues = {
        nom: valeur for donner in branches("ANNOTATIONS_DES_PARTICIPANTS") for nom, valeur in donner(jour).items()
    }
    siennes = Observation.objects.filter(participant=OuterRef("pk"), date__lte=jour).order_by("-date")
    gens = au_jardin(jour).annotate(venue=connues["derniere_venue"], notee=Subquery(siennes.values("date")[:1]))
    for mot in mots:
        gens = gens.filter(Q(cle__startswith=mot) | Q(cle__contains=f" {mot}"))
    return list(gens.values("pk", "uuid", "prenom", "nom", "cle", "venue", "notee"))


def _titre(venue: dt.date | None, jour: dt.date) -> str:
    if venue == jour:
        return AUJOURDHUI
    return RECEMMENT if venue and venue >= jour - MEMOIRE else AUTRES
