"""The walk: every route, by everybody and with every method, on what is theirs and what is not."""

import functools
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core import mail
from django.db import transaction
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from comptes.choix import Role
from comptes.models import Acces
from tests.conftest import client_de
from tests.droits.exemples import EXEMPLES, Exemple
from tests.droits.lisible import textes
from tests.droits.monde import Monde
from tests.droits.page import Page, lire_page

METHODES = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
AUTRES = tuple(methode for methode in METHODES if methode not in ("GET", "POST"))
# How many of the refused arguments each method tries.
INTERDITS_ESSAYES = {"GET": None, "POST": None, "HEAD": 1}
ANONYME, FERME = "anonyme", "compte fermé"
IDENTITES = (*Role.values, ANONYME, FERME)
CONNEXION = "/comptes/connexion/"


@dataclass
class Visite:
    """One request and everything it left behind."""

    route: str
    exemple: Exemple
    identite: str
    methode: str
    chemin: str
    permis: bool  # the arguments are among those the role may use
    statut: int = 0
    entetes: dict[str, str] = field(default_factory=dict)
    contenu: bytes = b""
    textes: list[str] = field(default_factory=list)
    journal: list[tuple[str, str]] = field(default_factory=list)  # (action, everything else written)
    logs: list[str] = field(default_factory=list)
    courriels: list[str] = field(default_factory=list)

    def __str__(self):
        quoi = "" if self.permis else " (interdit)"
        return f"{self.identite} : {self.methode} {self.route} {self.chemin}{quoi} → {self.statut}"


class Ecoute(logging.Handler):
    """Keeps every log line, formatted."""

    def __init__(self):
        super().__init__()
        self.lignes: list[str] = []

    def emit(self, record):
        self.lignes.append(self.format(record))


def parcourir(monde: Monde, *, identites=IDENTITES, routes: Iterable[str] = EXEMPLES, methodes=METHODES):
    """Make every visit, each in a transaction that is undone, and yield it."""
    dernier = Acces.objects.aggregate(pk=Max("pk"))["pk"] or 0
    with _ecouter() as ecoute:
        for identite in identites:
            client = _client(monde, identite)
            biscuits = client.cookies.copy()
            for visite in _visites(monde, identite, routes, methodes):
                client.cookies = biscuits.copy()
                yield _faire(client, visite, monde, ecoute, dernier)


class _ecouter:
    def __enter__(self) -> Ecoute:
        self.ecoute = Ecoute()
        logging.getLogger().addHandler(self.ecoute)
        return self.ecoute

    def __exit__(self, *_):
        logging.getLogger().removeHandler(self.ecoute)


def _client(monde: Monde, identite: str) -> Client:
    if identite == ANONYME:
        return Client(raise_request_exception=False)
    compte = monde.ferme if identite == FERME else monde.comptes[identite]
    client = client_de(compte, raise_request_exception=False)
    if identite == FERME:
        compte.is_active = False
        compte.save()
    return client


def _visites(monde: Monde, identite: str, routes, methodes) -> Iterator[Visite]:
    """GET on everything; POST on the first of what works and on all that is refused; the rest on the first of each.

    Of what is refused, methods that no view declares try nothing: they are refused before anything is looked for.
    """
    role = identite if identite in Role.values else Role.CHEF_DE_PROJET
    for rang, route in enumerate(routes):
        exemple = EXEMPLES[route]
        for methode in _essayees(methodes, exemple, identite, rang):
            siens, interdits = exemple.siens(monde, role), exemple.interdits(monde, role)
            siens = siens if methode == "GET" else siens[:1]
            interdits = interdits[: INTERDITS_ESSAYES.get(methode, 0)]
            for permis, cas in ((True, siens), (False, interdits)):
                for kwargs in cas:
                    requete = exemple.requete(monde) if callable(exemple.requete) else exemple.requete
                    chemin = reverse(route, kwargs=kwargs) + requete
                    yield Visite(route, exemple, identite, methode, chemin, permis)


def _essayees(methodes, exemple: Exemple, identite: str, rang: int) -> list[str]:
    """GET and POST for everybody; each of the others for the first role that may, and one in turn for everybody else.

    So every route meets every method, once by somebody who is let in; refusing a method is written in one place.
    """
    droits = _droits_de_la_page().get(exemple.action, {})
    if identite == next((role for role in Role.values if droits.get(role)), Role.values[0]):
        return list(methodes)
    tour = AUTRES[(rang + IDENTITES.index(identite)) % len(AUTRES)]
    return [methode for methode in methodes if methode not in AUTRES or methode == tour]


@functools.cache
def _droits_de_la_page() -> dict[str, dict[str, bool]]:
    return lire_page().droits


def _faire(client: Client, visite: Visite, monde: Monde, ecoute: Ecoute, dernier: int) -> Visite:
    role = visite.identite if visite.identite in Role.values else Role.CHEF_DE_PROJET
    donnees = visite.exemple.donnees(monde, role) if visite.methode == "POST" else {}
    ecoute.lignes.clear()
    mail.outbox = []
    with transaction.atomic():
        demande = getattr(client, visite.methode.lower())
        reponse = demande(visite.chemin, donnees) if donnees else demande(visite.chemin)
        visite.statut = reponse.status_code
        visite.entetes = dict(reponse.headers)
        visite.contenu = b"".join(reponse) if reponse.streaming else reponse.content
        visite.journal = _journal(dernier)
        transaction.set_rollback(True)
    temoins = [morceau.OutputString() for morceau in reponse.cookies.values()]
    visite.textes = [*textes(visite.contenu, reponse.get("Content-Type", "")), *visite.entetes.values(), *temoins]
    visite.logs = list(ecoute.lignes)
    visite.courriels = [str(courriel.message()) for courriel in mail.outbox]
    return visite


def _journal(dernier: int) -> list[tuple[str, str]]:
    lignes = Acces.objects.filter(pk__gt=dernier).order_by("pk")
    return [(ligne.action, f"{ligne.objet_type} {ligne.objet_uuid} {ligne.precision}") for ligne in lignes]


def attendu(visite: Visite, page: Page) -> int:
    """The status docs/droits.md promises to this visit."""
    exemple, connecte = visite.exemple, visite.identite in Role.values
    if exemple.action != "public":
        if not connecte:
            return 302
        if not page.droits[exemple.action][visite.identite]:
            return 403
    if visite.methode not in exemple.methodes:
        return 405
    if not visite.permis:
        return 404
    if visite.route == "comptes:connexion" and connecte:
        return 302  # who is signed in is sent home
    return exemple.envoi if visite.methode == "POST" else 200


def fautes(visites: Iterable[Visite], page: Page) -> list[str]:
    """What the application answered otherwise than the page says."""
    return [
        f"{visite}, attendu {attendu(visite, page)}"
        for visite in visites
        if visite.statut != attendu(visite, page) or _mal_renvoyee(visite)
    ]


def _mal_renvoyee(visite: Visite) -> bool:
    """A redirection to the sign-in page means « not signed in », and nothing else does."""
    if visite.statut != 302 or visite.exemple.action == "public":
        return False
    vers_connexion = visite.entetes["Location"].startswith(CONNEXION)
    return vers_connexion == (visite.identite in Role.values)
