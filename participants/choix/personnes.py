"""The closed lists of people's situations, as a new database knows them (formats.md, rules.md)."""

import datetime as dt

from django.db import models


class Sexe(models.TextChoices):
    FEMME = "F", "femme"
    HOMME = "H", "homme"
    AUTRE = "autre", "autre"


class Origine(models.TextChoices):
    """Who sent the person: the CCAS itself, nobody, or a partner that the stay names."""

    CCAS = "ccas", "CCAS"
    ELLE_MEME = "elle-meme", "elle-même"
    PARTENAIRE = "partenaire", "un partenaire"


class Canal(models.TextChoices):
    """How a person was met before her entry."""

    PERMANENCE = "permanence", "permanence au CCAS"
    PARTENAIRE = "partenaire", "chez un partenaire"
    RUE = "rue", "dans la rue"
    JARDIN = "jardin", "au jardin"
    TELEPHONE = "telephone", "par téléphone"
    ECRIT = "ecrit", "par courriel ou courrier"


class Decision(models.TextChoices):
    """What was decided at a first contact; the last one says whether the person is still expected."""

    REVOIR = "revoir", "à revoir"
    ENTREE_PREVUE = "entree_prevue", "entrée prévue"
    ORIENTEE = "orientee", "orientée ailleurs"
    REFUS = "refus", "ne souhaite pas venir"
    SANS_SUITE = "sans_suite", "sans suite"


ATTENDUES = (Decision.REVOIR, Decision.ENTREE_PREVUE)


class Statut(models.TextChoices):
    """Where a person stands, today or on a given day; it is told by her dates and kept nowhere."""

    EN_PARCOURS = "en_parcours", "en parcours"
    A_L_ACCUEIL = "accueil", "à l’accueil"
    SORTI = "sorti", "sorti"
    SANS_ENTREE = "sans_entree", "sans entrée"


class Joindre(models.TextChoices):
    """How a person prefers to be reached."""

    APPEL = "appel", "appel"
    MESSAGE = "message", "SMS"
    COURRIEL = "courriel", "courriel"
    COURRIER = "courrier", "courrier"
    SUR_PLACE = "sur_place", "de vive voix, au jardin"


QUARTIERS = (
    {"code": "saint-waast", "libelle": "Saint-Waast", "alias": ("St Waast",)},
    {"code": "dutemple", "libelle": "Dutemple"},
    {"code": "faubourg-de-lille", "libelle": "Faubourg de Lille", "alias": ("Fg de Lille",)},
    {"code": "faubourg-de-paris", "libelle": "Faubourg de Paris", "alias": ("Fg de Paris",)},
    {"code": "centre-ville", "libelle": "Centre-ville"},
    {"code": "acacias", "libelle": "Acacias", "alias": ("Accacias", "Les Acacias")},
    {"code": "faubourg-de-cambrai", "libelle": "Faubourg de Cambrai", "alias": ("Fg de Cambrai",)},
    {"code": "les-tertiales", "libelle": "Les Tertiales", "alias": ("Tertiales",)},
    {"code": "chasse-royale", "libelle": "Chasse Royale", "alias": ("La Chasse Royale",)},
    {"code": "la-briquette", "libelle": "La Briquette", "alias": ("Briquette",)},
    {"code": "les-cheminots", "libelle": "Les Cheminots", "alias": ("Cheminots",)},
    {
        "code": "faubourg-sainte-catherine",
        "libelle": "Faubourg Sainte-Catherine",
        "alias": ("Fg Ste Catherine", "Fg Sainte-Catherine", "Faubourg Ste Catherine"),
    },
    {"code": "le-roleur", "libelle": "Le Rôleur", "alias": ("Rôleur",)},
    {"code": "hors-valenciennes", "libelle": "Hors Valenciennes"},
)

