"""Each line of «What the figures mean» about people, with a case that provokes it and a literal answer."""

import datetime as dt

import pytest

from bilans.indicateurs import calculer
from socle.models import ParametreDate
from socle.periodes import Periode
from tests.bilans.mondes import charger

pytestmark = pytest.mark.django_db

ANNEE = Periode(dt.date(2015, 1, 1), dt.date(2015, 12, 31))


def personne(reference, entree, sortie=None, *, naissance=None, sexe="F", prescripteur=None, **faits):
    """A row of participants; days are written as files write them."""
    lues = [faits.get(nom) for nom in ("quartier", "qpv", "niveau_etudes", "situation", "logement")]
    return [reference, "Nom", "Prénom", sexe, naissance, *lues, prescripteur, entree, sortie, None]


def chiffres(lignes, periode=ANNEE, **autres):
    """The four counts of people over the period, once these rows are imported."""
    charger({"participants": lignes, **autres})
    section = calculer(periode).section("personnes")
    return tuple(section.chiffre(code).valeur for code in ("total", "entrees", "sorties", "presentes"))


def repartition(code, lignes, periode=ANNEE, **autres):
    """One breakdown as {label: count}, zero lines left out."""
    charger({"participants": lignes, **autres})
    lues = {r.code: r for r in calculer(periode).section("personnes").repartitions}
    return {part.libelle: part.nombre for part in lues[code].lignes if part.nombre}


@pytest.mark.parametrize(
    ("sejour", "attendu"),
    [
        (("15/06/2014", None), (1, 0, 0)),  # here before and after
        (("01/01/2015", None), (1, 1, 0)),  # entry on the first day
        (("31/12/2015", None), (1, 1, 0)),  # entry on the last day
        (("01/01/2016", None), (0, 0, 0)),  # entry the day after
        (("15/06/2014", "31/12/2014"), (0, 0, 0)),  # exit the day before
        (("15/06/2014", "01/01/2015"), (1, 0, 1)),  # exit on the first day
        (("15/06/2014", "31/12/2015"), (1, 0, 1)),  # exit on the last day
        (("15/06/2014", "01/01/2016"), (1, 0, 0)),  # exit the day after
        (("03/03/2015", "03/03/2015"), (1, 1, 1)),  # a stay of one day
    ],
)
def test_entries_and_exits_at_the_edges_of_the_period(sejour, attendu):
    assert chiffres([personne("A", *sejour)])[:3] == attendu


def test_a_person_who_came_back_is_one_person_and_two_stays():
    retours = [personne("A", "05/01/2015", "10/02/2015"), personne("A", "11/02/2015", "20/03/2015")]
    assert chiffres(retours) == (1, 2, 2, 0)


def test_a_period_between_two_stays_counts_nobody():
    retours = [personne("A", "05/01/2015", "10/02/2015"), personne("A", "11/05/2015")]
    assert chiffres(retours, Periode(dt.date(2015, 3, 1), dt.date(2015, 3, 31))) == (0, 0, 0, 0)


def test_presentes_counts_each_person_once_and_only_those_present_in_sessions_held():
    seances = [
        ["S1", "Jardinage", "Vignoble", "03/03/2015", "08:00", "10:00", None, None, None],
        ["S2", "Jardinage", "Vignoble", "04/03/2015", "08:00", "10:00", None, None, "réalisée"],
        ["S3", "Jardinage", "Vignoble", "04/03/2016", "08:00", "10:00", None, None, "réalisée"],
    ]
    presences = [
        ["S1", "A", "présent", None],
        ["S2", "A", "présent", 1],
        ["S1", "B", "absent", None],
        ["S2", "B", "excusé", None],
        ["S3", "C", "présent", None],
    ]
    gens = [personne(reference, "05/01/2015") for reference in "ABC"]
    assert chiffres(gens, seances=seances, presences=presences) == (3, 3, 0, 1)


def test_the_objective_is_the_one_of_the_period():
    ParametreDate.objects.create(nom="objectif_personnes", depuis=dt.date(2016, 1, 1), valeur=75)
    objectifs = [
        calculer(Periode(dt.date(an, 1, 1), dt.date(an, 12, 31))).section("personnes").chiffre("total").objectif
        for an in (2015, 2016)
    ]
    assert objectifs == [60, 75]


def test_sexe_in_three_words():
    gens = [personne(sexe, "05/01/2015", sexe=sexe) for sexe in ("F", "H", "autre")]
    assert repartition("par_sexe", gens) == {"femmes": 1, "hommes": 1, "autre": 1}


