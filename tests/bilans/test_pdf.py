"""The printed bilan: what a reader finds on paper, and what the file promises to a screen reader."""

import dataclasses
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from pdfua import Severity, validate
from pypdf import PdfReader

from bilans.indicateurs.valeurs import Bilan, Chiffre, Part, Section
from bilans.pdf import constat, html_du_bilan, pdf_du_bilan
from socle.periodes import mois
from tests.bilans import exemple


@pytest.fixture(scope="module")
def document() -> bytes:
    return pdf_du_bilan(exemple.bilan_2015())


@pytest.fixture(scope="module")
def pages(document) -> list[str]:
    """The text of each page, blanks made plain."""
    return [_texte(page.extract_text()) for page in PdfReader(BytesIO(document)).pages]


def _texte(brut: str) -> str:
    return " ".join(brut.replace("\u00a0", " ").split())


def test_the_cover_names_the_town_the_bilan_and_its_days(pages):
    assert "CCAS de Valenciennes" in pages[0]
    assert "Bilan annuel 2015" in pages[0]
    assert "Du 1er janvier 2015 au 31 décembre 2015" in pages[0]
    assert "page 1" not in pages[0]


def test_the_essential_stands_on_one_page_with_bases_and_objectives(pages):
    essentiel = pages[1]
    assert essentiel.count("L’essentiel en une page") == 1
    assert "56 Personnes accueillies objectif : 60 personnes, atteint à 93,3 %" in essentiel
    assert "54 Personnes présentes sur 56 personnes" in essentiel
    assert "552 h 30 Heures d’ateliers" in essentiel
    assert "10 512 h 30 Heures de présence" in essentiel
    assert "Par quartier Faubourg de Paris, 10 sur 56 personnes (17,9 %) 0" in essentiel
    assert "Par âge aucune réponse ne se détache 3" in essentiel


def test_with_every_section_the_essential_still_stands_on_one_page():
    document = PdfReader(BytesIO(pdf_du_bilan(exemple.bilan_entier())))
    essentiel, suite = (_texte(page.extract_text()) for page in document.pages[1:3])
    assert "À retenir" in essentiel
    assert "Motif de sortie CDD, 12 sur 22 sorties (54,5 %) 0" in essentiel
    for dit in ("44 Personnes concernées", "12 Bilans de santé", "401 Mois couverts sur 443 mois", "90,5 % Couverture"):
        assert dit in essentiel
    assert suite.startswith("Qui sont les 56 personnes ?")


def test_a_section_of_figures_alone_has_no_empty_chapter():
    html = html_du_bilan(exemple.bilan_entier())
    assert "<h2>Les parcours relancés</h2>" in html
    assert "<h2>Les entretiens</h2>" not in html
    assert html.count("Les entretiens") == 2  # the first page, and the definitions


def test_the_checker_finds_no_error_with_every_section(tmp_path):
    fichier = tmp_path / "bilan.pdf"
    fichier.write_bytes(pdf_du_bilan(exemple.bilan_entier()))
    assert [f.rule_id for f in validate(str(fichier)).findings if f.severity is Severity.ERROR] == []


def test_the_breakdowns_cover_everybody_row_by_row(pages):
    public = pages[2] + pages[3]
    assert "Qui sont les 56 personnes ?" in public
    assert "Faubourg de Paris 10 17,9 %" in public
    for ligne in ("I et II 0 0,0 %", "IV 1 1,8 %", "V 6 10,7 %", "V bis 13 23,2 %", "VI 36 64,3 %"):
        assert ligne in public
    assert public.count("Ensemble 56 100 %") == 4
    assert "En tête : VI, 36 sur 56 personnes (64,3 %). Base : 56 personnes. Aucune donnée manquante." in public
    assert "Base : 56 personnes. Non renseigné : 3 sur 56." in public
    assert "la somme des parts affichées peut s’écarter de 100 %" in public


def test_tables_give_hours_and_say_what_is_unknown(pages):
    suite = " ".join(pages[4:])
    assert "Promotion et éducation à la santé 60 120 h 30 18" in suite
    assert "Cuisine et table solidaire 36 72 h non renseigné" in suite
    assert "P-2015-054 42 h 30 40 h 2 h 30" in suite


def test_a_long_table_repeats_its_head_on_each_page(pages):
    avec_lignes = [page for page in pages if "P-2015-" in page]
    assert len(avec_lignes) == 2
    assert all("Référence Heures Blaise Pascal Vignoble" in page for page in avec_lignes)


def test_every_page_but_the_cover_has_its_number_and_its_title(pages):
    for numero, page in enumerate(pages[1:], start=2):
        assert f"page {numero} / {len(pages)}" in page
        assert "Bilan annuel 2015" in page


def test_every_figure_has_its_definition(pages):
    definitions = pages[-1]
    assert definitions.count("Définitions") == 1
    assert "Personnes accueillies Personnes distinctes en parcours." in definitions
    assert "Par type d’atelier Séances réalisées, leurs heures" in definitions
    assert "Moyenne par personne Heures sur personnes." in definitions


def test_the_checker_finds_no_error_on_the_whole_bilan(document, tmp_path):
    fichier = tmp_path / "bilan.pdf"
    fichier.write_bytes(document)
    assert [f.rule_id for f in validate(str(fichier)).findings if f.severity is Severity.ERROR] == []


