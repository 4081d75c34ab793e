"""The list and the file say of thousands of people what the rule says of one, whatever happened to them."""

import dataclasses
import datetime as dt
import random
from dataclasses import dataclass, field

import pytest
import time_machine

from participants.choix import Rythme
from participants.liste import personnes, reperes
from participants.liste.entretiens import etat_de
from participants.livret import lire_livret
from participants.models import Parcours, Report
from participants.rythme import Seuils
from tests.conftest import client_de
from tests.fabriques import EntretienFabrique, ParcoursFabrique, ReportFabrique, SuspensionFabrique
from tests.participants.test_rythme import A_JOUR, A_PREVOIR, EN_RETARD, JAMAIS_RECU, REPORTE, SUSPENDU

pytestmark = pytest.mark.django_db
DEBUT = dt.date(2024, 1, 1)
UN_JOUR = dt.timedelta(days=1)
VUES = {"vue_en_retard": EN_RETARD, "vue_jamais_recus": JAMAIS_RECU, "vue_a_prevoir": A_PREVOIR}


@dataclass
class Vie:
    """What happened to somebody, as plain dates: what the rule is told a second time from, day after day."""

    sejour: Parcours
    tenus: set = field(default_factory=set)
    suspensions: list = field(default_factory=list)
    reports: list = field(default_factory=list)

    def attendu(self, jour: dt.date, seuils: Seuils) -> tuple | None:
        """(state, days, days late) by living every day of the stay; None out of it."""
        entree, sortie = self.sejour.date_entree, self.sejour.date_sortie
        if entree > jour or (sortie and sortie <= jour):
            return None
        jours, vue, report, ce_jour = 0, False, None, entree
        while True:
            if ce_jour in self.tenus:
                jours, vue, report = 0, True, None
            if any(fin == ce_jour - UN_JOUR for _, fin in self.suspensions):
                jours = 0
            report = next((jusqu_au for le, jusqu_au in reversed(self.reports) if le == ce_jour), report)
            if ce_jour == jour:
                break
            ce_jour, jours = ce_jour + UN_JOUR, jours + 1
        if any(debut <= jour and (fin is None or jour <= fin) for debut, fin in self.suspensions):
            return SUSPENDU, jours, 0
        if report and report >= jour:
            return REPORTE, jours, 0
        if not vue:
            return (JAMAIS_RECU if jours > seuils.premier else A_PREVOIR), jours, 0
        if jours >= seuils.en_retard:
            return EN_RETARD, jours, jours - seuils.en_retard + 1
        return (A_PREVOIR if jours >= seuils.a_prevoir else A_JOUR), jours, 0


def vivre(hasard: random.Random) -> Vie:
    """A stay somewhere in 150 days, perhaps after another one; interviews held or not, suspensions, reports."""
    entree = DEBUT + dt.timedelta(days=hasard.randrange(20, 110))
    sortie = hasard.choice([None, None, None, entree + dt.timedelta(days=hasard.randrange(1, 90))])
    vie = Vie(ParcoursFabrique(date_entree=entree, date_sortie=sortie))
    personne = vie.sejour.participant
    if hasard.random() < 0.4:
        ParcoursFabrique(participant=personne, date_entree=dt.date(2023, 1, 2), date_sortie=entree - UN_JOUR)
        EntretienFabrique(participant=personne, date=entree - UN_JOUR)
    jours = [entree, *(entree + dt.timedelta(days=hasard.randrange(0, 80)) for _ in range(hasard.randrange(5)))]
    for jour in jours[hasard.randrange(2) :]:
        statut = hasard.choice(["tenu", "tenu", "excuse", "absence"])
        EntretienFabrique(participant=personne, date=jour, statut=statut)
        if statut == "tenu" and (sortie is None or jour <= sortie):
            vie.tenus.add(jour)
    _suspendre(hasard, vie)
    for _ in range(hasard.randrange(3)):
        le = entree + dt.timedelta(days=hasard.randrange(0, 60))
        jusqu_au = le + dt.timedelta(days=hasard.randrange(1, 40))
        ReportFabrique(parcours=vie.sejour, date=le, jusqu_au=jusqu_au)
        vie.reports.append((le, jusqu_au))
    return vie


def _suspendre(hasard: random.Random, vie: Vie) -> None:
    """None to three suspensions, some that begin the day after another ends, the last one perhaps without an end."""
    debut = vie.sejour.date_entree + dt.timedelta(days=hasard.randrange(0, 30))
    for reste in reversed(range(hasard.choice([0, 0, 1, 2, 3]))):
        fin = debut + dt.timedelta(days=hasard.randrange(0, 25))
        if reste == 0 and hasard.random() < 0.3:
            fin = None
        SuspensionFabrique(parcours=vie.sejour, debut=debut, fin=fin)
        vie.suspensions.append((debut, fin))
        debut = (fin or debut) + dt.timedelta(days=hasard.choice([1, 1, 12]))


def lire_la_base(utilisateur, repere) -> dict:
    """Every row of the list, by stay."""
    champs = ("parcours__pk", "entree", "sortie", "rythme", *VUES, "dernier_entretien", "suspension_debut")
    suite = ("suspension_fin", "suspension_finie", "report_le", "report_jusqu_au")
    rangees = personnes(utilisateur, repere.jalons, {}).values(*champs, *suite)
    return {rangee["parcours__pk"]: rangee for rangee in rangees}


