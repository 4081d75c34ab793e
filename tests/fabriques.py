"""Rows for tests, written straight by the ORM: a valid one of each kind, whose fields the test may choose.

Reference lists are those of `migrate`: a fact's value, a site or a workshop is looked up by its label.
"""

import datetime as dt
from hashlib import sha256

import factory
from factory.django import DjangoModelFactory

from ateliers.models import Atelier, Intervenant, Presence, Seance
from comptes.choix import Role
from comptes.models import Utilisateur
from jardins.models import Site
from partenaires.models import Partenaire, Thematique
from participants.models import (
    Accord,
    Competence,
    Consigne,
    Demarche,
    Document,
    Entretien,
    Immersion,
    NoteDeTheme,
    NotePrivee,
    Objectif,
    Observation,
    Parcours,
    Participant,
    RendezVous,
    Report,
    Suspension,
    TypeDocument,
)
from socle.choix import StatutImport
from socle.models import Brouillon, Fichier, Importation, Travail
from socle.normalisation import cle

MOT_DE_PASSE = "Poireaux-et-navets-2015"


class UtilisateurFabrique(DjangoModelFactory):
    """An open account, chef de projet unless told otherwise, whose password is MOT_DE_PASSE."""

    class Meta:
        model = Utilisateur

    email = factory.Sequence(lambda n: f"agent{n}@ccas.example")
    prenom = "Camille"
    nom = factory.Sequence(lambda n: f"Agent {n}")
    role = Role.CHEF_DE_PROJET

    @classmethod
    def _create(cls, model_class, *args, **champs):
        return model_class.objects.create_user(password=champs.pop("password", MOT_DE_PASSE), **champs)


class PartenaireFabrique(DjangoModelFactory):
    class Meta:
        model = Partenaire

    nom = factory.Sequence(lambda n: f"Association {n}")


class IntervenantFabrique(DjangoModelFactory):
    class Meta:
        model = Intervenant

    nom = factory.Sequence(lambda n: f"Agent technique {n}")


class ParticipantFabrique(DjangoModelFactory):
    """A person without any stay."""

    class Meta:
        model = Participant

    reference = factory.Sequence(lambda n: f"P{n:04}")
    nom = factory.Sequence(lambda n: f"Dupont {n}")
    prenom = "Claude"
    sexe = "F"


class ParcoursFabrique(DjangoModelFactory):
    """A stay open since 5 January 2015, of a new person unless one is given."""

    class Meta:
        model = Parcours

    participant = factory.SubFactory(ParticipantFabrique)
    date_entree = dt.date(2015, 1, 5)


class SeanceFabrique(DjangoModelFactory):
    """A session `réalisée` of two hours, on 3 March 2015."""

    class Meta:
        model = Seance

    reference = factory.Sequence(lambda n: f"S{n:04}")
    atelier = factory.LazyFunction(lambda: Atelier.objects.get(libelle="Jardinage"))
    site = factory.LazyFunction(lambda: Site.objects.get(libelle="Vignoble"))
    date = dt.date(2015, 3, 3)
    debut = dt.time(8)
    fin = dt.time(10)
    statut = "realisee"

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        """`minutes` is the database's own: read it back where the engine does not give it at once."""
        if create:
            instance.refresh_from_db(fields=["minutes"])


class PresenceFabrique(DjangoModelFactory):
    """A person present at a whole session of two hours; her stay is not made here."""

    class Meta:
        model = Presence

    seance = factory.SubFactory(SeanceFabrique)
    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    statut = "present"
    minutes = 120
    saisie_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


class ImportationFabrique(DjangoModelFactory):
    """A file that waits for its confirmation."""

    class Meta:
        model = Importation

    ressource = "participants"
    nom_fichier = "participants.csv"
    contenu = b"reference;nom\r\n"
    statut = StatutImport.VERIFIE
    rapport = factory.LazyFunction(dict)
    depose_par = factory.SubFactory(UtilisateurFabrique)
    depose_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


class TravailFabrique(DjangoModelFactory):
    """Long work that waits for a worker."""

    class Meta:
        model = Travail

    nature = "import_verifier"
    objet = factory.Faker("uuid4", cast_to=None)
    titre = "Vérification de participants.csv"
    suite = "import_confirmer"
    demande_par = factory.SubFactory(UtilisateurFabrique)
    demande_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


class ObjectifFabrique(DjangoModelFactory):
    """Something to reach, decided the day of the entry."""

    class Meta:
        model = Objectif

    parcours = factory.SubFactory(ParcoursFabrique)
    thematique = factory.LazyFunction(lambda: Thematique.objects.get(code="logement"))
    intitule = "Avoir un logement à soi"
    date = dt.date(2015, 1, 5)


