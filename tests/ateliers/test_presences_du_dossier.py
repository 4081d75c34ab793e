"""The presences tab: a lettered month, hours by month and site, every month of the stays in one click."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from ateliers.presences_du_dossier import grille, mois_des_parcours
from jardins.models import Site
from participants.models import Parcours
from socle.periodes import mois
from tests.conftest import client_de
from tests.fabriques import ParcoursFabrique, PresenceFabrique, SeanceFabrique, ligne_de

pytestmark = pytest.mark.django_db


@pytest.fixture
def sejour():
    return ParcoursFabrique(date_entree=dt.date(2015, 1, 5), date_sortie=dt.date(2015, 3, 31))


def venue(sejour, jour, debut=8, minutes=120, **champs):
    statut = champs.pop("statut", "present")
    seance = SeanceFabrique(date=dt.date(*jour), debut=dt.time(debut), fin=dt.time(debut + 2), **champs)
    minutes = minutes if statut == "present" else 0
    return PresenceFabrique(seance=seance, participant=sejour.participant, statut=statut, minutes=minutes)


def cases(participant, an, numero) -> dict[int, list[tuple[str, str]]]:
    semaines = grille(participant, mois(an, numero))
    return {c.numero: (c.ton, [v.lettre for v in c.venues]) for semaine in semaines for c in semaine if c.numero}


def test_letters_say_the_half_day_and_who_was_not_there_is_told_apart(sejour):
    venue(sejour, (2015, 3, 3))
    venue(sejour, (2015, 3, 3), debut=14)
    venue(sejour, (2015, 3, 4), statut="absent")
    venue(sejour, (2015, 3, 5), debut=14, statut="excuse")
    lues = cases(sejour.participant, 2015, 3)
    assert lues[3] == ("p", ["M", "A"])
    assert lues[4] == ("", ["M abs."])
    assert lues[5] == ("", ["A exc."])
    assert lues[2] == ("", [])


def test_words_stand_behind_the_letters(sejour):
    venue(sejour, (2015, 3, 3), minutes=90)
    [phrase] = [v.phrase for s in grille(sejour.participant, mois(2015, 3)) for c in s for v in c.venues]
    assert phrase == "matin, présence, 1 h 30, Vignoble, Jardinage"


def test_weeks_go_from_monday_to_thursday_unless_somebody_came_on_another_day(sejour):
    assert {len(semaine) for semaine in grille(sejour.participant, mois(2015, 3))} == {4}
    venue(sejour, (2015, 3, 7))  # a Saturday
    assert {len(semaine) for semaine in grille(sejour.participant, mois(2015, 3))} == {6}


def test_public_holidays_and_a_29_february(sejour):
    assert cases(sejour.participant, 2015, 5)[14] == ("x", [])
    venue(sejour, (2016, 2, 29))
    assert cases(sejour.participant, 2016, 2)[29] == ("p", ["M"])


def test_every_month_of_the_stays_is_there_with_its_hours_by_site(sejour):
    venue(sejour, (2015, 1, 31))
    venue(sejour, (2015, 3, 3))
    venue(sejour, (2015, 3, 4), minutes=30, site=ligne_de(Site, "Rôleur"))
    venue(sejour, (2015, 3, 5), statut="absent")
    venue(sejour, (2015, 3, 9), statut="present", minutes=60).seance.presences.update(statut="excuse", minutes=0)
    retour = ParcoursFabrique(participant=sejour.participant, date_entree=dt.date(2015, 12, 31))
    lus = mois_des_parcours(sejour.participant, Parcours.objects.all(), dt.date(2016, 2, 29))
    assert [(m.code, m.minutes, list(m.par_site)) for m in lus] == [
        ("2016-02", 0, []),
        ("2016-01", 0, []),
        ("2015-12", 0, []),
        ("2015-03", 150, [("Vignoble", 120), ("Rôleur", 30)]),
        ("2015-02", 0, []),
        ("2015-01", 120, [("Vignoble", 120)]),
    ]
    assert retour.date_sortie is None


def test_a_planned_session_counts_no_hour(sejour):
    venue(sejour, (2015, 3, 3)).seance.__class__.objects.update(statut="prevue")
    [mars, *_] = mois_des_parcours(sejour.participant, [sejour], dt.date(2015, 3, 31))
    assert mars.minutes == 0


def page(compte, participant, **requete):
    return client_de(compte).get(reverse("ateliers:participant_presences", args=[participant.uuid]), requete)


def test_any_month_is_one_click_away(travailleuse_sociale, sejour):
    venue(sejour, (2015, 3, 3))
    contenu = page(travailleuse_sociale, sejour.participant).content.decode()
    assert '<h2 id="mois">Mars 2015</h2>' in contenu
    assert re.findall(r'href="\?mois=([\d-]+)"', contenu) == ["2015-03", "2015-02", "2015-01"]
    assert "<b>2\u00a0h</b>" in contenu
    janvier = page(travailleuse_sociale, sejour.participant, mois="2015-01").content.decode()
    assert '<h2 id="mois">Janvier 2015</h2>' in janvier


def test_a_person_without_a_stay_has_no_month(travailleuse_sociale):
    sejour = ParcoursFabrique()
    Parcours.objects.all().delete()
    contenu = page(travailleuse_sociale, sejour.participant).content.decode()
    assert "Pas encore de parcours" in contenu


@pytest.mark.parametrize("texte", ["2015-13", "mars", "2015"])
def test_what_is_no_month_is_no_page(travailleuse_sociale, sejour, texte):
    assert page(travailleuse_sociale, sejour.participant, mois=texte).status_code == 404


def test_the_encadrant_has_no_file(encadrant, sejour):
    assert page(encadrant, sejour.participant).status_code == 403
