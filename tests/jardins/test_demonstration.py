"""The demonstration once loaded: the fiche's figures by three ways, and a base that comes back unchanged."""

import datetime as dt
import json
from collections import Counter
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from pypdf import PdfReader

from ateliers.models import Presence, Seance
from bilans.exports import en_dict
from bilans.indicateurs import calculer
from bilans.pdf import pdf_du_bilan
from comptes.models import Utilisateur
from participants.models import FaitNiveau, FaitQuartier, FaitSituation, Parcours, Participant, Quartier
from participants.services import Fait, enregistrer_faits
from socle.imports.moteur import importer
from socle.imports.ressource import ressource
from socle.periodes import Periode, annee
from socle.tableur.ecriture import ecrire

AUJOURDHUI = dt.date(2026, 3, 17)  # a Tuesday
MIDI = dt.datetime(2026, 3, 17, 11, tzinfo=dt.UTC)
RESSOURCES = ("participants", "changements", "seances", "presences")
# As the fiche d'expérience prints them.
QUARTIERS_2015 = {
    "Saint-Waast": 6,
    "Dutemple": 5,
    "Faubourg de Lille": 7,
    "Faubourg de Paris": 10,
    "Centre-ville": 7,
    "Acacias": 3,
    "Faubourg de Cambrai": 2,
    "Les Tertiales": 3,
    "Chasse Royale": 7,
    "La Briquette": 3,
    "Les Cheminots": 1,
    "Faubourg Sainte-Catherine": 1,
    "Le Rôleur": 1,
}
NIVEAUX_2015 = {"I et II": 0, "III": 0, "IV": 1, "V": 6, "V bis": 13, "VI": 36}


@pytest.fixture(scope="module")
def sortie(django_db_setup, django_db_blocker):
    """What the command said: loaded once for this module, undone after it."""
    ecran = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MIDI, tick=False):
            call_command("demonstration", stdout=ecran)
        yield ecran.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _chacun_pour_soi(sortie, db):
    """What a test changes is undone after it, over the one loading."""


@pytest.fixture(scope="module")
def bilan_2015(sortie):
    return calculer(annee(2015))


def _lignes(repartition: list[dict]) -> dict[str, int]:
    return {ligne["libelle"]: ligne["nombre"] for ligne in repartition}


def _compte_a_la_main(modele) -> Counter:
    """Labels in force on each person's last day in 2015, one row read after the other."""
    debut, fin = dt.date(2015, 1, 1), dt.date(2015, 12, 31)
    derniers = {}
    for sejour in Parcours.objects.order_by("date_entree"):
        if sejour.date_entree <= fin and (sejour.date_sortie is None or sejour.date_sortie >= debut):
            derniers[sejour.participant_id] = sejour
    compte = Counter()
    for sejour in derniers.values():
        faits = modele.objects.filter(parcours=sejour, depuis__lte=fin).order_by("depuis")
        avant_la_sortie = [f for f in faits if f.depuis == sejour.date_entree or f.depuis != sejour.date_sortie]
        compte[str(avant_la_sortie[-1].valeur)] += 1
    return compte


def test_2015_has_the_totals_of_the_fiche(bilan_2015):
    personnes = en_dict(bilan_2015)["personnes"]
    assert personnes["total"] == 56
    assert _lignes(personnes["par_situation"])["RSA"] == 46
    assert _lignes(personnes["par_quartier"]) == QUARTIERS_2015
    assert _lignes(personnes["par_niveau_etudes"]) == NIVEAUX_2015
    parts = [ligne["pourcentage"] for ligne in personnes["par_niveau_etudes"]]
    assert parts == [0.0, 0.0, 1.8, 10.7, 23.2, 64.3]


def test_rows_counted_one_by_one_give_the_same_totals():
    assert _compte_a_la_main(FaitQuartier) == QUARTIERS_2015
    assert _compte_a_la_main(FaitNiveau) == {nom: n for nom, n in NIVEAUX_2015.items() if n}
    assert _compte_a_la_main(FaitSituation)["RSA"] == 46


def test_every_age_band_and_both_ways_of_being_born_are_there(bilan_2015):
    ages = _lignes(en_dict(bilan_2015)["personnes"]["par_age"])
    assert list(ages) == [
        "moins de 18 ans",
        "18-25 ans",
        "26-29 ans",
        "30-39 ans",
        "40-49 ans",
        "50-54 ans",
        "55 ans et plus",
        "non renseigné",
    ]
    assert Participant.objects.filter(annee_seule=True).exists()


def test_the_exits_of_2015_are_those_of_the_fiche():
    motifs = Counter(Parcours.objects.filter(date_sortie__year=2015).values_list("motif_sortie__libelle", flat=True))
    assert (motifs["CDDI"], motifs["intérim"], motifs["CDD"], motifs["formation qualifiante"]) == (4, 4, 2, 2)
    assert motifs["abandon"] >= 1
    assert motifs["déménagement"] >= 1


