"""A bilan as JSON and as a workbook: the same frozen values, nothing computed again."""

import json
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from bilans.indicateurs.valeurs import Bilan, Repartition, Section, Tableau

# JSON keys of the columns of a table, by its code (formats.md, «The bilan as JSON»).
CLES = {
    "par_type": ("libelle", "seances", "heures", "participants"),
    "ateliers.par_site": ("libelle", "seances", "heures"),
    "presences.par_site": ("libelle", "heures"),
    "par_thematique": ("libelle", "personnes", "demarches"),
    "emploi_par_contrat": ("libelle", "personnes"),
}
LIBELLES_SEULS = ("themes",)  # tables of which JSON says the first column alone


def en_dict(bilan: Bilan) -> dict:
    """The bilan in the shape of formats.md; Decimal values become numbers of two decimals, or one for shares."""
    periode = bilan.periode
    return {
        "periode": {"debut": f"{periode.debut}", "fin": f"{periode.fin}", "libelle": periode.libelle},
        **{section.code: _section(section) for section in bilan.sections},
    }


def en_json(bilan: Bilan) -> str:
    """The bilan as JSON text, accents kept."""
    return json.dumps(en_dict(bilan), ensure_ascii=False, indent=2)


def _section(section: Section) -> dict:
    contenu = {chiffre.code: _nombre(chiffre.valeur) for chiffre in section.chiffres}
    if section.code == "personnes":
        contenu["objectif"] = section.chiffre("total").objectif
    contenu |= {repartition.code: _repartition(repartition) for repartition in section.repartitions}
    return contenu | {tableau.code: _tableau(section.code, tableau) for tableau in section.tableaux}


def _repartition(repartition: Repartition) -> list[dict]:
    return [
        {"libelle": part.libelle, "nombre": part.nombre, "pourcentage": _nombre(part.pourcentage)}
        for part in repartition.lignes
    ]


def _tableau(section: str, tableau: Tableau) -> list:
    if tableau.code in LIBELLES_SEULS:
        return [ligne[0] for ligne in tableau.lignes]
    if tableau.code == "par_participant":
        sites = [colonne.libelle for colonne in tableau.colonnes[2:]]
        return [
            {
                "reference": reference,
                "heures": _nombre(total),
                "par_site": {site: _nombre(h) for site, h in zip(sites, siennes, strict=True) if h},
            }
            for reference, total, *siennes in tableau.lignes
        ]
    cles = CLES.get(tableau.code) or CLES[f"{section}.{tableau.code}"]
    return [dict(zip(cles, map(_nombre, ligne), strict=True)) for ligne in tableau.lignes]


def _nombre(valeur):
    """Decimals are already rounded: their float prints the same digits."""
    return float(valeur) if isinstance(valeur, Decimal) else valeur


def en_xlsx(bilan: Bilan) -> bytes:
    """One sheet a section, then the definitions; numbers are numbers, labels are text."""
    classeur = Workbook(write_only=True)
    for section in bilan.sections:
        feuille = classeur.create_sheet(section.titre)
        feuille.column_dimensions["A"].width = 44
        for gras, ligne in _lignes(section, bilan.periode.libelle):
            feuille.append([_cellule(feuille, valeur, gras) for valeur in ligne])
    feuille = classeur.create_sheet("Définitions")
    feuille.column_dimensions["A"].width, feuille.column_dimensions["B"].width = 44, 120
    for section in bilan.sections:
        for element in (*section.chiffres, *section.repartitions, *section.tableaux):
            ligne = (f"{section.titre} · {element.libelle}", element.definition)
            feuille.append([_cellule(feuille, valeur) for valeur in ligne])
    sortie = BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _lignes(section: Section, periode: str):
    """The rows of a section's sheet, as (is it a heading, cells)."""
    yield True, (section.titre, periode)
    for chiffre in section.chiffres:
        yield False, (chiffre.libelle, chiffre.valeur, chiffre.unite, chiffre.base)
    for repartition in section.repartitions:
        yield False, ()
        yield True, (repartition.libelle, repartition.base_libelle.capitalize(), "Part (%)")
        for part in repartition.lignes:
            yield False, (part.libelle, part.nombre, part.pourcentage)
        yield True, ("Ensemble", repartition.total, 100 if repartition.total else None)
    for tableau in section.tableaux:
        yield False, ()
        yield True, (tableau.libelle,)
        yield True, tuple(colonne.libelle for colonne in tableau.colonnes)
        for ligne in tableau.lignes:
            yield False, ligne


def _cellule(feuille, valeur, gras: bool = False) -> WriteOnlyCell:
    """A cell of the value's own type: a text that looks like a formula stays a text."""
    cellule = WriteOnlyCell(feuille, value=valeur)
    if isinstance(valeur, str):
        cellule.data_type = "s"
    if gras:
        cellule.font = Font(bold=True)
    return cellule
