"""Workshops that took place, and the hours people spent in them."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Sum

from ateliers.models import Presence, Seance
from bilans.definitions import DEFINITIONS
from bilans.indicateurs.valeurs import Chiffre, Colonne, Section, Tableau, sur
from socle.arrondis import CENTIEME, arrondir, heures
from socle.periodes import Periode

LIEU, SEANCES, HEURES = Colonne("Lieu"), Colonne("Séances"), Colonne("Heures", "h")


def presences_groupees(periode: Periode) -> list[tuple[int, int, int, int]]:
    """Minutes present in the period, by (person, site, workshop type). One query."""
    return list(
        Presence.objects.comptees(periode)
        .order_by()
        .values_list("participant", "seance__site", "seance__atelier")
        .annotate(total=Sum("minutes"))
    )


def section_ateliers(periode: Periode, libelles: dict, presences: list) -> Section:
    """Sessions held and their own lengths, by type and by site. One query."""
    groupes = list(
        Seance.objects.realisees()
        .du(periode)
        .order_by()
        .values_list("atelier", "site")
        .annotate(nombre=Count("pk"), total=Sum("minutes"))
    )
    personnes = defaultdict(set)
    for personne, _, atelier, _ in presences:
        personnes[atelier].add(personne)
    par_type = {
        cle: (libelles["atelier"][cle], nombre, heures(minutes), len(personnes[cle]))
        for cle, nombre, minutes in _sommer(groupes, 0, libelles["atelier"])
    }
    par_site = {
        cle: (libelles["site"][cle], nombre, heures(minutes))
        for cle, nombre, minutes in _sommer(groupes, 1, libelles["site"])
    }
    return Section(
        "ateliers",
        "Les ateliers",
        chiffres=(
            _chiffre("ateliers.seances", "Séances réalisées", sum(groupe[2] for groupe in groupes)),
            _chiffre("ateliers.heures", "Heures d’atelier", heures(sum(groupe[3] for groupe in groupes)), "h"),
        ),
        tableaux=(
            _tableau(
                "ateliers.par_type",
                "Par type d’atelier",
                (Colonne("Atelier"), SEANCES, HEURES, Colonne("Participants", code="participants")),
                par_type,
            ),
            _tableau("ateliers.par_site", "Par lieu", (LIEU, SEANCES, HEURES), par_site),
        ),
    )


def section_presences(libelles: dict, presences: list) -> Section:
    """Hours of presence in all, by site and by person. No query: the groups are given."""
    par_site: dict[int, int] = defaultdict(int)
    par_personne: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for personne, site, _, minutes in presences:
        par_site[site] += minutes
        par_personne[personne][site] += minutes
    sites = [cle for cle in libelles["site"] if cle in par_site]
    total, nombre = sum(par_site.values()), len(par_personne)
    return Section(
        "presences",
        "Les présences",
        chiffres=(
            _chiffre("presences.heures", "Heures de présence", heures(total), "h"),
            _chiffre("presences.personnes", "Personnes présentes", nombre),
            _chiffre(
                "presences.moyenne_heures", "Heures par personne", _moyenne(total, nombre), "h", sur(nombre, "présente")
            ),
        ),
        tableaux=(
            _tableau(
                "presences.par_site",
                "Par lieu",
                (LIEU, HEURES),
                {cle: (libelles["site"][cle], heures(par_site[cle])) for cle in sites},
            ),
            _tableau(
                "presences.par_participant",
                "Par personne",
                (Colonne("Référence"), HEURES, *(Colonne(libelles["site"][cle], "h", str(cle)) for cle in sites)),
                {
                    personne: (
                        reference,
                        heures(sum(par_personne[personne].values())),
                        *(heures(par_personne[personne].get(cle, 0)) for cle in sites),
                    )
                    for personne, reference in libelles["participant"].items()
                },
            ),
        ),
    )


def _sommer(groupes: list, place: int, libelles: dict) -> list[tuple[int, int, int]]:
    """(key, sessions, minutes) of each line of the list that has any, in its order."""
    sommes = {cle: [0, 0] for cle in libelles}
    for groupe in groupes:
        sommes[groupe[place]][0] += groupe[2]
        sommes[groupe[place]][1] += groupe[3]
    return [(cle, nombre, minutes) for cle, (nombre, minutes) in sommes.items() if nombre]


def _moyenne(minutes: int, personnes: int) -> Decimal | None:
    """Hours a person, of exact minutes; unknown when nobody came, which is not zero."""
    return arrondir(Decimal(minutes) / 60 / personnes, CENTIEME) if personnes else None


def _chiffre(cle: str, libelle: str, valeur, unite: str = "", base: str = "") -> Chiffre:
    return Chiffre(cle.partition(".")[2], libelle, valeur, DEFINITIONS[cle], unite, base)


def _tableau(cle: str, libelle: str, colonnes: tuple, lignes: dict[int, tuple]) -> Tableau:
    """A table of rows by their keys."""
    code, cles = cle.partition(".")[2], tuple(map(str, lignes))
    return Tableau(code, libelle, DEFINITIONS[cle], colonnes, tuple(lignes.values()), cles)
