"""The columns of the list: what each reads of a row of the selection, in a file and on screen."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.html import format_html

from participants.choix import Decision, Sexe, Statut
from participants.liste import entretiens
from participants.models.personnes import age_le, statut_de
from participants.mots_du_rythme import dire, pastille_breve
from socle.arrondis import arrondir
from socle.templatetags.composants import pastille
from socle.templatetags.typographie import INSECABLE, heures, unite

# What a file should know of somebody, and the word of the list for it, in its order.
MANQUES = {
    "quartier": "quartier",
    "qpv": "QPV",
    "niveau_etudes": "niveau d’études",
    "situation": "situation",
    "logement": "logement",
    "referent": "référent",
    "date_naissance": "naissance",
}
# Of each status: the colour and the icon that go with its word.
# The look of each status, here and in the file: its colour and its icon.
PASTILLES = {
    Statut.EN_PARCOURS: ("feuille", "plant-2"),
    Statut.A_L_ACCUEIL: ("ciel", "user-question"),
    Statut.SORTI: ("", "circle-check"),
    Statut.SANS_ENTREE: ("", "circle-dashed"),
}
DECISIONS = dict(Decision.choices)
SEXES = dict(Sexe.choices)
CENTIEME = Decimal("0.01")


@dataclass(frozen=True)
class Colonne:
    """`lire` gives what a file holds, from a row and the landmarks of the list (selection.Repere).

    `dire` gives what the page shows: of that value when it is told apart, « 12/03/2016 » of a date otherwise. What it
    shows more than the value is in the column that follows it in a file, `au_fichier`.
    """

    titre: str
    lire: Callable
    champs: tuple[str, ...]
    tri: str = ""
    nombre: bool = False
    dire: Callable | None = None
    en_ligne: bool = False  # on a narrow screen, on one line with the other short ones
    entier: bool = False  # never cut at the end of a line
    au_fichier: str = ""

    def montrer(self, ligne: dict, repere) -> str:
        """What the page shows of this row; '' for what is not known."""
        valeur = self.lire(ligne, repere)
        if self.dire:
            return self.dire(valeur, ligne, repere)
        return f"{valeur:%d/%m/%Y}" if isinstance(valeur, dt.date) else "" if valeur is None else str(valeur)


def manques_de(ligne: dict) -> list[str]:
    """What nobody knows of somebody who entered, in words."""
    return [mot for champ, mot in MANQUES.items() if ligne[champ] is None] if ligne["entree"] else []


def statut_de_la_ligne(ligne: dict, repere) -> Statut:
    return statut_de(ligne["entree"], ligne["sortie"], ligne["decision"], repere.jour)


def _simple(champ: str) -> Callable:
    return lambda ligne, repere: ligne[champ] or None


def _libelle(champ: str) -> Callable:
    """The label of a reference list, found among the choices read once for the page."""
    return lambda ligne, repere: repere.libelles[champ].get(ligne[champ])


def _heures(ligne: dict, repere) -> Decimal | None:
    """Of this month, in hours; who is not in the action has none to have."""
    if statut_de_la_ligne(ligne, repere) != Statut.EN_PARCOURS:
        return None
    return arrondir(Decimal(ligne["minutes_du_mois"] or 0) / 60, CENTIEME)


def _dire_heures(valeur: Decimal | None, ligne: dict, repere) -> str:
    return "" if valeur is None else heures(ligne["minutes_du_mois"] or 0)


def _dire_statut(valeur: str, ligne: dict, repere) -> str:
    return _pastille_de(statut_de_la_ligne(ligne, repere))


@cache
def _pastille_de(statut: Statut) -> str:
    """Drawn once: a list shows sixty of them."""
    return pastille(statut.label, *PASTILLES[statut])


def attendue_depuis(ligne: dict) -> dt.date:
    """The day from which the absence of somebody in a stay is counted: her last time here, her entry, her return."""
    finie = ligne["suspension_finie"]
    retour = finie + dt.timedelta(days=1) if finie else None
    return max(filter(None, (ligne["derniere_venue"], ligne["entree"], retour)))


def _etat(ligne: dict, repere):
    """Where she stands in the monthly rhythm; None for who is not in the action."""
    if statut_de_la_ligne(ligne, repere) != Statut.EN_PARCOURS:
        return None
    return entretiens.etat_de(ligne, repere)


def _rythme(ligne: dict, repere) -> str | None:
    """For a file: without the blanks of typography."""
    etat = _etat(ligne, repere)
    return dire(etat, repere.jour).replace(INSECABLE, " ") if etat else None


def _dire_rythme(valeur: str | None, ligne: dict, repere) -> str:
    etat = _etat(ligne, repere)
    return pastille_breve(etat.rythme, etat.retard) if etat else ""


def _dire_entretien(dernier: dt.date | None, ligne: dict, repere) -> str:
    """The day, and where she stands in the monthly rhythm."""
    dit = f"{dernier:%d/%m/%Y}" if dernier else ""
    if etat := _dire_rythme(None, ligne, repere):
        return format_html("<span>{} {}</span>", dit or "aucun", etat)
    return dit


def _dire_venue(venue: dt.date | None, ligne: dict, repere) -> str:
    """The day, and how long ago when the person is missed: days are counted from her entry at most."""
    dite = f"{venue:%d/%m/%Y}" if venue else "aucune"
    if statut_de_la_ligne(ligne, repere) != Statut.EN_PARCOURS:
        return dite if venue else ""
    depuis = attendue_depuis(ligne)
    if depuis > repere.absence or ligne["suspension_debut"]:
        return dite
    jours = unite((repere.jour - depuis).days, "jours")
    return format_html("<span>{} {}</span>", dite, pastille(jours, "ambre", "clock"))


COLONNES = {
    "nom": Colonne("Nom", _simple("nom"), ("uuid", "nom", "prenom"), tri="nom"),
    "reference": Colonne("Référence", _simple("reference"), ("reference",)),
    "sexe": Colonne("Sexe", lambda ligne, repere: SEXES[ligne["sexe"]], ("sexe",)),
    "age": Colonne(
        "Âge",
        lambda ligne, repere: age_le(ligne["date_naissance"], repere.jour),
        ("date_naissance",),
        tri="age",
        nombre=True,
        dire=lambda valeur, ligne, repere: "" if valeur is None else unite(valeur, "ans"),
        en_ligne=True,
    ),
    "quartier": Colonne("Quartier", _libelle("quartier"), ("quartier",), tri="quartier", en_ligne=True),
    "situation": Colonne("Situation", _libelle("situation"), ("situation",)),
    "referent": Colonne("Référent", _libelle("referent"), ("referent",), tri="referent", en_ligne=True, entier=True),
    "telephone": Colonne("Téléphone", _simple("coordonnees__telephone"), ("coordonnees__telephone",), entier=True),
    "statut": Colonne(
        "Statut",
        lambda ligne, repere: statut_de_la_ligne(ligne, repere).label,
        ("entree", "sortie", "decision"),
        dire=_dire_statut,
    ),
    "contact": Colonne("Dernier contact", _simple("contact"), ("contact",), tri="contact", entier=True),
    "decision": Colonne("Décision", lambda ligne, repere: DECISIONS.get(ligne["decision"]), ("decision",)),
    "entree": Colonne("Entrée", _simple("entree"), ("entree",), tri="entree", entier=True),
    "sortie": Colonne("Sortie", _simple("sortie"), ("sortie",), tri="sortie", entier=True),
    "venue": Colonne(
        "Dernière venue",
        _simple("derniere_venue"),
        ("derniere_venue", "entree", "sortie", "decision", "suspension_debut", "suspension_finie"),
        tri="venue",
        dire=_dire_venue,
        entier=True,
    ),
    "entretien": Colonne(
        "Dernier entretien",
        _simple("dernier_entretien"),
        ("entree", "sortie", "decision", *entretiens.CHAMPS),
        tri="entretien",
        dire=_dire_entretien,
        entier=True,
        au_fichier="rythme",
    ),
    "rythme": Colonne(
        "Rythme des entretiens",
        _rythme,
        ("entree", "sortie", "decision", *entretiens.CHAMPS),
        dire=_dire_rythme,
        entier=True,
    ),
    "heures": Colonne(
        "Heures du mois",
        _heures,
        ("minutes_du_mois", "entree", "sortie", "decision"),
        tri="heures",
        nombre=True,
        dire=_dire_heures,
    ),
    "manques": Colonne("À compléter", lambda ligne, repere: ", ".join(manques_de(ligne)) or None, ("entree", *MANQUES)),
}
# What each status shows when nobody chose.
D_OFFICE = {
    "en_parcours": ("quartier", "referent", "venue", "entretien", "heures", "manques"),
    "accueil": ("age", "telephone", "contact", "decision"),
    "sortis": ("age", "quartier", "referent", "entree", "sortie", "venue"),
    "tous": ("age", "quartier", "referent", "statut", "entree", "sortie", "venue"),
}


def colonnes_de(criteres) -> dict[str, Colonne]:
    """The columns shown after the name: those the address chooses, or those of the status."""
    voulues = criteres.colonnes or D_OFFICE[criteres.onglet]
    return {nom: colonne for nom, colonne in COLONNES.items() if nom in voulues and nom != "nom"}


def colonnes_du_fichier(criteres) -> dict[str, Colonne]:
    """The columns of the file: those shown, each followed by what the page shows beside its value."""
    montrees = colonnes_de(criteres)
    suites = {colonne.au_fichier for colonne in montrees.values()}
    return {nom: colonne for nom, colonne in COLONNES.items() if nom in montrees or nom in suites}


def champs_de(colonnes: dict[str, Colonne]) -> list[str]:
    """What the selection must give for these columns, the name always."""
    return list(dict.fromkeys(champ for colonne in [COLONNES["nom"], *colonnes.values()] for champ in colonne.champs))
