"""The files of sessions and presences (formats.md, `seances` and `presences`)."""

import datetime as dt

from ateliers.choix import StatutPresence, StatutSeance
from ateliers.models import Atelier, Intervenant, Presence, Seance
from ateliers.services import (
    SaisiePresence,
    SaisieSeance,
    enregistrer_presences,
    enregistrer_seances,
    trouver_ou_creer_intervenants,
)
from jardins.models import Site
from partenaires.models import Partenaire
from participants.models import Participant
from participants.services.references import rangs_repetes
from socle.ecriture import Ecriture
from socle.erreurs import Anomalie, refuser_si
from socle.feries import ferie
from socle.imports import lecteurs
from socle.imports.ressource import Colonne, Ligne, Ressource
from socle.normalisation import cle

SEPARATEUR = "|"


class Seances(Ressource):
    """One row a session."""

    nom = "seances"
    titre = "Séances d’atelier"
    cle = ("reference",)
    colonnes = (
        Colonne("reference", lecteurs.texte(40), True, "votre numéro de séance"),
        Colonne("atelier", lecteurs.liste(Atelier), True),
        Colonne("site", lecteurs.liste(Site), True),
        Colonne("date", lecteurs.date, True),
        Colonne("debut", lecteurs.heure, True, "HH:MM"),
        Colonne("fin", lecteurs.heure, True, "HH:MM"),
        Colonne("theme", lecteurs.texte(200)),
        Colonne("intervenants", lecteurs.textes(120, SEPARATEUR), aide="partenaires ou agents, séparés par |"),
        Colonne("statut", lecteurs.choix(StatutSeance), aide="prévue, réalisée (si vide) ou annulée"),
    )

    def ecrire(self, lignes: list[Ligne], *, rapport, par, le: dt.datetime) -> Ecriture:
        """Through enregistrer_seances. A speaker is a known partner, else a member of staff, created when new."""
        partenaires = {partenaire.cle: partenaire for partenaire in Partenaire.objects.all()}
        agents, nouveaux = _agents(lignes, partenaires)
        saisies = [_saisie(ligne.valeurs, partenaires, agents) for ligne in lignes]
        ecriture = enregistrer_seances(saisies=saisies)
        ecriture.nouveautes += [f"intervenant du CCAS « {agent} »" for agent in nouveaux]
        _avertir(lignes, rapport)
        return ecriture

    def exporter(self):
        """Sessions by day and hour."""
        seances = Seance.objects.select_related("atelier", "site").prefetch_related("partenaires", "intervenants")
        for seance in seances.iterator(2000):
            noms = [str(nom) for nom in (*seance.partenaires.all(), *seance.intervenants.all())]
            yield (
                seance.reference,
                seance.atelier.libelle,
                seance.site.libelle,
                seance.date,
                seance.debut,
                seance.fin,
                seance.theme or None,
                SEPARATEUR.join(noms) or None,
                StatutSeance(seance.statut).label,
            )


