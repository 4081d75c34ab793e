"""What every tab of a file knows of its livret: where the person stands, what is coming, how much there is."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from participants.choix import Etape, EtatEtape, NatureAccord, StatutEntretien, StatutObjectif, StatutRendezVous
from participants.models import (
    Accord,
    Demarche,
    Document,
    Entretien,
    EtapeBilan,
    Objectif,
    Parcours,
    Participant,
    RendezVous,
    Report,
    Suspension,
)
from participants.models.projet import CLOS
from participants.rythme import SEUILS, Etat, Seuils, Suivi, rythme_de
from socle.branchements import branches
from socle.models import ParametreDate

PARAMETRES = (*SEUILS, ParametreDate.JOURS_SANS_VENUE, ParametreDate.JOURS_DORMANT)


@dataclass(frozen=True)
class Repere:
    """One row that a file points to: its key, its day, until when, and a word of it."""

    uuid: UUID
    jour: dt.date
    jusqu_au: dt.date | None = None
    texte: str = ""


@dataclass(frozen=True)
class Livret:
    """`suivi` and `etat` are None out of an open stay; `seuils` holds the dated settings in force, by name.

    `ailleurs` holds what higher packages know of a person (ANNOTATIONS_DES_PARTICIPANTS); empty without a stay.
    """

    suivi: Suivi | None
    etat: Etat | None
    seuils: dict[str, int]
    ailleurs: dict[str, object]
    dernier_entretien: dt.date | None
    prochain_rendezvous: Repere | None
    suspension: Repere | None
    report: Repere | None
    document_expire: Repere | None
    papiers_manquants: tuple[NatureAccord, ...]
    etapes_faites: int
    bilan_le: dt.date | None
    entretiens: int
    objectifs: int
    documents: int

    @property
    def bilan_fait(self) -> bool:
        """Whether every step of the bilan d'entrée is done."""
        return self.etapes_faites == len(Etape)


def lire_livret(participant: Participant, sejour: Parcours | None, jour: dt.date) -> Livret:
    """The livret of this stay (the open one, or the last) as it is that day: one query, whatever the history."""
    # Prefixed: the model has relations of these names.
    lectures = {f"lu_{nom}": lecture for nom, lecture in _lectures(sejour, jour).items()}
    ailleurs = _d_ailleurs(sejour, jour)
    [ligne] = _avec_ses_dates(participant, sejour).values(**lectures, **ailleurs)
    lu = {nom.removeprefix("lu_"): valeur for nom, valeur in ligne.items()}
    suspension, report = _repere(lu["suspension"]), _report(lu, jour)
    suivi = _suivi(sejour, lu, suspension, report) if sejour and _est_ouvert(sejour, jour) else None
    seuils = {nom: lu[nom] for nom in PARAMETRES}
    faits = [nature for nature in NatureAccord if lu[f"accord_{nature.value}"]]
    return Livret(
        suivi=suivi,
        etat=rythme_de(suivi, jour, Seuils.lire(seuils)) if suivi else None,
        seuils=seuils,
        ailleurs={nom: ligne[nom] for nom in ailleurs},
        dernier_entretien=lu["dernier"],
        prochain_rendezvous=_repere(lu["rendezvous"]),
        suspension=suspension,
        report=report,
        document_expire=_repere(lu["document"]),
        papiers_manquants=tuple(nature for nature in NatureAccord if nature not in faits),
        etapes_faites=lu["etapes"],
        bilan_le=lu["bilan_le"],
        entretiens=lu["entretiens"],
        objectifs=lu["objectifs"],
        documents=lu["documents"],
    )


def _avec_ses_dates(participant: Participant, sejour: Parcours | None) -> QuerySet:
    """The person, with the dates of this stay as the annotations of lists expect them."""
    dates = {"entree": sejour.date_entree, "sortie": sejour.date_sortie} if sejour else {}
    annotees = {nom: Value(jour, DateField()) for nom, jour in dates.items()}
    return Participant.objects.filter(pk=participant.pk).annotate(**annotees)


def _d_ailleurs(sejour: Parcours | None, jour: dt.date) -> dict:
    donnees = branches("ANNOTATIONS_DES_PARTICIPANTS") if sejour else ()
    return {nom: lecture for donner in donnees for nom, lecture in donner(jour).items()}


def _est_ouvert(sejour: Parcours, jour: dt.date) -> bool:
    return sejour.date_entree <= jour and (sejour.date_sortie is None or sejour.date_sortie > jour)


