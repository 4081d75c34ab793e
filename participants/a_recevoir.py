"""Whom a travailleur social should receive: late interviews first, then who was never received, then what comes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from participants.choix import Rythme
from participants.liste.entretiens import etat_de, suivi_de
from participants.liste.reperes import Repere
from participants.mots_du_rythme import TONS, titre
from participants.rythme import Etat
from socle.periodes import JOURS, en_bref
from socle.templatetags.composants import pastille
from socle.templatetags.typographie import unite

SEMAINE = 7


@dataclass(frozen=True)
class ARecevoir:
    """A person of the list and where she stands; `rendezvous` is the day of her next appointment, if any."""

    rangee: dict
    etat: Etat
    rendezvous: dt.date | None

    @property
    def urgence(self) -> tuple:
        """Who has no appointment first, then the nearest limit or the oldest one."""
        return (self.rendezvous is not None, self.etat.echeance, self.rangee["nom"])


def situer(gens: Iterable[dict], repere: Repere) -> dict[Rythme, list[ARecevoir]]:
    """People in a stay by where they stand, the most pressing first; rows are those of participants.accueil."""
    par_rythme: dict[Rythme, list[ARecevoir]] = {rythme: [] for rythme in Rythme}
    for rangee in gens:
        etat = etat_de(rangee, repere)
        par_rythme[etat.rythme].append(ARecevoir(rangee, etat, rangee["rendezvous_le"]))
    for rythme in (Rythme.EN_RETARD, Rythme.JAMAIS_RECU, Rythme.A_PREVOIR):
        par_rythme[rythme].sort(key=lambda personne: personne.urgence)
    return par_rythme


def decrire(personne: ARecevoir, repere: Repere) -> dict:
    """What a line of the home page says of her: since when, where she stands, and the two things to do."""
    return {
        "detail": _depuis(personne),
        "pastille": _pastille(personne, repere.jour),
        "geste": "Noter un entretien",
        "geste_url": reverse("participants:entretien_creer", args=[personne.rangee["uuid"]]),
        **_planifier(personne),
    }


def _depuis(personne: ARecevoir) -> str:
    """« Dernier entretien il y a 40 jours »; who came back since is counted from her return."""
    suivi, etat = suivi_de(personne.rangee), personne.etat
    il_y_a = f"il y a {unite(etat.jours, 'jours')}" if etat.jours else "aujourd’hui"
    if suivi.retour == suivi.depart:
        return f"Reprise du suivi {il_y_a}"
    return f"Dernier entretien {il_y_a}" if suivi.dernier else f"Entrée {il_y_a}"


def _pastille(personne: ARecevoir, jour: dt.date) -> SafeString:
    """Her state; a planned appointment says that it is taken care of."""
    if personne.rendezvous:
        return pastille(f"Rendez-vous {_quand(personne.rendezvous, jour)}", "ciel", "calendar-event")
    etat = personne.etat
    dit = _avant(etat.echeance, jour) if etat.rythme == Rythme.A_PREVOIR else titre(etat, jour)
    return pastille(dit, *TONS[etat.rythme])


def _quand(rendezvous: dt.date, jour: dt.date) -> str:
    """« le 27 » of this month, « le 3 décembre » otherwise."""
    if rendezvous == jour:
        return "aujourd’hui"
    if (rendezvous.year, rendezvous.month) == (jour.year, jour.month):
        return f"le {'1er' if rendezvous.day == 1 else rendezvous.day}"
    return f"le {en_bref(rendezvous, jour)}"


def _avant(echeance: dt.date, jour: dt.date) -> str:
    """« Avant jeudi »: the first day when it would be late."""
    reste = (echeance - jour).days
    if reste <= 1:
        return "Dernier jour"
    return f"Avant {JOURS[echeance.weekday()] if reste < SEMAINE else f'le {en_bref(echeance, jour)}'}"


def _planifier(personne: ARecevoir) -> dict:
    uuid = personne.rangee["uuid"]
    if personne.rendezvous:
        url = reverse("participants:rendezvous_deplacer", args=[uuid, personne.rangee["rendezvous_uuid"]])
        return {"autre": "Déplacer", "autre_url": url}
    return {"autre": "Planifier", "autre_url": reverse("participants:rendezvous_prendre", args=[uuid])}
