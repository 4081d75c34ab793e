"""What the overview of a file shows besides its frame: the four stages of the stay, and the last interview."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse

from participants.choix import Etape
from participants.dossier import Cadre
from participants.models import Entretien, NoteDeTheme, NotePrivee, Participant
from socle.periodes import en_lettres
from socle.templatetags.typographie import unite

FAIT, ICI, APRES = "fait", "ici", "apres"


@dataclass(frozen=True)
class Palier:
    """One stage of a stay: behind, here, or to come; `url` leads to what completes it."""

    titre: str
    etat: str
    texte: str
    url: str = ""


def frise(cadre: Cadre) -> list[Palier]:
    """Accueil, bilan d'entrée, en parcours, sortie: where the last stay stands; nothing before an entry."""
    sejour = cadre.sejour
    if sejour is None:
        return []
    return [Palier("Accueil", FAIT, en_lettres(sejour.date_entree)), _bilan(cadre), _parcours(cadre), _sortie(cadre)]


def _bilan(cadre: Cadre) -> Palier:
    livret = cadre.livret
    url = reverse("participants:participant_bilan", args=[cadre.participant.uuid]) + cadre.suite
    if livret.bilan_fait:
        return Palier("Bilan d’entrée", FAIT, en_lettres(livret.bilan_le), url)
    fini = cadre.sejour.date_sortie is not None
    texte = f"{unite(livret.etapes_faites, 'étapes')} sur {len(Etape)}" if livret.etapes_faites else "à commencer"
    return Palier("Bilan d’entrée", APRES if fini else ICI, "incomplet" if fini else texte, url)


def _parcours(cadre: Cadre) -> Palier:
    sejour = cadre.sejour
    if sejour.date_sortie and sejour.date_sortie <= cadre.jour:
        return Palier("En parcours", FAIT, _duree(sejour.date_entree, sejour.date_sortie))
    return Palier("En parcours", ICI, f"depuis {_duree(sejour.date_entree, cadre.jour)}")


def _sortie(cadre: Cadre) -> Palier:
    sejour = cadre.sejour
    if sejour.date_sortie is None:
        return Palier("Sortie", APRES, "à préparer ensemble")
    motif = f", {sejour.motif_sortie}" if sejour.motif_sortie else ""
    return Palier(
        "Sortie", FAIT if sejour.date_sortie <= cadre.jour else APRES, f"{en_lettres(sejour.date_sortie)}{motif}"
    )


def _duree(debut: dt.date, fin: dt.date) -> str:
    """« 12 jours », « 8 mois », « 2 ans »: whole ones, of the largest unit that gives two or more."""
    mois = (fin.year - debut.year) * 12 + fin.month - debut.month - (fin.day < debut.day)
    if mois < 2:
        return unite((fin - debut).days, "jours")
    return unite(mois, "mois") if mois < 24 else unite(mois // 12, "ans")


def dernier_entretien(participant: Participant, utilisateur, jour: dt.date) -> Entretien | None:
    """The last interview held by that day, with its notes by theme; `prive` is the private note this person may read.

    Two queries.
    """
    notes = Prefetch("notes", NoteDeTheme.objects.select_related("thematique"))
    lisibles = NotePrivee.objects.visibles_par(utilisateur).filter(entretien=OuterRef("pk"))
    tenus = Entretien.objects.tenus().filter(participant=participant, date__lte=jour).select_related("par")
    return tenus.annotate(prive=Subquery(lisibles.values("texte")[:1])).prefetch_related(notes).first()
