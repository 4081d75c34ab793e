"""What a travailleur social has to do today: interviews, absent people, sleeping stays, people expected, files to
complete."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from participants import telephones
from participants.a_recevoir import ARecevoir, decrire
from participants.choix import Decision, Rythme
from participants.liste.colonnes import attendue_depuis, manques_de
from participants.liste.reperes import Repere
from socle.templatetags.typographie import unite

MONTREES = 5  # lines of each kind; the list has the others


@dataclass(frozen=True)
class Ligne:
    """One person to see: why in a few words, perhaps where she stands (`pastille`), and the one or two things to do."""

    nom: str
    initiales: str
    url: str
    detail: str
    geste: str
    geste_url: str
    autre: str = ""
    autre_url: str = ""
    pastille: SafeString | str = ""


def adresse_de_liste(**criteres: str) -> str:
    return f"{reverse('participants:participant_lister')}?{urlencode(criteres)}"


def groupes_a_recevoir(a_recevoir: dict[Rythme, list[ARecevoir]], repere: Repere, utilisateur) -> list[dict]:
    """Late, never received, to plan: a person stands once."""
    moi = {"referent": str(utilisateur.pk), "tri": "entretien"}
    sortes = (
        ("En retard", Rythme.EN_RETARD, "en_retard"),
        ("Jamais reçues", Rythme.JAMAIS_RECU, "jamais_recus"),
        ("À prévoir", Rythme.A_PREVOIR, "a_prevoir"),
    )
    return [
        groupe
        for titre, rythme, vue in sortes
        for groupe in _groupe(titre, a_recevoir[rythme], _entretien, repere, vue=vue, **moi)
    ]


def groupes_a_voir(attendus: list[dict], miens: list[dict], repere: Repere, utilisateur) -> list[dict]:
    """The rest by kind, the most pressing first; a person stands once. Rows are those of participants.accueil."""
    attendus = sorted(attendus, key=lambda rangee: rangee["contact"] or repere.jour)
    manquants = sorted((rangee for rangee in miens if rangee["vue_absents"]), key=attendue_depuis)
    dormants = [rangee for rangee in manquants if rangee["vue_dormants"]]
    absents = [rangee for rangee in manquants if not rangee["vue_dormants"]]
    autres = [rangee for rangee in miens if rangee["vue_a_completer"] and not rangee["vue_absents"]]
    moi = {"referent": str(utilisateur.pk)}
    return [
        *_groupe("Parcours dormants", dormants, _dormant, repere, vue="dormants", tri="venue", **moi),
        *_groupe("Sans venue", absents, _absent, repere, vue="absents", tri="venue", **moi),
        *_groupe("Premiers contacts à suivre", attendus, _attendu, repere, onglet="accueil", tri="contact"),
        *_groupe("Dossiers à compléter", autres, _incomplet, repere, vue="a_completer", **moi),
    ]


def _groupe(titre: str, rangees: list, dire: Callable, repere: Repere, **criteres: str) -> list[dict]:
    if not rangees:
        return []
    lignes = [dire(rangee, repere) for rangee in rangees[:MONTREES]]
    reste = len(rangees) - len(lignes)
    return [
        {"titre": titre, "compte": len(rangees), "lignes": lignes, "reste": reste, "url": adresse_de_liste(**criteres)}
    ]


def _ligne(rangee: dict, detail: str, geste: str, geste_url: str, **autres) -> Ligne:
    nom = f"{rangee['nom'].upper()} {rangee['prenom']}"
    initiales = f"{rangee['prenom'][:1]}{rangee['nom'][:1]}".upper()
    return Ligne(nom, initiales, _page(rangee, "participant_voir"), detail, geste, geste_url, **autres)


def _entretien(personne: ARecevoir, repere: Repere) -> Ligne:
    return _ligne(personne.rangee, **decrire(personne, repere))


def _dormant(rangee: dict, repere: Repere) -> Ligne:
    sortie = reverse("participants:parcours_clore", args=[rangee["uuid"], rangee["parcours__uuid"]])
    return _ligne(rangee, _depuis(rangee, repere), "Noter la sortie", sortie)


def _absent(rangee: dict, repere: Repere) -> Ligne:
    """To call her, when her number is known."""
    if numero := telephones.adresse(rangee["coordonnees__telephone"] or ""):
        return _ligne(rangee, _depuis(rangee, repere), "Appeler", numero)
    return _ligne(rangee, _depuis(rangee, repere), "Voir ses coordonnées", _page(rangee, "participant_coordonnees"))


def _attendu(rangee: dict, repere: Repere) -> Ligne:
    contact = rangee["contact"]
    decision = Decision(rangee["decision"]).label if contact else ""
    detail = f"Rencontre du {contact:%d/%m/%Y}, {decision}" if contact else "Aucune rencontre notée"
    return _ligne(rangee, detail, "Noter l’entrée", _page(rangee, "parcours_ouvrir"))


def _incomplet(rangee: dict, repere: Repere) -> Ligne:
    manques = manques_de(rangee)
    detail = f"Manque : {', '.join(manques)}"
    if manques == ["naissance"]:
        return _ligne(rangee, detail, "Compléter", _page(rangee, "identite_modifier"))
    a_l_entree = f"{_page(rangee, 'changement_ajouter')}?depuis=entree"
    return _ligne(rangee, detail, "Compléter", a_l_entree)


def _depuis(rangee: dict, repere: Repere) -> str:
    venue, depuis = rangee["derniere_venue"], attendue_depuis(rangee)
    jours = unite((repere.jour - depuis).days, "jours")
    if depuis == venue:
        return f"Aucune venue depuis {jours}, le {venue:%d/%m/%Y} pour la dernière fois"
    repart = "l’entrée" if depuis == rangee["entree"] else "la reprise du suivi"
    return f"Aucune venue depuis {repart}, il y a {jours}"


def _page(rangee: dict, vue: str) -> str:
    return reverse(f"participants:{vue}", args=[rangee["uuid"]])
