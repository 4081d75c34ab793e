"""Interviews as they are read: those of a file, what each reader may see of them, what one needs while writing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comptes.models import Utilisateur
from partenaires.models import Thematique
from participants.choix import StatutEntretien, StatutObjectif
from participants.models import Demarche, Entretien, FaitReferent, NoteDeTheme, NotePrivee, Objectif, Participant
from participants.projet import Etat, etat_de, urgence

PAR_PAGE = 12  # a year of monthly interviews
VENUES = {
    StatutEntretien.TENU: Etat("Venue", "feuille", "circle-check"),
    StatutEntretien.EXCUSE: Etat("A prévenu", "ambre", "phone"),
    StatutEntretien.ABSENCE: Etat("Pas venue", "brique", "user-x"),
}


@dataclass(frozen=True)
class EntretienLu:
    """One interview as this reader may read it: `privee` is None when there is none, or when it is not hers to read."""

    entretien: Entretien
    notes: list[NoteDeTheme]
    privee: NotePrivee | None

    @property
    def venue(self) -> Etat:
        return VENUES[StatutEntretien(self.entretien.statut)]

    @property
    def sans_texte(self) -> bool:
        return not self.entretien.compte_rendu and not self.notes and self.privee is None


@dataclass
class Travail:
    """What is going on for one theme."""

    thematique: Thematique
    objectifs: list[Objectif] = field(default_factory=list)
    demarches: list[tuple[Demarche, Etat]] = field(default_factory=list)


def entretiens_de(participant: Participant) -> QuerySet[Entretien]:
    """Every interview of the person, newest first, with who led it and the notes by theme."""
    notes = NoteDeTheme.objects.exclude(texte="").select_related("thematique")
    return participant.entretiens.select_related("par").prefetch_related(Prefetch("notes", notes, "notes_lues"))


def lus_par(utilisateur, entretiens: Iterable[Entretien]) -> list[EntretienLu]:
    """These interviews as this person may read them: one query, for the private notes."""
    entretiens = list(entretiens)
    visibles = NotePrivee.objects.visibles_par(utilisateur).filter(entretien__in=entretiens).select_related("auteur")
    privees = {note.entretien_id: note for note in visibles}
    return [EntretienLu(entretien, entretien.notes_lues, privees.get(entretien.pk)) for entretien in entretiens]


def page_d_entretiens(participant: Participant, combien: int, numero, voulu=None) -> Page:
    """One page of the interviews, of which there are `combien`; that of `voulu` (a uuid) when it is one of them."""
    paginateur = Paginator(entretiens_de(participant), PAR_PAGE)
    paginateur.count = combien
    vise = participant.entretiens.filter(uuid=voulu).first() if voulu else None
    return paginateur.get_page(_rang(vise) // PAR_PAGE + 1 if vise else numero)


def adresse_de_l_entretien(entretien: Entretien, participant: Participant, liste: str | None = None) -> str:
    """Where this interview is read, opened, whatever its page; `liste` as every address of a file has it."""
    onglet = reverse("participants:participant_entretiens", args=[participant.uuid])
    questions = {"voir": entretien.uuid} if liste is None else {"voir": entretien.uuid, "liste": liste}
    return f"{onglet}?{urlencode(questions)}#entretien-{entretien.uuid}"


def entretien_ou_rien(participant: Participant, uuid: str | None) -> Entretien | None:
    """The interview of this person that a page says it corrects; None when it says none. 404 for any other."""
    if not uuid:
        return None
    try:
        return get_object_or_404(participant.entretiens, uuid=uuid)
    except ValidationError as faute:
        raise Http404 from faute


def dernier_tenu(participant: Participant, utilisateur, sauf: Entretien | None = None) -> EntretienLu | None:
    """The last interview that the person came to, another than `sauf`: three queries."""
    tenus = entretiens_de(participant).filter(statut=StatutEntretien.TENU)
    autres = tenus.exclude(pk=sauf.pk) if sauf else tenus
    return next(iter(lus_par(utilisateur, autres[:1])), None)


def travaux_en_cours(participant: Participant, jour: dt.date) -> list[Travail]:
    """The objectifs in progress and the open démarches of the person, by theme, in their order: two queries."""
    objectifs = Objectif.objects.filter(parcours__participant=participant, statut=StatutObjectif.EN_COURS)
    demarches = Demarche.objects.ouvertes().filter(participant=participant).select_related("thematique", "partenaire")
    travaux = {}
    for objectif in objectifs.select_related("thematique"):
        _travail(travaux, objectif.thematique).objectifs.append(objectif)
    for demarche in sorted(demarches, key=urgence):
        _travail(travaux, demarche.thematique).demarches.append((demarche, etat_de(demarche, jour)))
    return sorted(travaux.values(), key=lambda travail: (travail.thematique.ordre, travail.thematique.cle))


def referent_de(participant: Participant) -> Utilisateur | None:
    """Who follows the person now: the fact of her last stay that NotePrivee.visibles_par reads."""
    faits = FaitReferent.objects.filter(parcours__participant=participant).select_related("valeur")
    dernier = faits.order_by("-parcours__date_entree", "-depuis").first()
    return dernier.valeur if dernier else None


def _travail(travaux: dict[int, Travail], thematique: Thematique) -> Travail:
    return travaux.setdefault(thematique.pk, Travail(thematique))


def _rang(entretien: Entretien) -> int:
    """How many interviews of the person stand before this one."""
    apres = Q(date__gt=entretien.date) | Q(date=entretien.date, pk__gt=entretien.pk)
    return Entretien.objects.filter(apres, participant=entretien.participant_id).count()
