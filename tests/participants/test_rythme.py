"""The monthly rhythm, told by dates and thresholds alone: tables of cases, and the words of each state."""

import datetime as dt

import pytest

from participants.choix import Rythme
from participants.mots_du_rythme import dire, pastille_breve, titre
from participants.rythme import Etat, Seuils, Suivi, rythme_de

SEUILS = Seuils(a_prevoir=26, en_retard=32, premier=7)
ENTREE = dt.date(2026, 1, 5)
A_JOUR, A_PREVOIR, EN_RETARD, JAMAIS_RECU, REPORTE, SUSPENDU = Rythme
BLANC = "\u00a0"


def le(texte: str) -> dt.date:
    return dt.date.fromisoformat(texte)


def lire(suivi: Suivi, jour: dt.date, seuils: Seuils = SEUILS) -> tuple:
    etat = rythme_de(suivi, jour, seuils)
    return etat.rythme, etat.jours, etat.retard


@pytest.mark.parametrize(
    ("jours", "attendu"),
    [
        (0, (A_JOUR, 0, 0)),
        (25, (A_JOUR, 25, 0)),
        (26, (A_PREVOIR, 26, 0)),
        (31, (A_PREVOIR, 31, 0)),
        (32, (EN_RETARD, 32, 1)),
        (33, (EN_RETARD, 33, 2)),
        (40, (EN_RETARD, 40, 9)),
    ],
)
def test_days_are_counted_from_the_last_interview(jours, attendu):
    dernier = le("2026-02-10")
    assert lire(Suivi(ENTREE, dernier), dernier + dt.timedelta(days=jours)) == attendu


@pytest.mark.parametrize(
    ("dernier", "jour", "attendu"),
    [
        ("2026-01-31", "2026-02-28", (A_PREVOIR, 28, 0)),  # a short month
        ("2026-01-31", "2026-03-04", (EN_RETARD, 32, 1)),
        ("2024-01-29", "2024-02-29", (A_PREVOIR, 31, 0)),  # 29 February
        ("2024-02-29", "2024-03-31", (A_PREVOIR, 31, 0)),
        ("2024-02-29", "2024-04-01", (EN_RETARD, 32, 1)),
        ("2025-02-28", "2025-03-31", (A_PREVOIR, 31, 0)),  # one day less than in a leap year
        ("2025-12-31", "2026-02-01", (EN_RETARD, 32, 1)),  # over the new year
        ("2026-03-28", "2026-03-29", (A_JOUR, 1, 0)),  # the clocks change: still one day
        ("2026-10-24", "2026-10-26", (A_JOUR, 2, 0)),
    ],
)
def test_across_the_ends_of_months(dernier, jour, attendu):
    assert lire(Suivi(le("2023-01-02"), le(dernier)), le(jour)) == attendu


@pytest.mark.parametrize(("jours", "rythme"), [(0, A_PREVOIR), (7, A_PREVOIR), (8, JAMAIS_RECU), (400, JAMAIS_RECU)])
def test_a_newcomer_waits_seven_days_for_her_first_interview(jours, rythme):
    assert lire(Suivi(ENTREE), ENTREE + dt.timedelta(days=jours)) == (rythme, jours, 0)


def test_an_interview_on_the_day_of_the_entry_is_the_first_one():
    assert lire(Suivi(ENTREE, ENTREE), ENTREE + dt.timedelta(days=8)) == (A_JOUR, 8, 0)


@pytest.mark.parametrize(("premier", "jours", "rythme"), [(0, 0, A_PREVOIR), (0, 1, JAMAIS_RECU), (3, 4, JAMAIS_RECU)])
def test_the_thresholds_are_those_given(premier, jours, rythme):
    assert lire(Suivi(ENTREE), ENTREE + dt.timedelta(days=jours), Seuils(10, 15, premier))[0] == rythme
    assert lire(Suivi(ENTREE, ENTREE), ENTREE + dt.timedelta(days=15), Seuils(10, 15, premier)) == (EN_RETARD, 15, 1)


def test_thresholds_that_cross_leave_the_late_one_first():
    assert lire(Suivi(ENTREE, ENTREE), ENTREE + dt.timedelta(days=12), Seuils(20, 12, 7)) == (EN_RETARD, 12, 1)


