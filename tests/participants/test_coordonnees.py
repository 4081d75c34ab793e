"""Who a person is and how to reach her: what is written, what is refused, and what two people write at once."""

import datetime as dt

import pytest

from participants import telephones
from participants.models import Coordonnees, Participant
from participants.services.coordonnees import (
    coordonnees_de,
    identite_de,
    modifier_coordonnees,
    modifier_identite,
)
from socle.conflits import ModifieDepuis, empreinte
from socle.erreurs import SaisieRefusee
from tests.fabriques import ParcoursFabrique, ParticipantFabrique

AUJOURDHUI = dt.date(2016, 6, 1)


@pytest.mark.parametrize(
    "tape",
    ["0612345678", "06.12.34.56.78", "06 12 34 56 78", "+33 6 12 34 56 78", "0033612345678", "+33 (0)6 12345678"],
)
def test_a_french_number_is_written_one_way(tape):
    assert telephones.normaliser(tape) == "06 12 34 56 78"
    assert telephones.adresse(tape) == "tel:+33612345678"


@pytest.mark.parametrize(
    ("tape", "garde", "compose"),
    [
        ("+32 470 12 34 56", "+32 470 12 34 56", "tel:+32470123456"),
        ("3939", "3939", "tel:3939"),
        ("06 12 34 56", "06 12 34 56", "tel:06123456"),
        (" voir  sa sœur ", "voir sa sœur", ""),
        ("", "", ""),
    ],
)
def test_another_number_stays_as_it_was_typed(tape, garde, compose):
    assert (telephones.normaliser(tape), telephones.adresse(tape)) == (garde, compose)


def identite(personne, **champs) -> dict:
    return identite_de(personne) | champs


def modifier(personne, version=None, **champs):
    modifier_identite(
        participant=personne,
        valeurs=identite(personne, **champs),
        version=version or empreinte(identite_de(personne)),
        aujourdhui=AUJOURDHUI,
    )
    return Participant.objects.get(pk=personne.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("avec_parcours", [True, False])
def test_a_corrected_name_is_found_again_by_the_search(avec_parcours):
    personne = ParcoursFabrique().participant if avec_parcours else ParticipantFabrique()
    relue = modifier(personne, nom="D’Hérin", prenom="Léa-Rose")
    assert (str(relue), relue.cle) == ("D’HÉRIN Léa-Rose", "d herin lea rose")


@pytest.mark.django_db
def test_a_year_of_birth_alone_is_kept():
    relue = modifier(ParcoursFabrique().participant, date_naissance=dt.date(1972, 7, 1), annee_seule=True)
    assert (relue.date_naissance, relue.annee_seule) == (dt.date(1972, 7, 1), True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("naissance", "seule", "code"),
    [
        (dt.date(2016, 6, 2), False, "naissance_future"),
        (dt.date(2017, 7, 1), True, "naissance_future"),
        (dt.date(2015, 1, 6), False, "naissance_apres_entree"),
    ],
)
def test_a_birth_to_come_or_after_an_entry_is_refused(naissance, seule, code):
    personne = ParcoursFabrique(date_entree=dt.date(2015, 1, 5)).participant
    with pytest.raises(SaisieRefusee) as refusee:
        modifier(personne, date_naissance=naissance, annee_seule=seule)
    assert [(a.champ, a.code) for a in refusee.value.anomalies] == [("date_naissance", code)]
    assert Participant.objects.get().date_naissance is None


@pytest.mark.django_db
def test_this_very_year_alone_is_not_in_the_future():
    relue = modifier(ParticipantFabrique(), date_naissance=dt.date(2016, 7, 1), annee_seule=True)
    assert relue.date_naissance == dt.date(2016, 7, 1)


@pytest.mark.django_db
def test_an_identity_changed_meanwhile_is_not_overwritten():
    personne = ParcoursFabrique(participant__nom="Houx").participant
    version = empreinte(identite_de(personne))
    modifier(personne, nom="Orme")
    with pytest.raises(ModifieDepuis) as conflit:
        modifier(personne, version, nom="If")
    assert conflit.value.actuelles["nom"] == "Orme"
    assert Participant.objects.get().nom == "Orme"


@pytest.mark.django_db
def test_coordinates_are_written_once_for_a_person_and_changed_in_place():
    personne = ParticipantFabrique()
    vides = coordonnees_de(personne)
    modifier_coordonnees(participant=personne, valeurs=vides | {"telephone": "1"}, version=empreinte(vides))
    lues = coordonnees_de(personne)
    modifier_coordonnees(participant=personne, valeurs=lues | {"email": "a@b.example"}, version=empreinte(lues))
    unique = Coordonnees.objects.get()
    assert (unique.participant, unique.telephone, unique.email) == (personne, "1", "a@b.example")


@pytest.mark.django_db
def test_coordinates_changed_meanwhile_are_not_overwritten():
    personne = ParticipantFabrique()
    vides = coordonnees_de(personne)
    modifier_coordonnees(participant=personne, valeurs=vides | {"telephone": "1"}, version=empreinte(vides))
    with pytest.raises(ModifieDepuis):
        modifier_coordonnees(participant=personne, valeurs=vides | {"telephone": "2"}, version=empreinte(vides))
    assert Coordonnees.objects.get().telephone == "1"
