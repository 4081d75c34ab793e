"""Meetings before an entry: what is noted, what is refused, and that they count nowhere."""

import datetime as dt

import pytest
from django.urls import reverse

from bilans.indicateurs import calculer
from partenaires.models import Partenaire
from participants.models import PremierContact
from participants.services.contacts import contact_de, corriger_contact, noter_contact
from participants.services.parcours import ouvrir_parcours
from socle.conflits import empreinte
from socle.erreurs import SaisieRefusee
from socle.periodes import annee
from tests.conftest import client_de
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, UtilisateurFabrique

pytestmark = pytest.mark.django_db

AUJOURDHUI = dt.date(2016, 6, 1)
INSTANT = dt.datetime(2016, 6, 1, 10, tzinfo=dt.UTC)
RUE = {"date": AUJOURDHUI, "canal": "rue", "decision": "revoir"}


def noter(personne, **valeurs) -> PremierContact:
    return noter_contact(
        participant=personne, valeurs=RUE | valeurs, par=UtilisateurFabrique(), le=INSTANT, aujourdhui=AUJOURDHUI
    )


def refus(service, **arguments) -> list[tuple[str, str]]:
    avant = list(PremierContact.objects.values()), Partenaire.objects.count()
    with pytest.raises(SaisieRefusee) as refusee:
        service(**arguments, aujourdhui=AUJOURDHUI)
    assert (list(PremierContact.objects.values()), Partenaire.objects.count()) == avant
    return [(a.champ, a.code) for a in refusee.value.anomalies]


def test_a_meeting_says_where_what_was_decided_and_who_noted_it():
    contact = noter(ParticipantFabrique(), canal="partenaire", partenaire="Croix-Rouge", precisions="Le jeudi.")
    assert contact.partenaire.nom == "Croix-Rouge"
    assert (contact.precisions, contact.note_par.nom[:5], contact.note_le) == ("Le jeudi.", "Agent", INSTANT)


@pytest.mark.parametrize(
    ("valeurs", "attendu"),
    [
        ({"date": dt.date(2016, 6, 2)}, ("date", "contact_futur")),
        ({"canal": "partenaire"}, ("partenaire", "partenaire_absent")),
        ({"partenaire": "Croix-Rouge"}, ("partenaire", "partenaire_en_trop")),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_when_noted_and_when_corrected(valeurs, attendu):
    personne = ParticipantFabrique()
    nouveau = {"participant": personne, "valeurs": RUE | valeurs, "par": None, "le": INSTANT}
    assert refus(noter_contact, **nouveau) == [attendu]
    contact = noter(personne)
    version = empreinte(contact_de(contact))
    assert refus(corriger_contact, contact=contact, valeurs=RUE | valeurs, version=version) == [attendu]


@pytest.mark.parametrize(
    ("jour", "refuse"),
    [((2016, 3, 1), False), ((2016, 3, 2), True), ((2016, 4, 30), True), ((2016, 5, 1), False)],
)
def test_a_meeting_stands_before_an_entry_not_during_a_stay(jour, refuse):
    sejour = ParcoursFabrique(date_entree=dt.date(2016, 3, 1), date_sortie=dt.date(2016, 4, 30))
    if refuse:
        valeurs = RUE | {"date": dt.date(*jour)}
        nouveau = {"participant": sejour.participant, "valeurs": valeurs, "par": None, "le": INSTANT}
        assert refus(noter_contact, **nouveau) == [("date", "deja_en_parcours")]
    else:
        assert noter(sejour.participant, date=dt.date(*jour)).pk


def test_a_correction_keeps_who_noted_it_and_when():
    contact = noter(ParticipantFabrique(), canal="partenaire", partenaire="Croix-Rouge")
    valeurs = RUE | {"decision": "sans_suite", "partenaire": ""}
    corriger_contact(contact=contact, valeurs=valeurs, version=empreinte(contact_de(contact)), aujourdhui=AUJOURDHUI)
    relu = PremierContact.objects.get()
    assert (relu.decision, relu.canal, relu.partenaire, relu.note_le) == ("sans_suite", "rue", None, INSTANT)
    assert relu.note_par == contact.note_par


def test_two_people_correcting_one_contact_see_both_texts(cheffe_de_projet):
    contact = noter(ParticipantFabrique(), precisions="Vue au marché.")
    adresse = reverse("participants:contact_corriger", args=[contact.participant.uuid, contact.uuid])
    client = client_de(cheffe_de_projet)
    montree = client.get(adresse).context["form"].initial
    donnees = {nom: valeur for nom, valeur in montree.items() if valeur is not None}
    premiere = client.post(adresse, donnees | {"precisions": "Vue au marché, avec sa fille."})
    assert premiere.status_code == 302
    seconde = client.post(adresse, donnees | {"precisions": "Vue à la gare."})
    assert seconde.status_code == 409
    page = seconde.content.decode()
    assert "Vue au marché, avec sa fille." in page
    assert "Vue à la gare." in page
    assert PremierContact.objects.get().precisions == "Vue au marché, avec sa fille."
    encore = donnees | {"precisions": "Vue à la gare.", "version": seconde.context["form"].data["version"]}
    assert client.post(adresse, encore).status_code == 302
    assert PremierContact.objects.get().precisions == "Vue à la gare."


def test_a_person_met_is_counted_from_her_entry_and_not_before():
    personne = ParticipantFabrique()
    noter(personne)
    assert calculer(annee(2016)).section("personnes").chiffre("total").valeur == 0
    ouvrir_parcours(participant=personne, date_entree=AUJOURDHUI, sejour={}, faits={}, aujourdhui=AUJOURDHUI)
    assert calculer(annee(2016)).section("personnes").chiffre("total").valeur == 1
