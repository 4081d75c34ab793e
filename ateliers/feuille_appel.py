"""The roll call of a half-day, read: its sessions, who may come, what is noted, and what could be taken up again."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from ateliers.choix import DemiJournee, StatutPresence, StatutSeance
from ateliers.horaires import APRES_MIDI, bornes, demi_journee
from ateliers.models import Presence, Seance
from ateliers.services.appel import Etat
from participants.models import Parcours, Participant
from participants.observations import consignes_du_jour

MEMOIRE = dt.timedelta(weeks=4)
MATIN_MEME, DERNIERE_FOIS = "matin", "derniere"
PRESENT, ABSENT, EXCUSE = StatutPresence


@dataclass
class Rangee:
    """One person at one session, as the page shows her; `minutes` is text, as typed."""

    participant: Participant
    champ: str
    statut: str = ""
    minutes: str = ""
    propose: bool = False
    cherche: bool = False
    erreur: str = ""
    consignes: Sequence[str] = ()


@dataclass
class Section:
    """One session of the half-day and its rows: those who usually come, then everybody else."""

    seance: Seance
    avant: dict[int, Etat]
    rangees: list[Rangee] = field(default_factory=list)
    autres: list[Rangee] = field(default_factory=list)
    reprises: list[tuple[str, str]] = field(default_factory=list)
    cherche: str = ""
    introuvable: bool = False

    @property
    def toutes(self) -> list[Rangee]:
        return [*self.rangees, *self.autres]

    @property
    def decompte(self) -> dict[str, int]:
        """How many of each; « à renseigner » are those who usually come and of whom nothing is said yet."""
        statuts = Counter(rangee.statut for rangee in self.toutes)
        vides = sum(not rangee.statut for rangee in self.rangees)
        return {
            "presents": statuts[PRESENT],
            "absents": statuts[ABSENT],
            "excuses": statuts[EXCUSE],
            "a_renseigner": vides,
        }

    @property
    def proposees(self) -> int:
        return sum(rangee.propose for rangee in self.toutes)

    @property
    def temoin(self) -> str:
        """What is noted now, for the form to send back: « 12:present:240,15:excuse:0 »."""
        return ",".join(f"{cle}:{etat[0]}:{etat[1]}" for cle, etat in self.avant.items() if etat)


@dataclass(frozen=True)
class Venues:
    """Who came to a site in the last four weeks, from one query: how often, this very morning, the last time."""

    fois: Counter
    ce_matin: Collection[int]
    derniere: dt.date | None
    la_derniere_fois: Collection[int]


def seances_de(jour: dt.date, demi: DemiJournee) -> list[Seance]:
    """The sessions of a half-day, the cancelled ones too."""
    seances = Seance.objects.filter(date=jour, **bornes(demi)).select_related("atelier", "site")
    return list(seances.order_by("site__ordre", "debut", "pk"))


def preparer(seances: list[Seance], jour: dt.date, demi: DemiJournee, reprendre: str = "") -> list[Section]:
    """The sections of these sessions; `reprendre` proposes those of the morning or of the last time. Four queries."""
    tenues = [seance for seance in seances if seance.statut != StatutSeance.ANNULEE]
    gens = list(_personnes(tenues, jour))
    notees = _deja_notees(tenues)
    venues = _venues(tenues, jour, demi)
    sections = [_section(seance, gens, notees[seance.pk], venues[seance.site_id], reprendre) for seance in tenues]
    consignes = consignes_du_jour([personne.pk for personne in gens], jour)
    for rangee in (rangee for section in sections for rangee in section.toutes):
        rangee.consignes = consignes.get(rangee.participant.pk, ())
    return sections


def _personnes(seances: list[Seance], jour: dt.date):
    """Who may come that day: an open stay, or something already noted. Names only."""
    ouverts = Parcours.objects.filter(
        Q(date_sortie=None) | Q(date_sortie__gte=jour), participant=OuterRef("pk"), date_entree__lte=jour
    )
    notees = Presence.objects.filter(participant=OuterRef("pk"), seance__in=seances)
    gens = Participant.objects.actuels().filter(Exists(ouverts) | Exists(notees))
    return gens.only("uuid", "nom", "prenom", "cle").order_by("cle", "pk")


def _deja_notees(seances: list[Seance]) -> dict[int, dict[int, Etat]]:
    notees = {seance.pk: {} for seance in seances}
    lignes = Presence.objects.filter(seance__in=seances).order_by("pk")
    for seance, participant, statut, minutes in lignes.values_list("seance", "participant", "statut", "minutes"):
        notees[seance][participant] = (statut, minutes)
    return notees


def _venues(seances: list[Seance], jour: dt.date, demi: DemiJournee) -> dict[int, Venues]:
    """Of each site: what its last four weeks say."""
    lignes = Presence.objects.presents().filter(
        seance__site__in={seance.site_id for seance in seances}, seance__date__range=(jour - MEMOIRE, jour)
    )
    lignes = lignes.exclude(seance__in=seances).order_by()
    par_site: dict[int, list[tuple]] = {seance.site_id: [] for seance in seances}
    for site, *venue in lignes.values_list("seance__site", "seance__date", "seance__debut", "participant"):
        par_site[site].append(tuple(venue))
    return {site: _resumer(venues, jour, demi) for site, venues in par_site.items()}


def _resumer(venues: list[tuple], jour: dt.date, demi: DemiJournee) -> Venues:
    matin = {qui for date, debut, qui in venues if date == jour and demi_journee(debut) != demi}
    passees = [(date, qui) for date, debut, qui in venues if date < jour and demi_journee(debut) == demi]
    derniere = max((date for date, _ in passees), default=None)
    return Venues(
        fois=Counter(qui for date, _, qui in venues if date < jour),
        ce_matin=matin if demi == APRES_MIDI else (),
        derniere=derniere,
        la_derniere_fois={qui for date, qui in passees if date == derniere},
    )


def _section(seance: Seance, gens: list[Participant], avant: dict, venues: Venues, reprendre: str) -> Section:
    section = Section(seance, avant, reprises=_reprises(venues))
    proposes = {MATIN_MEME: venues.ce_matin, DERNIERE_FOIS: venues.la_derniere_fois}.get(reprendre, ())
    for personne in sorted(gens, key=lambda p: -venues.fois[p.pk]):
        rangee = _rangee(seance, personne, avant.get(personne.pk), personne.pk in proposes)
        habituelle = venues.fois[personne.pk] or rangee.statut
        (section.rangees if habituelle else section.autres).append(rangee)
    return section


def _rangee(seance: Seance, personne: Participant, etat: Etat, propose: bool) -> Rangee:
    rangee = Rangee(personne, f"{seance.pk}-{personne.pk}")
    if etat:
        rangee.statut = etat[0]
        partielle = etat[0] == PRESENT and etat[1] != seance.minutes
        rangee.minutes = str(etat[1]) if partielle else ""
    elif propose:
        rangee.statut, rangee.propose = PRESENT, True
    return rangee


def _reprises(venues: Venues) -> list[tuple[str, str]]:
    """The lists that can be proposed: (value of `reprendre`, words)."""
    reprises = [(MATIN_MEME, "Reprendre la liste de ce matin")] if venues.ce_matin else []
    if venues.derniere:
        reprises.append((DERNIERE_FOIS, f"Reprendre la liste du {venues.derniere:%d/%m}"))
    return reprises


def rappeler(section: Section, saisie: Mapping[str, str], changees: Collection[str]) -> None:
    """Put what was typed back in the rows that this person changed; the others show what is noted now."""
    for rangee in section.toutes:
        if rangee.champ in changees:
            rangee.statut = lire_statut(saisie, rangee)
            rangee.minutes = saisie.get(f"m-{rangee.champ}", "").strip()
            rangee.propose = rangee.propose and rangee.statut == PRESENT
        elif rangee.propose:
            rangee.statut, rangee.propose = "", False
    section.rangees += [rangee for rangee in section.autres if rangee.statut]
    section.autres = [rangee for rangee in section.autres if not rangee.statut]


def lire_statut(saisie: Mapping[str, str], rangee: Rangee) -> str:
    """The answer of a row; what the page did not show, or what is no answer, leaves things as they are."""
    lu = saisie.get(f"p-{rangee.champ}", rangee.statut)
    return lu if lu in ("", *StatutPresence.values) else rangee.statut


def montrer_trouvees(section: Section, trouvees: Iterable[Rangee]) -> None:
    """Bring these rows to the top of the section."""
    trouvees = list(trouvees)
    cles = {rangee.champ for rangee in trouvees}
    for rangee in trouvees:
        rangee.cherche = True
    section.rangees = trouvees + [rangee for rangee in section.rangees if rangee.champ not in cles]
    section.autres = [rangee for rangee in section.autres if rangee.champ not in cles]
