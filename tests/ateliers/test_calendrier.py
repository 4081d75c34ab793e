"""The month: its weeks, holidays and closed days, what is put on the wall, and the iCalendar file."""

import datetime as dt

import pytest
from django.urls import reverse

from ateliers.calendrier import mois_voisin, semaines
from ateliers.horaires import demi_journee, demi_journee_de
from ateliers.ics import ecrire_ics, plier
from socle.feries import ferie
from socle.periodes import mois
from tests.conftest import client_de
from tests.fabriques import IntervenantFabrique, PresenceFabrique, SeanceFabrique

LE = dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("an", "numero", "combien", "premier", "dernier"),
    [
        (2026, 11, 6, (2026, 10, 26), (2026, 12, 6)),
        (2027, 2, 4, (2027, 2, 1), (2027, 2, 28)),
        (2028, 2, 5, (2028, 1, 31), (2028, 3, 5)),  # a 29 February
        (2026, 12, 5, (2026, 11, 30), (2027, 1, 3)),
    ],
)
def test_weeks_are_whole_from_monday_to_sunday(an, numero, combien, premier, dernier):
    lues = semaines(mois(an, numero), [], dt.date(2026, 11, 23))
    jours = [jour for semaine in lues for jour in semaine]
    assert (len(lues), jours[0].date, jours[-1].date) == (combien, dt.date(*premier), dt.date(*dernier))
    assert {len(semaine) for semaine in lues} == {7}
    assert [j.date.month == numero for j in jours] == [not j.hors_mois for j in jours]


@pytest.mark.parametrize(
    ("jour", "nom"),
    [
        ((2026, 4, 6), "Lundi de Pâques"),
        ((2024, 4, 1), "Lundi de Pâques"),
        ((2026, 5, 14), "Ascension"),
        ((2026, 11, 11), "Armistice"),
        ((2026, 4, 5), ""),
        ((2026, 11, 23), ""),
    ],
)
def test_public_holidays_are_those_of_france(jour, nom):
    assert ferie(dt.date(*jour)) == nom


def test_the_garden_is_closed_from_friday_to_sunday_and_on_holidays():
    jours = {j.date.day: j for semaine in semaines(mois(2026, 11), [], LE.date()) for j in semaine if not j.hors_mois}
    assert [n for n in range(9, 16) if jours[n].ferme] == [11, 13, 14, 15]
    assert [n for n, jour in jours.items() if jour.aujourdhui] == [23]


@pytest.mark.django_db
def test_a_day_is_cancelled_when_everything_of_it_is():
    seances = [SeanceFabrique(date=dt.date(2026, 11, 2), statut=statut) for statut in ("annulee", "prevue", "annulee")]
    seances[2].date = dt.date(2026, 11, 3)
    jours = [jour for semaine in semaines(mois(2026, 11), seances, LE.date()) for jour in semaine]
    assert [jour.date.day for jour in jours if jour.annule] == [3]


@pytest.mark.parametrize(("ecart", "attendu"), [(-1, "2026-12"), (1, "2027-02"), (-13, "2025-12")])
def test_the_months_around_january(ecart, attendu):
    assert mois_voisin(mois(2027, 1), ecart) == attendu


@pytest.mark.parametrize(
    ("instant", "attendu"),
    [
        (dt.datetime(2026, 11, 23, 10, 59, tzinfo=dt.UTC), (dt.date(2026, 11, 23), "matin")),
        (dt.datetime(2026, 11, 23, 11, 0, tzinfo=dt.UTC), (dt.date(2026, 11, 23), "apres-midi")),
        (dt.datetime(2026, 7, 23, 10, 0, tzinfo=dt.UTC), (dt.date(2026, 7, 23), "apres-midi")),
        (dt.datetime(2026, 11, 23, 23, 0, tzinfo=dt.UTC), (dt.date(2026, 11, 24), "matin")),
        (dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC), (dt.date(2026, 3, 29), "matin")),
    ],
)
def test_the_half_day_it_is_in_valenciennes(instant, attendu):
    assert demi_journee_de(instant) == attendu


@pytest.mark.parametrize(("heure", "attendue"), [((11, 59), "matin"), ((12, 0), "apres-midi"), ((0, 0), "matin")])
def test_a_session_is_of_the_half_day_it_begins_in(heure, attendue):
    assert demi_journee(dt.time(*heure)) == attendue


