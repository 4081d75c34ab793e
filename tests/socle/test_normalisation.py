"""The key of texts, and the nearest one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.normalisation import cle, plus_proche


@pytest.mark.parametrize(
    ("texte", "attendue"),
    [
        ("Faubourg Sainte-Catherine", "faubourg sainte catherine"),
        ("  Élève   d’ÉTÉ ", "eleve d ete"),
        ("Cœur & Œuvre", "coeur oeuvre"),
        ("e\u0301te\u0301", "ete"),
        ("V\u00a0bis", "v bis"),
        ("hébergement d'urgence", "hebergement d urgence"),
        ("hébergement d’urgence", "hebergement d urgence"),  # as word processors write it
        ("Centre–ville", "centre ville"),
        ("—", "—"),  # no letter to keep: itself
        ("Ωμέγα", "ωμέγα"),
        ("", ""),
    ],
)
def test_a_key_keeps_letters_digits_and_single_spaces(texte, attendue):
    assert cle(texte) == attendue


@given(st.text())
def test_a_key_is_its_own_key(texte):
    assert cle(cle(texte)) == cle(texte)


@pytest.mark.parametrize(("texte", "proche"), [("dutample", "Dutemple"), ("LES ACACIA", "Acacias"), ("", "Dutemple")])
def test_the_nearest_label(texte, proche):
    assert plus_proche(texte, ["Dutemple", "Acacias"]) == proche


def test_nothing_is_near_when_there_is_no_choice():
    assert plus_proche("Dutemple", []) == ""
