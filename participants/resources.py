"""The files of people and of their changes (formats.md, `participants`)."""

import datetime as dt

from django.db.models import F, OuterRef, Subquery

from partenaires.services import trouver_ou_creer
from participants.choix import Origine, Sexe
from participants.models import (
    FAITS,
    Logement,
    MotifSortie,
    NiveauEtudes,
    Parcours,
    Participant,
    Quartier,
    Situation,
)
from participants.services import Dossier, Fait, enregistrer_dossiers, enregistrer_faits
from socle.ecriture import Ecriture
from socle.erreurs import Anomalie, refuser_si
from socle.imports import lecteurs
from socle.imports.lecteurs import Illisible, en_texte
from socle.imports.ressource import Colonne, Ligne, Ressource
from socle.normalisation import cle
from socle.periodes import PARIS

LECTEURS_DES_FAITS = {
    "quartier": lecteurs.liste(Quartier),
    "qpv": lecteurs.oui_non,
    "niveau_etudes": lecteurs.liste(NiveauEtudes),
    "situation": lecteurs.liste(Situation),
    "logement": lecteurs.liste(Logement),
}
LIBRES = {cle(origine.label): origine for origine in (Origine.CCAS, Origine.ELLE_MEME)}


class Participants(Ressource):
    """One row a stay; a person who came back has two rows of one reference."""

    nom = "participants"
    titre = "Participants et parcours"
    cle = ("reference", "date_entree")
    colonnes = (
        Colonne("reference", lecteurs.texte(40), True, "votre numéro de dossier, le même à chaque retour"),
        Colonne("nom", lecteurs.texte(80), True),
        Colonne("prenom", lecteurs.texte(80), True),
        Colonne("sexe", lecteurs.choix(Sexe, ecritures=lambda c: c.value), True, "F, H ou autre"),
        Colonne("date_naissance", lecteurs.date_ou_annee, aide="JJ/MM/AAAA, ou l’année seule"),
        Colonne("quartier", LECTEURS_DES_FAITS["quartier"], aide="au jour de l’entrée"),
        Colonne("qpv", LECTEURS_DES_FAITS["qpv"], aide="oui ou non, au jour de l’entrée"),
        Colonne(
            "niveau_etudes",
            LECTEURS_DES_FAITS["niveau_etudes"],
            aide="I et II, III, IV, V, V bis, VI, ou 3 à 8",
        ),
        Colonne("situation", LECTEURS_DES_FAITS["situation"], aide="la ressource principale : RSA, ASS…"),
        Colonne("logement", LECTEURS_DES_FAITS["logement"], aide="au jour de l’entrée"),
        Colonne("prescripteur", lecteurs.texte(120), aide="le nom d’un partenaire, CCAS ou elle-même"),
        Colonne("date_entree", lecteurs.date, True),
        Colonne("date_sortie", lecteurs.date),
        Colonne("motif_sortie", lecteurs.liste(MotifSortie)),
    )

    def ecrire(self, lignes: list[Ligne], *, rapport, par, le: dt.datetime) -> Ecriture:
        """Through enregistrer_dossiers; prescribing partners that are new are created and told."""
        noms = [ligne.valeurs["prescripteur"] for ligne in lignes if _est_partenaire(ligne)]
        partenaires, nouveaux = trouver_ou_creer(noms=noms)
        aujourdhui = le.astimezone(PARIS).date()
        dossiers = [_dossier(ligne.valeurs, partenaires) for ligne in lignes]
        ecriture = enregistrer_dossiers(dossiers=dossiers, aujourdhui=aujourdhui)
        ecriture.nouveautes += [f"partenaire « {partenaire} »" for partenaire in nouveaux]
        _avertir(lignes, aujourdhui, rapport)
        return ecriture

    def exporter(self):
        """Stays by entry day, with the facts at the entry."""
        a_l_entree = {nom: _valeur_a_l_entree(modele, nom) for nom, modele in FAITS.items()}
        parcours = Parcours.objects.select_related("participant", "motif_sortie", "prescripteur")
        for sejour in parcours.annotate(**{f"{nom}_entree": s for nom, s in a_l_entree.items()}).iterator(2000):
            yield _ligne(sejour)


