"""What people bring to the home pages: whom to see today, files lately opened, and who follows whom."""

import datetime as dt
from collections import Counter
from functools import lru_cache

from django.db.models import Max, Q
from django.urls import reverse

from comptes.choix import Role
from comptes.droits import Action
from comptes.models import Acces
from jardins.accueil import ETROITE, Carte, Geste, Tuile
from participants.a_recevoir import situer
from participants.a_voir import adresse_de_liste, groupes_a_recevoir, groupes_a_voir
from participants.choix import Rythme
from participants.liste.colonnes import COLONNES, champs_de
from participants.liste.entretiens import etat_de
from participants.liste.lectures import Demandeur
from participants.liste.reperes import Jalons, Repere, reperes
from participants.liste.selection import personnes
from participants.models import Participant
from socle.models import ParametreDate
from socle.periodes import PARIS
from socle.preparation import RequetePreparee, preparer
from socle.templatetags.typographie import mot, unite

LUES = {nom: COLONNES[nom] for nom in ("venue", "entretien", "manques", "contact", "telephone")}
RENDEZVOUS = ("rendezvous_le", "rendezvous_uuid")
DRAPEAUX = ("statut_accueil", "vue_miens", "vue_absents", "vue_dormants", "vue_a_completer")
RECENTS, JOURS_RECENTS = 5, 30
SUIVIES, EN_RETARD, JAMAIS_RECUES, ABSENTES, A_COMPLETER = COMPTES = (
    "suivies",
    "en_retard",
    "jamais_recues",
    "absentes",
    "a_completer",
)


def cartes_des_participants(utilisateur, jour: dt.date) -> list:
    """For a travailleur social, her own people (four queries); for a chef de projet, everybody by référent (two)."""
    if utilisateur.role == Role.TRAVAILLEUR_SOCIAL:
        return _pour_le_travailleur_social(utilisateur, jour)
    if utilisateur.role == Role.CHEF_DE_PROJET:
        return _pour_le_chef_de_projet(utilisateur, jour)
    return []


def _pour_le_travailleur_social(utilisateur, jour: dt.date) -> list:
    repere = reperes(jour)
    gens = _gens(utilisateur, repere)
    attendus = [rangee for rangee in gens if rangee["statut_accueil"]]
    miens = [rangee for rangee in gens if rangee["vue_miens"] and not rangee["statut_accueil"]]
    absents = sum(rangee["vue_absents"] for rangee in miens)
    a_recevoir = situer(miens, repere)
    groupes = [
        *groupes_a_recevoir(a_recevoir, repere, utilisateur),
        *groupes_a_voir(attendus, miens, repere, utilisateur),
    ]
    ton = "ambre" if absents else "feuille"
    return [
        Geste("Ajouter une personne", reverse("participants:participant_ajouter"), "user-plus"),
        Tuile(
            len(miens),
            "personnes que vous suivez",
            f"sur {len(gens) - len(attendus)} en parcours",
            adresse_de_liste(vue="miens"),
            "users",
        ),
        _tuile_des_retards(len(a_recevoir[Rythme.EN_RETARD]), repere, utilisateur),
        Tuile(
            absents,
            f"sans venue depuis {_jours(repere)}",
            "parmi celles que vous suivez",
            adresse_de_liste(vue="absents", referent=str(utilisateur.pk), tri="venue"),
            "clock",
            ton,
        ),
        Carte("participants/_accueil_a_voir.html", {"groupes": groupes, "lignes": _nombre_de_lignes(groupes)}),
        Carte("participants/_accueil_recents.html", {"dossiers": _recents(utilisateur, jour)}, ETROITE),
    ]


def _nombre_de_lignes(groupes: list[dict]) -> int:
    return sum(len(groupe["lignes"]) for groupe in groupes)


def _tuile_des_retards(retards: int, repere: Repere, utilisateur) -> Tuile:
    delai = unite(repere.jalons.rythme.en_retard - 1, "jours")
    return Tuile(
        retards,
        mot(retards, "entretiens") + " en retard",
        f"plus de {delai} depuis le dernier",
        adresse_de_liste(vue="en_retard", referent=str(utilisateur.pk), tri="entretien"),
        "alert-triangle" if retards else "check",
        "brique" if retards else "feuille",
    )


def _pour_le_chef_de_projet(utilisateur, jour: dt.date) -> list:
    repere = reperes(jour)
    gens = [rangee for rangee in _gens(utilisateur, repere) if not rangee["statut_accueil"]]
    contexte = {"lignes": _par_referent(gens, repere), "total": _compter(gens, repere), "jours": _jours(repere)}
    return [Carte("participants/_accueil_referents.html", contexte)] if gens else []


def _gens(utilisateur, repere: Repere) -> list[dict]:
    """Who is in the action or expected: one query."""
    return _requete_des_gens(Demandeur.de(utilisateur), repere.jalons).lignes()


@lru_cache(maxsize=64)
def _requete_des_gens(demandeur: Demandeur, jalons: Jalons) -> RequetePreparee:
    gens = personnes(demandeur, jalons, {}).filter(Q(statut_en_parcours=True) | Q(statut_accueil=True))
    return preparer(gens.order_by("cle", "pk").values(*champs_de(LUES), *DRAPEAUX, *RENDEZVOUS, "parcours__uuid"))


def _par_referent(gens: list[dict], repere: Repere) -> list[dict]:
    """One line a référent, by name, then the people nobody follows."""
    noms = repere.libelles["referent"]
    suivies = {cle: [rangee for rangee in gens if rangee["referent"] == cle] for cle in (*noms, None)}
    return [
        _compter(lot, repere) | {"nom": noms.get(cle, "Sans référent"), "cle": cle or "inconnu"}
        for cle, lot in suivies.items()
        if lot
    ]


def _compter(gens: list[dict], repere: Repere) -> dict[str, int]:
    comptes = Counter(dict.fromkeys(COMPTES, 0) | {SUIVIES: len(gens)})
    for rangee in gens:
        rythme = etat_de(rangee, repere).rythme
        comptes[EN_RETARD] += rythme == Rythme.EN_RETARD
        comptes[JAMAIS_RECUES] += rythme == Rythme.JAMAIS_RECU
        comptes[ABSENTES] += rangee["vue_absents"]
        comptes[A_COMPLETER] += rangee["vue_a_completer"]
    return dict(comptes)


def _jours(repere: Repere) -> str:
    return unite(repere.seuils[ParametreDate.JOURS_SANS_VENUE], "jours")


def _recents(utilisateur, jour: dt.date) -> list[dict]:
    """The files this person opened lately, the last one first: two queries."""
    depuis = dt.datetime.combine(jour - dt.timedelta(days=JOURS_RECENTS), dt.time(), PARIS)
    ouverts = Acces.objects.filter(
        utilisateur=utilisateur, action=Action.PARTICIPANT_VOIR, objet_uuid__isnull=False, quand__gte=depuis
    )
    derniers = dict(
        ouverts.order_by().values_list("objet_uuid").annotate(dernier=Max("quand")).order_by("-dernier")[:RECENTS]
    )
    gens = Participant.objects.visibles_par(utilisateur).actuels().in_bulk(derniers, field_name="uuid")
    return [
        {"personne": gens[uuid], "quand": _dire_quand(quand.astimezone(PARIS), jour)}
        for uuid, quand in derniers.items()
        if uuid in gens
    ]


def _dire_quand(quand: dt.datetime, jour: dt.date) -> str:
    if quand.date() == jour:
        return f"{quand.hour}\u00a0h\u00a0{quand:%M}"
    return "hier" if (jour - quand.date()).days == 1 else f"{quand:%d/%m}"