def test_fonts_are_embedded_and_each_drawing_has_words(document):
    with pikepdf.open(BytesIO(document)) as pdf:
        objets = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        polices = [o for o in objets if o.get("/Type") == "/FontDescriptor"]
        dessins = [str(o.Alt).replace("\u00a0", " ") for o in objets if o.get("/S") == "/Figure"]
    assert polices
    assert all("/FontFile2" in police or "/FontFile3" in police for police in polices)
    assert sorted(dessins) == [
        "Par niveau d’études : 56 personnes",
        "Par quartier : 56 personnes",
        "Par ressource principale : 56 personnes",
        "Par âge : 56 personnes",
    ]


def test_the_file_says_its_language_and_shows_its_title(document):
    with pikepdf.open(BytesIO(document)) as pdf:
        assert pdf.Root.Lang == "fr"
        assert pdf.docinfo.Title == "Bilan annuel 2015 – CCAS de Valenciennes"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked


def test_headings_go_down_one_level_at_a_time(document):
    with pikepdf.open(BytesIO(document)) as pdf:
        genres = {str(o.get("/S")) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o}
    assert {"/H1", "/H2", "/H3"} <= genres
    assert not {"/H4", "/H5", "/H6"} & genres


def test_same_values_same_bytes(document):
    assert pdf_du_bilan(exemple.bilan_2015()) == document


def test_an_empty_period_says_so():
    html = _texte(html_du_bilan(exemple.bilan_vide()))
    assert "Aucune donnée n’est enregistrée du 1<sup>er</sup> mars 1999 au 4 avril 1999." in html
    assert "%</td>" not in html
    assert len(PdfReader(BytesIO(pdf_du_bilan(exemple.bilan_vide()))).pages) == 3


def test_one_empty_chapter_says_so_among_others():
    bilan = Bilan(mois(2015, 3), (exemple.personnes_2015(), *exemple.bilan_vide().sections[1:]))
    html = _texte(html_du_bilan(bilan))
    assert "Aucune séance n’a été réalisée sur cette période." in html
    assert "Aucune présence n’est enregistrée sur cette période." in html
    assert "Bilan mensuel de mars 2015" in html


def test_hostile_words_stay_words():
    attaque = "<img src=file:///etc/passwd>"
    section = exemple.personnes_2015(
        titre=attaque,
        chiffres=(Chiffre("total", attaque, 1, attaque, base=attaque),),
        repartitions=(exemple.repartition("par_prescripteur", attaque, ((attaque, 2, "100.0"),), attaque),),
    )
    html = html_du_bilan(dataclasses.replace(exemple.bilan_2015(), sections=(section,)))
    assert "<img" not in html
    textes = [page.extract_text() for page in PdfReader(BytesIO(pdf_du_bilan(_avec(section)))).pages]
    assert "root:" not in "".join(textes)
    assert attaque in _texte("".join(textes))


def _avec(section: Section) -> Bilan:
    return dataclasses.replace(exemple.bilan_2015(), sections=(section,))


def test_a_breakdown_too_long_to_draw_keeps_its_table_on_several_pages():
    lignes = tuple((f"Partenaire {n}", 1, "1.4") for n in range(70))
    section = exemple.personnes_2015(
        repartitions=(exemple.repartition("par_prescripteur", "Par prescripteur", lignes),)
    )
    html = html_du_bilan(_avec(section))
    assert "<svg" not in html
    pages = [_texte(p.extract_text()) for p in PdfReader(BytesIO(pdf_du_bilan(_avec(section)))).pages]
    texte = " ".join(pages)
    assert all(f"Partenaire {n} 1 1,4 %" in texte for n in range(70))
    assert sum("Par prescripteur Nombre Part" in page for page in pages) >= 2


@pytest.mark.parametrize(
    ("lignes", "attendu"),
    [
        ((("RSA", 46, "82.1"), ("ASS", 10, "17.9")), "RSA, 46 sur 56 personnes (82,1 %)"),
        ((("A", 5, "50.0"), ("B", 5, "50.0")), ""),
        ((("A", 5, "50.0"), ("B", 3, "30.0"), ("non renseigné", 2, "20.0")), ""),
        (
            (("A", 6, "54.5"), ("B", 3, "27.3"), ("non renseigné", 2, "18.2")),
            "A, 6 sur 11 personnes (54,5 %)",
        ),
        ((("non renseigné", 4, "100.0"),), ""),
        ((("A", 1, "100.0"),), ""),
        ((), ""),
    ],
)
def test_a_finding_is_stated_only_where_nothing_unknown_could_change_it(lignes, attendu):
    assert _texte(constat(exemple.repartition("par_x", "Par x", lignes))) == attendu


@pytest.mark.parametrize(
    ("valeur", "objectif", "attendu"),
    [(56, 60, "objectif : 60 personnes, atteint à 93,3 %"), (None, 60, ""), (5, None, ""), (Decimal("5"), 60, "")],
)
def test_an_objective_is_compared_only_with_a_known_count(valeur, objectif, attendu):
    chiffre = Chiffre("total", "Personnes", valeur, "…", "personnes", objectif=objectif)
    html = _texte(html_du_bilan(_avec(exemple.personnes_2015(chiffres=(chiffre,)))))
    assert ("objectif :" in html) == bool(attendu)
    assert attendu in html


def test_the_singular_is_written_for_one_person():
    seule = exemple.repartition("par_sexe", "Par sexe", (("femmes", 1, "100.0"),))
    html = _texte(html_du_bilan(_avec(exemple.personnes_2015(repartitions=(seule,)))))
    assert "Qui est la personne accueillie ?" in html
    assert "Base : 1 personne." in html
    assert isinstance(seule.lignes[0], Part)
