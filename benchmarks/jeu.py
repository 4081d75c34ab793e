"""An invented garden, the same at each run: about 60 people, 276 sessions and 8 000 presences a year.

Written straight to the tables: what is measured is reading. The rules of the services still hold (nobody present
outside a stay or twice at once), so that the presences may also be exported and imported again.
"""

import datetime as dt
import random
from collections.abc import Iterator

from ateliers.models import Atelier, Presence, Seance
from benchmarks import jeu_livret
from jardins.models import Site
from partenaires.models import Partenaire
from participants.choix import Origine
from participants.models import FAITS, NiveauEtudes, Parcours, Participant
from participants.models.personnes import cle_de_personne
from socle.periodes import annee

ANNEE = 2024  # the year whose bilan is measured, the last of every set
COHORTE = 30  # people who come each year; they leave in the course of the next one
SEMAINES, JOURS, PAR_JOUR = 46, (1, 2, 3), ((8, 10), (14, 16))  # 46 weeks, Tuesday to Thursday, twice a day
PRESENTS = 29  # people noted at each session


def creer(annees: range) -> None:
    """Add these years of sessions and presences to what is there, with the people who come to them."""
    hasard = random.Random(f"{annees}")
    if not Partenaire.objects.exists():
        noms = [f"Association {n}" for n in range(12)]
        Partenaire.objects.bulk_create(Partenaire(nom=nom, cle=nom.lower()) for nom in noms)
    for an in range(annees.start - 1, annees.stop):
        if not Participant.objects.filter(reference__startswith=f"{an}-").exists():
            _creer_cohorte(an, hasard)
    for an in annees:
        _creer_seances(an, hasard)
        _creer_presences(an, hasard)
        jeu_livret.creer(an, hasard)


def _creer_cohorte(an: int, hasard: random.Random) -> None:
    """The people who first come in this year, their stays and the facts of them."""
    personnes = Participant.objects.bulk_create(_personne(an, rang, hasard) for rang in range(COHORTE))
    partenaires = list(Partenaire.objects.all())
    parcours = Parcours.objects.bulk_create(
        Parcours(participant=personne, date_entree=entree, date_sortie=sortie, **_origine(partenaires, hasard))
        for rang, personne in enumerate(personnes)
        for entree, sortie in _sejours(an, rang, hasard)
    )
    for nom, modele in FAITS.items():
        valeurs = _valeurs(nom, modele, an)
        modele.objects.bulk_create(fait for sejour in parcours for fait in _faits(modele, sejour, valeurs, hasard))


def _personne(an: int, rang: int, hasard: random.Random) -> Participant:
    nom, naissance = f"Nom {an} {rang}", dt.date(1950, 1, 1) + dt.timedelta(hasard.randrange(20000))
    return Participant(
        reference=f"{an}-{rang:03}",
        nom=nom,
        prenom="Claude",
        cle=cle_de_personne(nom, "Claude"),
        sexe=hasard.choices(("F", "H", "autre"), (10, 9, 1))[0],
        date_naissance=naissance if rang else None,
    )


def _sejours(an: int, rang: int, hasard: random.Random) -> Iterator[tuple[dt.date, dt.date | None]]:
    """One stay, two for one person in ten; those of the last year are still open for half of the people."""
    entree = dt.date(an, 1, 1) + dt.timedelta(hasard.randrange(180))
    if rang % 10 == 9:
        yield dt.date(an, 1, 2), dt.date(an, 3, 20)
        entree = dt.date(an, 9, 1)
    ouvert = an == ANNEE and rang % 2
    yield entree, None if ouvert else dt.date(an + 1, 6, 1) + dt.timedelta(hasard.randrange(200))


def _origine(partenaires: list[Partenaire], hasard: random.Random) -> dict:
    origine = hasard.choice(["", *Origine.values, Origine.PARTENAIRE])
    par = hasard.choice(partenaires) if origine == Origine.PARTENAIRE else None
    return {"origine": origine, "prescripteur": par}


def _valeurs(nom: str, modele, an: int) -> list:
    """What a fact of this year may be."""
    if nom == "qpv":
        return [True, False]
    if nom == "niveau_etudes":
        return [niveau for niveau in NiveauEtudes.objects.all() if niveau.valable_le(dt.date(an, 1, 1))]
    return list(modele._meta.get_field("valeur").related_model.objects.all())


def _faits(modele, sejour: Parcours, valeurs: list, hasard: random.Random) -> Iterator:
    """The fact of the entry day, known of four people in five, and a later change for one in five."""
    if hasard.random() < 0.8:
        yield modele(parcours=sejour, depuis=sejour.date_entree, valeur=hasard.choice(valeurs))
    if hasard.random() < 0.2:
        change = sejour.date_entree + dt.timedelta(hasard.randrange(10, 70))
        yield modele(parcours=sejour, depuis=change, valeur=hasard.choice([*valeurs, None]))


def _creer_seances(an: int, hasard: random.Random) -> None:
    """The sessions held, and one cancelled Monday in four."""
    ateliers, sites = list(Atelier.objects.all()), list(Site.objects.all())
    lundis = [dt.date.fromisocalendar(an, semaine, 1) for semaine in range(2, 2 + SEMAINES)]
    creneaux = [(lundi + dt.timedelta(jour), heures) for lundi in lundis for jour in JOURS for heures in PAR_JOUR]
    annulees = [(lundi, PAR_JOUR[0]) for lundi in lundis[::4]]
    Seance.objects.bulk_create(
        Seance(
            reference=f"{jour}-{debut}",
            atelier=hasard.choice(ateliers),
            site=hasard.choice(sites),
            date=jour,
            debut=dt.time(debut),
            fin=dt.time(fin, hasard.choice((0, 0, 30))),
            statut="annulee" if rang >= len(creneaux) else "realisee",
            theme=f"Thème {rang % 7}",
        )
        for rang, (jour, (debut, fin)) in enumerate(creneaux + annulees)
    )


def _creer_presences(an: int, hasard: random.Random) -> None:
    """Most of the people whose stay is open that day; one in seven is noted absent or excused."""
    periode = annee(an)
    sejours = list(Parcours.objects.pendant(periode).order_by("pk"))
    le = dt.datetime(an, 12, 31, tzinfo=dt.UTC)
    presences = []
    for seance in Seance.objects.realisees().du(periode):
        presents = [sejour.participant_id for sejour in sejours if sejour.couvre(seance.date)]
        for personne in hasard.sample(presents, min(PRESENTS, len(presents))):
            statut = hasard.choices(("present", "absent", "excuse"), (12, 1, 1))[0]
            minutes = hasard.choice((60, seance.minutes, seance.minutes)) if statut == "present" else 0
            presences.append(
                Presence(seance=seance, participant_id=personne, statut=statut, minutes=minutes, saisie_le=le)
            )
    Presence.objects.bulk_create(presences, batch_size=2000)