@pytest.mark.parametrize("seuils", [None, Seuils(5, 9, 0), Seuils(20, 25, 15)], ids=["defaut", "courts", "autres"])
def test_the_database_the_file_and_the_rule_agree_on_every_state(cheffe_de_projet, seuils):
    hasard = random.Random(f"rythme {seuils}")
    vies = [vivre(hasard) for _ in range(60)]
    rencontres = set()
    for ecart in sorted(hasard.sample(range(60, 200), 8)):
        jour = DEBUT + dt.timedelta(days=ecart)
        repere = reperes(jour)
        if seuils:
            repere = dataclasses.replace(repere, jalons=dataclasses.replace(repere.jalons, rythme=seuils))
        base = lire_la_base(cheffe_de_projet, repere)
        for vie in vies:
            attendu, rangee = vie.attendu(jour, repere.jalons.rythme), base[vie.sejour.pk]
            assert {nom for nom in VUES if rangee[nom]} == {n for n, r in VUES.items() if attendu and attendu[0] == r}
            if seuils is None:
                etat = lire_livret(vie.sejour.participant, vie.sejour, jour).etat
                assert (etat and (etat.rythme, etat.jours, etat.retard)) == attendu
            if attendu is None:
                continue
            etat = etat_de(rangee, repere)
            assert (etat.rythme, etat.jours, etat.retard) == attendu
            assert rangee["rythme"] == attendu[0]
            rencontres.add(attendu[0])
    assert rencontres == set(Rythme)  # every state was drawn


@pytest.mark.parametrize(
    ("statut", "jour", "retenu"),
    [
        ("tenu", "2015-03-03", True),
        ("absence", "2015-03-03", False),  # nobody came
        ("excuse", "2015-03-03", False),
        ("tenu", "2015-01-05", True),  # the day of the entry
        ("tenu", "2015-01-04", False),  # the day before: of an earlier stay, or of none
        ("tenu", "2015-04-01", True),  # that very day
        ("tenu", "2015-04-02", False),  # to come
    ],
)
def test_what_counts_as_the_last_interview(cheffe_de_projet, statut, jour, retenu):
    sejour = ParcoursFabrique()
    EntretienFabrique(participant=sejour.participant, date=dt.date.fromisoformat(jour), statut=statut)
    [rangee] = lire_la_base(cheffe_de_projet, reperes(dt.date(2015, 4, 1))).values()
    assert rangee["dernier_entretien"] == (dt.date.fromisoformat(jour) if retenu else None)


def test_an_interview_on_the_day_of_the_exit_is_of_the_stay(cheffe_de_projet):
    sejour = ParcoursFabrique(date_sortie=dt.date(2015, 3, 10))
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 3, 10))
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 3, 11))
    [rangee] = lire_la_base(cheffe_de_projet, reperes(dt.date(2015, 4, 1))).values()
    assert rangee["dernier_entretien"] == dt.date(2015, 3, 10)
    assert not any(rangee[vue] for vue in VUES)


def test_a_shorter_report_replaces_a_longer_one():
    sejour = ParcoursFabrique(date_entree=dt.date(2015, 1, 5))
    ReportFabrique(parcours=sejour, date=dt.date(2015, 3, 1), jusqu_au=dt.date(2015, 4, 30))
    ReportFabrique(parcours=sejour, date=dt.date(2015, 3, 1), jusqu_au=dt.date(2015, 3, 5))
    assert [lire_livret(sejour.participant, sejour, dt.date(2015, 3, j)).etat.rythme for j in (5, 6)] == [
        REPORTE,
        JAMAIS_RECU,
    ]
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("instant", "dit"),
    [
        ("2026-01-14T22:30:00+00:00", "À prévoir"),  # 23 h 30 in Paris, in winter
        ("2026-01-14T23:30:00+00:00", "En retard de 1\u00a0jour"),  # half past midnight
        ("2026-07-14T21:30:00+00:00", "À prévoir"),  # 23 h 30 in Paris, in summer
        ("2026-07-14T22:30:00+00:00", "En retard de 1\u00a0jour"),
        ("2026-07-14T23:30:00+00:00", "En retard de 1\u00a0jour"),
    ],
)
def test_the_state_changes_at_midnight_in_paris(travailleuse_sociale, instant, dit):
    quand = dt.datetime.fromisoformat(instant)
    sejour = ParcoursFabrique(date_entree=dt.date(2025, 1, 6))
    # The 15th is the thirty-second day, the 14th the thirty-first.
    EntretienFabrique(participant=sejour.participant, date=dt.date(quand.year, quand.month, 15) - 32 * UN_JOUR)
    with time_machine.travel(quand, tick=False):
        client = client_de(travailleuse_sociale)
        liste = client.get("/participants/").content.decode()
        dossier = client.get(f"/participants/{sejour.participant.uuid}/").content.decode()
    assert f"{dit}</span>" in liste
    assert f"<b>{dit}" in dossier
