"""The bars: what they say to eyes, to ears, on paper, and with hostile words."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.template import Context, Template

from socle.graphiques import barres

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Part:
    libelle: str
    nombre: int
    pourcentage: Decimal = Decimal("0.0")
    inconnu: bool = False


@dataclass(frozen=True)
class Repartition:
    lignes: tuple[Part, ...]
    total: int
    code: str = "par_quartier"
    libelle: str = "Par quartier"
    base_libelle: str = "personnes"


TROIS = Repartition(
    (
        Part("Dutemple", 10, Decimal("66.7")),
        Part("Acacias", 0),
        Part("non renseigné", 5, Decimal("33.3"), inconnu=True),
    ),
    15,
)


def _arbre(repartition):
    return ET.fromstring(barres(repartition))


def _barres(arbre):
    return list(arbre.iter(f"{SVG}rect"))


def test_title_comes_first_then_the_description_with_every_figure():
    premier, second = list(_arbre(TROIS))[:2]
    assert (premier.tag, premier.text) == (f"{SVG}title", "Par quartier\u00a0: 15\u00a0personnes")
    assert second.tag == f"{SVG}desc"
    assert second.text == (
        "Dutemple\u00a0: 10 (66,7\u00a0%), Acacias\u00a0: 0 (0,0\u00a0%), non renseigné\u00a0: 5 (33,3\u00a0%)."
    )


def test_every_line_has_its_label_and_its_count():
    textes = [texte.text for texte in _arbre(TROIS).iter(f"{SVG}text")]
    assert textes == ["Dutemple", "10", "Acacias", "0", "non renseigné", "5"]


def test_bars_are_in_proportion_and_zero_draws_none():
    dix, cinq = (float(rect.get("width")) for rect in _barres(_arbre(TROIS)))
    assert dix == 2 * cinq


def test_what_is_unknown_is_hatched_and_the_rest_is_not():
    arbre = _arbre(TROIS)
    connue, inconnue = (rect.get("fill") for rect in _barres(arbre))
    motif = arbre.find(f".//{SVG}pattern").get("id")
    assert inconnue == f"url(#{motif})"
    assert connue.startswith("#")


def test_no_style_attribute_and_no_class_is_needed_for_the_colours():
    dessin = barres(TROIS)
    assert "style=" not in dessin
    assert all(texte.get("fill") for texte in _arbre(TROIS).iter(f"{SVG}text"))


def test_hostile_words_are_text():
    attaque = '</title><script>alert(1)</script>"&'
    arbre = _arbre(Repartition((Part(attaque, 1, Decimal("100.0")),), 1, libelle=attaque))
    assert not list(arbre.iter(f"{SVG}script"))
    assert arbre[0].text == f"{attaque}\u00a0: 1\u00a0personne"
    assert "".join(t.text for t in arbre.iter(f"{SVG}text")) == f"{attaque}1"


def test_a_long_label_is_wrapped_and_never_cut():
    libelle = "Service de prévention santé de la communauté d’agglomération de Valenciennes Métropole"
    *lignes, compte = [t.text for t in _arbre(Repartition((Part(libelle, 3),), 3)).iter(f"{SVG}text")]
    assert " ".join(lignes) == libelle
    assert compte == "3"
    assert max(map(len, lignes)) <= 27


@pytest.mark.parametrize("nombre", [1, 7, 9999])
def test_nothing_stands_outside_the_drawing(nombre):
    arbre = _arbre(Repartition((Part("A", nombre), Part("B", 1)), nombre + 1))
    _, _, largeur, hauteur = map(float, arbre.get("viewBox").split())
    for texte in arbre.iter(f"{SVG}text"):
        debut, haut = float(texte.get("x")), float(texte.get("y"))
        longueur = 0 if texte.get("text-anchor") == "end" else 8 * len(texte.text)
        assert debut + longueur <= largeur
        assert haut <= hauteur


def test_an_empty_breakdown_draws_nothing():
    assert barres(Repartition((), 0)) == ""


def test_all_lines_at_zero_still_draw():
    assert "Dutemple" in barres(Repartition((Part("Dutemple", 0),), 0))


def test_the_tag_draws_the_same():
    page = Template("{% load graphiques %}{% barres repartition %}").render(Context({"repartition": TROIS}))
    assert page == barres(TROIS)