class DemarcheFabrique(DjangoModelFactory):
    """A step going on since 2 February 2015."""

    class Meta:
        model = Demarche

    reference = factory.Sequence(lambda n: f"D{n:04}")
    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    thematique = factory.LazyFunction(lambda: Thematique.objects.get(code="logement"))
    intitule = "Demander un logement social"
    statut = "en_cours"
    date_debut = dt.date(2015, 2, 2)
    note_le = dt.datetime(2015, 2, 2, 12, tzinfo=dt.UTC)


class ImmersionFabrique(DjangoModelFactory):
    """A « stage » from 2 to 13 March 2015."""

    class Meta:
        model = Immersion

    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    nature = "stage"
    accueil = "Ferme des Hirondelles"
    debut = dt.date(2015, 3, 2)
    fin = dt.date(2015, 3, 13)


class EntretienFabrique(DjangoModelFactory):
    """An interview held on 3 March 2015."""

    class Meta:
        model = Entretien

    reference = factory.Sequence(lambda n: f"E{n:04}")
    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    date = dt.date(2015, 3, 3)
    compte_rendu = "Va bien."
    note_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


class NoteDeThemeFabrique(DjangoModelFactory):
    """What was said of « logement »."""

    class Meta:
        model = NoteDeTheme

    entretien = factory.SubFactory(EntretienFabrique)
    thematique = factory.LazyFunction(lambda: Thematique.objects.get(code="logement"))
    texte = "Le dossier est complet."


class NotePriveeFabrique(DjangoModelFactory):
    """A note kept by who led the interview, or else by a new account."""

    class Meta:
        model = NotePrivee

    entretien = factory.SubFactory(EntretienFabrique)
    auteur = factory.LazyAttribute(lambda note: note.entretien.par or UtilisateurFabrique())
    texte = "En reparler."


class BrouillonFabrique(DjangoModelFactory):
    """A new interview that somebody began to write."""

    class Meta:
        model = Brouillon

    uuid = factory.Faker("uuid4", cast_to=None)
    page = factory.Faker("uuid4", cast_to=None)
    auteur = factory.SubFactory(UtilisateurFabrique)
    genre = "entretien"
    objet = factory.Faker("uuid4", cast_to=None)
    champs = factory.LazyFunction(lambda: {"compte_rendu": ["Va bien."]})
    commence_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)
    modifie_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


class RendezVousFabrique(DjangoModelFactory):
    """An appointment for 3 April 2015 at nine."""

    class Meta:
        model = RendezVous

    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    date = dt.date(2015, 4, 3)
    heure = dt.time(9)
    cree_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


class SuspensionFabrique(DjangoModelFactory):
    """Nobody expected from 1 to 31 March 2015."""

    class Meta:
        model = Suspension

    parcours = factory.SubFactory(ParcoursFabrique)
    debut = dt.date(2015, 3, 1)
    fin = dt.date(2015, 3, 31)
    motif = "formation"


class ReportFabrique(DjangoModelFactory):
    """A reminder put off on 3 March 2015 until the 20th."""

    class Meta:
        model = Report

    parcours = factory.SubFactory(ParcoursFabrique)
    date = dt.date(2015, 3, 3)
    jusqu_au = dt.date(2015, 3, 20)
    raison = "En congés."


class ObservationFabrique(DjangoModelFactory):
    """« Avec de l’aide », seen on 3 March 2015."""

    class Meta:
        model = Observation

    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    competence = factory.LazyFunction(lambda: Competence.objects.get(code="equipe"))
    date = dt.date(2015, 3, 3)
    niveau = 2


class ConsigneFabrique(DjangoModelFactory):
    """What to avoid since 2 February 2015, until further notice."""

    class Meta:
        model = Consigne

    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    texte = "Pas de port de charge."
    depuis = dt.date(2015, 2, 2)


class FichierFabrique(DjangoModelFactory):
    """A few bytes that say they are a PDF, unlike those of any other."""

    class Meta:
        model = Fichier

    contenu = factory.Sequence(lambda n: f"%PDF-1.7 {n}".encode())
    type_mime = "application/pdf"
    taille = factory.LazyAttribute(lambda fichier: len(fichier.contenu))
    empreinte = factory.LazyAttribute(lambda fichier: sha256(fichier.contenu).hexdigest())
    depose_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


class DocumentFabrique(DjangoModelFactory):
    """A « pièce d’identité » without an end, deposited on 3 March 2015."""

    class Meta:
        model = Document

    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    type = factory.LazyFunction(lambda: TypeDocument.objects.get(code="identite"))
    fichier = factory.SubFactory(FichierFabrique)
    depose_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


class AccordFabrique(DjangoModelFactory):
    """A notice given on 3 March 2015."""

    class Meta:
        model = Accord

    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    nature = "notice"
    date = dt.date(2015, 3, 3)


def ligne_de(modele, libelle: str):
    """The line of a reference list that has this label or one of its other spellings; KeyError if none."""
    return {ecriture: ligne for ligne in modele.objects.all() for ecriture in ligne.cles}[cle(libelle)]
