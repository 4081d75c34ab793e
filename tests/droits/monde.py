"""A small world for the walk: one person whose every sensitive field holds a string found nowhere else."""

import datetime as dt
import functools
import uuid
from dataclasses import dataclass, field

from ateliers.models import Atelier, Intervenant, Presence, Seance
from comptes.choix import Role
from comptes.models import Utilisateur
from jardins.models import Site
from partenaires.models import Partenaire
from participants.models import (
    FAITS,
    Coordonnees,
    Logement,
    MotifSortie,
    NiveauEtudes,
    Parcours,
    Participant,
    PremierContact,
    Quartier,
    Situation,
)
from participants.services.fusion import fusionner
from socle.bases import AJOUT
from socle.choix import StatutImport
from socle.imports.moteur import importer
from socle.imports.rapport import Rapport
from socle.imports.ressource import ressource
from socle.models import Importation, Travail
from socle.periodes import aujourdhui
from tests.conftest import creer_compte
from tests.fabriques import TravailFabrique

INSTANT = dt.datetime(2026, 1, 15, 10, tzinfo=dt.UTC)
DEPOT_D_AUTRUI = "Zqautrui"
# What each kind of data looks like, wherever it is written.
CANARIS = {
    "nom": ("Zqnomi", "Zqpreno"),
    "reference": ("ZQ-77-REF",),
    "naissance": ("07/08/1949", "1949-08-07", "7 août 1949"),
    "quartier": ("Zqtier",),
    "situation": ("Zqsitu",),
    "logement": ("Zqtoit",),
    "niveau_etudes": ("Zqnivo",),
    "prescripteur": ("Zqprescri",),
    "motif_sortie": ("Zqmotif",),
    "telephone": ("06 98 76 54 31",),
    "preference": ("Zqprefere",),
    "adresse": ("Zqrue", "zqmel@exemple.example"),
    "urgence": ("Zqurgence", "zqsoeur", "07 98 76 54 32"),
    "contact": ("Zqcontact",),
    "theme": ("Zqtheme",),
    "intervenant": ("Zqvenant",),
}
LISTES = {"quartier": Quartier, "situation": Situation, "logement": Logement, "niveau_etudes": NiveauEtudes}
NAISSANCE = dt.date(1949, 8, 7)


@dataclass
class Monde:
    """Who asks, and what there is to ask for."""

    comptes: dict[str, Utilisateur]
    ferme: Utilisateur
    collegue: Utilisateur
    participant: Participant
    seance: Seance
    autrui: Importation
    travail_d_autrui: Travail
    ligne: Quartier  # added to its list by people
    travaux: dict[str, Travail] = field(default_factory=dict)
    verifies: dict[str, Importation] = field(default_factory=dict)
    refuses: dict[str, list[Importation]] = field(default_factory=dict)


def creer_monde() -> Monde:
    """Write the world in the database."""
    comptes = {role: creer_compte(role) for role in Role.values}
    ferme = creer_compte(Role.CHEF_DE_PROJET, email="ferme@jardins.example")
    collegue = creer_compte(Role.CHEF_DE_PROJET, email="collegue@jardins.example")
    participant = _participant()
    _jumelle()
    _autres_parcours()
    seance = _seance(participant)
    _seances_sans_presence(seance)
    autrui = _deposer(collegue, PARTICIPANTS_REFUSES.replace("Zqnomi", DEPOT_D_AUTRUI), f"{DEPOT_D_AUTRUI}.csv")
    travail = TravailFabrique(demande_par=collegue, objet=autrui.uuid, titre=f"Vérification de {DEPOT_D_AUTRUI}.csv")
    _reunis()
    monde = Monde(comptes, ferme, collegue, participant, seance, autrui, travail, _ligne_ajoutee())
    for role, compte in comptes.items():
        monde.refuses[role] = [
            _deposer(compte, PARTICIPANTS_REFUSES, "personnes.csv"),
            _deposer(compte, SEANCES_REFUSEES, "seances.csv", "seances"),
        ]
        monde.verifies[role] = _deposer(compte, PARTICIPANTS_BONS, "bons.csv")
        monde.travaux[role] = TravailFabrique(demande_par=compte, objet=monde.verifies[role].uuid)
    return monde


def _ligne_ajoutee() -> Quartier:
    return Quartier.objects.create(code=f"{AJOUT}1", libelle="Quartier ajouté")


def _participant() -> Participant:
    personne = Participant.objects.create(
        reference="ZQ-77-REF", nom="Zqnomi", prenom="Zqpreno", sexe="F", date_naissance=NAISSANCE
    )
    sejour = Parcours.objects.create(
        participant=personne,
        date_entree=dt.date(2015, 2, 2),
        date_sortie=dt.date(2015, 11, 30),
        motif_sortie=MotifSortie.objects.create(code="zqmotif", libelle="Zqmotif"),
        origine="partenaire",
        prescripteur=Partenaire.objects.create(nom="Zqprescri"),
    )
    for nom, modele in LISTES.items():
        valeur = modele.objects.create(code=CANARIS[nom][0].lower(), libelle=CANARIS[nom][0])
        FAITS[nom].objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=valeur)
        # A change a week later, so that the file of changes holds the value too.
        FAITS[nom].objects.create(parcours=sejour, depuis=dt.date(2015, 2, 9), valeur=valeur)
    _rencontre(personne)
    return personne


