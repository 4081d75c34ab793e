"""Suspending a stay and putting off a reminder: what is refused, what is written, what the pages show."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from comptes.choix import Role
from participants.models import Report, Suspension
from participants.services.rythme import (
    corriger_suspension,
    noter_suspension,
    reporter_entretien,
    supprimer_suspension,
    suspension_de,
)
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from tests.conftest import client_de, creer_compte
from tests.fabriques import (
    EntretienFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    RendezVousFabrique,
    ReportFabrique,
    SuspensionFabrique,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_le_10_avril")]
JOUR = dt.date(2015, 4, 10)


@pytest.fixture
def _le_10_avril():
    with time_machine.travel(dt.datetime(2015, 4, 10, 10, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def client(travailleuse_sociale):
    return client_de(travailleuse_sociale)


def le(texte: str | None) -> dt.date | None:
    return dt.date.fromisoformat(texte) if texte else None


def noter(personne, debut="2015-03-02", fin=None, motif="soins", par=None):
    valeurs = {"debut": le(debut), "fin": le(fin), "motif": motif}
    return noter_suspension(participant=personne, valeurs=valeurs, par=par, aujourdhui=JOUR)


def corriger(suspension, version=None, **champs):
    valeurs = suspension_de(suspension) | {nom: le(valeur) for nom, valeur in champs.items()}
    version = version or empreinte(suspension_de(suspension))
    corriger_suspension(suspension=suspension, valeurs=valeurs, version=version, aujourdhui=JOUR)


def reporter(personne, jusqu_au="2015-04-20", raison="En congés", par=None):
    return reporter_entretien(participant=personne, jusqu_au=le(jusqu_au), raison=raison, par=par, aujourdhui=JOUR)


def refus(ecrire, *arguments, **champs) -> list[tuple[str, str]]:
    with pytest.raises(SaisieRefusee) as refusee:
        ecrire(*arguments, **champs)
    return [(anomalie.champ, anomalie.code) for anomalie in refusee.value.anomalies]


def test_a_suspension_is_of_the_last_stay_and_says_who_noted_it(travailleuse_sociale):
    ancien = ParcoursFabrique(date_entree=dt.date(2014, 1, 6), date_sortie=dt.date(2014, 6, 1))
    sejour = ParcoursFabrique(participant=ancien.participant)
    suspension = noter(sejour.participant, fin="2015-05-31", par=travailleuse_sociale)
    assert (suspension.parcours, suspension.par) == (sejour, travailleuse_sociale)
    assert suspension_de(suspension) == {"debut": le("2015-03-02"), "fin": le("2015-05-31"), "motif": "soins"}


def test_sent_twice_it_is_written_once():
    sejour = ParcoursFabrique()
    assert noter(sejour.participant) == noter(sejour.participant)
    assert Suspension.objects.count() == 1


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2015-03-02", "2015-03-01", [("fin", "fin_avant_debut")]),
        ("2015-01-04", None, [("debut", "avant_entree")]),
        ("2015-06-10", None, [("debut", "trop_tot")]),  # 61 days ahead
        ("2015-01-06", "2016-01-08", [("fin", "trop_longue")]),  # 367 days
    ],
)
def test_days_that_cannot_be_are_refused(debut, fin, attendu):
    sejour = ParcoursFabrique()
    assert refus(noter, sejour.participant, debut, fin) == attendu
    assert not Suspension.objects.exists()


@pytest.mark.parametrize(
    ("debut", "fin"),
    [("2015-03-02", "2015-03-02"), ("2015-01-05", None), ("2015-06-09", None), ("2015-01-06", "2016-01-07")],
)
def test_days_that_can_be_are_noted(debut, fin):
    assert noter(ParcoursFabrique().participant, debut, fin).pk


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2015-03-21", "2015-03-25", [("debut", "apres_sortie")]),
        ("2015-03-10", "2015-03-21", [("fin", "apres_sortie")]),
        ("2015-03-10", None, [("fin", "apres_sortie")]),
    ],
)
def test_a_stay_that_ended_is_not_suspended_after_its_exit(debut, fin, attendu):
    sejour = ParcoursFabrique(date_sortie=dt.date(2015, 3, 20))
    assert refus(noter, sejour.participant, debut, fin) == attendu
    assert noter(sejour.participant, "2015-03-10", "2015-03-20").pk


def test_who_never_entered_is_not_suspended():
    assert refus(noter, ParticipantFabrique()) == [("", "sans_parcours")]


@pytest.mark.parametrize(
    ("debut", "fin", "libre"),
    [
        ("2015-02-20", "2015-02-28", True),  # up to the day before
        ("2015-02-20", "2015-03-01", False),  # the first day of the other
        ("2015-03-10", "2015-03-12", False),
        ("2015-03-31", None, False),  # its last day
        ("2015-02-20", None, False),
        ("2015-04-01", None, True),  # from the day after
    ],
)
def test_two_suspensions_of_a_stay_share_no_day(debut, fin, libre):
    suspension = SuspensionFabrique()  # all of March
    personne = suspension.parcours.participant
    SuspensionFabrique()  # of somebody else
    if libre:
        assert noter(personne, debut, fin).pk
        return
    with pytest.raises(SaisieRefusee, match="déjà suspendu du 1er mars 2015 au 31 mars 2015"):
        noter(personne, debut, fin)


def test_one_without_an_end_takes_every_day_that_follows():
    suspension = SuspensionFabrique(fin=None)
    assert refus(noter, suspension.parcours.participant, "2015-04-02", "2015-04-03") == [("debut", "deja_suspendu")]


def test_a_suspension_is_ended_corrected_and_deleted():
    suspension = SuspensionFabrique(fin=None)
    corriger(suspension, fin="2015-04-09")
    suspension.refresh_from_db()
    assert suspension.fin == le("2015-04-09")
    corriger(suspension, debut="2015-03-05")  # its own days are no obstacle
    supprimer_suspension(suspension=suspension)
    supprimer_suspension(suspension=suspension)
    assert not Suspension.objects.exists()


def test_a_correction_is_refused_like_a_new_one_and_for_its_own_stay():
    suspension = SuspensionFabrique()
    SuspensionFabrique(parcours=suspension.parcours, debut=dt.date(2015, 4, 2), fin=None)
    assert refus(corriger, suspension, fin="2015-04-02") == [("debut", "deja_suspendu")]
    assert refus(corriger, suspension, debut="2015-01-04") == [("debut", "avant_entree")]
    assert refus(corriger, suspension, fin="2015-02-28") == [("fin", "fin_avant_debut")]


def test_two_people_correcting_one_suspension_both_see_it():
    suspension = SuspensionFabrique()
    vue = empreinte(suspension_de(suspension))
    corriger(suspension, fin="2015-04-05")
    with pytest.raises(ModifieDepuis):
        corriger(suspension, version=vue, fin="2015-04-08")
    corriger(suspension, version=vue, fin="2015-04-05")  # the same thing said twice is no conflict


def test_correcting_one_that_was_deleted_says_so():
    suspension = SuspensionFabrique()
    Suspension.objects.all().delete()
    assert refus(corriger, suspension, fin="2015-04-05") == [("", "suspension_absente")]


def test_a_report_is_dated_and_written_once(travailleuse_sociale):
    sejour = ParcoursFabrique()
    report = reporter(sejour.participant, raison="  En congés ", par=travailleuse_sociale)
    assert (report.parcours, report.date, report.raison, report.par) == (
        sejour,
        JOUR,
        "En congés",
        travailleuse_sociale,
    )
    assert reporter(sejour.participant) == report
    assert reporter(sejour.participant, "2015-04-15") != report
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("jusqu_au", "raison", "attendu"),
    [
        ("2015-04-10", "En congés", [("jusqu_au", "report_passe")]),
        ("2015-06-10", "En congés", [("jusqu_au", "report_trop_long")]),  # 61 days
        ("2015-04-20", "   ", [("raison", "report_sans_raison")]),
    ],
)
def test_a_report_says_why_and_ends_soon(jusqu_au, raison, attendu):
    assert refus(reporter, ParcoursFabrique().participant, jusqu_au, raison) == attendu


@pytest.mark.parametrize("jusqu_au", ["2015-04-11", "2015-06-09"])
def test_a_report_lasts_from_one_to_sixty_days(jusqu_au):
    assert reporter(ParcoursFabrique().participant, jusqu_au).jusqu_au == le(jusqu_au)


@pytest.mark.parametrize("sortie", [dt.date(2015, 4, 10), dt.date(2015, 3, 1)])
def test_only_an_open_stay_has_an_interview_to_put_off(sortie):
    assert refus(reporter, ParcoursFabrique(date_sortie=sortie).participant) == [("", "sans_parcours")]


def page(vue: str, *cles) -> str:
    return reverse(f"participants:{vue}", args=cles)


def test_the_page_suspends_and_says_first_what_it_entails(client):
    personne = ParcoursFabrique().participant
    adresse = page("suspension_noter", personne.uuid)
    vue = client.get(adresse).content.decode()
    assert "Aucune alerte pendant ce temps" in vue
    assert "Les mois suspendus de bout en bout ne comptent pas dans le taux d’entretiens" in vue
    reponse = client.post(adresse, {"debut": "2015-04-01", "fin": "", "motif": "formation"}, follow=True)
    assert "La suspension est notée." in reponse.content.decode()
    assert Suspension.objects.get().par.role == Role.TRAVAILLEUR_SOCIAL


def test_the_page_keeps_what_was_refused(client):
    personne = ParcoursFabrique().participant
    reponse = client.post(page("suspension_noter", personne.uuid), {"debut": "2014-12-25", "fin": "", "motif": "soins"})
    texte = reponse.content.decode()
    assert reponse.status_code == 400
    assert "Le parcours commence le 5 janvier 2015" in texte
    assert 'value="2014-12-25"' in texte
    assert '<option value="soins" selected>' in texte


def test_the_return_is_proposed_for_today_and_never_before_the_first_day(client):
    ancienne = SuspensionFabrique(fin=None)
    du_jour = SuspensionFabrique(debut=JOUR, fin=None)
    for suspension, fin in ((ancienne, "2015-04-09"), (du_jour, "2015-04-10")):
        adresse = page("suspension_corriger", suspension.parcours.participant.uuid, suspension.uuid)
        vue = client.get(f"{adresse}?reprise=oui").content.decode()
        assert "Noter la reprise" in vue
        assert f'name="fin" value="{fin}"' in vue
    assert 'name="fin" value' not in client.get(adresse).content.decode()


def test_two_people_on_the_page_see_both_versions(client):
    suspension = SuspensionFabrique(fin=None)
    adresse = page("suspension_corriger", suspension.parcours.participant.uuid, suspension.uuid)
    champs = {"debut": "2015-03-01", "motif": "formation", "version": empreinte(suspension_de(suspension))}
    client.post(adresse, champs | {"fin": "2015-04-05"})
    reponse = client.post(adresse, champs | {"fin": "2015-04-08"})
    texte = reponse.content.decode()
    assert reponse.status_code == 409
    assert "05/04/2015" in texte
    assert "08/04/2015" in texte
    suspension.refresh_from_db()
    assert suspension.fin == le("2015-04-05")


def test_the_page_asks_before_it_deletes(client):
    suspension = SuspensionFabrique()
    adresse = page("suspension_supprimer", suspension.parcours.participant.uuid, suspension.uuid)
    assert "suspendu du 1er mars 2015 au 31 mars 2015" in client.get(adresse).content.decode()
    assert Suspension.objects.exists()
    client.post(adresse)
    assert not Suspension.objects.exists()


@pytest.mark.parametrize("vue", ["suspension_corriger", "suspension_supprimer"])
def test_the_suspension_of_somebody_else_is_unknown(client, vue):
    autre = ParcoursFabrique().participant
    assert client.get(page(vue, autre.uuid, SuspensionFabrique().uuid)).status_code == 404


def test_the_page_puts_off_and_shows_what_was_put_off(client):
    sejour = ParcoursFabrique()
    EntretienFabrique(participant=sejour.participant, date=dt.date(2015, 3, 1))
    ReportFabrique(parcours=sejour, date=dt.date(2015, 4, 1), jusqu_au=dt.date(2015, 4, 12), raison="Chez sa sœur")
    adresse = page("entretien_reporter", sejour.participant.uuid)
    vue = client.get(adresse).content.decode()
    assert "Raison donnée&nbsp;: Chez sa sœur" in vue
    assert "dernier entretien le 1<sup>er</sup> mars 2015" in vue
    refusee = client.post(adresse, {"jusqu_au": "2015-04-20", "raison": ""})
    assert refusee.status_code == 400
    assert "Dites en quelques mots pourquoi" in refusee.content.decode()
    reponse = client.post(adresse, {"jusqu_au": "2015-04-20", "raison": "En congés"}, follow=True)
    assert "Reporté jusqu’au 20 avril" in reponse.content.decode()


def test_the_stay_tells_its_suspensions_and_its_reports(client, django_assert_max_num_queries):
    sejour = ParcoursFabrique()
    adresse = page("participant_parcours", sejour.participant.uuid)
    assert "Suspendre le suivi" in client.get(adresse).content.decode()
    for rang in range(8):
        jour = dt.date(2015, 1, 6) + dt.timedelta(days=10 * rang)
        SuspensionFabrique(parcours=sejour, debut=jour, fin=jour, motif="famille")
        ReportFabrique(parcours=sejour, date=jour, jusqu_au=jour + dt.timedelta(days=1), raison=f"Raison {rang}")
    RendezVousFabrique(participant=sejour.participant, date=dt.date(2015, 4, 20))
    with django_assert_max_num_queries(12):
        texte = client.get(adresse).content.decode()
    assert texte.count("raison familiale") == 8
    assert "«&nbsp;Raison 7&nbsp;»" in texte
    assert "Rendez-vous le 20 avril 2015" in texte


@pytest.mark.parametrize("role", [Role.ENCADRANT, Role.ADMINISTRATEUR])
def test_the_others_may_not(role):
    suspension = SuspensionFabrique()
    personne = suspension.parcours.participant
    client = client_de(creer_compte(role))
    for adresse in (
        page("suspension_noter", personne.uuid),
        page("suspension_corriger", personne.uuid, suspension.uuid),
        page("suspension_supprimer", personne.uuid, suspension.uuid),
        page("entretien_reporter", personne.uuid),
    ):
        assert client.get(adresse).status_code == 403