@pytest.mark.parametrize(
    ("naissance", "tranche"),
    [
        ("06/01/1997", "moins de 18 ans"),  # 18 the day after the entry
        ("05/01/1997", "18-25 ans"),  # 18 that day
        ("06/01/1989", "18-25 ans"),
        ("05/01/1989", "26-29 ans"),
        ("06/01/1985", "26-29 ans"),
        ("05/01/1985", "30-39 ans"),
        ("06/01/1975", "30-39 ans"),
        ("05/01/1975", "40-49 ans"),
        ("06/01/1965", "40-49 ans"),
        ("05/01/1965", "50-54 ans"),
        ("06/01/1960", "50-54 ans"),
        ("05/01/1960", "55 ans et plus"),
        ("1997", "moins de 18 ans"),  # a year alone is 1 July: 17 in January
        ("1996", "18-25 ans"),
        (None, "non renseigné"),
    ],
)
def test_age_bands_on_the_first_day_of_the_overlap(naissance, tranche):
    assert repartition("par_age", [personne("A", "05/01/2015", naissance=naissance)]) == {tranche: 1}


@pytest.mark.parametrize(
    ("naissance", "entree", "tranche"),
    [
        ("29/02/1996", "28/02/2014", "moins de 18 ans"),
        ("29/02/1996", "01/03/2014", "18-25 ans"),
        ("29/02/1976", "28/02/2016", "30-39 ans"),  # a leap year has the day itself
        ("29/02/1976", "29/02/2016", "40-49 ans"),
        ("01/03/1976", "29/02/2016", "30-39 ans"),
        ("28/02/1976", "29/02/2016", "40-49 ans"),
    ],
)
def test_born_on_29_february_a_year_older_on_1_march(naissance, entree, tranche):
    an = int(entree[-4:])
    periode = Periode(dt.date(an, 1, 1), dt.date(an, 12, 31))
    assert repartition("par_age", [personne("A", entree, naissance=naissance)], periode) == {tranche: 1}


def test_age_is_taken_on_the_first_day_of_the_period_when_the_stay_began_before():
    assert repartition("par_age", [personne("A", "01/06/2014", naissance="02/01/1997")]) == {"moins de 18 ans": 1}


def test_age_is_taken_on_the_first_of_two_stays():
    retours = [
        personne("A", "05/01/2015", "06/01/2015", naissance="01/03/1989"),
        personne("A", "01/04/2015", naissance="01/03/1989"),
    ]
    assert repartition("par_age", retours) == {"18-25 ans": 1}


FAIT = {
    "quartier": ("Dutemple", "Acacias"),
    "situation": ("RSA", "ASS"),
    "niveau_etudes": ("V bis", "VI"),
    "logement": ("locataire", "sans abri"),
}


@pytest.mark.parametrize("nom", FAIT)
@pytest.mark.parametrize(
    ("sortie", "jour", "change"),
    [
        (None, "31/12/2015", True),  # a change on the last day of the period holds
        (None, "01/01/2016", False),  # the day after does not
        ("30/06/2015", "29/06/2015", True),
        ("30/06/2015", "30/06/2015", False),  # a change on the exit day belongs to what comes after
        ("31/12/2015", "31/12/2015", False),  # even when the exit is the last day of the period
        ("01/01/2016", "31/12/2015", True),
        ("01/01/2016", "01/01/2016", False),
    ],
)
def test_the_value_in_force_on_the_last_day_of_the_overlap(nom, sortie, jour, change):
    avant, apres = FAIT[nom]
    lignes = [personne("A", "05/01/2015", sortie, **{nom: avant})]
    changements = [["A", jour, nom, apres]]
    attendu = {apres if change else avant: 1}
    assert repartition(f"par_{nom}", lignes, changements=changements) == attendu


@pytest.mark.parametrize("nom", FAIT)
def test_the_facts_of_a_one_day_stay_hold(nom):
    valeur = FAIT[nom][0]
    assert repartition(f"par_{nom}", [personne("A", "03/03/2015", "03/03/2015", **{nom: valeur})]) == {valeur: 1}


@pytest.mark.parametrize("nom", FAIT)
def test_what_nobody_asked_at_a_return_is_unknown_and_not_carried_over(nom):
    retours = [personne("A", "05/01/2015", "10/02/2015", **{nom: FAIT[nom][0]}), personne("A", "11/05/2015")]
    assert repartition(f"par_{nom}", retours) == {"non renseigné": 1}