def test_two_people_of_2015_came_back_within_the_year():
    retours = Counter(Parcours.objects.filter(date_entree__lte="2015-12-31").values_list("participant", flat=True))
    assert [n for n in retours.values() if n > 1] == [2, 2]


def test_lives_moved_in_2015_and_on_exit_days():
    assert FaitQuartier.objects.filter(depuis="2015-06-15").count() == 1
    du_jour_de_sortie = FaitSituation.objects.filter(depuis=F("parcours__date_sortie"), depuis__year=2015)
    assert list(du_jour_de_sortie.values_list("valeur__libelle", flat=True)) == ["salaire"] * 6
    pendant = FaitSituation.objects.filter(depuis__gt=F("parcours__date_entree"), depuis__year=2015)
    assert pendant.count() == 6 + 2


def test_eighteen_people_came_to_the_awareness_meeting_and_nobody_else_to_health_workshops():
    sante = Presence.objects.filter(
        seance__atelier__libelle="Promotion et éducation à la santé", seance__date__year=2015, statut="present"
    )
    reunion = sante.filter(seance__theme="Réunion de sensibilisation à la santé")
    assert reunion.count() == 18
    assert set(sante.values_list("participant")) == set(reunion.values_list("participant"))
    assert sante.count() > 18


def test_2016_has_sixty_people_and_276_two_hour_workshops():
    bilan = en_dict(calculer(annee(2016)))
    assert bilan["personnes"]["total"] == 60
    assert (bilan["ateliers"]["seances"], bilan["ateliers"]["heures"]) == (276, 552.0)
    tenues = Seance.objects.filter(date__year=2016, statut="realisee")
    assert set(tenues.values_list("minutes", flat=True)) == {120}
    assert Seance.objects.filter(date__year=2016, statut="annulee").exists()
    assert len(bilan["ateliers"]["par_type"]) == 6
    sites = {ligne["libelle"]: ligne["seances"] for ligne in bilan["ateliers"]["par_site"]}
    assert set(sites) == {"Blaise Pascal", "Rôleur", "Vignoble"}
    assert max(sites, key=sites.get) == "Vignoble"


def test_apiculture_and_the_chalet_begin_in_2016():
    for atelier in ("Apiculture", "Chalet exposition"):
        assert Seance.objects.filter(atelier__libelle=atelier).earliest("date").date.year == 2016


def test_nothing_happens_from_february_2017_to_the_last_thirteen_months():
    entre = en_dict(calculer(Periode(dt.date(2017, 2, 1), dt.date(2025, 2, 14))))
    assert (entre["personnes"]["total"], entre["ateliers"]["seances"]) == (0, 0)


def test_the_last_twelve_months_look_like_the_gardens():
    bilan = en_dict(calculer(Periode(dt.date(2025, 3, 18), AUJOURDHUI)))
    assert 50 <= bilan["personnes"]["total"] <= 60
    assert Parcours.objects.filter(date_sortie=None).count() == 41
    presents = Presence.objects.filter(seance__date__gte="2025-03-18", statut="present").count()
    assert 13 <= presents / bilan["ateliers"]["seances"] <= 17
    for repartition in ("par_age", "par_quartier", "par_situation", "par_logement", "par_niveau_etudes"):
        assert _lignes(bilan["personnes"][repartition])["non renseigné"] >= 1
    niveaux = FaitNiveau.objects.filter(depuis__year__gte=2025).values_list("valeur__code", flat=True)
    assert {code.partition("-")[0] for code in niveaux} == {"2019"}


def test_coming_sessions_are_planned_and_past_ones_are_not():
    prevues = Seance.objects.filter(statut="prevue")
    assert set(prevues.filter(date=AUJOURDHUI).values_list("debut", flat=True)) >= {dt.time(8), dt.time(14)}
    assert prevues.filter(date__lt=AUJOURDHUI).count() == 1  # one was forgotten
    assert prevues.latest("date").date == dt.date(2026, 3, 31)
    annulee = Seance.objects.filter(date__gte=AUJOURDHUI).exclude(statut="prevue").get()
    assert (annulee.statut, annulee.annulation_motif) == ("annulee", "gel annoncé")


def test_something_is_left_to_do():
    """Two recent sessions without presences, three people who have not come for fifteen days."""
    a_completer = Seance.objects.a_completer(AUJOURDHUI)
    assert sorted(a_completer.values_list("statut", flat=True)) == ["prevue", "realisee"]
    assert all(AUJOURDHUI - dt.timedelta(days=19) <= seance.date < AUJOURDHUI for seance in a_completer)
    depuis = AUJOURDHUI - dt.timedelta(days=15)
    venues = Presence.objects.filter(statut="present", seance__date__gte=depuis).values("participant")
    assert (
        Parcours.objects.filter(date_sortie=None, date_entree__lt=depuis).exclude(participant__in=venues).count() >= 3
    )


