"""What a file says of the monthly rhythm: late, never received, to plan, put off, suspended; nothing when all is well.

The motive of a suspension and the reason of a report are not said here: these alerts stand on every tab.
"""

from urllib.parse import urlencode

from django.urls import reverse

from participants.choix import Rythme
from participants.dossier import Alerte, Cadre
from participants.mots_du_rythme import TONS, titre
from participants.rythme import Etat
from socle.periodes import en_bref
from socle.templatetags.typographie import unite

A_PLANIFIER = (Rythme.EN_RETARD, Rythme.JAMAIS_RECU, Rythme.A_PREVOIR)


def alerte_de_rythme(cadre: Cadre) -> list[Alerte]:
    """At most one, for who is in the action; an appointment already taken says itself, and when."""
    etat = cadre.livret.etat
    if etat is None or etat.rythme == Rythme.A_JOUR:
        return []
    if etat.rythme not in A_PLANIFIER:
        return [_en_attente(cadre, etat)]
    return [_rendezvous_pris(cadre, etat) if cadre.livret.prochain_rendezvous else _a_planifier(cadre, etat)]


def _a_planifier(cadre: Cadre, etat: Etat) -> Alerte:
    ton, icone = TONS[etat.rythme]
    dit = titre(etat, cadre.jour)
    if etat.rythme == Rythme.A_PREVOIR:
        dit = f"{dit} avant le {en_bref(etat.echeance, cadre.jour)}"
    url = reverse("participants:rendezvous_prendre", args=[cadre.participant.uuid]) + cadre.suite
    return Alerte(ton, icone, dit, f"{_depuis(cadre)}.", url, "Planifier")


def _rendezvous_pris(cadre: Cadre, etat: Etat) -> Alerte:
    rendezvous = cadre.livret.prochain_rendezvous
    quand = "aujourd’hui" if rendezvous.jour == cadre.jour else f"le {en_bref(rendezvous.jour, cadre.jour)}"
    retard = f", en retard de {unite(etat.retard, 'jours')}" if etat.retard else ""
    arguments = [cadre.participant.uuid, rendezvous.uuid]
    url = reverse("participants:rendezvous_deplacer", args=arguments) + cadre.suite
    return Alerte("ciel", "calendar-event", f"Rendez-vous {quand}", f"{_depuis(cadre)}{retard}.", url, "Déplacer")


def _en_attente(cadre: Cadre, etat: Etat) -> Alerte:
    """Suspended or put off: when it ends, and how to end it."""
    dit, icone = titre(etat, cadre.jour), TONS[etat.rythme][1]
    if etat.rythme == Rythme.REPORTE:
        url = reverse("participants:rendezvous_prendre", args=[cadre.participant.uuid]) + cadre.suite
        return Alerte("ciel", icone, dit, f"{_depuis(cadre)}.", url, "Planifier")
    suspension = cadre.livret.suspension
    texte = f"Depuis le {en_bref(suspension.jour, cadre.jour)}."
    if not cadre.peut_modifier:
        return Alerte("ciel", icone, dit, texte)
    url = reverse("participants:suspension_corriger", args=[cadre.participant.uuid, suspension.uuid])
    questions = {"reprise": "oui"} | ({} if cadre.liste is None else {"liste": cadre.liste})
    return Alerte("ciel", icone, dit, texte, f"{url}?{urlencode(questions)}", "Noter la reprise")


def _depuis(cadre: Cadre) -> str:
    """« Dernier entretien le 15 octobre », or since when she waits for the first one."""
    suivi = cadre.livret.suivi
    if suivi.dernier:
        return f"Dernier entretien le {en_bref(suivi.dernier, cadre.jour)}"
    return f"Aucun entretien depuis l’entrée, le {en_bref(suivi.entree, cadre.jour)}"
