"""A few people of each status on 10 March 2026, for the tests of the list and of the home page."""

import datetime as dt
from dataclasses import dataclass

from comptes.models import Utilisateur
from participants.models import (
    FaitLogement,
    FaitNiveau,
    FaitQpv,
    FaitQuartier,
    FaitReferent,
    FaitSituation,
    Logement,
    NiveauEtudes,
    Participant,
    PremierContact,
    Quartier,
    Situation,
)
from tests.fabriques import ParcoursFabrique, ParticipantFabrique, PresenceFabrique, SeanceFabrique, ligne_de

JOUR = dt.date(2026, 3, 10)
MIDI = dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC)
COMPLET = (
    (FaitQuartier, Quartier, "Acacias"),
    (FaitNiveau, NiveauEtudes, "3"),
    (FaitSituation, Situation, "RSA"),
    (FaitLogement, Logement, "locataire"),
)


@dataclass
class Gens:
    """Ada comes and is followed by Anne; Bo sleeps; Cléo entered last week; Dan left in January; Eve is expected."""

    ada: Participant
    bo: Participant
    cleo: Participant
    dan: Participant
    eve: Participant
    fay: Participant  # will not come
    gil: Participant  # left years ago


def peupler(anne: Utilisateur, marque: str = "") -> Gens:
    """Write them; `marque` ends their names, so that they may be written again."""
    gens = Gens(
        ada=_personne("Charme", f"Ada{marque}", dt.date(1980, 3, 11)),
        bo=_personne("Bouleau", f"Bo{marque}", dt.date(1990, 3, 10)),
        cleo=_personne("Érable", f"Cléo{marque}", None),
        dan=_personne("Aulne", f"Dan{marque}", dt.date(1970, 1, 1)),
        eve=_personne("D’Orme-Houx", f"Ève{marque}", None),
        fay=_personne("Zelkova", f"Fay{marque}", None),
        gil=_personne("Yeuse", f"Gil{marque}", None),
    )
    _complete(gens.ada, dt.date(2026, 1, 5), anne)
    entrer(gens.bo, dt.date(2025, 11, 3))
    entrer(gens.cleo, dt.date(2026, 3, 3))
    entrer(gens.dan, dt.date(2025, 2, 3), dt.date(2026, 1, 30))
    entrer(gens.gil, dt.date(2015, 2, 3), dt.date(2015, 12, 30))
    contacter(gens.eve, dt.date(2026, 3, 4), "entree_prevue")
    contacter(gens.fay, dt.date(2026, 3, 4), "revoir")
    contacter(gens.fay, dt.date(2026, 3, 5), "refus")
    venir(gens.ada, dt.date(2026, 2, 27), 120)
    venir(gens.ada, dt.date(2026, 3, 2), 90)
    venir(gens.ada, dt.date(2026, 3, 4), 60)
    venir(gens.bo, dt.date(2026, 1, 8), 120)
    return gens


def entrer(personne: Participant, entree: dt.date, sortie: dt.date | None = None):
    return ParcoursFabrique(participant=personne, date_entree=entree, date_sortie=sortie)


def venir(personne: Participant, jour: dt.date, minutes: int, statut: str = "realisee") -> None:
    PresenceFabrique(participant=personne, seance=SeanceFabrique(date=jour, statut=statut), minutes=minutes)


def contacter(personne: Participant, jour: dt.date, decision: str) -> None:
    PremierContact.objects.create(participant=personne, date=jour, canal="rue", decision=decision, note_le=MIDI)


def _personne(nom: str, prenom: str, naissance: dt.date | None) -> Participant:
    return ParticipantFabrique(nom=nom, prenom=prenom, date_naissance=naissance)


def _complete(personne: Participant, entree: dt.date, referent: Utilisateur) -> None:
    """A stay of which everything is known."""
    sejour = entrer(personne, entree)
    for fait, liste, libelle in COMPLET:
        fait.objects.create(parcours=sejour, depuis=entree, valeur=ligne_de(liste, libelle))
    FaitQpv.objects.create(parcours=sejour, depuis=entree, valeur=False)
    FaitReferent.objects.create(parcours=sejour, depuis=entree, valeur=referent)