def test_presences_are_of_every_kind():
    assert set(Presence.objects.values_list("statut", flat=True)) == {"present", "absent", "excuse"}
    assert Presence.objects.filter(statut="present", minutes__lt=120).exists()
    seances = Seance.objects.filter(statut="realisee")
    sans_presence = seances.exclude(pk__in=Presence.objects.filter(statut="present").values("seance"))
    assert sans_presence.count() == 1  # the one left to fill


def test_json_database_and_pdf_agree_on_2015(bilan_2015):
    ecran = StringIO()
    call_command("bilan", "annuel", "2015", format="json", stdout=ecran)
    personnes = json.loads(ecran.getvalue())["personnes"]
    pages = PdfReader(BytesIO(pdf_du_bilan(bilan_2015))).pages
    texte = " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())
    assert _lignes(personnes["par_quartier"]) == QUARTIERS_2015 == _compte_a_la_main(FaitQuartier)
    for ligne in personnes["par_quartier"] + personnes["par_niveau_etudes"] + personnes["par_situation"]:
        part = f"{ligne['pourcentage']:.1f}".replace(".", ",")
        assert f"{ligne['libelle']} {ligne['nombre']} {part} %" in texte.replace("’", "'")
    assert "Faubourg de Paris 10 17,9 %" in texte
    assert "56 Personnes accueillies" in texte


def test_moving_one_person_changes_two_counts_of_the_bilan_and_nothing_else():
    avant = en_dict(calculer(annee(2015)))
    acacias = Quartier.objects.get(libelle="Acacias")
    restee = Parcours.objects.filter(
        faitquartiers__valeur__libelle="Dutemple", date_entree__year=2015, date_sortie__year__gt=2015
    ).earliest("date_entree")
    enregistrer_faits(faits=[Fait(restee.participant.reference, dt.date(2015, 12, 31), "quartier", acacias)])
    apres = en_dict(calculer(annee(2015)))
    assert _lignes(apres["personnes"].pop("par_quartier")) == QUARTIERS_2015 | {"Dutemple": 4, "Acacias": 4}
    del avant["personnes"]["par_quartier"]
    assert apres == avant


def test_exporting_then_importing_again_changes_nothing():
    for nom in RESSOURCES:
        voulue = ressource(nom)
        contenu = ecrire("csv", voulue.entetes, voulue.exporter())
        rapport = importer(voulue, contenu, f"{nom}.csv", par=None, le=MIDI)
        assert rapport.refus == []
        assert (rapport.crees, rapport.modifies, rapport.inchanges) == (0, 0, rapport.lignes)
        assert rapport.lignes > 0


def _empreinte() -> list:
    comptes = list(Utilisateur.objects.order_by("pk").values_list())
    return [comptes, *(list(ressource(nom).exporter()) for nom in RESSOURCES)]


@pytest.mark.parametrize("options", [[], ["--si-vide"]])
def test_a_second_run_on_a_later_day_changes_nothing_and_says_the_log_ins(options):
    avant, ecran = _empreinte(), StringIO()
    with time_machine.travel(dt.datetime(2027, 10, 5, tzinfo=dt.UTC)):
        call_command("demonstration", *options, stdout=ecran)
    assert _empreinte() == avant
    assert ecran.getvalue().startswith("Les données de démonstration sont déjà là.\n")
    assert "claire.loriot@demo.jardins.example" in ecran.getvalue()


def test_what_people_change_does_not_bring_the_demonstration_back():
    Participant.objects.filter(reference="J-2015-001").update(nom="Autrement")
    ecran = StringIO()
    call_command("demonstration", stdout=ecran)
    assert "déjà là" in ecran.getvalue()
    assert Participant.objects.get(reference="J-2015-001").nom == "Autrement"


def test_everyone_enters_with_the_log_ins_that_the_command_says(sortie, client):
    phrase = "sept merles picorent nos fraises sous la haie"
    assert phrase in sortie
    for email, role in (
        ("anne.mesange@demo.jardins.example", "travailleur_social"),
        ("paul.verdier@demo.jardins.example", "encadrant"),
        ("claire.loriot@demo.jardins.example", "chef_de_projet"),
        ("marc.bouvreuil@demo.jardins.example", "administrateur"),
    ):
        assert email in sortie
        compte = Utilisateur.objects.get(email=email)
        assert compte.role == role
        assert compte.check_password(phrase)
