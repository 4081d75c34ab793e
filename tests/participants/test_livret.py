"""What every tab of a file reads of the livret, in one query."""

import datetime as dt

import pytest
import time_machine

from participants.choix import NatureAccord, Rythme
from participants.livret import lire_livret
from participants.models import Accord, Document, EtapeBilan, Report, TypeDocument
from socle.models import Fichier
from socle.periodes import aujourdhui
from tests.fabriques import (
    DemarcheFabrique,
    EntretienFabrique,
    ObjectifFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    RendezVousFabrique,
    SuspensionFabrique,
)

pytestmark = pytest.mark.django_db
JOUR = dt.date(2015, 4, 1)
INSTANT = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


def lire(sejour, jour=JOUR):
    return lire_livret(sejour.participant, sejour, jour)


def test_an_empty_livret_says_so_in_one_query(django_assert_num_queries):
    sejour = ParcoursFabrique()
    with django_assert_num_queries(1):
        livret = lire(sejour)
    assert (livret.entretiens, livret.objectifs, livret.documents, livret.etapes_faites) == (0, 0, 0, 0)
    assert livret.etat.rythme == Rythme.JAMAIS_RECU
    assert livret.prochain_rendezvous is livret.suspension is livret.report is livret.document_expire is None
    assert livret.papiers_manquants == tuple(NatureAccord)
    assert not livret.bilan_fait


def test_a_person_without_a_stay_has_no_rhythm():
    personne = ParticipantFabrique()
    EntretienFabrique(participant=personne)
    livret = lire_livret(personne, None, JOUR)
    assert livret.suivi is livret.etat is None
    assert livret.entretiens == 1


def test_a_stay_that_ended_has_no_rhythm_but_keeps_its_last_interview():
    sejour = ParcoursFabrique(date_sortie=dt.date(2015, 3, 10))
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 3, 10))
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 3, 20))  # after the exit
    livret = lire(sejour)
    assert livret.etat is None
    assert livret.dernier_entretien == dt.date(2015, 3, 10)
    assert livret.entretiens == 2


def test_the_last_interview_is_held_in_this_stay_and_not_to_come():
    ancien = ParcoursFabrique(date_entree=dt.date(2014, 1, 6), date_sortie=dt.date(2014, 12, 1))
    sejour = ParcoursFabrique(participant=ancien.participant)
    for jour, statut in (
        (dt.date(2014, 11, 3), "tenu"),
        (dt.date(2015, 2, 2), "tenu"),
        (dt.date(2015, 3, 2), "absence"),
        (dt.date(2015, 4, 2), "tenu"),
    ):
        EntretienFabrique(participant=sejour.participant, date=jour, statut=statut)
    livret = lire(sejour)
    assert livret.dernier_entretien == dt.date(2015, 2, 2)
    assert (livret.etat.rythme, livret.etat.retard) == (Rythme.EN_RETARD, 27)


def test_what_is_coming_and_what_suspends_are_the_nearest():
    sejour = ParcoursFabrique()
    RendezVousFabrique(participant=sejour.participant, date=dt.date(2015, 4, 20))
    proche = RendezVousFabrique(participant=sejour.participant, date=dt.date(2015, 4, 3), heure=dt.time(9, 30))
    RendezVousFabrique(participant=sejour.participant, date=dt.date(2015, 4, 2), statut="annule")
    RendezVousFabrique(participant=sejour.participant, date=dt.date(2015, 3, 2))
    finie = SuspensionFabrique(parcours=sejour, debut=dt.date(2015, 2, 1), fin=dt.date(2015, 2, 10))
    en_vigueur = SuspensionFabrique(parcours=sejour, debut=dt.date(2015, 3, 30), fin=None, motif="soins")
    livret = lire(sejour)
    assert (livret.prochain_rendezvous.uuid, livret.prochain_rendezvous.jour) == (proche.uuid, dt.date(2015, 4, 3))
    assert livret.prochain_rendezvous.texte.startswith("09:30")
    assert (livret.suspension.uuid, livret.suspension.jusqu_au) == (en_vigueur.uuid, None)
    assert livret.suivi.retour == finie.fin + dt.timedelta(days=1)
    assert livret.etat.rythme == Rythme.SUSPENDU


