"""The printed bilan: from computed values to HTML, and from there to a tagged PDF. Reads no table."""

from django.conf import settings
from django.template.loader import render_to_string

from bilans.indicateurs.valeurs import Bilan, Chiffre, Part, Repartition, Section, Tableau, Valeur
from socle.arrondis import pourcentage
from socle.pdf import rendre_pdf
from socle.templatetags.typographie import INSECABLE, cellule, nombre, pourcent, unite

# Beyond this many lines the bars would not fit on one page with their table: the table stays, alone.
LIGNES_DESSINEES = 26
SYMBOLES = {"h", "min", "kg", "ha", "€", "%"}

# How the first page sets its groups of figures so that they all stand on it: two short ones share a row.
A_LA_UNE = ("personnes", "ateliers", "presences", "sante", "sorties", "parcours_relances", "entretiens")
SUR_UNE_PAGE_NEUVE = ("personnes", "ateliers")

VIDES = {
    "personnes": "Aucune personne n’était en parcours sur cette période.",
    "ateliers": "Aucune séance n’a été réalisée sur cette période.",
    "presences": "Aucune présence n’est enregistrée sur cette période.",
    "sante": "Aucune animation santé ni aucun bilan de santé sur cette période.",
    "parcours_relances": "Aucune démarche n’a commencé ni abouti sur cette période.",
    "sorties": "Aucune sortie sur cette période.",
    "entretiens": "Aucun entretien, et aucun mois de parcours, sur cette période.",
}


def pdf_du_bilan(bilan: Bilan) -> bytes:
    """The bilan as a tagged PDF (PDF/UA-1), fonts embedded; the same values give the same bytes."""
    return rendre_pdf(html_du_bilan(bilan))


def html_du_bilan(bilan: Bilan) -> str:
    """The whole page that becomes the PDF, so that what it says can be read and tested without one."""
    chapitres = [_chapitre(section) for section in bilan.sections]
    contexte = {
        "bilan": bilan,
        "structure": settings.NOM_STRUCTURE,
        "essentiel": sorted((c for c in chapitres if c["cartes"]), key=_place),
        "details": [chapitre for chapitre in chapitres if chapitre["vide"] or chapitre["detail"]],
        "sans_donnees": all(chapitre["vide"] for chapitre in chapitres),
        "a_retenir": [r for chapitre in chapitres for r in chapitre["repartitions"] if r["valeurs"].total],
    }
    return render_to_string("bilans/bilan_pdf.html", contexte)


def _chapitre(section: Section) -> dict:
    """What the template needs to know of a section besides its values."""
    return {
        "section": section,
        "detail": bool(section.repartitions or section.tableaux),
        "suite": section.code not in SUR_UNE_PAGE_NEUVE,
        "titre": _titre(section),
        "vide": VIDES.get(section.code, "Rien à compter sur cette période.") if est_vide(section) else "",
        "cartes": [_carte(chiffre) for chiffre in section.chiffres],
        "repartitions": [_repartition(repartition) for repartition in section.repartitions],
        "tableaux": [{"valeurs": tableau, "lignes": _lignes(tableau)} for tableau in section.tableaux],
    }


def _place(chapitre: dict) -> int:
    """Where its figures stand on the first page; unnamed sections come last, in their own order."""
    code = chapitre["section"].code
    return A_LA_UNE.index(code) if code in A_LA_UNE else len(A_LA_UNE)


def _carte(chiffre: Chiffre) -> dict:
    """A figure of the first page; its objective with how far it is reached, where both are known."""
    carte = {"chiffre": chiffre, "valeur": _valeur(chiffre.valeur, chiffre.unite), "objectif": ""}
    if chiffre.objectif and isinstance(chiffre.valeur, int):
        atteint = pourcent(pourcentage(chiffre.valeur, chiffre.objectif))
        carte["objectif"] = f"objectif{INSECABLE}: {unite(chiffre.objectif, chiffre.unite)}, atteint à {atteint}"
    return carte


def _valeur(valeur: Valeur, unite_brute: str) -> str:
    """The value as printed: a symbol follows its number, a word such as « personnes » is already in the label."""
    return cellule(valeur, unite_brute if unite_brute in SYMBOLES else "")


def _lignes(tableau: Tableau) -> list[list[str]]:
    """Each row with the units of its columns."""
    return [[_valeur(*case) for case in ligne] for ligne in tableau.cases]


def _repartition(repartition: Repartition) -> dict:
    return {
        "valeurs": repartition,
        "constat": constat(repartition),
        "dessinee": len(repartition.lignes) <= LIGNES_DESSINEES,
    }


def est_vide(section: Section) -> bool:
    """Whether a section counted nothing at all; an objective alone is no count."""
    comptes = any(chiffre.valeur for chiffre in section.chiffres)
    return not comptes and not any(repartition.total for repartition in section.repartitions)


def _titre(section: Section) -> str:
    """The section's own title; for people, the question that the chapter answers."""
    total = next((r.total for r in section.repartitions), 0) if section.code == "personnes" else 0
    if total > 1:
        return f"Qui sont les {unite(total, 'personnes')}{INSECABLE}?"
    return f"Qui est la personne accueillie{INSECABLE}?" if total else section.titre


def constat(repartition: Repartition) -> str:
    """The finding, where the numbers say it plainly: the one line ahead of all others. Else nothing.

    Nothing either when so many are unknown that they could change which line comes first.
    """
    connues = sorted((part for part in repartition.lignes if not part.inconnu), key=lambda part: -part.nombre)
    if not connues or repartition.total < 2:
        return ""
    suivante = connues[1].nombre if len(connues) > 1 else 0
    if connues[0].nombre <= suivante + repartition.manquants:
        return ""
    return _phrase(connues[0], repartition)


def _phrase(part: Part, repartition: Repartition) -> str:
    base = unite(repartition.total, repartition.base_libelle)
    return f"{part.libelle}, {nombre(part.nombre)} sur {base} ({pourcent(part.pourcentage)})"