@pytest.mark.parametrize("nom", FAIT)
def test_a_value_may_become_unknown(nom):
    lignes = [personne("A", "05/01/2015", **{nom: FAIT[nom][0]})]
    assert repartition(f"par_{nom}", lignes, changements=[["A", "01/06/2015", nom, None]]) == {"non renseigné": 1}


def test_the_last_overlap_of_the_period_decides_and_not_a_later_stay():
    retours = [
        personne("A", "05/01/2015", "10/02/2015", quartier="Dutemple"),
        personne("A", "01/01/2016", quartier="Acacias"),
    ]
    assert repartition("par_quartier", retours) == {"Dutemple": 1}


@pytest.mark.parametrize(
    ("niveau", "classe"),
    [
        ("3", "V"),
        ("4", "IV"),
        ("5", "III"),
        ("6", "I et II"),
        ("7", "I et II"),
        ("8", "I et II"),
        ("infra 3", "infra 3"),
        ("V bis", "V bis"),
        ("VI", "VI"),
        ("I et II", "I et II"),
    ],
)
def test_levels_of_2019_are_counted_in_the_classes_of_1969(niveau, classe):
    assert repartition("par_niveau_etudes", [personne("A", "05/01/2015", niveau_etudes=niveau)]) == {classe: 1}


def test_prescribers_are_the_ccas_oneself_and_partners_by_name():
    noms = ["Mission locale", "elle-même", "CCAS", None, "Croix-Rouge", "Mission locale"]
    gens = [personne(f"P{rang}", "05/01/2015", prescripteur=nom) for rang, nom in enumerate(noms)]
    assert list(repartition("par_prescripteur", gens).items()) == [
        ("CCAS", 1),
        ("elle-même", 1),
        ("Croix-Rouge", 1),
        ("Mission locale", 2),
        ("non renseigné", 1),
    ]


def test_lines_stand_in_the_order_of_their_list_and_the_unknown_last():
    quartiers = ["Hors Valenciennes", "Acacias", None, "Saint-Waast", "Dutemple"]
    gens = [personne(f"P{rang}", "05/01/2015", quartier=nom) for rang, nom in enumerate(quartiers)]
    assert list(repartition("par_quartier", gens)) == [
        *("Saint-Waast", "Dutemple", "Acacias", "Hors Valenciennes", "non renseigné")
    ]


def test_nobody_gives_empty_breakdowns():
    section = calculer(ANNEE).section("personnes")
    assert [repartition.lignes for repartition in section.repartitions] == [()] * 7
    assert [repartition.total for repartition in section.repartitions] == [0] * 7


def test_shares_are_those_of_the_56_people_of_the_fiche():
    """0-0-1-6-13-36 of 56: 0 / 0 / 1.8 / 10.7 / 23.2 / 64.3 %, and never those of 36."""
    effectifs = [("IV", 1), ("V", 6), ("V bis", 13), ("VI", 36)]
    niveaux = [niveau for niveau, nombre in effectifs for _ in range(nombre)]
    charger({"participants": [personne(f"P{n}", "05/01/2015", niveau_etudes=x) for n, x in enumerate(niveaux)]})
    lues = {r.code: r for r in calculer(ANNEE).section("personnes").repartitions}["par_niveau_etudes"]
    assert [(part.libelle, part.nombre, str(part.pourcentage)) for part in lues.lignes] == [
        ("I et II", 0, "0.0"),
        ("III", 0, "0.0"),
        ("IV", 1, "1.8"),
        ("V", 6, "10.7"),
        ("V bis", 13, "23.2"),
        ("VI", 36, "64.3"),
    ]


def test_moving_one_person_to_another_quartier_changes_exactly_two_counts():
    gens = [personne(f"P{n}", "05/01/2015", quartier="Dutemple" if n % 2 else "Acacias") for n in range(6)]
    charger({"participants": gens})
    avant = calculer(ANNEE)
    charger({"changements": [["P0", "01/12/2015", "quartier", "Dutemple"]]})
    ecarts = [
        (ancienne.code, ligne.libelle, ligne.nombre, autre.nombre)
        for ancienne, nouvelle in zip(
            avant.section("personnes").repartitions, calculer(ANNEE).section("personnes").repartitions, strict=True
        )
        for ligne, autre in zip(ancienne.lignes, nouvelle.lignes, strict=True)
        if ligne != autre
    ]
    assert ecarts == [("par_quartier", "Dutemple", 3, 4), ("par_quartier", "Acacias", 3, 2)]
