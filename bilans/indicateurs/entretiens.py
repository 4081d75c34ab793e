"""Interviews held, and how many months of stays had one: the rule of the CCAS is one a month."""

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField, DateField, Q, Value

from bilans.definitions import DEFINITIONS
from bilans.indicateurs.valeurs import Chiffre, Section
from participants.models import Entretien, Parcours, Suspension
from socle.arrondis import pourcentage
from socle.periodes import Periode
from socle.templatetags.typographie import unite

UN_JOUR = dt.timedelta(days=1)
Jours = tuple[dt.date, dt.date]


class Mois(NamedTuple):
    """The days of one calendar month on which one stay was open, and those of them with an interview."""

    participant: int
    parcours: int
    debut: dt.date
    fin: dt.date
    entretiens: tuple[dt.date, ...]


@dataclass(frozen=True)
class Lus:
    """Interviews held in the period, outside stays too, and the months of stays that count."""

    nombre: int
    mois: list[Mois]


def lire_mois(periode: Periode, aujourdhui: dt.date) -> Lus:
    """The months of stays of the period, none of whose days is after today nor all suspended. One query."""
    sejours, tenus, suspensions = _lire(periode)
    dans_le_mois = defaultdict(list)
    for personne, jour in tenus:
        dans_le_mois[personne, jour.year, jour.month].append(jour)
    dernier = min(periode.fin, aujourdhui)
    mois = [
        Mois(personne, parcours, debut, fin, _entre(dans_le_mois.get((personne, debut.year, debut.month)), debut, fin))
        for parcours, personne, entree, sortie in sejours
        for debut, fin in _par_mois(max(entree, periode.debut), min(sortie or dernier, dernier))
        if not _suspendus(debut, fin, suspensions.get(parcours, ()))
    ]
    return Lus(len(tenus), mois)


def section(periode: Periode, aujourdhui: dt.date) -> Section:
    """Interviews, months of stays, those with an interview, and their share (unknown without any month)."""
    lus = lire_mois(periode, aujourdhui)
    mois, couverts = len(lus.mois), sum(bool(m.entretiens) for m in lus.mois)
    taux = pourcentage(couverts, mois) if mois else None
    base = f"sur {unite(mois, 'mois')}"
    return Section(
        "entretiens",
        "Les entretiens",
        chiffres=(
            _chiffre("nombre", "Entretiens", lus.nombre),
            _chiffre("mois_parcours", "Mois de parcours", mois),
            _chiffre("mois_couverts", "Mois couverts", couverts, base=base),
            _chiffre("taux_couverture", "Couverture", taux, unite="%", base=base),
        ),
    )


def _lire(periode: Periode) -> tuple[list, list, dict[int, list[Jours]]]:
    """Stays (key, person, entry, exit), interviews (person, day), and the suspensions of each stay."""
    suspensions = Suspension.objects.filter(debut__lte=periode.fin).filter(Q(fin=None) | Q(fin__gte=periode.debut))
    lignes = _lignes("parcours", Parcours.objects.pendant(periode), "participant", "date_entree", "date_sortie").union(
        _lignes("entretien", Entretien.objects.tenus().du(periode), "participant", "date", Value(None, DateField())),
        _lignes("suspension", suspensions, "parcours", "debut", "fin"),
        all=True,
    )
    lus = {"parcours": [], "entretien": [], "suspension": []}
    for genre, *suite in lignes:
        lus[genre].append(suite)
    par_parcours: dict[int, list[Jours]] = {}
    for _, parcours, debut, fin in lus["suspension"]:
        par_parcours.setdefault(parcours, []).append((debut, fin or periode.fin))
    return lus["parcours"], [(personne, jour) for _, personne, jour, _ in lus["entretien"]], par_parcours


def _lignes(genre: str, lignes, de: str, debut: str, fin: str | Value):
    return lignes.order_by().values_list(Value(genre, CharField()), "pk", de, debut, fin)


def _par_mois(debut: dt.date, fin: dt.date) -> Iterator[Jours]:
    """The days from `debut` to `fin` cut at the ends of calendar months; nothing when `fin` comes first."""
    while debut <= fin:
        fin_du_mois = debut.replace(day=monthrange(debut.year, debut.month)[1])
        yield debut, min(fin, fin_du_mois)
        debut = fin_du_mois + UN_JOUR


def _entre(jours: list[dt.date] | None, debut: dt.date, fin: dt.date) -> tuple[dt.date, ...]:
    return tuple(sorted(jour for jour in jours if debut <= jour <= fin)) if jours else ()


def _suspendus(debut: dt.date, fin: dt.date, suspensions: Sequence[Jours]) -> bool:
    """Whether every one of these days lies in a suspension, be it several that touch."""
    if not suspensions:
        return False
    jour = debut
    for du, au in sorted(suspensions):
        if du <= jour <= au:
            jour = au + UN_JOUR
    return jour > fin


def _chiffre(code: str, libelle: str, valeur, **reste) -> Chiffre:
    return Chiffre(code, libelle, valeur, DEFINITIONS[f"entretiens.{code}"], **reste)
