"""Two files of one person, drawn at random: stays, facts, contacts and presences, some of them typed twice."""

import datetime as dt
import random
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from ateliers.models import Seance
from comptes.models import Utilisateur
from partenaires.models import Partenaire
from participants.models import (
    Competence,
    Consigne,
    Coordonnees,
    EtapeBilan,
    EvaluationFrein,
    FaitLogement,
    FaitQpv,
    FaitQuartier,
    FaitReferent,
    Frein,
    Logement,
    MotifSortie,
    Observation,
    Parcours,
    Participant,
    PremierContact,
    Quartier,
    ReponseBilan,
    Report,
    Suspension,
)
from tests.fabriques import (
    AccordFabrique,
    DemarcheFabrique,
    DocumentFabrique,
    ImmersionFabrique,
    ObjectifFabrique,
    ParcoursFabrique,
    ParticipantFabrique,
    PresenceFabrique,
    SeanceFabrique,
)

INSTANT = dt.datetime(2016, 6, 1, 9, 30, 15, 123456, tzinfo=dt.UTC)
DEBUT = dt.date(2015, 1, 5)
# The journal of merges and that of accesses tell what happened: they are not undone.
HORS_COPIE = {"participants.Fusion", "comptes.Acces"}


def copie() -> dict[str, list[tuple]]:
    """Every row of every table of ours, as the engine keeps it."""
    lignes = {}
    with connection.cursor() as curseur:
        for modele in apps.get_models(include_auto_created=True):
            if modele._meta.label not in HORS_COPIE and modele.__module__.split(".")[0] not in ("django", "axes"):
                curseur.execute(f'SELECT * FROM "{modele._meta.db_table}" ORDER BY "{modele._meta.pk.column}"')
                lignes[modele._meta.label] = curseur.fetchall()
    return lignes


def jour(ecart: int) -> dt.date:
    """So many days after the beginning of the world."""
    return DEBUT + dt.timedelta(days=ecart)


@dataclass
class Tirage:
    """What a seed decides, and the rows that all files share."""

    hasard: random.Random
    agent: Utilisateur | None = None

    def un_de(self, *choix):
        return self.hasard.choice(choix)

    def ligne(self, modele):
        return self.un_de(*modele.objects.order_by("pk")[:3])


def deux_dossiers(graine: int, agent: Utilisateur | None) -> tuple[Participant, Participant]:
    """Two files, each valid by itself; whether they can be merged is for the service to say."""
    tirage = Tirage(random.Random(graine), agent)
    partenaire, _ = Partenaire.objects.get_or_create(nom="Croix-Rouge", cle="croix rouge")
    seances = [_seance(tirage, graine, numero) for numero in range(8)]
    dossiers = [_personne(tirage) for _ in range(2)]
    for dossier in dossiers:
        sejours = _sejours(tirage, dossier, partenaire)
        _presences(tirage, dossier, sejours, seances)
        _contacts(tirage, dossier)
    for dossier in dossiers:
        _jardin(tirage, dossier)
        _papiers(tirage, dossier)
        _projet(tirage, dossier)
    return dossiers[0], dossiers[1]


def _personne(tirage: Tirage) -> Participant:
    naissance, seule = tirage.un_de((None, False), (dt.date(1980, 7, 1), True), (dt.date(1980, 4, 12), False))
    return ParticipantFabrique(
        nom=tirage.un_de("Houx", "HOUX", "Hou"),
        prenom=tirage.un_de("Lila", "Lyla"),
        sexe=tirage.un_de("F", "H"),
        date_naissance=naissance,
        annee_seule=seule,
    )


