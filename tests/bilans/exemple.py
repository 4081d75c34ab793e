"""Hand-made bilans for the tests of the printed document: the fiche's year 2015, and an empty period."""

import datetime as dt
from decimal import Decimal

from bilans.indicateurs.valeurs import Bilan, Chiffre, Colonne, Part, Repartition, Section, Tableau
from socle.periodes import Periode

QUARTIERS = (
    ("Saint-Waast", 6, "10.7"),
    ("Dutemple", 5, "8.9"),
    ("Faubourg de Lille", 7, "12.5"),
    ("Faubourg de Paris", 10, "17.9"),
    ("Centre-ville", 7, "12.5"),
    ("Acacias", 3, "5.4"),
    ("Faubourg de Cambrai", 2, "3.6"),
    ("Les Tertiales", 3, "5.4"),
    ("Chasse Royale", 7, "12.5"),
    ("La Briquette", 3, "5.4"),
    ("Les Cheminots", 1, "1.8"),
    ("Faubourg Sainte-Catherine", 1, "1.8"),
    ("Le Rôleur", 1, "1.8"),
)
NIVEAUX = (
    ("I et II", 0, "0.0"),
    ("III", 0, "0.0"),
    ("IV", 1, "1.8"),
    ("V", 6, "10.7"),
    ("V bis", 13, "23.2"),
    ("VI", 36, "64.3"),
)
AGES = (
    ("18-25 ans", 4, "7.1"),
    ("26-29 ans", 6, "10.7"),
    ("30-39 ans", 15, "26.8"),
    ("40-49 ans", 15, "26.8"),
    ("50-54 ans", 9, "16.1"),
    ("55 ans et plus", 4, "7.1"),
    ("non renseigné", 3, "5.4"),
)
SITUATIONS = (("RSA", 46, "82.1"), ("ASS", 4, "7.1"), ("sans ressources", 6, "10.7"))


def repartition(code, libelle, lignes, definition="Valeur en vigueur le dernier jour du parcours.", base="personnes"):
    parts = tuple(Part(nom, n, Decimal(part), inconnu=nom == "non renseigné") for nom, n, part in lignes)
    return Repartition(code, libelle, definition, base, sum(part.nombre for part in parts), parts)


def personnes_2015(**changes) -> Section:
    chiffres = (
        Chiffre("total", "Personnes accueillies", 56, "Personnes distinctes en parcours.", "personnes", objectif=60),
        Chiffre("entrees", "Entrées", 31, "Parcours dont l’entrée est dans la période."),
        Chiffre("sorties", "Sorties", 22, "Parcours dont la sortie est dans la période."),
        Chiffre("presentes", "Personnes présentes", 54, "Au moins une présence.", "personnes", "sur 56 personnes"),
    )
    repartitions = (
        repartition("par_quartier", "Par quartier", QUARTIERS),
        repartition("par_niveau_etudes", "Par niveau d’études", NIVEAUX),
        repartition("par_age", "Par âge", AGES),
        repartition("par_situation", "Par ressource principale", SITUATIONS),
    )
    return Section(
        **{"code": "personnes", "titre": "Personnes", "chiffres": chiffres, "repartitions": repartitions} | changes
    )


def ateliers_2015() -> Section:
    chiffres = (
        Chiffre("seances", "Séances réalisées", 276, "Séances réalisées dans la période.", "séances", objectif=276),
        Chiffre("heures", "Heures d’ateliers", Decimal("552.50"), "Durée propre des séances.", "h"),
    )
    nombres, duree = Colonne("Séances"), Colonne("Heures", "h")
    par_type = Tableau(
        "par_type",
        "Par type d’atelier",
        "Séances réalisées, leurs heures, et les personnes distinctes présentes.",
        (Colonne("Atelier"), nombres, duree, Colonne("Participants", "personnes")),
        (
            ("Jardinage", 180, Decimal("360.00"), 54),
            ("Promotion et éducation à la santé", 60, Decimal("120.50"), 18),
            ("Cuisine et table solidaire", 36, Decimal("72.00"), None),
        ),
    )
    par_site = Tableau(
        "par_site",
        "Par site",
        "Séances réalisées sur chaque site.",
        (Colonne("Site"), nombres, duree),
        (("Blaise Pascal", 100, Decimal("200.00")), ("Vignoble", 176, Decimal("352.50"))),
    )
    return Section("ateliers", "Ateliers", chiffres, (), (par_type, par_site))