@pytest.mark.parametrize(("reporte_le", "rythme"), [(2, Rythme.A_JOUR), (20, Rythme.REPORTE)])
def test_a_reminder_put_off_before_the_last_interview_is_useless(reporte_le, rythme):
    sejour = ParcoursFabrique()
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 3, 10))
    Report.objects.create(
        parcours=sejour, date=dt.date(2015, 3, reporte_le), jusqu_au=dt.date(2015, 4, 10), raison="congés"
    )
    assert lire(sejour).etat.rythme == rythme


def test_what_there_is_is_counted_over_every_stay():
    ancien = ParcoursFabrique(date_entree=dt.date(2014, 1, 6), date_sortie=dt.date(2014, 12, 1))
    sejour = ParcoursFabrique(participant=ancien.participant)
    personne = sejour.participant
    ObjectifFabrique(parcours=ancien)
    ObjectifFabrique(parcours=sejour)
    ObjectifFabrique(parcours=sejour, statut="atteint", date_fin=dt.date(2015, 2, 1))
    DemarcheFabrique(participant=personne)
    DemarcheFabrique(participant=personne, statut="abandonnee", date_fin=dt.date(2015, 3, 1))
    for rang, expire in enumerate((dt.date(2015, 6, 1), dt.date(2015, 5, 1), None)):
        fichier = Fichier.objects.create(
            contenu=b"x", type_mime="image/png", taille=1, empreinte="0", depose_le=INSTANT
        )
        Document.objects.create(
            participant=personne,
            type=TypeDocument.objects.all()[rang],
            fichier=fichier,
            expire_le=expire,
            depose_le=INSTANT,
        )
    Document.objects.create(
        participant=personne,
        type=TypeDocument.objects.first(),
        expire_le=dt.date(2015, 4, 2),
        depose_le=INSTANT,
        retire_le=INSTANT,
    )
    Accord.objects.create(participant=personne, nature="notice", date=JOUR)
    livret = lire(sejour)
    assert (livret.objectifs, livret.documents) == (3, 3)
    assert (livret.document_expire.jour, livret.document_expire.texte) == (dt.date(2015, 5, 1), "titre de séjour")
    assert livret.papiers_manquants == (NatureAccord.REGLEMENT, NatureAccord.IMAGE)


def test_the_bilan_is_done_when_its_five_steps_are():
    sejour = ParcoursFabrique()
    for rang, etape in enumerate(("identite", "droits", "sante", "logement", "activite")):
        assert not lire(sejour).bilan_fait
        EtapeBilan.objects.create(parcours=sejour, etape=etape, etat="faite", date=dt.date(2015, 1, 10 + rang))
    livret = lire(sejour)
    assert (livret.bilan_fait, livret.etapes_faites, livret.bilan_le) == (True, 5, dt.date(2015, 1, 14))


def test_a_step_passed_is_not_done():
    sejour = ParcoursFabrique()
    EtapeBilan.objects.create(parcours=sejour, etape="sante", etat="passee", date=dt.date(2015, 1, 10))
    livret = lire(sejour)
    assert (livret.etapes_faites, livret.bilan_le) == (0, None)


@pytest.mark.parametrize(
    ("instant", "rythme"), [("2015-04-03T21:59Z", "a_prevoir"), ("2015-04-03T22:01Z", "en_retard")]
)
def test_the_day_changes_at_midnight_in_paris(instant, rythme):
    sejour = ParcoursFabrique()
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 3, 3))
    with time_machine.travel(instant):
        assert lire(sejour, aujourdhui()).etat.rythme == rythme