@pytest.mark.parametrize("fin", [None, le("2026-03-10"), le("2026-04-30")])
@pytest.mark.parametrize("dernier", [None, le("2026-01-06"), le("2026-03-09")])
def test_a_suspension_in_force_is_all_that_is_said(fin, dernier):
    etat = rythme_de(Suivi(ENTREE, dernier, (le("2026-02-01"), fin), report=le("2026-05-01")), le("2026-03-10"), SEUILS)
    assert (etat.rythme, etat.retard, etat.jusqu_au, etat.presse) == (SUSPENDU, 0, fin, False)


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        ("2026-03-01", (A_JOUR, 0, 0)),  # the day of the return, 50 days after the last interview
        ("2026-03-26", (A_JOUR, 25, 0)),
        ("2026-03-27", (A_PREVOIR, 26, 0)),
        ("2026-04-02", (EN_RETARD, 32, 1)),
    ],
)
def test_after_a_suspension_days_count_from_the_return(jour, attendu):
    assert lire(Suivi(ENTREE, le("2026-01-10"), retour=le("2026-03-01")), le(jour)) == attendu


def test_a_return_older_than_the_last_interview_changes_nothing():
    assert lire(Suivi(ENTREE, le("2026-03-10"), retour=le("2026-02-01")), le("2026-04-11")) == (EN_RETARD, 32, 1)


@pytest.mark.parametrize(("jour", "rythme"), [("2026-03-08", A_PREVOIR), ("2026-03-09", JAMAIS_RECU)])
def test_who_was_never_received_waits_from_her_return(jour, rythme):
    assert lire(Suivi(ENTREE, retour=le("2026-03-01")), le(jour))[0] == rythme


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [("2026-03-19", (REPORTE, 37, 0)), ("2026-03-20", (REPORTE, 38, 0)), ("2026-03-21", (EN_RETARD, 39, 8))],
)
def test_a_reminder_put_off_comes_back_the_day_after(jour, attendu):
    assert lire(Suivi(ENTREE, le("2026-02-10"), report=le("2026-03-20")), le(jour)) == attendu


@pytest.mark.parametrize(
    ("suivi", "echeance"),
    [
        (Suivi(ENTREE, le("2026-02-10")), "2026-03-14"),
        (Suivi(ENTREE), "2026-01-13"),
        (Suivi(ENTREE, le("2026-02-10"), retour=le("2026-03-01")), "2026-04-02"),
    ],
)
def test_the_limit_is_the_first_day_when_it_is_late(suivi, echeance):
    """What it says is what the rule says that day, and not the day before."""
    limite = le(echeance)
    veille, jour = (rythme_de(suivi, limite - dt.timedelta(days=ecart), SEUILS) for ecart in (1, 0))
    assert veille.echeance == jour.echeance == limite
    assert (veille.presse, jour.presse) == (False, True)


@pytest.mark.parametrize(
    ("etat", "dit"),
    [
        (Etat(A_JOUR, 3), "à jour"),
        (Etat(A_PREVOIR, 27), "à prévoir"),
        (Etat(EN_RETARD, 32, 1), f"en retard de 1{BLANC}jour"),
        (Etat(EN_RETARD, 40, 9), f"en retard de 9{BLANC}jours"),
        (Etat(JAMAIS_RECU, 9), "jamais reçue"),
        (Etat(REPORTE, 30, jusqu_au=le("2026-04-01")), "reporté jusqu’au 1er avril"),
        (Etat(SUSPENDU, 30, jusqu_au=le("2027-01-31")), "suspendu jusqu’au 31 janvier 2027"),
        (Etat(SUSPENDU, 30), "suspendu"),
    ],
)
def test_each_state_is_a_phrase(etat, dit):
    jour = le("2026-03-10")
    assert dire(etat, jour) == dit
    assert titre(etat, jour) == dit[0].upper() + dit[1:]


@pytest.mark.parametrize("rythme", list(Rythme))
def test_a_state_is_a_word_and_an_icon(rythme):
    pastille = pastille_breve(rythme, 2 if rythme == EN_RETARD else 0)
    assert rythme.label[1:] in pastille
    assert "<use href=" in pastille
