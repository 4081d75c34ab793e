"""A small world for the walk: one person whose every sensitive field holds a string found nowhere else."""

import datetime as dt
import functools
import hashlib
import uuid
from dataclasses import dataclass, field

from ateliers.models import Atelier, Intervenant, Presence, Seance
from comptes.choix import Role
from comptes.models import Utilisateur
from jardins.models import Site
from partenaires.models import Partenaire, Thematique
from participants.models import (
    FAITS,
    Competence,
    Consigne,
    Coordonnees,
    Demarche,
    Document,
    Entretien,
    EtapeBilan,
    EvaluationFrein,
    FaitQpv,
    FaitReferent,
    Frein,
    Immersion,
    Logement,
    MotifSortie,
    NiveauEtudes,
    NoteDeTheme,
    NotePrivee,
    Objectif,
    Observation,
    Parcours,
    Participant,
    PremierContact,
    Quartier,
    RendezVous,
    ReponseBilan,
    Report,
    Situation,
    Suspension,
    TypeDocument,
)
from participants.services.fusion import fusionner
from socle.bases import AJOUT
from socle.choix import StatutImport
from socle.imports.moteur import importer
from socle.imports.rapport import Rapport
from socle.imports.ressource import ressource
from socle.models import Fichier, Importation, Travail
from socle.periodes import aujourdhui
from tests.conftest import creer_compte
from tests.fabriques import BrouillonFabrique, TravailFabrique
from tests.socle.pieces_exemples import octets, pdf

