"""What the list says it shows, in words: whom, narrowed how, in what order."""

from participants.liste.criteres import INCONNU, Criteres
from socle.models import ParametreDate
from socle.templatetags.typographie import unite

ONGLETS = {
    "en_parcours": "En parcours",
    "accueil": "À l’accueil",
    "sortis": "Sortis en {annee}",
    "tous": "Tous",
}
VUES = {
    "miens": "Mes participants",
    "en_retard": "Entretiens en retard",
    "jamais_recus": "Jamais reçues",
    "a_prevoir": "À prévoir",
    "absents": "Pas venus depuis {absence}",
    "a_completer": "Dossiers à compléter",
    "dormants": "Parcours dormants",
}
FILTRES = {"quartier": "Quartier", "referent": "Référent", "situation": "Situation"}
PHRASES_D_ONGLET = {
    "en_parcours": "en parcours",
    "accueil": "à l’accueil",
    "sortis": "dont le parcours a pris fin en {annee}",
    "tous": "de tous les statuts",
}
PHRASES_DE_VUE = {
    "miens": "dont vous êtes le référent ou la référente",
    "en_retard": "dont l’entretien est en retard",
    "jamais_recus": "jamais reçues en entretien",
    "a_prevoir": "dont l’entretien est à prévoir",
    "absents": "sans venue depuis {absence}",
    "a_completer": "dont le dossier est à compléter",
    "dormants": "sans venue depuis {sommeil}",
}
# Of each order: as it is, and reversed.
PHRASES_DE_TRI = {
    "nom": ("par nom", "par nom, de Z à A"),
    "age": ("les plus jeunes d’abord", "les plus âgées d’abord"),
    "quartier": ("par quartier", "par quartier, de Z à A"),
    "referent": ("par référent", "par référent, de Z à A"),
    "contact": ("les contacts les plus anciens d’abord", "les contacts les plus récents d’abord"),
    "entree": ("les entrées les plus anciennes d’abord", "les entrées les plus récentes d’abord"),
    "sortie": ("les sorties les plus anciennes d’abord", "les sorties les plus récentes d’abord"),
    "venue": ("les absences les plus longues d’abord", "les venues les plus récentes d’abord"),
    "entretien": ("les plus longtemps sans entretien d’abord", "les entretiens les plus récents d’abord"),
    "heures": ("le moins d’heures d’abord", "le plus d’heures d’abord"),
}


def dire_les_choix(repere) -> tuple[dict[str, str], dict[str, str]]:
    """The labels of the status tabs and of the views, with their year and their days."""
    valeurs = _valeurs(repere)
    onglets = {nom: titre.format(**valeurs) for nom, titre in ONGLETS.items()}
    return onglets, {nom: titre.format(**valeurs) for nom, titre in VUES.items()}


def dire(criteres: Criteres, repere, total: int, nom: str = "") -> str:
    """« 12 personnes en parcours, quartier Dutemple, par nom »: what the list shows, as one reads it."""
    valeurs = _valeurs(repere)
    morceaux = [f"{unite(total, 'personnes')} {PHRASES_D_ONGLET[criteres.onglet].format(**valeurs)}"]
    if nom:
        morceaux.append(f"dont le nom ou le prénom commence par « {nom} »")
    if criteres.vue:
        morceaux.append(PHRASES_DE_VUE[criteres.vue].format(**valeurs))
    morceaux += [_filtre(champ, valeur, repere) for champ, valeur in criteres.filtres.items()]
    return ", ".join([*morceaux, dire_l_ordre(criteres.tri)])


def dire_l_ordre(tri: str) -> str:
    return PHRASES_DE_TRI[tri.removeprefix("-")][tri.startswith("-")]


def _filtre(champ: str, valeur: str, repere) -> str:
    dit = "non renseigné" if valeur == INCONNU else repere.libelles[champ].get(int(valeur), "inconnu")
    return f"{FILTRES[champ].lower()} {dit}"


def _valeurs(repere) -> dict[str, object]:
    seuils = repere.seuils
    return {
        "annee": repere.jour.year,
        "absence": unite(seuils[ParametreDate.JOURS_SANS_VENUE], "jours"),
        "sommeil": unite(seuils[ParametreDate.JOURS_DORMANT], "jours"),
    }
