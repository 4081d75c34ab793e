"""The bilans d'entrée of the demonstration, and how far people have come since."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Min

from participants.choix import Etape, EtatEtape, NiveauFrein, StatutEntretien
from participants.models import EtapeBilan, EvaluationFrein, Frein, Parcours, ReponseBilan

DEPUIS_UN_AN = dt.timedelta(days=400)
# Of one stay in so many, the steps done when not all of them are.
INACHEVES = {6: 3, 13: 2, 19: 4}
NOTES = {
    Etape.DROITS: "« Les papiers, ce n’est pas mon fort. »",
    Etape.SANTE: "Souhaite être accompagné pour le premier rendez-vous.",
    Etape.LOGEMENT: "« Je veux une porte qui ferme. »",
    Etape.ACTIVITE: "Aime travailler dehors, le matin.",
}
REPONSES = {
    "france_travail": ("oui", "non"),
    "rsa": ("ouvert", "ouvert", "a_demander"),
    "compte_bancaire": ("oui",),
    "dettes": ("oui", "non", ""),
    "couverture_sante": ("oui", "a_renouveler", "oui"),
    "complementaire": ("css",),
    "medecin_traitant": ("non", "oui", ""),
    "foyer": ("seule", "seule", "couple"),
    "enfants": ("0", "2", "1"),
    "permis": ("non", "non", "oui"),
    "vehicule": ("velo", "aucun"),
    "transports": ("oui",),
    "lire": ("facile", "un_peu", "facile"),
}


@dataclass(frozen=True)
class Suivi:
    """A stay, the day of its bilan d'entrée and the day its obstacles were looked at again, if they were."""

    rang: int
    sejour: Parcours
    le: dt.date
    repris_le: dt.date | None
    par: int | None


def faire_les_bilans(aujourdhui: dt.date) -> None:
    """The five steps, some answers and the obstacles of whoever came within the year and was received."""
    suivis = _suivis(aujourdhui)
    EtapeBilan.objects.bulk_create(etape for suivi in suivis for etape in _etapes(suivi))
    ReponseBilan.objects.bulk_create(reponse for suivi in suivis for reponse in _reponses(suivi))
    freins = list(Frein.objects.order_by("ordre"))
    EvaluationFrein.objects.bulk_create(evaluation for suivi in suivis for evaluation in _freins(suivi, freins))


def _suivis(aujourdhui: dt.date) -> list[Suivi]:
    recus = (
        Parcours.objects.filter(date_entree__gte=aujourdhui - DEPUIS_UN_AN)
        .filter(participant__entretiens__statut=StatutEntretien.TENU)
        .annotate(
            premier=Min("participant__entretiens__date"),
            dernier=Max("participant__entretiens__date"),
            agent=Min("participant__entretiens__par"),
        )
        .order_by("date_entree", "pk")
    )
    return [
        Suivi(
            rang, sejour, sejour.premier, sejour.dernier if (sejour.dernier - sejour.premier).days > 60 else None, agent
        )
        for rang, sejour in enumerate(recus)
        for agent in [sejour.agent]
    ]


def _etapes(suivi: Suivi):
    faites = INACHEVES.get(suivi.rang % 20, len(Etape))
    for place, etape in enumerate(Etape):
        if place < faites:
            note = NOTES.get(etape, "") if (suivi.rang + place) % 3 == 0 else ""
            yield EtapeBilan(
                parcours=suivi.sejour, etape=etape, etat=EtatEtape.FAITE, date=suivi.le, note=note, par_id=suivi.par
            )
        elif place == faites:
            yield EtapeBilan(parcours=suivi.sejour, etape=etape, etat=EtatEtape.PASSEE, date=suivi.le, par_id=suivi.par)


def _reponses(suivi: Suivi):
    for question, valeurs in REPONSES.items():
        valeur = valeurs[suivi.rang % len(valeurs)]
        yield ReponseBilan(parcours=suivi.sejour, question=question, depuis=suivi.le, valeur=valeur)


def _freins(suivi: Suivi, freins: list[Frein]):
    """At the entry, each obstacle weighs something; months later several weigh less, and one sometimes more."""
    for place, frein in enumerate(freins):
        if (place + suivi.rang) % 4 == 3:
            continue
        debut = (place * 5 + suivi.rang * 3) % len(NiveauFrein.choices)
        yield EvaluationFrein(parcours=suivi.sejour, frein=frein, depuis=suivi.le, niveau=debut, par_id=suivi.par)
        if suivi.repris_le:
            ecart = 1 if (place + suivi.rang) % 9 == 0 else -((place + suivi.rang) % 3)
            niveau = min(max(debut + ecart, 0), NiveauFrein.BLOQUANT)
            yield EvaluationFrein(
                parcours=suivi.sejour, frein=frein, depuis=suivi.repris_le, niveau=niveau, par_id=suivi.par
            )
