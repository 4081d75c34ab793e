"""Any two files: nothing is lost when they are merged, nobody is counted twice, and undoing gives back every byte."""

import datetime as dt

import pytest
from django.db import transaction

from ateliers.models import Presence
from bilans.indicateurs import calculer
from participants.models import Coordonnees, Fusion, Parcours, Participant, PremierContact
from participants.models.faits import FaitDuParcours
from participants.services.fusion import fusionner
from participants.services.fusion_defaire import defusionner
from participants.services.fusion_plan import previsualiser
from participants.services.fusion_regles import relations
from socle.periodes import Periode
from tests.fabriques import UtilisateurFabrique
from tests.participants.mondes_de_fusion import INSTANT, copie, deux_dossiers

pytestmark = pytest.mark.django_db

GRAINES = range(40)
ANNEES = [Periode(dt.date(annee, 1, 1), dt.date(annee, 12, 31)) for annee in (2014, 2015, 2016)]


def personnes(periode: Periode) -> int:
    [total] = [chiffre.valeur for chiffre in calculer(periode).sections[0].chiffres if chiffre.code == "total"]
    return total


def jours_de_parcours(dossiers) -> set[dt.date]:
    """Every day that a stay of theirs covers, in the two years where the world happens."""
    sejours = list(Parcours.objects.filter(participant__in=dossiers))
    jours = (dt.date(2014, 12, 1) + dt.timedelta(days=n) for n in range(760))
    return {jour for jour in jours if any(sejour.couvre(jour) for sejour in sejours)}


def faits_dates(dossiers) -> set[tuple[str, dt.date]]:
    """The days on which something is said, by subject."""
    return {
        (modele.__name__, depuis)
        for modele in FaitDuParcours.__subclasses__()
        for depuis in modele.objects.filter(parcours__participant__in=dossiers).values_list("depuis", flat=True)
    }


def par_seance(dossiers) -> dict[int, int]:
    """The longest presence of each session."""
    minutes: dict[int, int] = {}
    for presence in Presence.objects.filter(participant__in=dossiers):
        minutes[presence.seance_id] = max(minutes.get(presence.seance_id, 0), presence.minutes)
    return minutes


@pytest.mark.parametrize("graine", GRAINES)
def test_merging_keeps_everything_counts_one_person_and_can_be_undone(graine):
    agent = UtilisateurFabrique()
    with transaction.atomic():
        garde, fondu = deux_dossiers(graine, agent)
        verifier(garde, fondu, agent)
        transaction.set_rollback(True)


def verifier(garde: Participant, fondu: Participant, agent) -> None:
    dossiers, depart = [garde, fondu], copie()
    couverts, seances, contacts = jours_de_parcours(dossiers), par_seance(dossiers), PremierContact.objects.count()
    faits = faits_dates(dossiers)
    coordonnees = Coordonnees.objects.exists()
    seuls = [Parcours.objects.pendant(annee).filter(participant__in=dossiers).exists() for annee in ANNEES]
    if previsualiser(garde=garde, fondu=fondu).refus:
        assert copie() == depart
        return
    assert copie() == depart

    fusion = fusionner(garde=garde, fondu=fondu, choix={}, par=agent, le=INSTANT)

    for relation in relations(Participant):
        modele, _, champ = relation.rpartition(".")
        if modele != "participants.Fusion":
            restent = Participant._meta.apps.get_model(modele).objects.filter(**{champ: fondu})
            assert (relation, restent.count()) == (relation, 0)
    assert jours_de_parcours([garde]) == couverts
    assert par_seance([garde]) == seances
    assert faits_dates([garde]) == faits
    assert Presence.objects.en_chevauchement().count() == Presence.objects.hors_parcours().count() == 0
    assert Parcours.objects.qui_se_chevauchent().count() == 0
    assert PremierContact.objects.filter(participant=garde).count() == contacts
    assert Coordonnees.objects.filter(participant=garde).exists() == coordonnees
    assert [personnes(annee) for annee in ANNEES] == [int(present) for present in seuls]

    defusionner(fusion=fusion, par=agent, le=INSTANT)

    assert copie() == depart
    assert Fusion.objects.get().defaite_le == INSTANT


def test_most_of_the_worlds_drawn_can_be_merged_and_some_cannot():
    refus = []
    for graine in GRAINES:
        with transaction.atomic():
            garde, fondu = deux_dossiers(graine, None)
            refus.append(bool(previsualiser(garde=garde, fondu=fondu).refus))
            transaction.set_rollback(True)
    assert 0 < sum(refus) < len(refus) / 2
