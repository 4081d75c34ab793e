"""What people read is written as French is: the corrector finds nothing to correct, and knows what to correct."""

import pytest

from outils.typographie import corriger_gabarit, corriger_python, fautes, fichiers

FINE = "\u00a0"


def test_no_text_of_the_application_breaks_the_rules():
    assert [faute for fichier, correcteur in fichiers() for faute in fautes(fichier, correcteur)] == []


@pytest.mark.parametrize(
    ("faux", "juste"),
    [
        ("<p>Rien : tout va</p>", "<p>Rien&nbsp;: tout va</p>"),
        ("<p>Prêt ?</p>", "<p>Prêt&nbsp;?</p>"),
        ("<p>« Bonjour »</p>", "<p>«&nbsp;Bonjour&nbsp;»</p>"),
        ("<p>{{ n }} % des gens</p>", "<p>{{ n }}&nbsp;% des gens</p>"),
        ("<p>l'accueil, aujourd'hui, qu'elle</p>", "<p>l’accueil, aujourd’hui, qu’elle</p>"),
        ("<p>Un instant...</p>", "<p>Un instant…</p>"),
        ('<a title="Voir : la suite">', f'<a title="Voir{FINE}: la suite">'),
        ('{% include "x.html" with texte="Prêt ?" only %}', f'{{% include "x.html" with texte="Prêt{FINE}?" only %}}'),
    ],
)
def test_a_template_is_corrected(faux, juste):
    assert corriger_gabarit(faux) == juste
    assert corriger_gabarit(juste) == juste


@pytest.mark.parametrize(
    "code",
    [
        '<p class="a : b">x</p>',
        '{% if a > 3 %}{{ b|default:"-" }}{% endif %}',
        "{# note : ceci #}",
        "<p>de 8 h à 12 h, 3:1</p>",
        '<input value="a ; b">',
    ],
)
def test_markup_is_left_alone(code):
    assert corriger_gabarit(code) == code


def test_python_strings_are_corrected_and_docstrings_are_not():
    source = 'def f(x):\n    """Say : it."""\n    return "Rien : vide", f"{x} ; l\'un", {"a": 1}\n'
    attendu = f'def f(x):\n    """Say : it."""\n    return "Rien{FINE}: vide", f"{{x}}{FINE}; l’un", {{"a": 1}}\n'
    assert corriger_python(source) == attendu
    assert corriger_python(attendu) == attendu
