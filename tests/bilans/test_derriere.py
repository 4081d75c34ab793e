"""The list behind a number: its count, or its sum of minutes, is the number, for every number of a bilan."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from bilans.derriere import INCONNU, LISTES, ListeInconnue, lister
from bilans.indicateurs import calculer
from comptes.models import Acces
from partenaires.models import Thematique
from participants.models import NoteDeTheme, NotePrivee
from socle.arrondis import CENTIEME, arrondir, heures, pourcentage
from socle.periodes import Periode
from tests.bilans.mondes import JOURS, MAINTENANT, charger, mondes, usuelles
from tests.bilans.test_requetes import ANNEE, peupler, requetes
from tests.conftest import client_de
from tests.fabriques import DemarcheFabrique, EntretienFabrique

pytestmark = pytest.mark.django_db
reglages = settings(
    deadline=None, derandomize=True, max_examples=25, suppress_health_check=list(HealthCheck), database=None
)


def nombres(bilan):
    """Every number of a bilan that says what it is made of: (section, code, line, column, value, unit)."""
    for section in bilan.sections:
        for chiffre in section.chiffres:
            yield section.code, chiffre.code, "", "", chiffre.valeur, chiffre.unite
        for repartition in section.repartitions:
            for part in repartition.lignes:
                yield section.code, repartition.code, INCONNU if part.inconnu else part.cle, "", part.nombre, ""
        for tableau in section.tableaux:
            for cle, ligne in tableau.rangs:
                for valeur, colonne in ligne[1:]:
                    yield section.code, tableau.code, cle, colonne.code, valeur, colonne.unite


@given(mondes(), usuelles(), JOURS)
@reglages
def test_the_list_behind_each_number_counts_or_sums_to_it(monde, periodes, aujourdhui):
    with transaction.atomic():
        charger(monde)
        for debut, fin in periodes[:2]:
            verifier(Periode(debut, fin), aujourdhui)
        transaction.set_rollback(True)


def verifier(periode: Periode, aujourdhui: dt.date) -> None:
    for section, code, ligne, colonne, valeur, unite in nombres(calculer(periode, aujourdhui=aujourdhui)):
        liste = lister(periode, section, code, aujourdhui=aujourdhui, ligne=ligne, colonne=colonne)
        if code == "moyenne_heures":
            combien = liste.nombre
            obtenu = arrondir(Decimal(liste.minutes) / 60 / combien, CENTIEME) if combien else None
        elif code == "taux_couverture":
            couverts = sum(bool(ligne["mois"].entretiens) for ligne in liste.lignes)
            obtenu = pourcentage(couverts, liste.nombre) if liste.nombre else None
        else:
            obtenu = heures(liste.minutes) if unite == "h" else liste.nombre
            assert obtenu == (heures(liste.minutes) if unite == "h" else len(list(liste.lignes)))
        assert obtenu == valeur, (section, code, ligne, colonne)


def test_every_figure_of_a_bilan_has_its_list():
    peupler(0, 3)
    codes = {f"{section}.{code}" for section, code, *_ in nombres(calculer(ANNEE))}
    assert codes == set(LISTES)


@pytest.mark.parametrize(
    ("section", "code", "ligne"),
    [
        ("personnes", "absent", ""),
        ("comptes", "total", ""),
        ("personnes", "par_sexe", "chat"),
        ("personnes", "par_age", "100 ans"),
        ("personnes", "par_quartier", "Dutemple"),
        ("personnes", "par_quartier", ""),
        ("personnes", "par_quartier", "9" * 30),
        ("ateliers", "par_type", ""),
        ("sante", "themes", "Nutrition"),
        ("parcours_relances", "par_thematique", "santé"),
        ("sorties", "par_motif", ""),
    ],
)
def test_what_names_no_number_is_refused(section, code, ligne):
    with pytest.raises(ListeInconnue):
        lister(ANNEE, section, code, aujourdhui=MAINTENANT.date(), ligne=ligne)


def test_every_number_of_the_page_opens_a_list_that_says_it(cheffe_de_projet):
    peupler(0, 4)
    client = client_de(cheffe_de_projet)
    page = client.get(reverse("bilans:bilan_voir", args=["2015-01-01", "2015-12-31"])).content.decode()
    liens = set(re.findall(r'href="([^"]*/listes/[^"]*)"', page))
    assert len(liens) > 30
    assert {lien.split("/listes/")[1].split("/")[0] for lien in liens} == {
        *("personnes", "ateliers", "presences", "sante", "parcours_relances", "sorties", "entretiens")
    }
    for lien in liens:
        liste = client.get(lien.replace("&amp;", "&"))
        assert liste.status_code == 200, lien
        assert "Rien à compter" not in liste.content.decode(), lien


def test_a_list_is_cut_in_pages_that_keep_its_line(cheffe_de_projet):
    peupler(0, 130)
    adresse = reverse("bilans:bilan_lister", args=["2015-01-01", "2015-12-31", "personnes", "par_sexe"])
    page = client_de(cheffe_de_projet).get(adresse, {"ligne": "F"}).content.decode()
    assert "<h1>130" in page
    assert "1 à 100 sur 130" in page
    assert "?ligne=F&amp;page=2" in page


def test_a_list_takes_at_most_6_statements_whatever_the_rows(cheffe_de_projet):
    client = client_de(cheffe_de_projet)
    adresses = [
        reverse("bilans:bilan_lister", args=["2015-01-01", "2015-12-31", section, code])
        for section, code in (
            ("personnes", "total"),
            ("ateliers", "seances"),
            ("presences", "heures"),
            ("sante", "bilans"),
            ("parcours_relances", "personnes"),
            ("sorties", "total"),
            ("entretiens", "nombre"),
            ("entretiens", "mois_parcours"),
        )
    ]
    peupler(0, 3)
    client.get(adresses[0])  # the first page of a session marks it
    petit = [requetes(lambda a=a: client.get(a)) for a in adresses]
    peupler(3, 30)
    assert [requetes(lambda a=a: client.get(a)) for a in adresses] == petit
    assert max(petit) <= 6


def test_the_journal_says_which_figure_was_opened(cheffe_de_projet):
    peupler(0, 3)
    adresse = reverse("bilans:bilan_lister", args=["2015-01-01", "2015-12-31", "personnes", "par_sexe"])
    client_de(cheffe_de_projet).get(adresse, {"ligne": "F"})
    assert Acces.objects.get(action="bilan_lister").precision == "personnes.par_sexe bilan-annuel-2015"


def test_a_month_ends_on_its_last_day(cheffe_de_projet):
    peupler(0, 3)
    periode = Periode(dt.date(2015, 3, 1), dt.date(2015, 3, 2))
    liste = lister(periode, "ateliers", "seances", aujourdhui=MAINTENANT.date())
    assert [seance["date"] for seance in liste.lignes] == [dt.date(2015, 3, 2)]


def test_the_lists_of_interviews_and_steps_never_say_what_was_written(cheffe_de_projet):
    """Who, when, with whom, on what; the notes are read in the file alone."""
    seance = EntretienFabrique(compte_rendu="Zqnote", theme="Zqtheme", par=cheffe_de_projet)
    NoteDeTheme.objects.create(entretien=seance, thematique=Thematique.objects.first(), texte="Zqtexte")
    NotePrivee.objects.create(entretien=seance, auteur=cheffe_de_projet, texte="Zqprive")
    DemarcheFabrique(participant=seance.participant, intitule="Zqdemarche", precisions="Zqprecise", motif="Zqmotif")
    client = client_de(cheffe_de_projet)
    pages = ""
    for section, code, suite in (
        ("entretiens", "nombre", ""),
        ("entretiens", "mois_parcours", ""),
        ("parcours_relances", "par_thematique", f"?ligne={_logement()}&colonne=demarches"),
    ):
        adresse = reverse("bilans:bilan_lister", args=["2015-01-01", "2015-12-31", section, code])
        pages += client.get(adresse + suite).content.decode()
    for dit in ("Zqtheme", "Zqdemarche", "en cours", "03/03/2015", str(cheffe_de_projet)):
        assert dit in pages, dit
    for tu in ("Zqnote", "Zqtexte", "Zqprive", "Zqprecise", "Zqmotif"):
        assert tu not in pages, tu


def _logement() -> int:
    return Thematique.objects.get(code="logement").pk
