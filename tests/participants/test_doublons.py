"""Who looks like whom: pairs that are one person, pairs that are two, and a base of six thousand files."""

import datetime as dt
import time

import pytest

from participants.models import Participant
from participants.models.personnes import cle_de_personne
from participants.services.doublons import Identite, candidats, ressemblance
from tests.fabriques import ParticipantFabrique

MAI, JUIN = dt.date(1980, 5, 3), dt.date(1957, 6, 21)


def personne(texte: str, naissance=None, annee_seule=False) -> Identite:
    """« BENALI Karim H » as an identity."""
    nom, prenom, sexe = texte.split("/")
    return Identite(nom, prenom, sexe, naissance, annee_seule)


UNE_SEULE = [
    ("Benali/Karim/H", None, "Benali/Karim/H", None),
    ("BÉNALI/karim/H", None, "Benali/Karim/H", None),
    ("Ben Ali/Karim/H", None, "Benali/Karim/H", None),
    ("Karim/Benali/H", None, "Benali/Karim/H", None),
    ("Mohammed/Saidi/H", None, "Saïdi/Mohamed/H", None),
    ("Cherif/Mohammed/H", None, "Chérif/Mohamed/H", None),
    ("Haddad/Fatma/F", None, "Haddad/Fatima/F", None),
    ("Dupont/Marie-Laure/F", None, "Dupond/Marie Laure/F", None),
    ("Lopez Garcia/Rosa/F", None, "Lopez/Rosa/F", None),
    ("D’Almeida/Jean/H", None, "Dalmeida/Jean/H", None),
    ("Diallo/Ali/H", None, "Diallo/Aly/H", None),
    # Married since: another name, one birth, one first name.
    ("Lefèvre/Sandrine/F", MAI, "Morel/Sandrine/F", MAI),
    # The day and the month exchanged, or one of them mistyped.
    ("Benali/Karime/H", MAI, "Benali/Karim/H", dt.date(1980, 3, 5)),
    ("Benali/Karime/H", MAI, "Benali/Karim/H", dt.date(1980, 5, 8)),
    # A year alone says no more than the year.
    ("Benali/Karime/H", MAI, "Benali/Karim/H", 1980),
    # Homonyms are shown too: a birth is mistyped more often than it is shared.
    ("Martin/Marie/F", MAI, "Martin/Marie/F", JUIN),
    ("Martin/Marie/F", None, "Martin/Marie/autre", None),
]
DEUX = [
    # Twins, brothers and sisters, neighbours.
    ("Benali/Karim/H", MAI, "Benali/Hassan/H", MAI),
    ("Benali/Karim/H", None, "Benali/Samira/F", None),
    ("Dupont/Jean/H", None, "Dupont/Jeanne/F", None),
    ("Dupont/Michel/H", None, "Dupont/Michèle/F", None),
    ("Dupont/Michel/H", MAI, "Dupont/Michèle/F", MAI),
    ("Dupont/Jean-Pierre/H", None, "Dupont/Jean-Marc/H", None),
    # A common first name, a common name.
    ("Benali/Karim/H", None, "Saïdi/Karim/H", None),
    ("Martin/Marie/F", None, "Morin/Marie/F", None),
    ("Chêne/Ali/H", None, "Frêne/Ali/H", None),
    # Near names of two births.
    ("Benali/Karime/H", MAI, "Benali/Karim/H", JUIN),
    ("Benali/Karime/H", MAI, "Benali/Karim/H", 1957),
    # One birth, and nothing else.
    ("Lefèvre/Sandrine/F", MAI, "Morel/Corinne/F", MAI),
]


def _identite(texte: str, naissance) -> Identite:
    if isinstance(naissance, int):
        return personne(texte, dt.date(naissance, 7, 1), annee_seule=True)
    return personne(texte, naissance)


@pytest.mark.parametrize(("une", "nee", "autre", "neee"), UNE_SEULE)
def test_these_may_be_one_person(une, nee, autre, neee):
    assert ressemblance(_identite(une, nee), _identite(autre, neee))
    assert ressemblance(_identite(autre, neee), _identite(une, nee))


@pytest.mark.parametrize(("une", "nee", "autre", "neee"), DEUX)
def test_these_are_two_people(une, nee, autre, neee):
    assert ressemblance(_identite(une, nee), _identite(autre, neee)) is None
    assert ressemblance(_identite(autre, neee), _identite(une, nee)) is None


@pytest.mark.parametrize(
    ("une", "nee", "autre", "neee", "raison"),
    [
        ("Karim/Benali/H", MAI, "Benali/Karim/H", MAI, "même nom, nom et prénom échangés, même date de naissance"),
        ("Martin/Marie/F", MAI, "Martin/Marie/F", JUIN, "même nom, autre date de naissance"),
        ("Morel/Sandrine/F", MAI, "Lefèvre/Sandrine/F", MAI, "même prénom, même date de naissance"),
        ("Haddad/Fatma/F", None, "Haddad/Fatima/F", None, "nom proche"),
    ],
)
def test_the_reason_says_what_looks_alike(une, nee, autre, neee, raison):
    assert ressemblance(_identite(une, nee), _identite(autre, neee)).raison == raison


@pytest.mark.django_db
def test_a_file_merged_into_another_gives_the_file_kept_once():
    gardee = ParticipantFabrique(nom="Benali", prenom="Karim", sexe="H")
    ParticipantFabrique(nom="Ben Ali", prenom="Karim", sexe="H", fondu_dans=gardee)
    trouves = candidats(personne("Benali/Karim/H"))
    assert [trouve for trouve, _ in trouves] == [gardee]
    assert candidats(personne("Benali/Karim/H"), sauf=[gardee.pk]) == []


@pytest.mark.django_db
def test_at_most_five_are_shown_the_most_alike_first():
    for rang in range(7):
        ParticipantFabrique(nom="Benali", prenom="Karime" if rang else "Karim", sexe="H", reference=f"B{rang}")
    trouves = candidats(personne("Benali/Karim/H"))
    assert len(trouves) == 5
    assert trouves[0][0].reference == "B0"


@pytest.mark.django_db
def test_a_common_name_is_found_among_six_thousand_files_in_one_query(django_assert_num_queries):
    syllabes = ("ba", "chi", "dou", "fran", "gue", "lo", "mar", "nin", "pel", "ro", "sau", "tis", "ver", "zel")
    Participant.objects.bulk_create(
        Participant(
            reference=f"M{n}",
            nom=(nom := "".join(syllabes[(n // 14**rang) % 14] for rang in range(3))),
            prenom=(prenom := syllabes[n % 13] + syllabes[n % 11]),
            cle=cle_de_personne(nom, prenom),
            sexe="H" if n % 2 else "F",
        )
        for n in range(6000)
    )
    cherchee = ParticipantFabrique(nom="Zelmarba", prenom="Roger", sexe="H")
    debut = time.process_time()
    with django_assert_num_queries(1):
        trouves = candidats(personne("Zelmarba/Rogé/H"))
    assert time.process_time() - debut < 1.5
    assert cherchee in [trouve for trouve, _ in trouves]
    assert len(trouves) <= 3
