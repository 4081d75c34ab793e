"""The list of sessions, its tabs and its export: what is not known yet is not zero."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from jardins.models import Site
from tests.conftest import client_de
from tests.fabriques import PresenceFabrique, SeanceFabrique, ligne_de

pytestmark = pytest.mark.django_db
ZERO = '<td class="num" data-titre="Présents">0</td>'
MIDI = dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _ce_jour(time_machine):
    time_machine.move_to(MIDI, tick=False)


def page(compte, **requete) -> str:
    return client_de(compte).get(reverse("ateliers:seance_lister"), requete).content.decode()


def poser(**jours) -> None:
    """One session a theme, that many days from today."""
    for theme, jour in jours.items():
        SeanceFabrique(theme=theme, date=MIDI.date() + dt.timedelta(days=jour), statut="prevue")


def themes(contenu: str) -> list[str]:
    return [theme for theme in ("loin", "semaine", "hier", "ce_jour", "demain", "tard") if f">{theme}<" in contenu]


def test_only_what_was_noted_is_counted(encadrant):
    SeanceFabrique(date=MIDI.date())
    assert ZERO not in page(encadrant)
    PresenceFabrique(seance=SeanceFabrique(date=MIDI.date()), statut="absent", minutes=0)
    assert page(encadrant).count(ZERO) == 1


@pytest.mark.parametrize(
    ("onglet", "attendus"),
    [
        ("", ["semaine", "hier", "ce_jour", "demain"]),
        ("n-importe-quoi", ["semaine", "hier", "ce_jour", "demain"]),
        ("a-venir", ["ce_jour", "demain", "tard"]),
        ("passees", ["loin", "semaine", "hier"]),
        ("a-completer", ["loin", "semaine", "hier"]),
    ],
)
def test_each_tab_shows_its_days(encadrant, onglet, attendus):
    poser(loin=-30, semaine=-7, hier=-1, ce_jour=0, demain=1, tard=8)
    assert themes(page(encadrant, onglet=onglet)) == attendus


def test_days_asked_for_win_over_the_week_around(encadrant):
    poser(loin=-30, hier=-1)
    assert themes(page(encadrant, du="2026-10-20", au="2026-10-30")) == ["loin"]


def test_a_session_of_today_at_one_in_the_morning_in_paris_is_todays(encadrant, time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC), tick=False)
    poser(ce_jour=0, demain=1)
    assert themes(page(encadrant, onglet="a-venir")) == ["demain"]


@pytest.mark.parametrize(
    ("statut", "notee", "attend"),
    [("prevue", False, 1), ("realisee", False, 1), ("realisee", True, 0), ("annulee", False, 0)],
)
def test_what_waits_for_its_presences(encadrant, statut, notee, attend):
    seance = SeanceFabrique(statut=statut, date=dt.date(2026, 11, 19))
    if notee:
        PresenceFabrique(seance=seance, statut="absent", minutes=0)
    contenu = page(encadrant, onglet="a-completer")
    assert f'À compléter <span class="compte">{attend}</span>' in contenu
    assert ("/seances/presences/2026-11-19/matin/" in contenu) == bool(attend)


def test_filters_narrow_and_stay_in_the_links(encadrant):
    SeanceFabrique(theme="hier", date=MIDI.date(), statut="prevue")
    SeanceFabrique(theme="demain", date=MIDI.date(), site=ligne_de(Site, "Rôleur"))
    contenu = page(encadrant, site="roleur", statut="realisee")
    assert themes(contenu) == ["demain"]
    assert "?site=roleur&amp;statut=realisee&amp;onglet=a-venir" in contenu
    assert themes(page(encadrant, site="vignoble", atelier="jardinage")) == ["hier"]


def test_a_filter_that_means_nothing_is_said_and_left_out(encadrant):
    poser(ce_jour=0)
    contenu = page(encadrant, site="nulle-part", du="2026-02-30")
    assert themes(contenu) == ["ce_jour"]
    assert "Cette date n’existe pas" in contenu


def test_no_match_and_nothing_at_all_are_told_apart(encadrant):
    assert "Pas de séance ici" in page(encadrant)
    assert "Aucune séance ne correspond à ces filtres" in page(encadrant, site="roleur")
    assert "Tout est à jour" in page(encadrant, onglet="a-completer")


def test_the_export_holds_the_filtered_sessions_with_real_dates(encadrant):
    poser(loin=-30, hier=-1)
    adresse = reverse("ateliers:seance_exporter", args=["xlsx"])
    contenu = client_de(encadrant).get(adresse, {"onglet": "ces-jours"}).content
    [entetes, ligne] = openpyxl.load_workbook(BytesIO(contenu)).active.values
    lu = dict(zip(entetes, ligne, strict=True))
    assert (lu["Date"], lu["Thème"], lu["Statut"], lu["Présents"]) == (
        dt.datetime(2026, 11, 22),
        "hier",
        "prévue",
        None,
    )
