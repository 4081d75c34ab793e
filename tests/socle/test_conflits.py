"""Two people on one form: what is seen as a conflict, and what is not."""

import pytest
from django import forms
from django.http import QueryDict

from socle.conflits import Ecart, ModifieDepuis, ecarts, empreinte, resaisir, verifier

AU_DEPART = {"nom": "Houx", "ville": ""}


class Formulaire(forms.Form):
    nom = forms.CharField(label="Nom")
    ville = forms.ChoiceField(label="Ville", choices=[("", "rien"), ("v", "Valenciennes")], required=False)
    version = forms.CharField(required=False)


def test_an_empty_value_and_none_are_one_version():
    assert empreinte({"nom": "Houx", "ville": None}) == empreinte(AU_DEPART)


def test_another_value_or_another_field_is_another_version():
    assert len({empreinte(v) for v in ({"a": "x"}, {"a": "y"}, {"b": "x"}, {"a": "x", "b": ""})}) == 4


def test_what_nobody_touched_is_written():
    verifier(version=empreinte(AU_DEPART), actuelles=AU_DEPART, saisies={"nom": "If", "ville": ""})


def test_what_somebody_changed_is_not_overwritten():
    actuelles = {"nom": "Orme", "ville": ""}
    with pytest.raises(ModifieDepuis) as conflit:
        verifier(version=empreinte(AU_DEPART), actuelles=actuelles, saisies={"nom": "If", "ville": ""})
    assert conflit.value.actuelles == actuelles


def test_the_same_correction_by_both_is_no_conflict():
    verifier(version=empreinte(AU_DEPART), actuelles={"nom": "If", "ville": ""}, saisies={"nom": "If", "ville": None})


def test_a_form_without_its_version_is_refused_rather_than_trusted():
    with pytest.raises(ModifieDepuis):
        verifier(version="", actuelles=AU_DEPART, saisies={"nom": "If", "ville": ""})


def test_both_versions_are_shown_and_the_form_may_be_sent_again():
    form = Formulaire(QueryDict("nom=If&ville=v&version=ancienne"))
    assert form.is_valid()
    actuelles = {"nom": "Houx", "ville": ""}
    assert ecarts(form, actuelles) == [Ecart("Nom", "Houx", "If"), Ecart("Ville", "rien", "Valenciennes")]
    rejouee = resaisir(form, actuelles)
    assert rejouee.is_valid()
    verifier(version=rejouee.cleaned_data["version"], actuelles=actuelles, saisies=rejouee.cleaned_data)


def test_only_what_differs_is_shown():
    form = Formulaire(QueryDict("nom=Houx&ville=v"))
    assert form.is_valid()
    assert [ecart.libelle for ecart in ecarts(form, {"nom": "Houx", "ville": ""})] == ["Ville"]
