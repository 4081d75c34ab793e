"""The dated settings: a value of tomorrow changes nothing today, and what is refused."""

import datetime as dt

import pytest
from django.urls import reverse

from bilans.indicateurs import calculer
from jardins.reglages import REGLAGES, histoire
from jardins.services.reglages import dater_valeur, retirer_valeur
from socle.erreurs import SaisieRefusee
from socle.models import ParametreDate
from socle.periodes import Periode, aujourdhui
from tests.conftest import client_de
from tests.jardins.outils import lire, requetes

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 3, 10)
DEMAIN = JOUR + dt.timedelta(days=1)


def dater(nom, valeur, depuis=JOUR):
    return dater_valeur(nom=nom, depuis=depuis, valeur=valeur, aujourdhui=JOUR)


def en_vigueur(nom, jour=JOUR):
    return ParametreDate.objects.en_vigueur(nom, jour)


def test_every_setting_of_the_application_can_be_kept():
    assert set(REGLAGES) == set(ParametreDate.objects.values_list("nom", flat=True))


def test_a_value_dated_tomorrow_changes_nothing_today():
    dater("objectif_personnes", 75, DEMAIN)
    assert en_vigueur("objectif_personnes") == 60
    assert en_vigueur("objectif_personnes", DEMAIN) == 75


def test_the_bilan_of_an_old_year_keeps_its_objective():
    dater("objectif_personnes", 75, dt.date(2026, 1, 1))

    def objectif(an):
        bilan = calculer(Periode(dt.date(an, 1, 1), dt.date(an, 12, 31)))
        return next(c.objectif for s in bilan.sections for c in s.chiffres if c.objectif in (60, 75))

    assert (objectif(2015), objectif(2026)) == (60, 75)


def test_a_value_dated_a_day_that_has_one_corrects_it():
    dater("objectif_ateliers", 300)
    dater("objectif_ateliers", 310)
    assert [v.valeur for v in histoire("objectif_ateliers", JOUR).valeurs] == [276, 310]


def test_the_history_says_what_was_what_is_and_what_comes():
    dater("jours_sans_venue", 20, dt.date(2026, 1, 1))
    dater("jours_sans_venue", 25, DEMAIN)
    suite = histoire("jours_sans_venue", JOUR)
    assert (suite.precedente.valeur, suite.actuelle.valeur, suite.suivante.valeur) == (15, 20, 25)


@pytest.mark.parametrize(
    ("nom", "valeur", "depuis", "phrase"),
    [
        ("objectif_personnes", 0, JOUR, "entre 1 et 10 000 personnes"),
        ("objectif_personnes", 10_001, JOUR, "entre 1 et 10 000 personnes"),
        ("jours_sans_venue", 0, JOUR, "entre 1 et 365 jours"),
        ("jours_reouverture", -1, JOUR, "entre 0 et 365 jours"),
        ("objectif_personnes", 60, dt.date(1990, 12, 31), "L’action commence le 1er janvier 1991"),
        ("objectif_personnes", 60, dt.date(2031, 4, 1), "plus de cinq ans"),
        ("jours_dormant", 15, JOUR, "le premier nombre doit dépasser le second"),
        ("entretien_a_prevoir", 32, JOUR, "en retard après 32 jours, alors qu’il n’est à prévoir qu’à 32 jours"),
        ("entretien_en_retard", 26, DEMAIN, "Le 11 mars 2026, un entretien serait en retard après 26 jours"),
        ("premier_entretien", 366, JOUR, "entre 0 et 365 jours"),
        ("jours_sans_venue", 60, DEMAIN, "Le 11 mars 2026, un parcours serait dormant après 60 jours"),
    ],
)
def test_a_value_is_refused(nom, valeur, depuis, phrase):
    avant = list(ParametreDate.objects.values_list("nom", "depuis", "valeur"))
    with pytest.raises(SaisieRefusee, match=phrase):
        dater(nom, valeur, depuis)
    assert list(ParametreDate.objects.values_list("nom", "depuis", "valeur")) == avant