def presences_2015(personnes: int = 54) -> Section:
    chiffres = (
        Chiffre("heures", "Heures de présence", Decimal("10512.50"), "Minutes des présents, sur 60.", "h"),
        Chiffre("personnes", "Personnes présentes", 54, "Personnes avec une présence.", "personnes"),
        Chiffre(
            "moyenne_heures",
            "Moyenne par personne",
            Decimal("194.68"),
            "Heures sur personnes.",
            "h",
            "sur 54 personnes",
        ),
    )
    colonnes = (Colonne("Référence"), Colonne("Heures", "h"), Colonne("Blaise Pascal", "h"), Colonne("Vignoble", "h"))
    lignes = tuple(
        (f"P-2015-{n:03d}", Decimal("42.50"), Decimal("40.00"), Decimal("2.50")) for n in range(1, personnes + 1)
    )
    tableau = Tableau("par_participant", "Par participant", "Heures de chaque référence.", colonnes, lignes)
    return Section("presences", "Présences", chiffres, (), (tableau,))


def livret_2015() -> tuple[Section, ...]:
    """Health, steps, exits and interviews of the year."""
    sante = Section(
        "sante",
        "La santé",
        (
            Chiffre("animations", "Animations santé", 3, "Séances de santé."),
            Chiffre("participants", "Personnes présentes", 18, "Présentes à l’une d’elles."),
            Chiffre("bilans", "Bilans de santé", 12, "Démarches abouties."),
        ),
        (),
        (Tableau("themes", "Thèmes abordés", "Leurs thèmes.", (Colonne("Thème"), Colonne("Animations")), ()),),
    )
    par_thematique = Tableau(
        "par_thematique",
        "Par thématique",
        "Personnes et démarches.",
        (Colonne("Thématique"), Colonne("Personnes"), Colonne("Démarches")),
        (("santé", 12, 18), ("emploi", 25, 57)),
    )
    relances = Section(
        "parcours_relances",
        "Les parcours relancés",
        (Chiffre("personnes", "Personnes concernées", 44, "Une démarche a commencé ou abouti."),),
        (),
        (par_thematique,),
    )
    motifs = (("CDD", 12, "54.5"), ("abandon", 10, "45.5"))
    sorties = Section(
        "sorties",
        "Les sorties",
        (
            Chiffre("total", "Sorties", 22, "Parcours finis."),
            Chiffre("dynamiques", "Sorties dynamiques", 12, "Vers l’emploi.", base="sur 22 sorties"),
        ),
        (repartition("par_motif", "Motif de sortie", motifs, base="sorties"),),
    )
    entretiens = Section(
        "entretiens",
        "Les entretiens",
        (
            Chiffre("nombre", "Entretiens", 418, "Entretiens tenus."),
            Chiffre("mois_parcours", "Mois de parcours", 443, "Mois ouverts."),
            Chiffre("mois_couverts", "Mois couverts", 401, "Mois avec un entretien.", base="sur 443 mois"),
            Chiffre("taux_couverture", "Couverture", Decimal("90.5"), "Les uns sur les autres.", "%", "sur 443 mois"),
        ),
    )
    return (sante, relances, sorties, entretiens)


def bilan_entier() -> Bilan:
    """The year with every section that is printed."""
    bilan = bilan_2015()
    return Bilan(bilan.periode, (*bilan.sections, *livret_2015()))


def bilan_2015() -> Bilan:
    periode = Periode(dt.date(2015, 1, 1), dt.date(2015, 12, 31))
    return Bilan(periode, (personnes_2015(), ateliers_2015(), presences_2015()))


def bilan_vide() -> Bilan:
    sections = (
        Section(
            "personnes",
            "Personnes",
            (Chiffre("total", "Personnes accueillies", 0, "Personnes distinctes.", "personnes", objectif=60),),
            (Repartition("par_sexe", "Par sexe", "Le sexe déclaré.", "personnes", 0, ()),),
        ),
        Section("ateliers", "Ateliers", (Chiffre("seances", "Séances", 0, "Séances réalisées."),)),
        Section("presences", "Présences", (Chiffre("moyenne_heures", "Moyenne", None, "Heures sur personnes.", "h"),)),
    )
    return Bilan(Periode(dt.date(1999, 3, 1), dt.date(1999, 4, 4)), sections)
