"""The state of the machine room: versions, database, long work, disk, mail, clocks. No secret is ever read here."""

import datetime as dt
import platform
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from comptes.courriels import configure
from jardins.version import VERSION
from socle.choix import StatutTravail
from socle.models import Travail
from socle.periodes import PARIS
from socle.travaux.attente import BIENTOT, SILENCE

DISQUE_JUSTE = 2 * 10**9  # bytes: under this, a backup or a large import may not fit
ECART_TOLERE = 5  # seconds between two clocks
SANS_EXPEDITEUR = "@localhost"  # the domain of our own default, which other servers refuse


@dataclass(frozen=True)
class Mesure:
    """One line of the page: a value in words, and whether somebody should do something about it (`souci`)."""

    libelle: str
    valeur: str
    souci: str = ""


@dataclass(frozen=True)
class Rubrique:
    titre: str
    mesures: list[Mesure]

    @property
    def soucis(self) -> list[Mesure]:
        return [mesure for mesure in self.mesures if mesure.souci]


def rubriques(maintenant: dt.datetime) -> list[Rubrique]:
    """Everything, in six statements or so."""
    return [
        Rubrique("Versions", _versions()),
        Rubrique("Base de données", _base()),
        Rubrique("Traitements longs", _travaux(maintenant)),
        Rubrique("Disque", [_disque()]),
        Rubrique("Courriel", _courriel()),
        Rubrique("Heures", _heures(maintenant)),
    ]


def _versions() -> list[Mesure]:
    return [
        Mesure("Jardins du cœur", VERSION),
        Mesure("Django", django.get_version()),
        Mesure("Python", platform.python_version()),
    ]


def _base() -> list[Mesure]:
    return [
        Mesure("Moteur", _moteur()),
        Mesure("Taille", octets(_taille_de_la_base())),
        _derniere_migration(),
        _migrations_en_attente(),
    ]


def _moteur() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    majeure, mineure = divmod(connection.pg_version, 10_000)
    return f"PostgreSQL {majeure}.{mineure}"


def _taille_de_la_base() -> int:
    """Bytes: of the file and its log, or as the server counts them."""
    if connection.vendor == "sqlite":
        nom = str(connection.settings_dict["NAME"])
        return sum(Path(nom + suite).stat().st_size for suite in ("", "-wal") if Path(nom + suite).is_file())
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_database_size(current_database())")
        return curseur.fetchone()[0]


def _derniere_migration() -> Mesure:
    derniere = MigrationRecorder(connection).migration_qs.order_by("-applied", "-pk").first()
    return Mesure("Dernière mise à jour de la base", f"{derniere.app} {derniere.name}, {_le(derniere.applied)}")


def _migrations_en_attente() -> Mesure:
    executeur = MigrationExecutor(connection)
    nombre = len(executeur.migration_plan(executeur.loader.graph.leaf_nodes()))
    if not nombre:
        return Mesure("Mises à jour en attente", "aucune")
    return Mesure("Mises à jour en attente", str(nombre), "Lancez la commande « manage.py migrate ».")


def _travaux(maintenant: dt.datetime) -> list[Mesure]:
    attente, en_cours = Q(statut=StatutTravail.ATTENTE), Q(statut=StatutTravail.EN_COURS)
    bilan = Travail.objects.aggregate(
        attente=Count("pk", filter=attente),
        ancien=Min("demande_le", filter=attente),
        en_cours=Count("pk", filter=en_cours),
        muets=Count("pk", filter=en_cours & Q(battu_le__lt=maintenant - SILENCE)),
        signe=Max("battu_le"),
        echoues=Count("pk", filter=Q(statut=StatutTravail.ECHOUE)),
    )
    arrete = bilan["ancien"] and bilan["ancien"] < maintenant - BIENTOT
    return [
        Mesure("En attente", str(bilan["attente"]), ARRETE if arrete and not bilan["en_cours"] else ""),
        Mesure("En cours", str(bilan["en_cours"]), MUET if bilan["muets"] else ""),
        Mesure("Interrompus, gardés sept jours", str(bilan["echoues"])),
        Mesure("Dernier signe d’un traitement", _le(bilan["signe"]) if bilan["signe"] else "aucun ces sept jours"),
    ]


ARRETE = "Rien ne les prend : lancez la commande « manage.py travailler »."
MUET = "L’un d’eux ne donne plus signe : il sera repris tout seul, une fois."


def _disque() -> Mesure:
    libre = shutil.disk_usage(settings.VAR).free
    souci = "Libérez de la place : une sauvegarde ou un gros import n’y tiendrait plus." if libre < DISQUE_JUSTE else ""
    return Mesure("Place libre", octets(libre), souci)


def _courriel() -> list[Mesure]:
    """Where mail goes; the account's name and password are only said to be there or not."""
    if not configure():
        return [Mesure("Serveur d’envoi", "aucun", "Aucun courriel ne part : réglez EMAIL_URL.")]
    chiffrement = "TLS" if settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS else "aucun"
    inconnu = settings.DEFAULT_FROM_EMAIL.endswith(SANS_EXPEDITEUR)
    souci = "Les courriels peuvent être refusés : réglez l’adresse d’expédition." if inconnu else ""
    return [
        Mesure("Serveur d’envoi", f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}"),
        Mesure("Chiffrement", chiffrement),
        Mesure("Identifiants", "donnés" if settings.EMAIL_HOST_USER else "aucun"),
        Mesure("Expéditeur", settings.DEFAULT_FROM_EMAIL, souci),
    ]


def _heures(maintenant: dt.datetime) -> list[Mesure]:
    with connection.cursor() as curseur:
        curseur.execute("SELECT CURRENT_TIMESTAMP")
        lue = curseur.fetchone()[0]
    base = lue if isinstance(lue, dt.datetime) else dt.datetime.fromisoformat(lue).replace(tzinfo=dt.UTC)
    ecart = abs((timezone.now() - base).total_seconds())
    souci = f"Les deux horloges diffèrent de {ecart:.0f} secondes : réglez-les." if ecart > ECART_TOLERE else ""
    return [
        Mesure("Heure de l’application", f"{_le(maintenant)} (fuseau {settings.TIME_ZONE})"),
        Mesure("Heure de la base", _le(base), souci),
    ]


def _le(instant: dt.datetime) -> str:
    a_paris = instant.astimezone(PARIS)
    return f"le {a_paris:%d/%m/%Y} à {a_paris:%H} h {a_paris:%M}"


def octets(nombre: int) -> str:
    """« 12 Mo », « 3,4 Go »: in thousands, as disks are sold."""
    for unite, poids in (("Go", 10**9), ("Mo", 10**6), ("ko", 10**3)):
        if nombre >= poids:
            return f"{nombre / poids:.1f} {unite}".replace(".", ",").replace(",0 ", " ")
    return f"{nombre} octets"
