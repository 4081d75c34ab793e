"""Nothing typed is lost: what a refused form held is shown back, and sent again by a button, never by itself.

The text lives in the page only: no session, no log, no table holds it. Only a form of our own pages is shown back
(another site could otherwise put its words in somebody's mouth), and only to who was typing: the browser keeps, signed,
whose session ended in it last, and anybody else who signs in is not given the text.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db.models import Field

from comptes.droits import Action

TEMOIN = "__Host-session-finie" if settings.SESSION_COOKIE_SECURE else "session-finie"
DUREE = 12 * 3600  # seconds: longer than any session
SEL = "comptes.reprise"
GARDE = "garde-"
TAILLE_MAX = 500_000  # characters of a whole form: a long interview is some 20 000
SECRETS = re.compile(r"password|mot_de_passe|jeton|csrfmiddlewaretoken")
JOUR = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
IDENTIFIANT = r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}"


@dataclass(frozen=True)
class Champ:
    """One field as it was typed: its name in the form, all its values."""

    nom: str
    valeurs: tuple[str, ...]

    @property
    def libelle(self) -> str:
        """What people call it: the label of our models' field of that name, else its own words."""
        connu = _champs_connus().get(self._radical)
        dit = str(connu.verbose_name) if connu else self._radical.replace("_", " ")
        return dit[:1].upper() + dit[1:]

    @property
    def lisible(self) -> str:
        """The values as people know them; '' for what only the application reads (keys of lines)."""
        connu = _champs_connus().get(self._radical)
        if self.nom.endswith("_FORMS"):
            return ""
        choix = dict(connu.flatchoices) if connu else {}
        numero = connu is None or connu.is_relation  # the key of a line, then
        muettes = re.compile(rf"\d+|\s*|{IDENTIFIANT}" if numero else rf"\s*|{IDENTIFIANT}")
        return ", ".join(str(choix.get(v) or _dit(v)) for v in self.valeurs if not muettes.fullmatch(v))

    @property
    def _radical(self) -> str:
        return re.sub(r"^.*-\d+-|^.*-", "", self.nom)


@dataclass(frozen=True)
class Texte:
    """What a refused form held, where it was going, and whose it is (a primary key as text, None when unknown)."""

    chemin: str
    champs: tuple[Champ, ...]
    fichiers: bool
    auteur: str | None

    @property
    def lisibles(self) -> list[Champ]:
        return [champ for champ in self.champs if champ.lisible]

    @property
    def signe(self) -> str:
        """Where the text was going and whose it is, so that the next page can believe it."""
        return signing.dumps([self.chemin, self.fichiers, self.auteur], salt=SEL, compress=True)


def texte_saisi(request) -> Texte | None:
    """What this refused request held; None if it was not typed in one of our pages, holds nothing, or is too long."""
    if request.method != "POST" or not de_nos_pages(request) or request.content_type == "application/json":
        return None
    if request.POST.get("reprise"):
        return texte_repris(request)
    vue = request.resolver_match and request.resolver_match.func
    # A search is typed again sooner than it is read; a public page keeps passwords, never a text.
    if vue is None or getattr(vue, "action", None) in (None, "public", Action.RECHERCHER):
        return None
    champs = _champs(request.POST, "")
    return _texte(request.get_full_path(), champs, bool(request.FILES), auteur(request))


def texte_repris(request) -> Texte | None:
    """The text that a page of this module holds; None if its signature is not ours or is a day old."""
    try:
        chemin, fichiers, sien = signing.loads(request.POST.get("reprise", ""), salt=SEL, max_age=2 * DUREE)
    except signing.BadSignature:
        return None
    return _texte(chemin, _champs(request.POST, GARDE), fichiers, sien)


def de_nos_pages(request) -> bool:
    """Whether the browser says that the form stood in a page of this very address."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def auteur(request) -> str | None:
    """Whose session ended last in this browser: during this very request, or before."""
    finie = getattr(request, "session_finie_de", None)
    return finie or request.get_signed_cookie(TEMOIN, default=None, salt=SEL, max_age=DUREE)


def retenir_l_auteur(reponse, cle: str) -> None:
    """Keep in the browser, signed and out of reach of scripts, whose session just ended."""
    reponse.set_signed_cookie(
        TEMOIN, cle, salt=SEL, max_age=DUREE, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict"
    )


def _dit(valeur: str) -> str:
    """A day as it is written, a ticked box as it is said, and any other text as it is."""
    if jour := JOUR.fullmatch(valeur):
        return "/".join(reversed(jour.groups()))
    return "oui" if valeur == "on" else valeur


def _texte(chemin: str, champs: tuple[Champ, ...], fichiers: bool, auteur: str | None) -> Texte | None:
    texte = Texte(chemin, champs, fichiers, auteur)
    longueur = sum(len(valeur) for champ in champs for valeur in champ.valeurs)
    return texte if texte.lisibles and longueur <= TAILLE_MAX else None


def _champs(donnees, prefixe: str) -> tuple[Champ, ...]:
    noms = [nom for nom in donnees if nom.startswith(prefixe)]
    nus = {nom.removeprefix(prefixe): tuple(donnees.getlist(nom)) for nom in noms}
    return tuple(Champ(nom, valeurs) for nom, valeurs in nus.items() if not SECRETS.search(nom))


@cache
def _champs_connus() -> dict[str, Field]:
    """The fields of our own models by name: what labels and choices are taken from."""
    notres = [app for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    return {champ.name: champ for app in notres for modele in app.get_models() for champ in modele._meta.fields}
