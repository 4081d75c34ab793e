"""Whom a travailleur social should see to today: absent people, sleeping stays, people expected, files to complete."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from participants import telephones
from participants.choix import Decision
from participants.liste.colonnes import manques_de
from participants.liste.reperes import Repere
from socle.templatetags.typographie import unite

MONTREES = 5  # lines of each kind; the list has the others


@dataclass(frozen=True)
class Ligne:
    """One person to see: why in a few words, and the one thing to do."""

    nom: str
    initiales: str
    url: str
    detail: str
    geste: str
    geste_url: str


def adresse_de_liste(**criteres: str) -> str:
    return f"{reverse('participants:participant_lister')}?{urlencode(criteres)}"


def groupes_a_voir(attendus: list[dict], miens: list[dict], repere: Repere, utilisateur) -> list[dict]:
    """By kind, the most pressing first; a person stands once. Rows are those of participants.accueil."""
    attendus = sorted(attendus, key=lambda rangee: rangee["contact"] or repere.jour)
    manquants = sorted((rangee for rangee in miens if rangee["vue_absents"]), key=_vue_le)
    dormants = [rangee for rangee in manquants if rangee["vue_dormants"]]
    absents = [rangee for rangee in manquants if not rangee["vue_dormants"]]
    autres = [rangee for rangee in miens if rangee["vue_a_completer"] and not rangee["vue_absents"]]
    moi = {"referent": str(utilisateur.pk)}
    return [
        *_groupe("Parcours dormants", dormants, _dormant, repere, vue="dormants", tri="venue", **moi),
        *_groupe("Sans venue", absents, _absent, repere, vue="absents", tri="venue", **moi),
        *_groupe("Premiers contacts à suivre", attendus, _attendu, repere, onglet="accueil", tri="contact"),
        *_groupe("Dossiers à compléter", autres, _incomplet, repere, vue="a_completer", **moi),
    ]


def _groupe(titre: str, rangees: list[dict], dire: Callable, repere: Repere, **criteres: str) -> list[dict]:
    if not rangees:
        return []
    lignes = [_ligne(rangee, *dire(rangee, repere)) for rangee in rangees[:MONTREES]]
    reste = len(rangees) - len(lignes)
    return [
        {"titre": titre, "compte": len(rangees), "lignes": lignes, "reste": reste, "url": adresse_de_liste(**criteres)}
    ]


def _ligne(rangee: dict, detail: str, geste: str, geste_url: str) -> Ligne:
    nom = f"{rangee['nom'].upper()} {rangee['prenom']}"
    initiales = f"{rangee['prenom'][:1]}{rangee['nom'][:1]}".upper()
    return Ligne(nom, initiales, _page(rangee, "participant_voir"), detail, geste, geste_url)


def _dormant(rangee: dict, repere: Repere) -> tuple[str, str, str]:
    sortie = reverse("participants:parcours_clore", args=[rangee["uuid"], rangee["parcours__uuid"]])
    return _depuis(rangee, repere), "Noter la sortie", sortie


def _absent(rangee: dict, repere: Repere) -> tuple[str, str, str]:
    """To call her, when her number is known."""
    if numero := telephones.adresse(rangee["coordonnees__telephone"] or ""):
        return _depuis(rangee, repere), "Appeler", numero
    return _depuis(rangee, repere), "Voir ses coordonnées", _page(rangee, "participant_coordonnees")


def _attendu(rangee: dict, repere: Repere) -> tuple[str, str, str]:
    contact = rangee["contact"]
    decision = Decision(rangee["decision"]).label if contact else ""
    detail = f"Rencontre du {contact:%d/%m/%Y}, {decision}" if contact else "Aucune rencontre notée"
    return detail, "Noter l’entrée", _page(rangee, "parcours_ouvrir")


def _incomplet(rangee: dict, repere: Repere) -> tuple[str, str, str]:
    manques = manques_de(rangee)
    if manques == ["naissance"]:
        return "Manque : naissance", "Compléter", _page(rangee, "identite_modifier")
    a_l_entree = f"{_page(rangee, 'changement_ajouter')}?depuis=entree"
    return f"Manque : {', '.join(manques)}", "Compléter", a_l_entree


def _vue_le(rangee: dict) -> dt.date:
    """The last day she was here, her entry at most."""
    return rangee["derniere_venue"] or rangee["entree"]


def _depuis(rangee: dict, repere: Repere) -> str:
    venue = rangee["derniere_venue"]
    jours = (repere.jour - _vue_le(rangee)).days
    if venue is None:
        return f"Aucune venue depuis l’entrée, il y a {unite(jours, 'jours')}"
    return f"Aucune venue depuis {unite(jours, 'jours')}, le {venue:%d/%m/%Y} pour la dernière fois"


def _page(rangee: dict, vue: str) -> str:
    return reverse(f"participants:{vue}", args=[rangee["uuid"]])
