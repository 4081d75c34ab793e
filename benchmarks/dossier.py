"""How long the server takes to make each tab of a file of ten years, as the social worker opens it."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.test import Client
from django.urls import reverse

from benchmarks.chrono import Mesure, entrelacer
from comptes.choix import Role
from comptes.models import Utilisateur
from partenaires.models import Thematique
from participants.choix import StatutDemarche
from participants.models import (
    Competence,
    Demarche,
    Entretien,
    EvaluationFrein,
    FaitReferent,
    Frein,
    NotePrivee,
    Objectif,
    Observation,
    Parcours,
    Participant,
)

ENTREE, ANNEES = dt.date(2015, 1, 5), 10
LIMITE = 100  # ms of server time (performance.md, goal 17)
TOURS = 15
ONGLETS = ("participant_voir", "participant_entretiens", "participant_objectifs", "participant_historique")
TEXTE = "Le dossier avance, il manque l’avis d’imposition. " * 12


def dix_ans() -> Iterator[Mesure]:
    """The overview, the interviews, the objectifs and the history of one stay of ten years, in this process."""
    agent = Utilisateur.objects.create_user("dossier@jardins.example", role=Role.TRAVAILLEUR_SOCIAL)
    personne = _creer(agent)
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    adresses = {nom: reverse(f"participants:{nom}", args=[personne.uuid]) for nom in ONGLETS}
    for nom, adresse in adresses.items():
        if client.get(adresse).status_code != 200:
            raise SystemExit(f"La page {nom} ne répond pas.")
    temps = entrelacer(TOURS, **{nom: _ouvrir(client, adresse) for nom, adresse in adresses.items()})
    for nom, duree in temps.items():
        yield Mesure(f"dossier de dix ans, {nom}", duree, "ms", LIMITE, 1)


def _ouvrir(client: Client, adresse: str):
    return lambda: client.get(adresse)


def _creer(agent: Utilisateur) -> Participant:
    """An interview a month, two steps a month, an observation of each skill a month, obstacles twice a year."""
    personne = Participant.objects.create(reference="DIX-ANS", nom="Dix", prenom="Ans", sexe="F", cle="dix ans")
    sejour = Parcours.objects.create(participant=personne, date_entree=ENTREE)
    FaitReferent.objects.create(parcours=sejour, depuis=ENTREE, valeur=agent)
    mois = [ENTREE + dt.timedelta(days=30 * rang) for rang in range(12 * ANNEES)]
    _creer_entretiens(personne, agent, mois)
    _creer_projet(personne, sejour, mois)
    competences, freins = list(Competence.objects.all()), list(Frein.objects.all())
    Observation.objects.bulk_create(
        Observation(participant=personne, competence=competence, date=jour, niveau=1 + rang % 4)
        for rang, jour in enumerate(mois)
        for competence in competences
    )
    EvaluationFrein.objects.bulk_create(
        EvaluationFrein(parcours=sejour, frein=frein, depuis=jour, niveau=rang % 4)
        for rang, jour in enumerate(mois[::6])
        for frein in freins
    )
    return personne


def _creer_entretiens(personne: Participant, agent: Utilisateur, mois: list[dt.date]) -> None:
    le = dt.datetime(2024, 12, 31, tzinfo=dt.UTC)
    communs = {"participant": personne, "par": agent, "compte_rendu": TEXTE, "duree_minutes": 45, "note_le": le}
    entretiens = Entretien.objects.bulk_create(
        Entretien(reference=f"DIX-E{rang}", date=jour, **communs) for rang, jour in enumerate(mois)
    )
    NotePrivee.objects.bulk_create(NotePrivee(entretien=e, auteur=agent, texte=TEXTE[:200]) for e in entretiens[::3])


def _creer_projet(personne: Participant, sejour: Parcours, mois: list[dt.date]) -> None:
    themes = list(Thematique.objects.all())
    objectifs = Objectif.objects.bulk_create(
        Objectif(parcours=sejour, thematique=themes[rang % len(themes)], intitule=f"Objectif {rang}", date=jour)
        for rang, jour in enumerate(mois[::4])
    )
    Demarche.objects.bulk_create(
        Demarche(
            reference=f"DIX-D{rang}",
            participant=personne,
            objectif=objectifs[rang % len(objectifs)],
            thematique=objectifs[rang % len(objectifs)].thematique,
            intitule=f"Démarche {rang}",
            date_debut=jour,
            date_fin=jour if rang % 5 else None,
            statut=StatutDemarche.ABOUTIE if rang % 5 else StatutDemarche.EN_COURS,
            note_le=dt.datetime(2024, 12, 31, tzinfo=dt.UTC),
        )
        for rang, jour in enumerate(sorted(mois * 2))
    )
