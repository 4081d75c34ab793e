"""The road drawn: which way it goes, what a step back looks like without colour, what is unknown."""

import xml.etree.ElementTree as ET

import pytest

from socle.chemins import BORD, LARGEUR, chemin

SVG = "{http://www.w3.org/2000/svg}"


def dessiner(*niveaux, titre="Chemin"):
    return ET.fromstring(chemin(niveaux, 3, titre))


def lieux(arbre, classe) -> list[int]:
    return [int(rond.get("cx")) for rond in arbre.iter(f"{SVG}circle") if rond.get("class") == classe]


def traits(arbre) -> list:
    return [trait for trait in arbre.iter(f"{SVG}path") if trait.get("stroke-width")]


def test_the_worst_is_on_the_left_and_progress_goes_right():
    arbre = dessiner(3, 0)
    assert (lieux(arbre, "depart"), lieux(arbre, "arrivee")) == ([BORD], [LARGEUR - BORD])
    [trait] = traits(arbre)
    assert (trait.get("d"), trait.get("stroke-dasharray")) == (f"M{BORD} 14H{LARGEUR - BORD}", None)


def test_a_step_back_goes_left_and_is_dashed():
    arbre = dessiner(1, 2)
    assert lieux(arbre, "arrivee") < lieux(arbre, "depart")
    assert traits(arbre)[0].get("stroke-dasharray")


@pytest.mark.parametrize(
    ("niveaux", "departs", "arrivees", "lignes"),
    [
        ((2,), 1, 0, 0),
        ((2, 2), 1, 1, 0),
        ((None, 2), 0, 1, 0),
        ((2, None), 1, 0, 0),
        ((None, None), 0, 0, 0),
        ((3, 2, 1), 1, 1, 1),
    ],
)
def test_what_is_unknown_or_still_has_no_line(niveaux, departs, arrivees, lignes):
    arbre = dessiner(*niveaux)
    dessines = len(lieux(arbre, "depart")), len(lieux(arbre, "arrivee")), len(traits(arbre))
    assert dessines == (departs, arrivees, lignes)


def test_each_time_between_leaves_a_mark():
    ronds = [rond for rond in dessiner(3, 2, None, 1, 0).iter(f"{SVG}circle") if not rond.get("class")]
    assert len(ronds) == 2


def test_where_nothing_moved_the_disc_stands_inside_the_ring():
    ronds = {rond.get("class"): float(rond.get("r")) for rond in dessiner(2, 2).iter(f"{SVG}circle")}
    assert ronds["arrivee"] < ronds["depart"]


def test_hostile_words_stay_words_and_no_style_is_needed():
    dessin = chemin((3, 1), 3, '<script>"&')
    assert "<script>" not in dessin
    assert "style=" not in dessin
    assert dessiner(3, 1, titre='<script>"&')[0].text == '<script>"&'
