"""What the livret of the invented garden holds: an interview a month for most people, and the steps they try."""

import datetime as dt
import random

from partenaires.models import Thematique
from participants.choix import StatutDemarche
from participants.models import Demarche, Entretien, MotifSortie, Parcours, Suspension, TypeContrat
from socle.periodes import annee, mois

INTITULES = ("Bilan de santé", "Demander un logement social", "Candidater", "Faire un CV")


def creer(an: int, hasard: random.Random) -> None:
    """The interviews, steps, suspensions and motives of exit of this year's stays."""
    le = dt.datetime(an, 12, 31, tzinfo=dt.UTC)
    sejours = list(Parcours.objects.pendant(annee(an)).order_by("pk"))
    Entretien.objects.bulk_create(
        Entretien(
            reference=f"E{an}-{sejour.pk}-{rang}",
            participant_id=sejour.participant_id,
            date=dt.date(an, rang, hasard.randrange(1, 29)),
            statut=hasard.choices(("tenu", "absence"), (9, 1))[0],
            note_le=le,
        )
        for sejour in sejours
        for rang in range(1, 13)
        if sejour.couvre(mois(an, rang).debut) and hasard.random() < 0.9
    )
    _creer_demarches(an, sejours, le, hasard)
    Suspension.objects.bulk_create(
        Suspension(parcours=sejour, debut=dt.date(an, 4, 1), fin=dt.date(an, 5, 15), motif="soins")
        for sejour in sejours[::8]
    )
    _motiver(sejours, hasard)


def _creer_demarches(an: int, sejours: list[Parcours], le: dt.datetime, hasard: random.Random) -> None:
    """Four steps a stay; half of them have succeeded, those towards work with a contract."""
    thematiques, contrats = list(Thematique.objects.all()), list(TypeContrat.objects.all())
    demarches = []
    for sejour in sejours:
        for rang in range(4):
            debut = dt.date(an, 1, 1) + dt.timedelta(hasard.randrange(300))
            statut, theme = hasard.choice(["aboutie", *StatutDemarche.values]), hasard.choice(thematiques)
            vers_l_emploi = statut == "aboutie" and theme.code == "emploi"
            demarches.append(
                Demarche(
                    reference=f"D{an}-{sejour.pk}-{rang}",
                    participant_id=sejour.participant_id,
                    thematique=theme,
                    intitule=hasard.choice(INTITULES),
                    statut=statut,
                    date_debut=debut,
                    date_fin=debut + dt.timedelta(60) if statut in ("aboutie", "abandonnee") else None,
                    contrat=hasard.choice([*contrats, None]) if vers_l_emploi else None,
                    note_le=le,
                )
            )
    Demarche.objects.bulk_create(demarches)


def _motiver(sejours: list[Parcours], hasard: random.Random) -> None:
    """A motive for four exits in five."""
    motifs = list(MotifSortie.objects.all())
    sortis = [sejour for sejour in sejours if sejour.date_sortie and not sejour.motif_sortie_id]
    for sejour in sortis:
        sejour.motif_sortie = hasard.choice(motifs) if hasard.random() < 0.8 else None
    Parcours.objects.bulk_update(sortis, ["motif_sortie"])
