"""The service of appointments: what it writes once, what it refuses, and what may become of each."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from participants.choix import StatutRendezVous
from participants.models import RendezVous
from participants.services.fusion import fusionner
from participants.services.rendezvous import (
    annuler_rendezvous,
    conclure_rendezvous,
    deplacer_rendezvous,
    prendre_rendezvous,
    replanifier_rendezvous,
    valeurs_de,
)
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParticipantFabrique, RendezVousFabrique, UtilisateurFabrique

AUJOURDHUI = dt.date(2026, 12, 1)
DEMAIN = dt.date(2026, 12, 2)
LE = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
PREVU, TENU, MANQUE, ANNULE = StatutRendezVous


def prendre(participant, date=DEMAIN, heure=dt.time(9, 30), lieu="au bureau", avec=None):
    return prendre_rendezvous(
        participant=participant, date=date, heure=heure, lieu=lieu, avec=avec, le=LE, aujourdhui=AUJOURDHUI
    )


def deplacer(pris, version=None, **valeurs):
    voulues = valeurs_de(pris) | valeurs
    version = empreinte(valeurs_de(pris)) if version is None else version
    return deplacer_rendezvous(rendezvous=pris, **voulues, version=version, aujourdhui=AUJOURDHUI)


def codes(faire) -> list[str]:
    with pytest.raises(SaisieRefusee) as refus:
        faire()
    return [anomalie.code for anomalie in refus.value.anomalies]


@pytest.mark.django_db
class TestPrendre:
    def test_it_is_planned_with_all_that_was_said(self):
        personne, agent = ParticipantFabrique(), UtilisateurFabrique()
        prendre(personne, avec=agent)
        pris = RendezVous.objects.get()
        assert (pris.participant, pris.avec, pris.statut) == (personne, agent, "prevu")
        assert (pris.date, pris.heure, pris.lieu, pris.cree_le) == (DEMAIN, dt.time(9, 30), "au bureau", LE)

    def test_sent_twice_it_is_written_once(self):
        personne = ParticipantFabrique()
        assert prendre(personne) == prendre(personne)
        assert RendezVous.objects.count() == 1

    @pytest.mark.parametrize("autre", [{"heure": dt.time(10)}, {"lieu": "au jardin"}, {"heure": None}])
    def test_a_second_one_that_day_is_refused_and_says_when_the_first_is(self, autre):
        personne = ParticipantFabrique()
        prendre(personne)
        with pytest.raises(SaisieRefusee, match="déjà un rendez-vous ce jour-là à 9\u00a0h\u00a030"):
            prendre(personne, **autre)
        assert RendezVous.objects.get().heure == dt.time(9, 30)

    def test_somebody_else_may_come_that_day_and_hour(self):
        prendre(ParticipantFabrique())
        prendre(ParticipantFabrique())
        assert RendezVous.objects.count() == 2

    def test_today_is_possible_and_yesterday_is_not(self):
        personne = ParticipantFabrique()
        prendre(personne, date=AUJOURDHUI)
        assert codes(lambda: prendre(personne, date=dt.date(2026, 11, 30))) == ["rendezvous_passe"]

    @pytest.mark.parametrize("statut", [TENU, MANQUE, ANNULE])
    def test_one_that_is_over_leaves_its_day_free(self, statut):
        pris = RendezVousFabrique(date=DEMAIN, statut=statut)
        prendre(pris.participant)
        assert RendezVous.objects.filter(statut=PREVU).count() == 1

    def test_a_file_merged_meanwhile_is_refused(self):
        garde, fondu = ParticipantFabrique(), ParticipantFabrique()
        fusionner(garde=garde, fondu=fondu, choix={}, par=None, le=LE)
        assert codes(lambda: prendre(fondu)) == ["dossier_reuni"]


@pytest.mark.django_db
class TestDeplacer:
    def test_it_moves_and_stays_the_same_one(self):
        pris = prendre(ParticipantFabrique())
        deplacer(pris, date=dt.date(2026, 12, 9), heure=None)
        [lu] = RendezVous.objects.all()
        assert (lu.uuid, lu.date, lu.heure, lu.lieu) == (pris.uuid, dt.date(2026, 12, 9), None, "au bureau")

    def test_its_hour_changes_on_its_own_day(self):
        pris = prendre(ParticipantFabrique())
        assert deplacer(pris, heure=dt.time(14)).heure == dt.time(14)

    def test_it_goes_neither_to_the_past_nor_onto_another(self):
        pris = prendre(ParticipantFabrique())
        prendre(pris.participant, date=dt.date(2026, 12, 9))
        assert codes(lambda: deplacer(pris, date=dt.date(2026, 11, 30))) == ["rendezvous_passe"]
        assert codes(lambda: deplacer(pris, date=dt.date(2026, 12, 9))) == ["rendezvous_double"]

    def test_the_second_of_two_agents_sees_what_the_first_did(self):
        pris = prendre(ParticipantFabrique())
        vue = empreinte(valeurs_de(pris))
        deplacer(pris, heure=dt.time(14))
        with pytest.raises(ModifieDepuis) as conflit:
            deplacer(pris, version=vue, heure=dt.time(15))
        assert conflit.value.actuelles["heure"] == dt.time(14)
        assert RendezVous.objects.get().heure == dt.time(14)

    @pytest.mark.parametrize("statut", [TENU, MANQUE, ANNULE])
    def test_one_that_is_over_does_not_move(self, statut):
        pris = RendezVousFabrique(date=DEMAIN, statut=statut)
        assert codes(lambda: deplacer(pris, heure=dt.time(14))) == ["rendezvous_fini"]


def annuler(pris):
    annuler_rendezvous(rendezvous=pris)


def tenir(pris):
    conclure_rendezvous(rendezvous=pris, statut=TENU, aujourdhui=DEMAIN)


def manquer(pris):
    conclure_rendezvous(rendezvous=pris, statut=MANQUE, aujourdhui=DEMAIN)


def replanifier(pris):
    replanifier_rendezvous(rendezvous=pris)


# From each state, what each gesture makes of it; None when it is refused.
VIES = [
    ("prevu", tenir, "tenu"),
    ("prevu", manquer, "manque"),
    ("prevu", annuler, "annule"),
    ("prevu", replanifier, "prevu"),
    ("manque", replanifier, "prevu"),
    ("manque", tenir, "tenu"),
    ("manque", manquer, "manque"),
    ("manque", annuler, None),
    ("tenu", tenir, "tenu"),
    ("tenu", manquer, None),
    ("tenu", annuler, None),
    ("tenu", replanifier, None),
    ("annule", annuler, "annule"),
    ("annule", tenir, None),
    ("annule", manquer, None),
    ("annule", replanifier, None),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("avant", "geste", "apres"), VIES)
def test_what_may_become_of_an_appointment(avant, geste, apres):
    pris = RendezVousFabrique(date=DEMAIN, statut=avant)
    if apres is None:
        assert codes(lambda: geste(pris)) == ["rendezvous_fini"]
    else:
        geste(pris)
    assert RendezVous.objects.get().statut == (apres or avant)


@pytest.mark.django_db
@pytest.mark.parametrize("statut", [TENU, MANQUE])
def test_nothing_is_concluded_before_its_day(statut):
    pris = RendezVousFabrique(date=DEMAIN)
    refus = codes(lambda: conclure_rendezvous(rendezvous=pris, statut=statut, aujourdhui=AUJOURDHUI))
    assert refus == ["rendezvous_futur"]


@pytest.mark.django_db
def test_a_missed_one_is_not_planned_again_onto_another():
    manque = RendezVousFabrique(date=DEMAIN, statut=MANQUE)
    prendre(manque.participant)
    assert codes(lambda: replanifier(manque)) == ["rendezvous_double"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("heure", "issue"), [(dt.time(9, 30), "pris"), (dt.time(10), ["rendezvous_double"])])
def test_two_agents_at_once_take_one_appointment(heure, issue):
    personne, issues = ParticipantFabrique(), []

    def second():
        try:
            prendre(personne, heure=heure)
            issues.append("pris")
        except SaisieRefusee as refus:
            issues.append([anomalie.code for anomalie in refus.anomalies])
        finally:
            connection.close()

    fil = threading.Thread(target=second)
    with transaction.atomic():
        prendre(personne)
        fil.start()
        fil.join(timeout=1)
        assert issues == []
    fil.join(timeout=30)
    assert issues == [issue]
    assert RendezVous.objects.count() == 1