def evenement(seance) -> list[str]:
    brut = ecrire_ics([seance], LE).decode()
    assert brut.endswith("\r\n")
    assert max(len(ligne.encode()) for ligne in brut.split("\r\n")) <= 75
    lignes = brut.replace("\r\n ", "").split("\r\n")
    assert lignes[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lignes[-2:] == ["END:VCALENDAR", ""]
    return lignes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("jour", "debut", "fin"),
    [
        ((2026, 11, 23), "20261123T070000Z", "20261123T110000Z"),
        ((2026, 7, 20), "20260720T060000Z", "20260720T100000Z"),
        ((2026, 3, 29), "20260329T060000Z", "20260329T100000Z"),  # the day clocks go forward
        ((2026, 10, 25), "20261025T070000Z", "20261025T110000Z"),  # and back
    ],
)
def test_times_are_those_of_paris_whatever_the_season(jour, debut, fin):
    lignes = evenement(SeanceFabrique(date=dt.date(*jour), debut=dt.time(8), fin=dt.time(12)))
    assert f"DTSTART:{debut}" in lignes
    assert f"DTEND:{fin}" in lignes
    assert "DTSTAMP:20261123T110000Z" in lignes


@pytest.mark.django_db
def test_texts_are_escaped_folded_and_hold_no_name():
    theme = "Soupes ; pains, \\ épices\nBEGIN:VEVENT " + "é" * 60
    seance = SeanceFabrique(theme=theme, statut="annulee", annulation_motif="gel")
    seance.intervenants.add(IntervenantFabrique(nom="Zoé Rouge-Gorge"))
    presence = PresenceFabrique(seance=seance)
    lignes = evenement(seance)
    attendu = "SUMMARY:Jardinage : Soupes \\; pains\\, \\\\ épices\\nBEGIN:VEVENT " + "é" * 60
    assert attendu in lignes
    assert lignes.count("BEGIN:VEVENT") == 1
    assert "STATUS:CANCELLED" in lignes
    assert not any(nom in "\n".join(lignes) for nom in ("Rouge", presence.participant.nom))


def test_a_line_is_never_cut_within_a_character():
    morceaux = list(plier("é" * 100))
    assert max(len(m.encode()) for m in morceaux) <= 75
    assert morceaux[0] + "".join(m[1:] for m in morceaux[1:]) == "é" * 100
    assert list(plier("x" * 75)) == ["x" * 75]
    assert list(plier("")) == [""]


@pytest.fixture
def page(encadrant):
    client = client_de(encadrant)
    return lambda nom="seance_calendrier", **requete: client.get(reverse(f"ateliers:{nom}"), requete)


def test_the_wall_names_nobody(page):
    presence = PresenceFabrique(seance=SeanceFabrique(theme="Semis"))
    presence.seance.intervenants.add(IntervenantFabrique(nom="Zoé Rouge-Gorge"))
    contenu = page(mois="2015-03").content.decode()
    assert "Jardinage" in contenu
    assert "Rouge-Gorge" not in contenu
    assert presence.participant.nom.upper() not in contenu


def test_filters_narrow_the_month_and_its_file(page):
    SeanceFabrique()
    for nom in ("seance_calendrier", "calendrier_telecharger"):
        assert "Jardinage" in _sans_options(page(nom, mois="2015-03", site="vignoble"))
        assert "Jardinage" not in _sans_options(page(nom, mois="2015-03", site="roleur"))
        assert "Jardinage" not in _sans_options(page(nom, mois="2015-04"))


def _sans_options(reponse) -> str:
    return reponse.content.decode().replace(">Jardinage</option>", "")


@pytest.mark.parametrize("texte", ["2015-13", "mars", "2015-3", "0000-01"])
def test_what_is_no_month_is_no_page(page, texte):
    assert page(mois=texte).status_code == 404
    assert page("calendrier_telecharger", mois=texte).status_code == 404


def test_the_links_to_other_months_keep_the_filters(page):
    contenu = page(mois="2026-12", site="roleur").content.decode()
    assert "?mois=2026-11&amp;site=roleur" in contenu
    assert "?mois=2027-01&amp;site=roleur" in contenu


def test_the_first_and_last_months_there_are_open(page):
    assert page(mois="1900-01").status_code == page(mois="2100-12").status_code == 200
