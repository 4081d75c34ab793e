"""The hint given to who writes a note: what it sees, what it leaves alone, and that it names what was typed."""

import pytest

from participants.mots_a_relire import conseils


@pytest.mark.parametrize(
    ("texte", "mot"),
    [
        ("Il est en dépression depuis mars.", "dépression"),
        ("Sort de PRISON jeudi", "PRISON"),
        ("Ne vient pas le vendredi, musulman.", "musulman"),
        ("Elle est paresseuse", "paresseuse"),
        ("Placé en garde à vue hier", "garde à vue"),
        ("Suivi pour l’alcoolisme", "alcoolisme"),
        ("le sida", "sida"),
    ],
)
def test_a_word_that_deserves_a_second_look_is_named_as_it_was_typed(texte, mot):
    [conseil] = conseils(texte)
    assert f"« {mot} »" in conseil.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "texte",
    [
        *("", "Va bien.", "Bilan de santé fait le 3 mars.", "Il a romancé son récit."),
        *("Garde les enfants à vue d’œil.", "Le casier du vestiaire est cassé."),
    ],
)
def test_ordinary_words_raise_nothing(texte):
    assert conseils(texte) == []


def test_each_kind_is_one_sentence_and_each_word_is_said_once():
    dits = [
        conseil.replace("\u00a0", " ")
        for conseil in conseils("Dépression, diabète.", "dépression ; prison", "rien ici")
    ]
    assert dits == [
        "À relire : « Dépression », « diabète ». Dans une note, la santé se dit en faits et en dates de démarches, "
        "jamais en diagnostic.",
        "À relire : « prison ». Dans une note, aucune infraction ni condamnation ne se note.",
    ]