def _rencontre(personne: Participant) -> None:
    """How to reach her, and how she was met."""
    Coordonnees.objects.create(
        participant=personne,
        telephone="06 98 76 54 31",
        email="zqmel@exemple.example",
        adresse="1 Zqrue",
        precisions="Zqprefere",
        urgence_nom="Zqurgence",
        urgence_lien="zqsoeur",
        urgence_telephone="07 98 76 54 32",
    )
    PremierContact.objects.create(
        participant=personne,
        date=dt.date(2015, 1, 20),
        canal="rue",
        decision="entree_prevue",
        precisions="Zqcontact",
        note_le=INSTANT,
    )


def _jumelle() -> None:
    """A second file (P-7) of the same stay, that says nothing of what the first one knows, or something else."""
    autre = Participant.objects.create(reference="P-7", nom="Hêtre", prenom="Rose", sexe="F")
    sejour = Parcours.objects.create(
        participant=autre, date_entree=dt.date(2015, 2, 2), date_sortie=dt.date(2015, 2, 20), origine="ccas"
    )
    for nom in LISTES:
        FAITS[nom].objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=None)
    Coordonnees.objects.create(participant=autre, telephone="06 00 00 00 00")


def _reunis() -> None:
    """Two files already merged: P-5 into P-6."""
    garde, fondu = (
        Participant.objects.create(reference=reference, nom="Frêne", prenom=prenom, sexe="H")
        for reference, prenom in (("P-6", "Aimé"), ("P-5", "Basile"))
    )
    fusionner(garde=garde, fondu=fondu, choix={}, par=None, le=INSTANT)


def _autres_parcours() -> None:
    """A person in a stay (P-8), and one whose exit is of today (P-9), which may be taken back."""
    for reference, sortie in (("P-8", None), ("P-9", aujourdhui())):
        personne = Participant.objects.create(reference=reference, nom="Houx", prenom="Lila", sexe="F")
        Parcours.objects.create(participant=personne, date_entree=dt.date(2020, 1, 6), date_sortie=sortie)


def _seance(participant: Participant) -> Seance:
    seance = Seance.objects.create(
        reference="S-1",
        atelier=Atelier.objects.get(code="jardinage"),
        site=Site.objects.get(code="vignoble"),
        date=dt.date(2015, 3, 3),
        debut=dt.time(8),
        fin=dt.time(12),
        theme="Zqtheme",
    )
    seance.intervenants.add(Intervenant.objects.create(nom="Zqvenant"))
    Presence.objects.create(seance=seance, participant=participant, statut="present", minutes=240, saisie_le=INSTANT)
    return seance


def _seances_sans_presence(modele: Seance) -> None:
    """One planned (S-2), which may be cancelled, and one cancelled (S-3), which may be put back."""
    communs = {nom: getattr(modele, nom) for nom in ("atelier", "site", "debut", "fin")}
    jour = modele.date + dt.timedelta(days=1)
    Seance.objects.create(reference="S-2", date=jour, statut="prevue", **communs)
    Seance.objects.create(reference="S-3", date=jour, statut="annulee", annulation_motif="gel", **communs)


COLONNES = "reference;nom;prenom;sexe;date_naissance;quartier;niveau_etudes;situation;logement;prescripteur;date_entree"
SUITE = ";date_sortie;motif_sortie\n"
VALEURS = "Zqnomi;Zqpreno;F;07/08/1949;Zqtier;Zqnivo;Zqsitu;Zqtoit;Zqprescri"
PARTICIPANTS_REFUSES = f"{COLONNES}{SUITE}ZQ-77-REF;{VALEURS};31/02/2015;01/03/2015;Zqmotif\n"
PARTICIPANTS_BONS = f"{COLONNES}{SUITE}P-2;Houx;Lila;F;1980;;;;;;01/02/2015;;\n"
SEANCES_REFUSEES = (
    "reference;atelier;site;date;debut;fin;theme;intervenants\n"
    "S-9;Jardinage;Vignoble;31/02/2015;08:00;12:00;Zqtheme;Zqvenant\n"
)


@functools.cache
def _rapport(genre: str, texte: str, nom: str) -> Rapport:
    """What the engine says of this file: made once, since reading a file starts a process."""
    return importer(ressource(genre), texte.encode(), nom, par=None, le=INSTANT, simulation=True)


def _deposer(par: Utilisateur, texte: str, nom: str, genre: str = "participants") -> Importation:
    """A deposit that keeps its file, where socle.imports.depots would keep the last one only."""
    rapport = _rapport(genre, texte, nom)
    return Importation.objects.create(
        ressource=genre,
        nom_fichier=nom,
        contenu=texte.encode(),
        statut=StatutImport.REFUSE if rapport.refus else StatutImport.VERIFIE,
        rapport=rapport.en_json(),
        depose_par=par,
        depose_le=INSTANT,
    )


def inconnu() -> uuid.UUID:
    """The identifier of nothing."""
    return uuid.UUID(int=77)
