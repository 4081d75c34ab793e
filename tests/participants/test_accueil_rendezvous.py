"""The agent's day at home: today, what comes, what waits to be concluded, and what it costs."""

import datetime as dt
import html
import re

import pytest
import time_machine
from django.urls import reverse

from jardins.accueil import Carte, Tuile
from participants.accueil_rendezvous import cartes, lire_journee
from participants.choix import StatutRendezVous
from tests.conftest import client_de
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, RendezVousFabrique
from tests.jardins.outils import requetes

pytestmark = pytest.mark.django_db
JOUR = dt.date(2026, 12, 1)
PREVU, TENU, MANQUE, ANNULE = StatutRendezVous


def prendre(avec, jours=0, heure=9, **champs):
    return RendezVousFabrique(avec=avec, date=JOUR + dt.timedelta(days=jours), heure=heure and dt.time(heure), **champs)


def tuile(utilisateur) -> Tuile:
    return next(piece for piece in cartes(utilisateur, JOUR) if isinstance(piece, Tuile))


def test_the_day_is_read_in_its_order_and_only_ones_own(travailleuse_sociale, cheffe_de_projet):
    tard, tot = prendre(travailleuse_sociale, heure=14), prendre(travailleuse_sociale, heure=9)
    tenu = prendre(travailleuse_sociale, heure=11, statut=TENU)
    prendre(travailleuse_sociale, heure=10, statut=ANNULE)
    prendre(cheffe_de_projet)
    suite = [prendre(travailleuse_sociale, jours=n) for n in (9, 2, 5, 1)]
    prendre(travailleuse_sociale, jours=1, statut=ANNULE)
    passes = [prendre(travailleuse_sociale, jours=-n) for n in (3, 60, 61)]
    prendre(travailleuse_sociale, jours=-2, statut=MANQUE)
    journee = lire_journee(travailleuse_sociale, JOUR)
    assert journee.du_jour == [tot, tenu, tard]
    assert journee.attendus == [tot, tard]
    assert journee.a_venir == [suite[3], suite[1], suite[2]]
    assert journee.a_conclure == [passes[1], passes[0]]


def test_the_tile_says_how_many_and_the_first_hour(travailleuse_sociale):
    assert (tuile(travailleuse_sociale).valeur, tuile(travailleuse_sociale).precision) == (0, "aucun n’est pris")
    prendre(travailleuse_sociale, jours=7)
    assert tuile(travailleuse_sociale).precision == "le prochain le 8 décembre 2026"
    prendre(travailleuse_sociale, heure=None)
    assert (tuile(travailleuse_sociale).valeur, tuile(travailleuse_sociale).precision) == (1, "sans heure précise")
    RendezVousFabrique(avec=travailleuse_sociale, date=JOUR, heure=dt.time(9, 30))
    prendre(travailleuse_sociale, heure=8, statut=TENU)
    assert (tuile(travailleuse_sociale).valeur, tuile(travailleuse_sociale).precision) == (
        2,
        "le premier à 9\u00a0h\u00a030",
    )


def test_who_receives_nobody_sees_none_of_it(cheffe_de_projet, encadrant, administrateur):
    assert [cartes(compte, JOUR) for compte in (cheffe_de_projet, encadrant, administrateur)] == [[], [], []]


def test_a_chef_de_projet_who_receives_somebody_sees_it(cheffe_de_projet):
    prendre(cheffe_de_projet)
    assert {type(piece) for piece in cartes(cheffe_de_projet, JOUR)} == {Tuile, Carte}


def test_one_query_whatever_the_number(travailleuse_sociale):
    for jours in range(-20, 20):
        prendre(travailleuse_sociale, jours=jours)
    assert requetes(lambda: cartes(travailleuse_sociale, JOUR)) == 1


@time_machine.travel(dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC), tick=False)
def test_home_shows_the_day_and_what_to_do_of_it(travailleuse_sociale):
    ParcoursFabrique()
    gens = [ParticipantFabrique(nom=nom, prenom="Ada") for nom in ("Aulne", "Buis", "Charme", "Doux")]
    prendre(travailleuse_sociale, participant=gens[0], lieu="bureau 2")
    passe = prendre(travailleuse_sociale, jours=-5, participant=gens[1])
    futur = prendre(travailleuse_sociale, jours=2, participant=gens[2])
    prendre(travailleuse_sociale, statut=MANQUE, heure=10, participant=gens[3])
    page = client_de(travailleuse_sociale).get(reverse("accueil")).content.decode()
    texte = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).replace("\u00a0", " ").split())
    assert "1 rendez-vous aujourd’hui le premier à 9 h" in texte
    assert "9 h AULNE Ada bureau 2 Noter l’entretien" in texte
    assert "10 h DOUX Ada Manqué" in texte
    assert "26/11 BUIS Ada à 9 h Noter l’entretien , BUIS Ada Manqué" in texte
    assert "03/12 CHARME Ada à 9 h Déplacer ou imprimer" in texte
    arguments = {personne: {"uuid": personne.uuid} for personne in gens}
    assert reverse("participants:entretien_creer", kwargs=arguments[gens[0]]) in page
    for vue, rendezvous, personne in (("conclure", passe, gens[1]), ("deplacer", futur, gens[2])):
        assert reverse(f"participants:rendezvous_{vue}", args=[personne.uuid, rendezvous.uuid]) in page


@time_machine.travel(dt.datetime(2026, 12, 1, 23, 30, tzinfo=dt.UTC), tick=False)
def test_today_is_that_of_paris(travailleuse_sociale):
    prendre(travailleuse_sociale, jours=1, participant=ParticipantFabrique(nom="Aulne"))
    page = client_de(travailleuse_sociale).get(reverse("accueil")).content.decode()
    assert "le premier à" in page  # 2 December has begun


def test_many_past_ones_show_the_latest_and_how_many_more(travailleuse_sociale):
    for jours in range(1, 9):
        prendre(travailleuse_sociale, jours=-jours)
    journee = lire_journee(travailleuse_sociale, JOUR)
    montres = [rendezvous.date.day for rendezvous in journee.a_conclure_montres]
    assert (montres, journee.reste) == ([30, 29, 28, 27, 26], 3)
