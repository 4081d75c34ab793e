"""Each line of «What the figures mean» about steps, health, exits and interviews, with a literal answer."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from bilans.indicateurs import calculer
from participants.models import Entretien, Parcours
from socle.periodes import Periode, annee, mois
from tests.bilans.mondes import charger
from tests.bilans.test_requetes import SANTE
from tests.conftest import client_de
from tests.fabriques import EntretienFabrique, ParcoursFabrique, SuspensionFabrique

pytestmark = pytest.mark.django_db

APRES = dt.date(2017, 1, 1)
RIEN = [None] * 6


def jour(ecrit: str) -> dt.date:
    """« 3/2 » of 2015, or a whole day « 3/2/2016 »."""
    morceaux = [int(m) for m in ecrit.split("/")]
    return dt.date(morceaux[2] if len(morceaux) > 2 else 2015, morceaux[1], morceaux[0])


def jours(ecrits: str) -> list[dt.date]:
    return [jour(ecrit) for ecrit in ecrits.split()]


def couverture(periode: Periode, *, sejours, entretiens="", suspensions=(), aujourdhui=APRES):
    """Of one person with these stays: months that count, and those covered."""
    parcours = []
    for entree, sortie in sejours:
        personne = parcours[0].participant if parcours else None
        fin = {"date_sortie": jour(sortie) if sortie else None}
        qui = {"participant": personne} if personne else {}
        parcours.append(ParcoursFabrique(date_entree=jour(entree), **fin, **qui))
    for date in jours(entretiens):
        EntretienFabrique(participant=parcours[0].participant, date=date)
    for rang, debut, fin in suspensions:
        SuspensionFabrique(parcours=parcours[rang], debut=jour(debut), fin=jour(fin) if fin else None)
    section = calculer(periode, aujourdhui=aujourdhui).section("entretiens")
    return section.chiffre("mois_parcours").valeur, section.chiffre("mois_couverts").valeur


T1 = Periode(dt.date(2015, 1, 1), dt.date(2015, 3, 31))


@pytest.mark.parametrize(
    ("sejours", "entretiens", "attendu"),
    [
        ([("1/1", None)], "", (3, 0)),
        ([("1/1", None)], "1/1 31/1 28/2 31/3", (3, 3)),
        ([("1/1", None)], "31/12/2014 1/4", (3, 0)),
        ([("31/1", None)], "", (3, 0)),  # one day of January is enough
        ([("31/1", None)], "30/1", (3, 0)),  # before the entry, the same month
        ([("31/1", None)], "31/1", (3, 1)),  # the entry day
        ([("1/1", "1/3")], "", (3, 0)),  # so is one day of March
        ([("1/1", "1/3")], "1/3", (3, 1)),  # the exit day
        ([("1/1", "1/3")], "2/3", (3, 0)),  # after the exit, the same month
        ([("1/1", "28/2")], "1/3", (2, 0)),
        ([("15/1", "15/1")], "15/1", (1, 1)),  # a stay of one day
        ([("1/12/2014", None)], "", (3, 0)),  # only days of the period
        ([("1/4", None)], "", (0, 0)),
        ([("1/1/2014", "31/12/2014")], "", (0, 0)),
        # Two stays in one month are two pairs; an interview is of one of them.
        ([("1/1", "10/1"), ("20/1", "25/1")], "", (2, 0)),
        ([("1/1", "10/1"), ("20/1", "25/1")], "10/1", (2, 1)),
        ([("1/1", "10/1"), ("20/1", "25/1")], "15/1", (2, 0)),
        ([("1/1", "10/1"), ("20/1", "25/1")], "1/1 2/1 25/1", (2, 2)),
        ([("1/1", "10/1"), ("11/1", None)], "10/1 11/1", (4, 2)),
    ],
)
def test_months_of_a_quarter(sejours, entretiens, attendu):
    assert couverture(T1, sejours=sejours, entretiens=entretiens) == attendu


@pytest.mark.parametrize(
    ("suspensions", "entretiens", "attendu"),
    [
        ([(0, "1/2", "28/2")], "", (2, 0)),  # from end to end
        ([(0, "2/2", "28/2")], "", (3, 0)),  # but the first day
        ([(0, "1/2", "27/2")], "", (3, 0)),  # but the last one
        ([(0, "15/1", "15/3")], "", (2, 0)),  # over two ends of months: February alone
        ([(0, "1/1", None)], "", (0, 0)),  # open
        ([(0, "15/2", None)], "", (2, 0)),
        ([(0, "1/2", "10/2"), (0, "11/2", "28/2")], "", (2, 0)),  # two that touch
        ([(0, "1/2", "10/2"), (0, "12/2", "28/2")], "", (3, 0)),  # a day between
        ([(0, "1/2", "20/2"), (0, "10/2", "28/2")], "", (2, 0)),  # two that overlap
        ([(0, "1/2", "28/2"), (0, "5/2", "6/2")], "", (2, 0)),  # one within another
        ([(0, "1/12/2014", "31/1")], "", (2, 0)),  # begun before the stay
        ([(0, "1/1/2014", "31/12/2014")], "", (3, 0)),
        ([(0, "1/4", None)], "", (3, 0)),
        ([(0, "1/2", "28/2")], "10/2", (2, 0)),  # an interview does not bring back a month left out
        ([(0, "2/2", "28/2")], "10/2", (3, 1)),
    ],
)
def test_months_suspended_from_end_to_end_are_left_out(suspensions, entretiens, attendu):
    assert couverture(T1, sejours=[("1/1", None)], entretiens=entretiens, suspensions=suspensions) == attendu


def test_only_the_days_of_the_stay_have_to_be_suspended():
    assert couverture(T1, sejours=[("10/2", "20/2")], suspensions=[(0, "10/2", "20/2")]) == (0, 0)


def test_a_suspension_is_of_one_stay():
    sejours = [("1/1", "10/1"), ("20/1", "31/1")]
    assert couverture(T1, sejours=sejours, suspensions=[(0, "1/1", None)]) == (1, 0)


@pytest.mark.parametrize(
    ("aujourdhui", "attendu"),
    [
        ("31/12/2014", (0, 0)),
        ("1/1", (1, 0)),
        ("31/1", (1, 0)),
        ("1/2", (2, 0)),
        ("14/2", (2, 0)),
        ("15/2", (2, 1)),
        ("1/6", (3, 1)),
    ],
)
def test_no_day_after_today_counts(aujourdhui, attendu):
    jour_dit = jour(aujourdhui)
    assert couverture(T1, sejours=[("1/1", None)], entretiens="15/2", aujourdhui=jour_dit) == attendu


def test_a_month_suspended_so_far_is_left_out_until_its_first_free_day():
    ParcoursFabrique(date_entree=dt.date(2015, 1, 1))
    SuspensionFabrique(parcours=Parcours.objects.get(), debut=dt.date(2015, 3, 1), fin=dt.date(2015, 3, 20))
    comptes = [
        calculer(T1, aujourdhui=dt.date(2015, 3, j)).section("entretiens").chiffre("mois_parcours").valeur
        for j in (20, 21)
    ]
    assert comptes == [2, 3]


@pytest.mark.parametrize(
    ("an", "entretien", "attendu"), [(2016, "29/2/2016", (1, 1)), (2016, "1/3/2016", (1, 0)), (2015, "28/2", (1, 1))]
)
def test_february_ends_on_its_last_day(an, entretien, attendu):
    assert couverture(mois(an, 2), sejours=[("1/1/2014", None)], entretiens=entretien) == attendu


def test_a_leap_day_alone_is_a_month():
    jour_seul = Periode(dt.date(2016, 2, 29), dt.date(2016, 2, 29))
    assert couverture(jour_seul, sejours=[("1/1", None)], entretiens="29/2/2016") == (1, 1)


def test_a_suspension_until_28_february_leaves_a_day_of_a_leap_year():
    sejours = [("1/1/2014", None)]
    assert couverture(mois(2016, 2), sejours=sejours, suspensions=[(0, "1/2/2016", "28/2/2016")]) == (1, 0)


def test_the_same_month_of_two_years_is_two_months():
    periode = Periode(dt.date(2014, 2, 1), dt.date(2015, 2, 28))
    assert couverture(periode, sejours=[("1/1/2014", None)], entretiens="3/2/2014 3/2") == (13, 2)


def test_interviews_are_those_held_in_the_period_outside_stays_too():
    personne = ParcoursFabrique(date_entree=dt.date(2015, 6, 1)).participant
    for date in jours("31/12/2014 1/1 15/3 15/3 31/12 1/1/2016"):
        EntretienFabrique(participant=personne, date=date)
    for statut in ("absence", "excuse"):
        EntretienFabrique(participant=personne, date=jour("10/6"), statut=statut)
    section = calculer(annee(2015), aujourdhui=APRES).section("entretiens")
    assert [chiffre.valeur for chiffre in section.chiffres] == [4, 7, 1, Decimal("14.3")]


def test_the_share_is_its_own_to_the_tenth_half_up_and_unknown_without_any_month():
    vide = calculer(annee(2015), aujourdhui=APRES).section("entretiens").chiffre("taux_couverture")
    assert (vide.valeur, vide.unite) == (None, "%")
    for _ in range(16):
        sejour = ParcoursFabrique(date_entree=jour("1/1"), date_sortie=jour("1/1"))
    EntretienFabrique(participant=sejour.participant, date=jour("1/1"))
    section = calculer(annee(2015), aujourdhui=APRES).section("entretiens")
    assert section.chiffre("taux_couverture").valeur == Decimal("6.3")  # 6.25


def test_an_interview_of_somebody_else_covers_nothing():
    ParcoursFabrique(date_entree=jour("1/1"))
    EntretienFabrique(date=jour("3/2"))
    section = calculer(mois(2015, 2), aujourdhui=APRES).section("entretiens")
    assert (section.chiffre("mois_parcours").valeur, section.chiffre("mois_couverts").valeur) == (2, 1)
    assert Entretien.objects.count() == 1


@pytest.mark.parametrize(("instant", "mois_comptes"), [("2016-05-31T21:59:59Z", 1), ("2016-05-31T22:00:00Z", 2)])
def test_a_month_begins_at_midnight_in_paris(cheffe_de_projet, instant, mois_comptes):
    ParcoursFabrique(date_entree=dt.date(2016, 5, 1))
    with time_machine.travel(instant, tick=False):
        client = client_de(cheffe_de_projet)
        reponse = client.get(reverse("bilans:bilan_imprimer", args=["2016-01-01", "2016-12-31", "json"]))
        liste = client.get(
            reverse("bilans:bilan_lister", args=["2016-01-01", "2016-12-31", "entretiens", "mois_parcours"])
        )
    assert reponse.json()["entretiens"]["mois_parcours"] == mois_comptes
    assert f"<h1>{mois_comptes}" in liste.content.decode()


def demarche(reference, personne="A", theme="droits", debut="3/3", fin=None, statut="en cours", **reste):
    """A row of demarches, going on since 3 March unless told otherwise."""
    intitule, resultat = reste.get("intitule", "Démarche"), reste.get("resultat")
    return [reference, personne, theme, intitule, jour(debut), jour(fin) if fin else None, statut, resultat, None]


def livret(demarches=(), seances=(), presences=(), periode=None):
    """The bilan of 2015 of A, B and C, there since December, with these steps and sessions."""
    gens = [[ref, "Nom", "Prénom", "F", None, *RIEN, "01/12/2014", None, None] for ref in "ABC"]
    charger({"participants": gens, "seances": seances, "presences": presences, "demarches": list(demarches)})
    return calculer(periode or annee(2015), aujourdhui=APRES)


def tableau(section, code):
    return list({t.code: t for t in section.tableaux}[code].lignes)


@pytest.mark.parametrize(
    ("debut", "fin", "statut", "compte"),
    [
        ("1/1", None, "en cours", 1),
        ("31/12", None, "en cours", 1),
        ("31/12/2014", None, "en cours", 0),
        ("1/1/2016", None, "en cours", 0),
        ("3/3", None, "prévue", 0),  # what is planned does not begin
        ("3/3", "4/3", "abandonnée", 1),  # it began all the same
        ("3/3", "4/3", "aboutie", 1),  # both, and once
        ("3/3", "4/3/2016", "aboutie", 1),
        ("3/3/2014", "1/1", "aboutie", 1),
        ("3/3/2014", "31/12", "aboutie", 1),
        ("3/3/2014", "31/12/2014", "aboutie", 0),
        ("3/3/2014", "1/1/2016", "aboutie", 0),
        ("3/3/2014", "3/3", "abandonnée", 0),
        ("3/3/2014", "3/3", "en cours", 0),  # an end that is no success
        ("3/3/2014", "3/3", "prévue", 0),
    ],
)
def test_a_step_counts_when_it_began_or_succeeded_in_the_period(debut, fin, statut, compte):
    section = livret([demarche("D1", debut=debut, fin=fin, statut=statut)]).section("parcours_relances")
    assert section.chiffre("personnes").valeur == compte
    assert tableau(section, "par_thematique") == ([("droits", 1, 1)] if compte else [])


def test_people_by_theme_are_distinct_and_in_the_order_of_the_list():
    section = livret(
        [
            demarche("D1", "A", "droits"),
            demarche("D2", "A", "droits"),
            demarche("D3", "B", "droits"),
            demarche("D4", "A", "santé"),
            demarche("D5", "B", "savoirs de base"),
        ]
    ).section("parcours_relances")
    assert section.chiffre("personnes").valeur == 2
    assert tableau(section, "par_thematique") == [("santé", 1, 1), ("droits", 2, 3), ("savoirs de base", 1, 1)]


def test_people_by_contract_are_those_whose_step_succeeded_in_the_period():
    abouties = {"theme": "emploi", "statut": "aboutie"}
    section = livret(
        [
            demarche("D1", "A", fin="4/3", resultat="CDD", **abouties),
            demarche("D2", "A", fin="5/3", resultat="CDD", **abouties),
            demarche("D3", "A", fin="6/3", resultat="CDI", **abouties),
            demarche("D4", "B", debut="3/3/2014", fin="31/12", resultat="CDD", **abouties),
            demarche("D5", "B", fin="1/1/2016", resultat="intérim", **abouties),
            demarche("D6", "C", fin="4/3", **abouties),
            demarche("D7", "C", "emploi", fin="4/3", statut="abandonnée", resultat="CDDI"),
            demarche("D8", "C", "emploi", resultat="contrat aidé"),
            demarche("D9", "C", "formation", fin="4/3", statut="aboutie", resultat="CDI"),
        ]
    ).section("parcours_relances")
    assert tableau(section, "emploi_par_contrat") == [("CDI", 1), ("CDD", 2), ("non renseigné", 1)]


@pytest.mark.parametrize(
    ("champs", "compte"),
    [
        ({}, 1),
        ({"intitule": "BILAN DE SANTE"}, 1),
        ({"intitule": "Bilan de santé !"}, 1),
        ({"intitule": "Bilan de santé annuel"}, 0),
        ({"intitule": "Bilan"}, 0),
        ({"theme": "droits"}, 0),
        ({"statut": "en cours"}, 0),
        ({"statut": "abandonnée"}, 0),
        ({"debut": "3/3/2014", "fin": "31/12"}, 1),
        ({"fin": "1/1/2016"}, 0),
    ],
)
def test_check_ups_are_the_steps_of_that_name_that_succeeded(champs, compte):
    ligne = {"theme": "santé", "intitule": "Bilan de santé", "fin": "4/3", "statut": "aboutie"} | champs
    assert livret([demarche("D1", **ligne)]).section("sante").chiffre("bilans").valeur == compte


def test_check_ups_are_steps_and_not_people():
    deux = [demarche(ref, "A", "santé", fin="4/3", statut="aboutie", intitule="Bilan de santé") for ref in ("D1", "D2")]
    assert livret(deux).section("sante").chiffre("bilans").valeur == 2


def seance(reference, theme=None, date="03/03/2015", atelier=SANTE, statut=None):
    return [reference, atelier, "Vignoble", date, "08:00", "10:00", theme, None, statut]


def test_health_sessions_their_themes_and_who_came():
    seances = [
        seance("S1", "Sommeil"),
        seance("S2", "Équilibre", "04/03/2015"),
        seance("S3", "Équilibre", "31/12/2015"),
        seance("S4", None, "05/03/2015"),
        seance("S5", "Annulé", "06/03/2015", statut="annulée"),
        seance("S6", "Dehors", "01/01/2016"),
        seance("S7", "Semis", "07/03/2015", atelier="Jardinage"),
    ]
    presences = [
        ["S1", "A", "présent", None],
        ["S2", "A", "présent", None],
        ["S2", "B", "absent", None],
        ["S7", "C", "présent", None],
    ]
    section = livret(seances=seances, presences=presences).section("sante")
    assert [(c.code, c.valeur) for c in section.chiffres] == [("animations", 4), ("participants", 1), ("bilans", 0)]
    assert tableau(section, "themes") == [("Équilibre", 2), ("Sommeil", 1)]


@pytest.mark.parametrize(
    ("sortie", "motif", "attendu"),
    [
        ("01/01/2015", "CDI", (1, 1, ["CDI"])),
        ("31/12/2015", "formation qualifiante", (1, 1, ["formation qualifiante"])),
        ("03/03/2015", "création d'activité", (1, 1, ["création d'activité"])),
        ("03/03/2015", "activité d'utilité sociale", (1, 0, ["activité d'utilité sociale"])),
        ("03/03/2015", "retraite", (1, 0, ["retraite"])),
        ("03/03/2015", None, (1, 0, ["non renseigné"])),
        ("31/12/2014", "CDI", (0, 0, [])),
        ("01/01/2016", "CDI", (0, 0, [])),
        (None, None, (0, 0, [])),
    ],
)
def test_exits_of_the_period_and_what_they_lead_to(sortie, motif, attendu):
    charger({"participants": [["A", "Nom", "Zoé", "F", None, *RIEN, "01/12/2014", sortie, motif]]})
    section = calculer(annee(2015), aujourdhui=APRES).section("sorties")
    [motifs] = section.repartitions
    chiffres = [section.chiffre(code).valeur for code in ("total", "dynamiques")]
    assert (*chiffres, [part.libelle for part in motifs.lignes]) == attendu
    assert motifs.total == chiffres[0]


def test_exits_are_stays_and_not_people():
    sejours = [("05/01/2015", "05/02/2015", "abandon"), ("01/03/2015", "01/04/2015", "CDD")]
    charger({"participants": [["A", "Nom", "Zoé", "F", None, *RIEN, *sejour] for sejour in sejours]})
    bilan = calculer(annee(2015), aujourdhui=APRES)
    assert bilan.section("sorties").chiffre("total").valeur == 2
    assert [p.pourcentage for p in bilan.section("sorties").repartitions[0].lignes] == [Decimal("50.0")] * 2
    personnes = bilan.section("personnes")
    assert (personnes.chiffre("sorties").valeur, personnes.chiffre("entrees").valeur) == (2, 2)
