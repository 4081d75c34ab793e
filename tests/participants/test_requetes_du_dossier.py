"""Every tab of a file costs as many statements with ten years of history as with a little, and few."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comptes.droits import peut
from partenaires.models import Thematique
from participants.choix import Etape
from participants.models import (
    Accord,
    Competence,
    Consigne,
    Document,
    EtapeBilan,
    EvaluationFrein,
    FaitQuartier,
    FaitReferent,
    Frein,
    Immersion,
    NoteDeTheme,
    NotePrivee,
    Observation,
    PremierContact,
    Quartier,
    ReponseBilan,
    Report,
    TypeDocument,
)
from socle.branchements import branches
from socle.models import Fichier
from tests.conftest import client_de
from tests.fabriques import (
    DemarcheFabrique,
    EntretienFabrique,
    ObjectifFabrique,
    ParcoursFabrique,
    PresenceFabrique,
    RendezVousFabrique,
    SeanceFabrique,
    SuspensionFabrique,
    UtilisateurFabrique,
)

pytestmark = pytest.mark.django_db
INSTANT = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)
DEBUT = dt.date(2015, 1, 5)
PLAFOND = 12  # the session, the person who looks, and the line of the journal included


def vivre(sejour, debut: int, fin: int) -> None:
    """Months `debut` to `fin` of a stay: something of everything in each, by agents who are never the same."""
    personne = sejour.participant
    for rang in range(debut, fin):
        jour = DEBUT + dt.timedelta(days=30 * rang)
        agent = UtilisateurFabrique(role="travailleur_social")
        theme = Thematique.objects.all()[rang % 9]
        entretien = EntretienFabrique(participant=personne, date=jour, par=agent)
        NoteDeTheme.objects.create(entretien=entretien, thematique=theme, texte="Une note")
        NotePrivee.objects.create(entretien=entretien, auteur=agent, texte="Une autre")
        objectif = ObjectifFabrique(parcours=sejour, date=jour, thematique=theme, par=agent)
        DemarcheFabrique(participant=personne, objectif=objectif, thematique=theme, date_debut=jour, par=agent)
        DemarcheFabrique(
            participant=personne, thematique=theme, date_debut=jour, date_fin=jour, statut="aboutie", par=agent
        )
        Immersion.objects.create(participant=personne, nature="stage", accueil="Ferme", debut=jour, fin=jour, par=agent)
        RendezVousFabrique(participant=personne, date=jour, statut="manque" if rang % 2 else "tenu", avec=agent)
        SuspensionFabrique(parcours=sejour, debut=jour, fin=jour, par=agent)
        Report.objects.create(parcours=sejour, date=jour, jusqu_au=jour + dt.timedelta(1), raison="x", par=agent)
        FaitQuartier.objects.create(parcours=sejour, depuis=jour, valeur=Quartier.objects.all()[rang % 9])
        FaitReferent.objects.create(parcours=sejour, depuis=jour, valeur=agent)
        PremierContact.objects.create(
            participant=personne, date=DEBUT, canal="rue", decision="revoir", note_le=INSTANT, note_par=agent
        )
        ReponseBilan.objects.create(parcours=sejour, question="permis", depuis=jour, valeur="oui")
        EvaluationFrein.objects.create(parcours=sejour, frein=Frein.objects.all()[rang % 9], depuis=jour, niveau=1)
        Observation.objects.create(
            participant=personne, competence=Competence.objects.all()[rang % 5], date=jour, niveau=2, par=agent
        )
        Consigne.objects.create(participant=personne, texte="Pas de port de charge", depuis=jour, par=agent)
        Accord.objects.create(participant=personne, nature="image", date=jour, par=agent)
        champs = {"contenu": b"x", "type_mime": "image/png", "taille": 1, "empreinte": "0"}
        Document.objects.create(
            participant=personne,
            type=TypeDocument.objects.all()[rang % 9],
            fichier=Fichier.objects.create(depose_le=INSTANT, **champs),
            expire_le=jour,
            depose_par=agent,
            depose_le=INSTANT,
        )
        PresenceFabrique(seance=SeanceFabrique(date=jour, debut=dt.time(8), fin=dt.time(10)), participant=personne)


@pytest.fixture
def sejour():
    sejour = ParcoursFabrique()
    for etape in Etape:
        EtapeBilan.objects.create(parcours=sejour, etape=etape, etat="faite", date=DEBUT)
    return sejour


def requetes(client, adresse: str) -> int:
    with CaptureQueriesContext(connection) as contexte:
        assert client.get(adresse).status_code == 200
    return len(contexte.captured_queries)


@pytest.mark.parametrize("liste", ["", "?liste="], ids=["seul", "dans sa liste"])
def test_every_tab_of_a_file_costs_the_same_whatever_the_history(cheffe_de_projet, sejour, liste):
    client = client_de(cheffe_de_projet)
    vues = [onglet.vue for onglet in branches("ONGLETS_DU_DOSSIER") if peut(cheffe_de_projet, onglet.action)]
    adresses = {vue: reverse(vue, args=[sejour.participant.uuid]) + liste for vue in vues}
    vivre(sejour, 0, 2)
    client.get(adresses["participants:participant_voir"])  # the first visit of a session writes its mark
    petit = {vue: requetes(client, adresse) for vue, adresse in adresses.items()}
    vivre(sejour, 2, 20)
    assert {vue: requetes(client, adresse) for vue, adresse in adresses.items()} == petit
    assert {vue: nombre for vue, nombre in petit.items() if nombre > PLAFOND} == {}