class Changements(Ressource):
    """The changes after the entry: one row per person, day and fact."""

    nom = "changements"
    titre = "Changements de situation"
    cle = ("participant", "date", "fait")
    colonnes = (
        Colonne("participant", lecteurs.texte(40), True, "la référence de la personne"),
        Colonne("date", lecteurs.date, True, "le premier jour de la nouvelle situation"),
        Colonne("fait", lecteurs.parmi(FAITS), True, ", ".join(FAITS)),
        Colonne("valeur", lecteurs.texte(80), aide="vide : inconnu depuis ce jour"),
    )

    def ecrire(self, lignes: list[Ligne], *, rapport, par, le: dt.datetime) -> Ecriture:
        """Through enregistrer_faits, once each value is read as its fact demands."""
        lecteurs_par_fait = {nom: fabrique() for nom, fabrique in LECTEURS_DES_FAITS.items()}
        anomalies, faits = [], []
        for rang, ligne in enumerate(lignes):
            try:
                faits.append(_fait(ligne.valeurs, lecteurs_par_fait))
            except Illisible as refus:
                anomalies.append(Anomalie(rang, "valeur", "illisible", str(refus)))
        refuser_si(anomalies)
        return enregistrer_faits(faits=faits)

    def exporter(self):
        """Every fact dated after its entry day, by person and day."""
        lignes = []
        for nom, modele in FAITS.items():
            faits = modele.objects.exclude(depuis=F("parcours__date_entree"))
            lignes += [
                (reference, depuis, nom, _ecrite(nom, valeur))
                for reference, depuis, valeur in faits.values_list(
                    "parcours__participant__reference",
                    "depuis",
                    "valeur" if nom == "qpv" else "valeur__libelle",
                )
            ]
        yield from sorted(lignes, key=lambda ligne: ligne[:3])


def _est_partenaire(ligne: Ligne) -> bool:
    prescripteur = ligne.valeurs.get("prescripteur")
    return bool(prescripteur) and cle(prescripteur) not in LIBRES


def _dossier(valeurs: dict, partenaires: dict) -> Dossier:
    """A row as the service takes it; columns the file does not have are left out."""
    identite = {nom: valeurs[nom] for nom in ("nom", "prenom", "sexe")}
    if "date_naissance" in valeurs:
        jour, annee_seule = valeurs["date_naissance"] or (None, False)
        identite |= {"date_naissance": jour, "annee_seule": annee_seule}
    sejour = {nom: valeurs[nom] for nom in ("date_sortie", "motif_sortie") if nom in valeurs}
    if "prescripteur" in valeurs:
        sejour |= _prescription(valeurs["prescripteur"], partenaires)
    faits = {nom: valeurs[nom] for nom in FAITS if nom in valeurs}
    return Dossier(valeurs["reference"], valeurs["date_entree"], identite, sejour, faits)


def _prescription(nom: str | None, partenaires: dict) -> dict:
    if not nom:
        return {"origine": "", "prescripteur": None}
    if cle(nom) in LIBRES:
        return {"origine": LIBRES[cle(nom)], "prescripteur": None}
    return {"origine": Origine.PARTENAIRE, "prescripteur": partenaires[cle(nom)]}


def _avertir(lignes: list[Ligne], aujourdhui: dt.date, rapport) -> None:
    """What is odd but possible."""
    for ligne in lignes:
        entree, sortie = ligne.valeurs["date_entree"], ligne.valeurs.get("date_sortie")
        if sortie == entree:
            rapport.avertir(ligne.numero, "date_sortie", sortie, "ce parcours dure un seul jour")
        if sortie and sortie > aujourdhui:
            rapport.avertir(ligne.numero, "date_sortie", sortie, "cette sortie est dans le futur")


def _valeur_a_l_entree(modele, nom: str) -> Subquery:
    faits = modele.objects.filter(parcours=OuterRef("pk"), depuis=OuterRef("date_entree"))
    return Subquery(faits.values("valeur" if nom == "qpv" else "valeur__libelle")[:1])


def _ligne(sejour: Parcours) -> tuple:
    personne = sejour.participant
    faits = {nom: _ecrite(nom, getattr(sejour, f"{nom}_entree")) for nom in FAITS}
    return (
        personne.reference,
        personne.nom,
        personne.prenom,
        personne.sexe,
        _naissance(personne),
        *faits.values(),
        sejour.prescripteur.nom if sejour.prescripteur else Origine(sejour.origine).label if sejour.origine else None,
        sejour.date_entree,
        sejour.date_sortie,
        sejour.motif_sortie.libelle if sejour.motif_sortie else None,
    )


def _naissance(personne: Participant):
    """A day, or the year alone when only it is known."""
    return str(personne.date_naissance.year) if personne.annee_seule else personne.date_naissance


def _ecrite(nom: str, valeur):
    return en_texte(valeur) if nom == "qpv" and valeur is not None else valeur


def _fait(valeurs: dict, lecteurs_par_fait: dict) -> Fait:
    """A change as the service takes it; refuses (Illisible) a value that its fact does not know."""
    nom, valeur = valeurs["fait"], valeurs.get("valeur")
    lue = None if valeur is None else lecteurs_par_fait[nom](valeur)
    return Fait(valeurs["participant"], valeurs["date"], nom, lue)
