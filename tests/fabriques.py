"""Rows for tests, written straight by the ORM: a valid one of each kind, whose fields the test may choose.

Reference lists are those of `migrate`: a fact's value, a site or a workshop is looked up by its label.
"""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ateliers.models import Atelier, Intervenant, Presence, Seance
from comptes.choix import Role
from comptes.models import Utilisateur
from jardins.models import Site
from partenaires.models import Partenaire, Thematique
from participants.models import Demarche, Entretien, Objectif, Parcours, Participant, RendezVous, Suspension
from socle.choix import StatutImport
from socle.models import Importation, Travail
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


class EntretienFabrique(DjangoModelFactory):
    """An interview held on 3 March 2015."""

    class Meta:
        model = Entretien

    reference = factory.Sequence(lambda n: f"E{n:04}")
    participant = factory.LazyFunction(lambda: ParcoursFabrique().participant)
    date = dt.date(2015, 3, 3)
    compte_rendu = "Va bien."
    note_le = dt.datetime(2015, 3, 3, 12, tzinfo=dt.UTC)


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


def ligne_de(modele, libelle: str):
    """The line of a reference list that has this label or one of its other spellings; KeyError if none."""
    return {ecriture: ligne for ligne in modele.objects.all() for ecriture in ligne.cles}[cle(libelle)]