def _suivi(sejour: Parcours, lu: dict, suspension: Repere | None, report: Repere | None) -> Suivi:
    return Suivi(
        entree=sejour.date_entree,
        dernier=lu["dernier"],
        suspension=(suspension.jour, suspension.jusqu_au) if suspension else None,
        retour=lu["fin_de_suspension"] + dt.timedelta(days=1) if lu["fin_de_suspension"] else None,
        report=report.jusqu_au if report else None,
    )


def _report(lu: dict, jour: dt.date) -> Repere | None:
    """The last report decided, while it runs; an interview held since makes it useless."""
    report = _repere(lu["report"])
    utile = report and report.jusqu_au >= jour and (lu["dernier"] is None or report.jour >= lu["dernier"])
    return report if utile else None


def _lectures(sejour: Parcours | None, jour: dt.date) -> dict:
    """Each thing read, as a subquery over the outer participant."""
    du_sejour = Q(parcours=sejour.pk if sejour else None)
    tenus = _siens(Entretien).filter(statut=StatutEntretien.TENU, date__lte=jour)
    if sejour:
        tenus = tenus.filter(date__range=(sejour.date_entree, sejour.date_sortie or jour))
    suspensions = Suspension.objects.filter(du_sejour, debut__lte=jour)
    faites = EtapeBilan.objects.filter(du_sejour, etat=EtatEtape.FAITE)
    en_cours = Objectif.objects.filter(parcours__participant=OuterRef("pk"), statut=StatutObjectif.EN_COURS)
    prevus = _siens(RendezVous).filter(statut=StatutRendezVous.PREVU, date__gte=jour)
    expirent = _siens(Document).filter(retire_le=None, expire_le__isnull=False)
    return {
        "dernier": _un(tenus.order_by("-date"), "date"),
        "rendezvous": _objet(prevus.order_by("date", F("heure").asc(nulls_last=True)), "date", texte="heure"),
        "suspension": _objet(
            suspensions.filter(Q(fin=None) | Q(fin__gte=jour)).order_by("-debut"), "debut", "fin", "motif"
        ),
        "fin_de_suspension": _un(suspensions.filter(fin__lt=jour).order_by("-fin"), "fin"),
        "report": _objet(
            Report.objects.filter(du_sejour, date__lte=jour).order_by("-date", "-pk"), "date", "jusqu_au", "raison"
        ),
        "document": _objet(expirent.order_by("expire_le"), "expire_le", texte="type__libelle"),
        "etapes": _nombre(faites),
        "bilan_le": _un(faites.order_by("-date"), "date"),
        "entretiens": _nombre(_siens(Entretien)),
        "objectifs": _nombre(en_cours) + _nombre(_siens(Demarche).exclude(statut__in=CLOS)),
        "documents": _nombre(_siens(Document).filter(retire_le=None)),
        **{f"accord_{nature.value}": _nombre(_siens(Accord).filter(nature=nature)) for nature in NatureAccord},
        **{nom: _parametre(nom, jour) for nom in PARAMETRES},
    }


def _siens(modele) -> QuerySet:
    return modele.objects.filter(participant=OuterRef("pk"))


def _un(lignes: QuerySet, champ: str) -> Subquery:
    return Subquery(lignes.values(champ)[:1])


def _objet(lignes: QuerySet, jour: str, jusqu_au: str = "", texte: str = "") -> Subquery:
    """The first of these rows, as one JSON value that both engines give."""
    champs = {"cle": F("uuid"), "jour": F(jour)}
    champs |= {nom: F(champ) for nom, champ in (("jusqu_au", jusqu_au), ("texte", texte)) if champ}
    return Subquery(lignes.values(objet=JSONObject(**champs))[:1])


def _nombre(lignes: QuerySet) -> Coalesce:
    """How many of these rows there are, 0 for none."""
    comptees = lignes.order_by().values(ensemble=Value(1)).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(comptees, IntegerField()), 0)


def _parametre(nom: str, jour: dt.date) -> Subquery:
    return _un(ParametreDate.objects.filter(nom=nom, depuis__lte=jour).order_by("-depuis"), "valeur")


def _repere(lu: dict | None) -> Repere | None:
    if lu is None:
        return None
    jusqu_au = lu.get("jusqu_au")
    return Repere(
        UUID(lu["cle"]),
        dt.date.fromisoformat(lu["jour"]),
        dt.date.fromisoformat(jusqu_au) if jusqu_au else None,
        lu.get("texte") or "",
    )