# 1969: in force until 31/12/2018. 2019: decree 2019-14 of 8 January 2019, art. D. 6113-19 of the code du travail.
# `classe` is the class of 1969 the bilan counts a level of 2019 in (formats.md, par_niveau_etudes). VI and V bis
# have no counterpart of 2019 but «infra 3», which is never turned back into one of them.
FIN_1969 = dt.date(2018, 12, 31)
DEBUT_2019 = dt.date(2019, 1, 1)
NIVEAUX = (
    *(
        {"code": code, "libelle": libelle, "alias": (f"Niveau {libelle}",), "valable_au": FIN_1969}
        for code, libelle in (
            ("1969-i-ii", "I et II"),
            ("1969-iii", "III"),
            ("1969-iv", "IV"),
            ("1969-v", "V"),
        )
    ),
    {
        "code": "1969-v-bis",
        "libelle": "V bis",
        "alias": ("Vbis", "Niveau V bis", "Niveau Vbis"),
        "valable_au": FIN_1969,
    },
    {"code": "1969-vi", "libelle": "VI", "alias": ("Niveau VI",), "valable_au": FIN_1969},
    {"code": "2019-infra-3", "libelle": "infra 3", "alias": ("Niveau infra 3",), "valable_du": DEBUT_2019},
    *(
        {
            "code": f"2019-{n}",
            "libelle": n,
            "alias": (f"Niveau {n}",),
            "valable_du": DEBUT_2019,
            "classe": classe,
        }
        for n, classe in (
            ("3", "1969-v"),
            ("4", "1969-iv"),
            ("5", "1969-iii"),
            ("6", "1969-i-ii"),
            ("7", "1969-i-ii"),
            ("8", "1969-i-ii"),
        )
    ),
)

SITUATIONS = (
    {"code": "rsa", "libelle": "RSA", "alias": ("RSA socle",)},
    {"code": "ass", "libelle": "ASS"},
    {"code": "aah", "libelle": "AAH"},
    {"code": "are", "libelle": "ARE"},
    {"code": "salaire", "libelle": "salaire"},
    {"code": "retraite", "libelle": "retraite"},
    {"code": "pension-invalidite", "libelle": "pension d'invalidité"},
    {"code": "autre", "libelle": "autre ressource"},
    {"code": "sans-ressources", "libelle": "sans ressources", "alias": ("sans ressource",)},
)

LOGEMENTS = (
    {"code": "sans-abri", "libelle": "sans abri", "alias": ("SDF", "sans domicile fixe")},
    {"code": "hebergement-urgence", "libelle": "hébergement d'urgence"},
    {"code": "chrs", "libelle": "CHRS"},
    {"code": "residence-sociale", "libelle": "résidence sociale"},
    {"code": "heberge", "libelle": "hébergé", "alias": ("hébergée",)},
    {"code": "locataire", "libelle": "locataire"},
    {"code": "locataire-social", "libelle": "locataire social"},
    {"code": "proprietaire", "libelle": "propriétaire"},
    {"code": "autre", "libelle": "autre"},
)

# `dynamique`: exits that formats.md counts as dynamic (sorties.dynamiques).
MOTIFS_SORTIE = (
    {"code": "cdi", "libelle": "CDI", "dynamique": True},
    {"code": "cdd", "libelle": "CDD", "dynamique": True},
    {"code": "cddi", "libelle": "CDDI", "dynamique": True},
    {"code": "interim", "libelle": "intérim", "dynamique": True},
    {"code": "contrat-aide", "libelle": "contrat aidé", "dynamique": True},
    {"code": "creation", "libelle": "création d'activité", "dynamique": True},
    {"code": "formation", "libelle": "formation qualifiante", "dynamique": True},
    {"code": "utilite-sociale", "libelle": "activité d'utilité sociale"},
    {"code": "retraite", "libelle": "retraite"},
    {"code": "sante", "libelle": "santé"},
    {"code": "demenagement", "libelle": "déménagement"},
    {"code": "abandon", "libelle": "abandon"},
    {"code": "exclusion", "libelle": "exclusion"},
    {"code": "deces", "libelle": "décès"},
    {"code": "fin-de-parcours", "libelle": "fin de parcours"},
    {"code": "autre", "libelle": "autre"},
)

# Decree 2014-1750 of 30/12/2014 (in force 2015-2023) and decree 2023-1314 of 28/12/2023 (from 2024).
GENERATIONS_QPV = (
    {
        "code": "qpv-2015",
        "libelle": "quartiers prioritaires de 2015",
        "valable_du": dt.date(2015, 1, 1),
        "valable_au": dt.date(2023, 12, 31),
    },
    {"code": "qpv-2024", "libelle": "quartiers prioritaires de 2024", "valable_du": dt.date(2024, 1, 1)},
)
