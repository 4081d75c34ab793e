"""Preparing a month from the week of each site."""

import datetime as dt

import pytest
from django.urls import reverse

from ateliers.models import Atelier, Seance
from ateliers.planification import habitudes, proposer
from jardins.models import Site
from socle.periodes import mois
from tests.conftest import client_de
from tests.fabriques import SeanceFabrique, ligne_de

pytestmark = pytest.mark.django_db
LUNDI_MATIN, MERCREDI_MATIN, JEUDI_APRES = (0, "matin"), (2, "matin"), (3, "apres-midi")
JOUR = dt.date(2026, 11, 2)


@pytest.fixture
def vignoble():
    return ligne_de(Site, "Vignoble")


def dits(propositions) -> list[tuple]:
    return [(p.date.day, p.demi.value, p.ecartee) for p in propositions]


def test_a_month_has_every_slot_of_the_week_but_holidays_are_set_aside(vignoble):
    propositions = proposer(mois(2026, 11), {vignoble: {MERCREDI_MATIN}}, a_partir_du=dt.date(2026, 1, 1))
    ferie = "jour férié (Armistice)"
    assert dits(propositions) == [(4, "matin", ""), (11, "matin", ferie), (18, "matin", ""), (25, "matin", "")]
    assert (propositions[0].debut, propositions[0].fin) == (dt.time(8), dt.time(12))


def test_days_gone_by_are_not_proposed(vignoble):
    propositions = proposer(mois(2026, 11), {vignoble: {MERCREDI_MATIN}}, a_partir_du=dt.date(2026, 11, 18))
    assert [p.date.day for p in propositions] == [18, 25]


@pytest.mark.parametrize(
    ("debut", "fin", "statut", "prise"),
    [(8, 12, "prevue", True), (10, 11, "annulee", True), (12, 14, "prevue", False), (6, 8, "prevue", False)],
)
def test_a_slot_already_used_at_the_site_is_set_aside(vignoble, debut, fin, statut, prise):
    SeanceFabrique(date=dt.date(2026, 11, 2), debut=dt.time(debut), fin=dt.time(fin), statut=statut)
    autre = ligne_de(Site, "Rôleur")
    semaine = {vignoble: {LUNDI_MATIN}, autre: {LUNDI_MATIN}}
    lues = {p.site: p.ecartee for p in proposer(mois(2026, 11), semaine, a_partir_du=JOUR) if p.date.day == 2}
    assert lues == {vignoble: "déjà une séance" if prise else "", autre: ""}


def test_the_week_of_a_site_is_what_it_did_twice_in_four_weeks(vignoble):
    for semaines, demi in ((1, 8), (3, 8), (2, 14)):
        jour = JOUR - dt.timedelta(weeks=semaines)
        SeanceFabrique(date=jour, debut=dt.time(demi), fin=dt.time(demi + 2))
    for semaines in (5, 6, 0):
        SeanceFabrique(date=JOUR - dt.timedelta(weeks=semaines, days=-3), debut=dt.time(14), fin=dt.time(16))
    autre = ligne_de(Site, "Rôleur")
    assert habitudes([vignoble, autre], JOUR) == {vignoble: {LUNDI_MATIN}, autre: set()}


def test_two_sessions_of_one_half_day_are_one_time(vignoble):
    for debut in (8, 10):
        SeanceFabrique(date=JOUR - dt.timedelta(weeks=1), debut=dt.time(debut), fin=dt.time(debut + 2))
    assert habitudes([vignoble], JOUR) == {vignoble: set()}


def test_a_new_house_starts_from_the_official_hours(vignoble):
    ailleurs = ligne_de(Site, "Hors site")
    lues = habitudes([vignoble, ailleurs], JOUR)
    assert lues[ailleurs] == set()
    assert len(lues[vignoble]) == 8
    assert JEUDI_APRES in lues[vignoble]


@pytest.fixture
def donnees(vignoble):
    return {"mois": "2027-02", "atelier": ligne_de(Atelier, "Jardinage").pk, f"semaine_{vignoble.pk}": "0-matin"}


@pytest.fixture
def client(encadrant, time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC), tick=False)
    return client_de(encadrant)


def test_the_page_shows_first_and_writes_after(client, donnees):
    adresse = reverse("ateliers:seances_generer")
    apercu = client.get(adresse, donnees).content.decode()
    assert "4\u00a0séances à ajouter en février 2027" in apercu
    assert not Seance.objects.exists()
    assert client.post(adresse, donnees).status_code == 302
    jours = Seance.objects.values_list("date__day", "statut", "debut", "fin")
    assert list(jours) == [(jour, "prevue", dt.time(8), dt.time(12)) for jour in (1, 8, 15, 22)]
    client.post(adresse, donnees)
    assert Seance.objects.count() == 4


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("mois", "février", "n’est pas un mois"),
        ("semaine", None, "Cochez au moins une demi-journée."),
        ("semaine", "6-nuit", "6-nuit"),
    ],
)
def test_what_cannot_be_read_is_said(client, donnees, vignoble, champ, valeur, phrase):
    nom = f"semaine_{vignoble.pk}" if champ == "semaine" else champ
    envoi = {c: v for c, v in (donnees | {nom: valeur}).items() if v is not None}
    reponse = client.post(reverse("ateliers:seances_generer"), envoi)
    assert reponse.status_code == 400
    assert phrase in reponse.content.decode()