class Presences(Ressource):
    """One row a person at a session."""

    nom = "presences"
    titre = "Présences"
    cle = ("seance", "participant")
    colonnes = (
        Colonne("seance", lecteurs.texte(40), True, "la référence de la séance"),
        Colonne("participant", lecteurs.texte(40), True, "la référence de la personne"),
        Colonne("statut", lecteurs.choix(StatutPresence), True, "présent, absent ou excusé"),
        Colonne("minutes", lecteurs.entier(0, 1440), aide="de présence ; vide : toute la séance"),
    )

    def ecrire(self, lignes: list[Ligne], *, rapport, par, le: dt.datetime) -> Ecriture:
        """Through enregistrer_presences, once each row has found its session and its person."""
        seances = {s.reference: s for s in Seance.objects.filter(reference__in={x.valeurs["seance"] for x in lignes})}
        personnes = _personnes({ligne.valeurs["participant"] for ligne in lignes})
        refuser_si([*_introuvables(lignes, seances, personnes), *_repetees(lignes, personnes)])
        for ligne in lignes:
            if ligne.valeurs.get("minutes") and ligne.valeurs["statut"] != StatutPresence.PRESENT:
                raison = "cette personne n’est pas présente, ses minutes ne comptent pas"
                rapport.avertir(ligne.numero, "minutes", ligne.valeurs["minutes"], raison)
        saisies = [
            SaisiePresence(seances[v["seance"]], personnes[v["participant"]], v["statut"], v.get("minutes"))
            for v in (ligne.valeurs for ligne in lignes)
        ]
        return enregistrer_presences(saisies=saisies, par=par, le=le)

    def exporter(self):
        """Presences by session and person; the minutes of who was there."""
        presences = Presence.objects.order_by("seance__date", "seance__debut", "seance", "participant")
        for seance, participant, statut, minutes in presences.values_list(
            "seance__reference", "participant__reference", "statut", "minutes"
        ).iterator(5000):
            yield seance, participant, StatutPresence(statut).label, minutes or None


def _agents(lignes: list[Ligne], partenaires: dict) -> tuple[dict[str, Intervenant], list[Intervenant]]:
    """The members of staff named, by key, creating the new ones; also gives those apart. Partners are not staff."""
    nommes = [nom for ligne in lignes for nom in ligne.valeurs.get("intervenants") or ()]
    return trouver_ou_creer_intervenants(noms=[nom for nom in nommes if cle(nom) not in partenaires])


def _saisie(valeurs: dict, partenaires: dict, agents: dict) -> SaisieSeance:
    """A row as the service takes it; columns the file does not have are left out."""
    champs = {nom: valeurs[nom] for nom in ("atelier", "site", "date", "debut", "fin")}
    if "theme" in valeurs:
        champs["theme"] = valeurs["theme"] or ""
    if "statut" in valeurs:
        champs["statut"] = valeurs["statut"] or StatutSeance.REALISEE
    if "intervenants" not in valeurs:
        return SaisieSeance(valeurs["reference"], champs)
    cles = [cle(nom) for nom in valeurs["intervenants"] or ()]
    return SaisieSeance(
        valeurs["reference"],
        champs,
        [partenaires[c] for c in cles if c in partenaires],
        [agents[c] for c in cles if c not in partenaires],
    )


def _avertir(lignes: list[Ligne], rapport) -> None:
    """What is odd but possible: a session on a public holiday."""
    for ligne in lignes:
        jour = ligne.valeurs["date"]
        if nom := ferie(jour):
            rapport.avertir(ligne.numero, "date", jour, f"c’est un jour férié ({nom})")


def _personnes(references: set[str]) -> dict[str, Participant]:
    """The people of these references; that of a merged file gives the file kept."""
    siennes = Participant.objects.filter(reference__in=references).select_related("fondu_dans")
    return {personne.reference: personne.fondu_dans or personne for personne in siennes}


def _repetees(lignes: list[Ligne], personnes: dict):
    """One person twice at one session, under two references: neither line could be said to win."""
    couples = [
        (ligne.valeurs["seance"], personnes.get(ligne.valeurs["participant"], rang))
        for rang, ligne in enumerate(lignes)
    ]
    for rang in rangs_repetes(couples):
        raison = "cette présence est déjà donnée plus haut, sous une autre référence de la même personne, gardez-en une"
        yield Anomalie(rang, "participant", "presence_repetee", raison)


def _introuvables(lignes: list[Ligne], seances: dict, personnes: dict):
    for rang, ligne in enumerate(lignes):
        if ligne.valeurs["seance"] not in seances:
            raison = "aucune séance n’a cette référence, importez d’abord les séances"
            yield Anomalie(rang, "seance", "seance_inconnue", raison)
        if ligne.valeurs["participant"] not in personnes:
            raison = "personne n’a cette référence, importez d’abord les participants"
            yield Anomalie(rang, "participant", "participant_inconnu", raison)