INSTANT = dt.datetime(2026, 1, 15, 10, tzinfo=dt.UTC)
DEPOT_D_AUTRUI = "Zqautrui"
NOTE_D_AUTRUI = "Zqsecret"  # private, of a colleague who does not follow the person
BROUILLON_D_AUTRUI = "Zqbrouillon"
# What each kind of data looks like, wherever it is written: seven characters or more, since every page holds tokens
# drawn at random, where four letters were met by chance, whatever their case.
CANARIS = {
    "nom": ("Zqnominal", "Zqpreno"),
    "reference": ("ZQ-77-REF",),
    "naissance": ("07/08/1949", "1949-08-07", "7 août 1949"),
    "quartier": ("Zqquartier",),
    "situation": ("Zqsituation",),
    "logement": ("Zqlogement",),
    "niveau_etudes": ("Zqniveau",),
    "prescripteur": ("Zqprescri",),
    "motif_sortie": ("Zqmotif",),
    "telephone": ("06 98 76 54 31",),
    "preference": ("Zqprefere",),
    "adresse": ("Zqruelle", "zqmel@exemple.example"),
    "urgence": ("Zqurgence", "zqsoeur", "07 98 76 54 32"),
    "contact": ("Zqcontact",),
    "reponse": ("Zqreponse",),
    "etape_note": ("Zqparole",),
    "frein": ("Zqfrein",),
    "objectif": ("Zqobjectif", "Zqbutprecis"),
    "demarche": ("Zqdemarche", "Zqpasprecis"),
    "immersion": ("Zqaccueil", "Zqappreciation"),
    "rendezvous": ("Zqendroit",),
    "suspension": ("hospitalisation ou soins",),
    "report": ("Zqraison",),
    "entretien": ("Zqentretien",),
    "note_de_theme": ("Zqnotedetheme",),
    "note_privee": ("Zqprive",),
    "observation": ("Zqgeste",),
    "consigne": ("Zqconsigne",),
    "document": ("Zqprecision",),
    "piece": ("Zqpiece",),
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
    jardiniere: Participant  # in the action today, with the same data
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
    jardiniere = _jardiniere()
    _suivie(comptes[Role.TRAVAILLEUR_SOCIAL])
    _rendezvous(participant, collegue)
    seance = _seance(participant)
    _seances_sans_presence(seance)
    autrui = _deposer(collegue, PARTICIPANTS_REFUSES.replace("Zqnominal", DEPOT_D_AUTRUI), f"{DEPOT_D_AUTRUI}.csv")
    travail = TravailFabrique(demande_par=collegue, objet=autrui.uuid, titre=f"Vérification de {DEPOT_D_AUTRUI}.csv")
    _reunis()
    monde = Monde(comptes, ferme, collegue, participant, seance, jardiniere, autrui, travail, _ligne_ajoutee())
    _entretiens(participant, comptes[Role.TRAVAILLEUR_SOCIAL], collegue)
    for role, compte in comptes.items():
        monde.refuses[role] = [
            _deposer(compte, PARTICIPANTS_REFUSES, "personnes.csv"),
            _deposer(compte, SEANCES_REFUSEES, "seances.csv", "seances"),
            _deposer(compte, ENTRETIENS_REFUSES, "entretiens.csv", "entretiens"),
            _deposer(compte, DEMARCHES_REFUSEES, "demarches.csv", "demarches"),
        ]
        monde.verifies[role] = _deposer(compte, PARTICIPANTS_BONS, "bons.csv")
        monde.travaux[role] = TravailFabrique(demande_par=compte, objet=monde.verifies[role].uuid)
    return monde


def _ligne_ajoutee() -> Quartier:
    return Quartier.objects.create(code=f"{AJOUT}1", libelle="Quartier ajouté")


def _participant() -> Participant:
    personne = Participant.objects.create(
        reference="ZQ-77-REF", nom="Zqnominal", prenom="Zqpreno", sexe="F", date_naissance=NAISSANCE
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
    _bilan(sejour, "Zqreponse", "Zqparole")
    _projet(sejour)
    _au_jardin(personne, sejour.date_entree, dt.date(2015, 3, 3))
    Suspension.objects.create(parcours=sejour, debut=dt.date(2015, 6, 1), fin=dt.date(2015, 6, 30), motif="soins")
    _reporter(sejour, dt.date(2015, 5, 4))
    _papiers(personne)
    return personne


def _papiers(personne: Participant) -> None:
    """A document of hers, whose bytes hold a text."""
    contenu = octets(pdf("Zqpiece"))
    fichier = Fichier.objects.create(
        contenu=contenu,
        type_mime="application/pdf",
        taille=len(contenu),
        empreinte=hashlib.sha256(contenu).hexdigest(),
        depose_le=INSTANT,
    )
    Document.objects.create(
        participant=personne,
        type=TypeDocument.objects.get(code="identite"),
        precision="Zqprecision",
        fichier=fichier,
        depose_le=INSTANT,
    )


def _rencontre(personne: Participant) -> None:
    """How to reach her, and how she was met."""
    Coordonnees.objects.create(
        participant=personne,
        telephone="06 98 76 54 31",
        email="zqmel@exemple.example",
        adresse="1 Zqruelle",
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


def _entretiens(personne: Participant, auteur: Utilisateur, collegue: Utilisateur) -> None:
    """One led by who asks, with every note, and one of a colleague, with hers; what that colleague is writing."""
    siens = {"participant": personne, "note_le": INSTANT}
    entretien = Entretien.objects.create(
        reference="ZQ-E-1", date=dt.date(2015, 3, 3), compte_rendu="Zqentretien", par=auteur, **siens
    )
    sante = Thematique.objects.get(code="sante")
    NoteDeTheme.objects.create(entretien=entretien, thematique=sante, texte="Zqnotedetheme")
    NotePrivee.objects.create(entretien=entretien, auteur=auteur, texte="Zqprive")
    autre = Entretien.objects.create(reference="ZQ-E-2", date=dt.date(2015, 2, 3), par=collegue, **siens)
    NotePrivee.objects.create(entretien=autre, auteur=collegue, texte=NOTE_D_AUTRUI)
    BrouillonFabrique(auteur=collegue, objet=personne.uuid, champs={"compte_rendu": [BROUILLON_D_AUTRUI]})


def _jardiniere() -> Participant:
    """A namesake in the action since 2020, every datum of whom is known too: she is who the encadrant meets today."""
    personne = Participant.objects.create(
        reference="ZQ-77-REF-B", nom="Zqnominal", prenom="Zqpreno", sexe="F", date_naissance=NAISSANCE
    )
    sejour = Parcours.objects.create(
        participant=personne,
        date_entree=dt.date(2020, 1, 6),
        origine="partenaire",
        prescripteur=Partenaire.objects.get(nom="Zqprescri"),
    )
    for nom, modele in LISTES.items():
        valeur = modele.objects.get(code=CANARIS[nom][0].lower())
        FAITS[nom].objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=valeur)
    _rencontre(personne)
    _bilan(sejour, "Zqreponse", "Zqparole")
    _au_jardin(personne, sejour.date_entree, aujourdhui())
    _projet(sejour)
    _reporter(sejour, aujourdhui())
    return personne


def _suivie(referent: Utilisateur) -> None:
    """A namesake who enters today, followed by an agent: all is known of her and she was received, so that no home
    page names her."""
    personne = Participant.objects.create(
        reference="ZQ-77-REF-C", nom="Zqnominal", prenom="Zqpreno", sexe="F", date_naissance=NAISSANCE
    )
    sejour = Parcours.objects.create(participant=personne, date_entree=aujourdhui(), origine="ccas")
    faits = {FAITS[nom]: modele.objects.get(code=CANARIS[nom][0].lower()) for nom, modele in LISTES.items()}
    for modele, valeur in {**faits, FaitQpv: True, FaitReferent: referent}.items():
        modele.objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=valeur)
    Entretien.objects.create(reference="E-ZQ", participant=personne, date=aujourdhui(), note_le=INSTANT)


def _rendezvous(personne: Participant, avec: Utilisateur) -> None:
    """One in a week, and one whose day has passed, of an agent whose home page nobody opens."""
    for jours, lieu in ((7, "Zqendroit"), (-3, "")):
        RendezVous.objects.create(
            participant=personne,
            date=aujourdhui() + dt.timedelta(days=jours),
            heure=dt.time(9),
            lieu=lieu,
            avec=avec,
            cree_le=INSTANT + dt.timedelta(days=jours),
        )


def _reporter(sejour: Parcours, le: dt.date) -> None:
    """The reminder of an interview, put off for three weeks."""
    Report.objects.create(parcours=sejour, date=le, jusqu_au=le + dt.timedelta(days=21), raison="Zqraison")


def _projet(sejour: Parcours) -> None:
    """What she aims at and tries: an objectif reached and one in progress, its démarche, an immersion that is over."""
    personne, logement = sejour.participant, Thematique.objects.get(code="logement")
    communs = {"parcours": sejour, "thematique": logement, "date": sejour.date_entree}
    Objectif.objects.create(**communs, intitule="Un toit", statut="atteint", date_fin=sejour.date_entree)
    objectif = Objectif.objects.create(**communs, intitule="Zqobjectif", precisions="Zqbutprecis")
    Demarche.objects.create(
        reference=f"D-{sejour.pk}",
        participant=personne,
        objectif=objectif,
        thematique=logement,
        intitule="Zqdemarche",
        statut="en_cours",
        date_debut=sejour.date_entree,
        precisions="Zqpasprecis",
        note_le=INSTANT,
    )
    Immersion.objects.create(
        participant=personne,
        nature="stage",
        accueil="Zqaccueil",
        debut=sejour.date_entree,
        fin=sejour.date_entree,
        appreciation="Zqappreciation",
    )


def _au_jardin(personne: Participant, depuis: dt.date, jour: dt.date) -> None:
    """What she was seen to do on a day, and what to mind with her."""
    ponctualite = Competence.objects.get(code="ponctualite")
    Observation.objects.create(participant=personne, competence=ponctualite, date=jour, niveau=2, commentaire="Zqgeste")
    Consigne.objects.create(participant=personne, texte="Zqconsigne", depuis=depuis)


def _bilan(sejour: Parcours, mots: str, note: str, niveau: int = 2) -> None:
    """A step done, an answer in words and an obstacle, of the day of the entry."""
    droits = Thematique.objects.get(code="droits")
    frein, _ = Frein.objects.get_or_create(code="zqfrein", defaults={"libelle": "Zqfrein", "thematique": droits})
    communs = {"parcours": sejour, "depuis": sejour.date_entree}
    EtapeBilan.objects.create(parcours=sejour, etape="droits", etat="faite", date=sejour.date_entree, note=note)
    ReponseBilan.objects.create(question="autres_droits", valeur="dit", precision=mots, **communs)
    EvaluationFrein.objects.create(frein=frein, niveau=niveau, **communs)


def _jumelle() -> None:
    """A second file (P-7) of the same stay, that says nothing of what the first one knows, or something else."""
    autre = Participant.objects.create(reference="P-7", nom="Hêtre", prenom="Rose", sexe="F")
    sejour = Parcours.objects.create(
        participant=autre, date_entree=dt.date(2015, 2, 2), date_sortie=dt.date(2015, 2, 20), origine="ccas"
    )
    for nom in LISTES:
        FAITS[nom].objects.create(parcours=sejour, depuis=sejour.date_entree, valeur=None)
    _bilan(sejour, "autre réponse", "autre note", niveau=1)
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
        atelier=Atelier.objects.get(code="sante"),
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
VALEURS = "Zqnominal;Zqpreno;F;07/08/1949;Zqquartier;Zqniveau;Zqsituation;Zqlogement;Zqprescri"
PARTICIPANTS_REFUSES = f"{COLONNES}{SUITE}ZQ-77-REF;{VALEURS};31/02/2015;01/03/2015;Zqmotif\n"
PARTICIPANTS_BONS = f"{COLONNES}{SUITE}P-2;Houx;Lila;F;1980;;;;;;01/02/2015;;\n"
SEANCES_REFUSEES = (
    "reference;atelier;site;date;debut;fin;theme;intervenants\n"
    "S-9;Jardinage;Vignoble;31/02/2015;08:00;12:00;Zqtheme;Zqvenant\n"
)
ENTRETIENS_REFUSES = "reference;participant;date;compte_rendu\nE-9;ZQ-77-REF;31/02/2015;Zqentretien\n"
DEMARCHES_REFUSEES = (
    "reference;participant;thematique;intitule;date_debut;statut\n"
    "D-9;ZQ-77-REF;logement;Zqdemarche;31/02/2015;en cours\n"
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