def test_both_delays_may_change_the_same_day_when_the_longer_goes_first():
    dater("jours_dormant", 120, DEMAIN)
    dater("jours_sans_venue", 90, DEMAIN)
    assert (en_vigueur("jours_sans_venue", DEMAIN), en_vigueur("jours_dormant", DEMAIN)) == (90, 120)


def test_a_value_to_come_is_taken_back_and_no_other():
    dater("objectif_personnes", 75, DEMAIN)
    retirer_valeur(nom="objectif_personnes", depuis=DEMAIN, aujourdhui=JOUR)
    assert en_vigueur("objectif_personnes", DEMAIN) == 60
    with pytest.raises(SaisieRefusee, match="déjà retirée"):
        retirer_valeur(nom="objectif_personnes", depuis=DEMAIN, aujourdhui=JOUR)
    dater("objectif_personnes", 75)
    with pytest.raises(SaisieRefusee, match="déjà servi"):
        retirer_valeur(nom="objectif_personnes", depuis=JOUR, aujourdhui=JOUR)


def test_the_value_before_cannot_return_by_taking_back_what_held_it_up():
    """Withdrawing the longer delay of tomorrow would leave the shorter one above it."""
    dater("jours_dormant", 120, DEMAIN)
    dater("jours_sans_venue", 90, DEMAIN)
    with pytest.raises(SaisieRefusee, match="le premier nombre doit dépasser le second"):
        retirer_valeur(nom="jours_dormant", depuis=DEMAIN, aujourdhui=JOUR)


def test_the_page_dates_a_value_and_takes_it_back(cheffe_de_projet):
    client = client_de(cheffe_de_projet)
    adresse = reverse("reglage_voir", args=["objectif_personnes"])
    demain = aujourdhui() + dt.timedelta(days=1)
    client.post(adresse, {"depuis": demain.isoformat(), "valeur": "75"})
    page = lire(client.get(adresse))
    assert "Objectif de personnes par an : 75 personnes à partir du" in page
    assert "À venir" in page
    client.post(reverse("reglage_retirer", args=["objectif_personnes", demain.isoformat()]))
    assert not ParametreDate.objects.filter(nom="objectif_personnes", valeur=75).exists()


def test_the_page_shows_a_refusal_with_what_was_typed(cheffe_de_projet):
    adresse = reverse("reglage_voir", args=["jours_dormant"])
    reponse = client_de(cheffe_de_projet).post(adresse, {"depuis": "2026-03-10", "valeur": "3"})
    page = lire(reponse)
    assert reponse.status_code == 400
    assert "le premier nombre doit dépasser le second" in page
    assert 'value="2026-03-10"' in page
    assert 'value="3"' in page


@pytest.mark.parametrize("valeur", ["", "douze", "1e3", "99999999999999999999"])
def test_what_is_no_number_is_refused_on_the_page(cheffe_de_projet, valeur):
    adresse = reverse("reglage_voir", args=["objectif_personnes"])
    assert client_de(cheffe_de_projet).post(adresse, {"depuis": "2026-03-10", "valeur": valeur}).status_code == 400


def test_unknown_settings_and_days_are_not_found(cheffe_de_projet):
    client = client_de(cheffe_de_projet)
    assert client.get(reverse("reglage_voir", args=["inconnu"])).status_code == 404
    assert client.post(reverse("reglage_retirer", args=["inconnu", "2026-01-01"])).status_code == 404
    assert client.post(reverse("reglage_retirer", args=["jours_dormant", "2026-02-30"])).status_code == 404


def test_the_pages_cost_the_same_whatever_the_history(cheffe_de_projet):
    client = client_de(cheffe_de_projet)
    pages = [reverse("reglage_lister"), reverse("reglage_voir", args=["objectif_personnes"])]
    client.get(pages[0])
    petits = [requetes(lambda page=page: client.get(page)) for page in pages]
    for an in range(1992, 2026):
        dater("objectif_personnes", an - 1900, dt.date(an, 1, 1))
    assert [requetes(lambda page=page: client.get(page)) for page in pages] == petits
    assert max(petits) <= 6
