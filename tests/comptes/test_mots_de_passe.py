"""The CNIL's rule (délibération 2022-100), and what else a password may not be."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from comptes.models import Utilisateur

ANNE = Utilisateur(email="anne.mesange@jardins.example", prenom="Anne", nom="Mésange")
REGLE = (
    "Votre mot de passe compte au moins 12 caractères avec minuscules, majuscules, chiffres et signes, "
    "ou 14 sans signes, ou une phrase d’au moins 7 mots."
)


@pytest.mark.parametrize(
    "bon",
    [
        "Poireau-2015",  # 12, four kinds
        "Poireaux2015ab",  # 14, three kinds
        "les sept poules grises picorent sous la haie",  # a phrase
        "Épinard#2015",  # the capital has an accent
    ],
)
def test_a_good_password_is_accepted(bon):
    validate_password(bon, ANNE)


@pytest.mark.parametrize(
    "faible",
    [
        "Poireau-201",  # 11 characters
        "Poireaux2015a",  # 13 without a sign
        "poireaux-2015-ab",  # no capital
        "POIREAUX-2015-AB",  # no small letter
        "Poireaux-navets",  # no digit
        "Épinards2015é",  # 13, an accent is a letter and no sign
        "les sept poules grises sous haie",  # six words
        "poule poule poule poule poule poule poule",  # one word seven times
        "a b c d e f g h",  # letters, not words
        "",
    ],
)
def test_a_weak_password_is_refused_with_the_rule(faible):
    with pytest.raises(ValidationError) as refus:
        validate_password(faible, ANNE)
    assert REGLE in refus.value.messages


@pytest.mark.parametrize("proche", ["Mesange-1234", "anne.mesange@Jardins1"])
def test_a_password_made_of_ones_own_name_is_refused(proche):
    with pytest.raises(ValidationError, match="trop semblable"):
        validate_password(proche, ANNE)


def test_the_rule_is_told_before_one_chooses():
    assert REGLE in password_validators_help_texts()
