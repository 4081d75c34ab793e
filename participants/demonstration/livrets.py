"""The livrets of the demonstration: interviews month after month, then what is tried and the agendas."""

import datetime as dt

from comptes.models import Utilisateur
from partenaires.models import Thematique
from participants.choix import LieuEntretien, StatutEntretien
from participants.demonstration.agenda import tenir_l_agenda
from participants.demonstration.projets import ecrire_les_projets
from participants.demonstration.vies import Livret, les_livrets
from participants.models import Entretien, NotePrivee
from participants.services.entretiens import SaisieEntretien, enregistrer_entretiens
from socle.periodes import PARIS

DUREES = (45, 30, 60, 45, 30)
LIEUX = (LieuEntretien.BUREAU, LieuEntretien.BUREAU, LieuEntretien.JARDIN, LieuEntretien.BUREAU)


def raconter(aujourdhui: dt.date) -> None:
    """Write the livret of every stay, from its entry to its exit or to today."""
    vies = les_livrets(aujourdhui)
    themes = {theme.code: theme for theme in Thematique.objects.all()}
    _ecrire_les_entretiens(vies, themes, aujourdhui)
    ecrire_les_projets(vies, themes, aujourdhui)
    presents = [livret for livret in vies if livret.sejour.date_sortie is None]
    tenir_l_agenda([(livret.sejour, livret.agent) for livret in presents], aujourdhui)


def _ecrire_les_entretiens(livrets: list[Livret], themes: dict, aujourdhui: dt.date) -> None:
    """By agent, so that each interview bears who led it; one in fifteen was missed."""
    par_agent: dict[Utilisateur, list[SaisieEntretien]] = {}
    for livret in livrets:
        for numero, jour in enumerate(livret.jours):
            champs = _champs(livret, numero, jour, themes)
            reference = f"EN-{livret.sejour.pk:04}-{numero + 1:02}"
            par_agent.setdefault(livret.agent, []).append(SaisieEntretien(reference, champs))
    for agent, saisies in par_agent.items():
        le = dt.datetime.combine(aujourdhui, dt.time(9), PARIS)
        enregistrer_entretiens(saisies=saisies, par=agent, le=le, aujourdhui=aujourdhui)
    _garder_les_notes(livrets)


def _champs(livret: Livret, numero: int, jour: dt.date, themes: dict) -> dict:
    temps, communs = livret.temps(numero), {"participant": livret.sejour.participant, "date": jour}
    if 0 < numero < len(livret.jours) - 1 and (livret.rang + numero) % 15 == 0:
        return communs | {"statut": StatutEntretien.ABSENCE, "compte_rendu": ""}
    return communs | {
        "statut": StatutEntretien.TENU,
        "duree_minutes": DUREES[(livret.rang + numero) % len(DUREES)],
        "lieu": LIEUX[(livret.rang + numero) % len(LIEUX)],
        "theme": ", ".join(themes[code].libelle for code in temps.themes),
        "compte_rendu": temps.texte.format(**livret.mots),
    }


def _garder_les_notes(livrets: list[Livret]) -> None:
    """A private note at the third interview of the stories that have one."""
    voulues = {f"EN-{livret.sejour.pk:04}-03": livret for livret in livrets if livret.recit.prive}
    NotePrivee.objects.bulk_create(
        NotePrivee(
            entretien=entretien,
            auteur=voulues[entretien.reference].agent,
            texte=voulues[entretien.reference].recit.prive.format(**voulues[entretien.reference].mots),
        )
        for entretien in Entretien.objects.filter(reference__in=voulues, statut=StatutEntretien.TENU)
    )
