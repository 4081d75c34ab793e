"""What the agendas of the demonstration hold: appointments of today and to come, a suspension, a reminder put off."""

import datetime as dt

from comptes.choix import Role
from comptes.models import Utilisateur
from jardins.demonstration.calendrier import jours_ouvres
from participants.choix import MotifSuspension
from participants.models import Parcours, RendezVous, Report, Suspension
from socle.periodes import PARIS

# Among the people there today, in the order of their entry.
DU_JOUR = {1: dt.time(9, 30), 4: dt.time(11), 7: dt.time(14, 15)}
A_CONCLURE, SUSPENDUE, REPORTEE, CHEZ_LA_CHEFFE = 12, 11, 17, 22
SANS_RENDEZVOUS = (3, 9)  # late, and nothing planned yet


def tenir_l_agenda(presents: list[tuple[Parcours, Utilisateur]], aujourdhui: dt.date) -> None:
    """Three appointments today, others to come, one of the past to conclude; one suspension, one report.

    `presents` are the open stays with who follows each; a base too small for one of these does without.
    """
    RendezVous.objects.bulk_create(
        RendezVous(
            participant=presents[place][0].participant,
            date=jour,
            heure=heure,
            lieu="au bureau 2",
            avec=presents[place][1],
            cree_le=dt.datetime.combine(min(jour, aujourdhui), dt.time(9), PARIS) - dt.timedelta(days=10),
        )
        for place, jour, heure in _rendezvous(len(presents), aujourdhui)
        if place < len(presents)
    )
    _recevoir_avec_la_cheffe(presents, aujourdhui)
    if len(presents) > SUSPENDUE:
        _suspendre(*presents[SUSPENDUE], aujourdhui)
    if len(presents) > REPORTEE:
        _reporter(*presents[REPORTEE], aujourdhui)


def _rendezvous(combien: int, aujourdhui: dt.date):
    for place, heure in DU_JOUR.items():
        yield place, aujourdhui, heure
    yield (
        A_CONCLURE,
        jours_ouvres(aujourdhui - dt.timedelta(days=9), aujourdhui - dt.timedelta(days=3))[-1],
        dt.time(10),
    )
    prochains = jours_ouvres(aujourdhui + dt.timedelta(days=1), aujourdhui + dt.timedelta(days=20))
    for place in range(0, combien, 3):
        if place not in (*DU_JOUR, A_CONCLURE, *SANS_RENDEZVOUS):
            rang = place // 3
            yield place, prochains[rang % len(prochains)], dt.time(9 + rang * 2 % 7)


def _recevoir_avec_la_cheffe(presents: list[tuple[Parcours, Utilisateur]], aujourdhui: dt.date) -> None:
    """The chef de projet receives somebody too (the fiche: «un accompagnement individuel»)."""
    cheffe = Utilisateur.objects.filter(role=Role.CHEF_DE_PROJET).order_by("email").first()
    if cheffe and len(presents) > CHEZ_LA_CHEFFE:
        RendezVous.objects.create(
            participant=presents[CHEZ_LA_CHEFFE][0].participant,
            date=jours_ouvres(aujourdhui + dt.timedelta(days=1), aujourdhui + dt.timedelta(days=9))[1],
            heure=dt.time(10, 30),
            lieu="bureau de la cheffe de projet",
            avec=cheffe,
            cree_le=dt.datetime.combine(aujourdhui, dt.time(9), PARIS) - dt.timedelta(days=3),
        )


def _suspendre(sejour: Parcours, agent: Utilisateur, aujourdhui: dt.date) -> None:
    Suspension.objects.create(
        parcours=sejour,
        debut=max(sejour.date_entree, aujourdhui - dt.timedelta(days=20)),
        fin=aujourdhui + dt.timedelta(days=25),
        motif=MotifSuspension.FORMATION,
        par=agent,
    )


def _reporter(sejour: Parcours, agent: Utilisateur, aujourdhui: dt.date) -> None:
    Report.objects.create(
        parcours=sejour,
        date=aujourdhui,
        jusqu_au=aujourdhui + dt.timedelta(days=8),
        raison="En visite dans sa famille jusqu’à la semaine prochaine.",
        par=agent,
    )