def _sejours(tirage: Tirage, dossier: Participant, partenaire: Partenaire) -> list[Parcours]:
    """None to two stays in two separate hundreds of days, so that those of two files often share days."""
    sejours = []
    for debut in (0, 200):
        if tirage.hasard.random() < 0.25:
            continue
        entree = debut + tirage.un_de(0, 0, 3, 40, 120)
        ouvert = debut == 200 and tirage.un_de(True, False)
        sortie = None if ouvert else jour(entree + tirage.un_de(0, 30, 70))
        motif = tirage.ligne(MotifSortie) if sortie and tirage.un_de(True, False) else None
        origine = tirage.un_de("", "ccas", "partenaire")
        sejour = ParcoursFabrique(
            participant=dossier,
            date_entree=jour(entree),
            date_sortie=sortie,
            motif_sortie=motif,
            origine=origine,
            prescripteur=partenaire if origine == "partenaire" else None,
        )
        _faits(tirage, sejour)
        _bilan(Tirage(random.Random(f"{entree} {dossier.nom} {dossier.sexe}"), tirage.agent), sejour)
        _rythme(tirage, sejour)
        sejours.append(sejour)
    return sejours


def _faits(tirage: Tirage, sejour: Parcours) -> None:
    fin = sejour.date_sortie or jour(320)
    jours = {sejour.date_entree, fin, sejour.date_entree + (fin - sejour.date_entree) // 2}
    for depuis in sorted(jours):
        if tirage.un_de(True, False):
            FaitQuartier.objects.create(parcours=sejour, depuis=depuis, valeur=tirage.ligne(Quartier))
            FaitQpv.objects.create(parcours=sejour, depuis=depuis, valeur=tirage.un_de(True, False, None))
        if tirage.un_de(True, False):
            FaitLogement.objects.create(parcours=sejour, depuis=depuis, valeur=tirage.un_de(None, *_logements()))
            FaitReferent.objects.create(parcours=sejour, depuis=depuis, valeur=tirage.un_de(None, tirage.agent))


def _rythme(tirage: Tirage, sejour: Parcours) -> None:
    """A suspension on the day of the entry, which two stays that become one may share, and a reminder put off."""
    if tirage.un_de(True, False):
        debut = sejour.date_entree
        motif = tirage.un_de("soins", "formation")
        Suspension.objects.create(
            parcours=sejour,
            debut=debut,
            fin=tirage.un_de(None, debut, debut + dt.timedelta(days=9)),
            motif=motif,
            par=tirage.agent,
        )
    if tirage.un_de(True, False):
        fin = sejour.date_entree + dt.timedelta(days=9)
        Report.objects.create(parcours=sejour, date=sejour.date_entree, jusqu_au=fin, raison="En congés.")


def _bilan(tirage: Tirage, sejour: Parcours) -> None:
    """Steps, answers and obstacles, some of them of the same day in both files; drawn apart from the rest."""
    jours = (sejour.date_entree, sejour.date_sortie or jour(320))
    for etape in ("sante", "droits"):
        if tirage.un_de(True, False):
            etat, note = tirage.un_de("faite", "passee"), tirage.un_de("", "« Ça ira. »")
            EtapeBilan.objects.create(
                parcours=sejour, etape=etape, etat=etat, date=jour(5), note=note, par=tirage.agent
            )
    for depuis in sorted(set(jours)):
        if tirage.un_de(True, False):
            valeur, mots = tirage.un_de(("oui", ""), ("", ""), ("dit", "caissière"))
            communs = {"parcours": sejour, "depuis": depuis}
            ReponseBilan.objects.create(question="dernier_emploi", valeur=valeur, precision=mots, **communs)
            EvaluationFrein.objects.create(frein=tirage.ligne(Frein), niveau=tirage.un_de(None, 0, 3), **communs)


def _logements():
    return Logement.objects.order_by("pk")[:2]


def _seance(tirage: Tirage, graine: int, numero: int) -> Seance:
    debut, fin = tirage.un_de((8, 10), (14, 16))
    date = jour(tirage.un_de(0, 3, 20, 40, 205, 240))
    return SeanceFabrique(reference=f"F{graine}-{numero}", date=date, debut=dt.time(debut), fin=dt.time(fin))


def _presences(tirage: Tirage, dossier: Participant, sejours: list[Parcours], seances: list[Seance]) -> None:
    prises = set()
    for seance in seances:
        couverte = any(sejour.couvre(seance.date) for sejour in sejours)
        statut = tirage.un_de(None, "present", "present", "absent", "excuse")
        if statut is None or (statut == "present" and (not couverte or (seance.date, seance.debut) in prises)):
            continue
        prises.add((seance.date, seance.debut) if statut == "present" else None)
        minutes = tirage.un_de(120, 60) if statut == "present" else 0
        saisie = {"saisie_par": tirage.agent, "saisie_le": INSTANT}
        PresenceFabrique(seance=seance, participant=dossier, statut=statut, minutes=minutes, **saisie)


def _papiers(tirage: Tirage, dossier: Participant) -> None:
    """Papers noted the same day in both files, documents kept or withdrawn; the bytes stay where they are."""
    if tirage.un_de(True, False):
        document = DocumentFabrique(participant=dossier, expire_le=tirage.un_de(None, jour(90)))
        AccordFabrique(participant=dossier, nature="reglement", date=jour(10), document=document, par=tirage.agent)
    if tirage.un_de(True, False):
        AccordFabrique(participant=dossier, nature="image", date=jour(10), accorde=tirage.un_de(True, False))
    if tirage.un_de(True, False):
        DocumentFabrique(participant=dossier, fichier=None, retire_le=INSTANT, retire_par=tirage.agent)


def _projet(tirage: Tirage, dossier: Participant) -> None:
    """An objectif of a stay with its démarche, a démarche that serves none, an immersion."""
    for sejour in dossier.parcours.all():
        if tirage.un_de(True, False):
            objectif = ObjectifFabrique(parcours=sejour, date=sejour.date_entree, par=tirage.agent)
            DemarcheFabrique(participant=dossier, objectif=objectif, par=tirage.agent)
    if tirage.un_de(True, False):
        DemarcheFabrique(participant=dossier, statut="aboutie", date_fin=jour(60))
    if tirage.un_de(True, False):
        ImmersionFabrique(participant=dossier, par=tirage.agent)


def _jardin(tirage: Tirage, dossier: Participant) -> None:
    """What was seen of one skill on a few days, which two files may share, and consignes."""
    competence = Competence.objects.order_by("pk").first()
    for ecart in (10, 30, 220):
        if tirage.un_de(True, False):
            Observation.objects.create(
                participant=dossier,
                competence=competence,
                date=jour(ecart),
                niveau=tirage.un_de(1, 2, 4),
                commentaire=tirage.un_de("", "Montre le semis."),
                par=tirage.agent,
            )
    if tirage.un_de(True, False):
        texte = tirage.un_de("Pas d’échelle.", "Pas de port de charge.")
        Consigne.objects.create(participant=dossier, texte=texte, depuis=jour(10), fin=tirage.un_de(None, jour(60)))


def _contacts(tirage: Tirage, dossier: Participant) -> None:
    for ecart in tirage.un_de((), (-5,), (-5, -2)):
        PremierContact.objects.create(
            participant=dossier,
            date=jour(ecart),
            canal="rue",
            decision="revoir",
            precisions="Près de la gare ; « l’après-midi »",
            note_le=INSTANT,
        )
    if tirage.un_de(True, False):
        nom, telephone = tirage.un_de(("", ""), ("Sœur", "06 00 00 00 01"), ("Voisin", ""))
        Coordonnees.objects.create(
            participant=dossier,
            telephone=tirage.un_de("", "06 00 00 00 02", "06 00 00 00 03"),
            email=tirage.un_de("", "lila@exemple.example"),
            preference=tirage.un_de("", "appel", "courrier"),
            urgence_nom=nom,
            urgence_telephone=telephone,
        )
