"""What the livret adds to the history of a person: one query over everything dated in it, whatever the years.

Private notes are not there: only their three readers see them, in the interview itself.
"""

import datetime as dt
from uuid import UUID

from django.db.models import CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate

from participants.choix import (
    Etape,
    EtatEtape,
    MotifSuspension,
    NatureAccord,
    NatureImmersion,
    NiveauObservation,
    StatutDemarche,
    StatutEntretien,
    StatutObjectif,
    StatutRendezVous,
)
from participants.historique import BILAN, ENTRETIEN, JARDIN, PAPIER, PROJET, RENDEZVOUS, Evenement
from participants.models import (
    Accord,
    Demarche,
    Document,
    Entretien,
    EtapeBilan,
    Immersion,
    Objectif,
    Observation,
    Participant,
    RendezVous,
    Report,
    Suspension,
)
from participants.models.projet import CLOS
from socle.periodes import PARIS

# Of each kind of row: the type of its event, its title around what the row says, and the words of its status.
SORTES = {
    "entretien": (ENTRETIEN, "Entretien", StatutEntretien),
    "objectif": (PROJET, "Objectif : {}", None),
    "objectif_fini": (PROJET, "Objectif : {}", StatutObjectif),
    "demarche": (PROJET, "Démarche : {}", None),
    "demarche_finie": (PROJET, "Démarche : {}", StatutDemarche),
    "immersion": (PROJET, "Immersion : {}", NatureImmersion),
    "etape": (BILAN, "Bilan d’entrée : {}", EtatEtape),
    "observation": (JARDIN, "Vu au jardin : {}", NiveauObservation),
    "document": (PAPIER, "Document : {}", None),
    "accord": (PAPIER, "{}", None),
    "rendezvous": (RENDEZVOUS, "Rendez-vous", StatutRendezVous),
    "suspension": (RENDEZVOUS, "Suivi suspendu", MotifSuspension),
    "report": (RENDEZVOUS, "Entretien reporté", None),
}
COMMENCE = {"objectif": "décidé", "demarche": "commencée"}


def evenements_du_livret(participant: Participant, jour: dt.date) -> list[Evenement]:
    """Everything dated of the livret up to that day, in no order. One query."""
    lectures = [*_entretiens(participant), *_projet(participant), *_autour(participant)]
    lignes = lectures[0].union(*lectures[1:], all=True)
    return [_evenement(*ligne) for ligne in lignes if ligne[1] <= jour]


def _evenement(sorte: str, jour: dt.date, cle: str, mot: str, titre: str, texte: str, auteur: str) -> Evenement:
    genre, modele, choix = SORTES[sorte]
    dit = _titre(sorte, titre)
    statut = str(dict(choix.choices)[_cle(choix, mot)]) if choix and mot else COMMENCE.get(sorte, "")
    ancre = f"entretien-{UUID(cle)}" if sorte == "entretien" else ""
    return Evenement(jour, genre, modele.format(dit), texte.strip(), auteur.strip(), statut, ancre)


def _titre(sorte: str, titre: str) -> str:
    if sorte == "etape":
        return Etape(titre).label
    if sorte == "accord":
        dit = NatureAccord(titre).label
        return dit[0].upper() + dit[1:]
    return titre


def _cle(choix, mot: str):
    return int(mot) if choix is NiveauObservation else mot


def _entretiens(participant: Participant):
    siens = Entretien.objects.filter(participant=participant)
    yield _lire(siens, "entretien", "date", mot="statut", texte="compte_rendu")
    conclus = RendezVous.objects.filter(participant=participant).exclude(
        statut__in=(StatutRendezVous.PREVU, StatutRendezVous.TENU)
    )
    yield _lire(conclus, "rendezvous", "date", mot="statut", texte="lieu", auteur="avec")
    yield _lire(Suspension.objects.filter(parcours__participant=participant), "suspension", "debut", mot="motif")
    yield _lire(Report.objects.filter(parcours__participant=participant), "report", "date", texte="raison")


def _projet(participant: Participant):
    objectifs = Objectif.objects.filter(parcours__participant=participant)
    demarches = Demarche.objects.filter(participant=participant)
    yield _lire(objectifs, "objectif", "date", titre="intitule", texte="precisions")
    finis = objectifs.exclude(date_fin=None)
    yield _lire(finis, "objectif_fini", "date_fin", mot="statut", titre="intitule", texte="motif")
    commencees = demarches.exclude(statut=StatutDemarche.PREVUE)
    yield _lire(commencees, "demarche", "date_debut", titre="intitule", texte="precisions")
    finies = demarches.filter(statut__in=CLOS, date_fin__isnull=False)
    resultat = Concat(
        "resultat", Coalesce("contrat__libelle", Value("")), Value(" "), "motif", output_field=TextField()
    )
    yield _lire(finies, "demarche_finie", "date_fin", mot="statut", titre="intitule", texte=resultat)
    immersions = Immersion.objects.filter(participant=participant)
    yield _lire(immersions, "immersion", "debut", mot="nature", titre="accueil", texte="appreciation")


def _autour(participant: Participant):
    etapes = EtapeBilan.objects.filter(parcours__participant=participant)
    yield _lire(etapes, "etape", "date", cle="", mot="etat", titre="etape", texte="note")
    vues = Observation.objects.filter(participant=participant)
    yield _lire(vues, "observation", "date", mot="niveau", titre="competence__libelle", texte="commentaire")
    documents = Document.objects.filter(participant=participant).annotate(
        jour=TruncDate("depose_le", tzinfo=PARIS, output_field=DateField())
    )
    yield _lire(documents, "document", "jour", titre="type__libelle", texte="precision", auteur="depose_par")
    yield _lire(Accord.objects.filter(participant=participant), "accord", "date", titre="nature")


def _lire(
    lignes: QuerySet, sorte: str, jour: str, *, cle="uuid", mot="", titre="", texte: object = "", auteur="par"
) -> QuerySet:
    """These rows as (kind, day, key, word, title, text, author): the same columns for every kind."""
    nom = Concat(f"{auteur}__prenom", Value(" "), f"{auteur}__nom", output_field=CharField())
    return lignes.order_by().values_list(
        Value(sorte, CharField()),
        F(jour),
        _texte(cle),
        _texte(mot),
        _texte(titre),
        _texte(texte) if isinstance(texte, str) else Cast(texte, TextField()),
        Coalesce(nom, Value(""), output_field=CharField()),
    )


def _texte(champ: str):
    return Cast(F(champ), TextField()) if champ else Value("", TextField())
