"""Everything dated of a person, in one list: stays, changes, meetings before the entry, merged files, livret."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from participants.dossier import Cadre
from participants.models import Fusion, Parcours, PremierContact
from participants.situation import FaitLu
from socle.normalisation import cle
from socle.periodes import PARIS

PARCOURS, SITUATION, CONTACT, REUNION = "parcours", "situation", "contact", "reunion"
ENTRETIEN, PROJET, BILAN, JARDIN, PAPIER, RENDEZVOUS = "entretien", "projet", "bilan", "jardin", "papier", "rendezvous"
TYPES = {
    ENTRETIEN: "Entretiens",
    PROJET: "Objectifs et démarches",
    BILAN: "Bilan d’entrée",
    JARDIN: "Observations au jardin",
    PAPIER: "Papiers",
    RENDEZVOUS: "Rendez-vous, suspensions et reports",
    PARCOURS: "Entrées et sorties",
    SITUATION: "Changements de situation",
    CONTACT: "Premiers contacts",
    REUNION: "Dossiers réunis",
}
ICONES = {
    ENTRETIEN: "message",
    PROJET: "circle-check",
    BILAN: "clipboard-list",
    JARDIN: "leaf",
    PAPIER: "file-description",
    RENDEZVOUS: "calendar-event",
    PARCOURS: "plant-2",
    SITUATION: "refresh",
    CONTACT: "user-question",
    REUNION: "copy",
}


@dataclass(frozen=True)
class Evenement:
    """Something that happened on a day; `auteur` is who noted it, where known, `statut` how it stands, in words.

    `ancre` names the interview among those of its tab.
    """

    jour: dt.date
    type: str
    titre: str
    texte: str = ""
    auteur: str = ""
    statut: str = ""
    ancre: str = ""

    @property
    def genre(self) -> str:
        """What kind of event this is, as the filter calls it."""
        return TYPES[self.type]

    @property
    def icone(self) -> str:
        return ICONES[self.type]

    @property
    def annee(self) -> int:
        return self.jour.year

    @property
    def fort(self) -> bool:
        return self.type in (PARCOURS, ENTRETIEN)


def evenements(
    cadre: Cadre,
    contacts: Iterable[PremierContact],
    fusions: Iterable[Fusion],
    du_livret: Iterable[Evenement] = (),
) -> list[Evenement]:
    """The history of a file, newest first."""
    entrees = {sejour.pk: sejour.date_entree for sejour in cadre.parcours}
    tous = [
        *(evenement for sejour in cadre.parcours for evenement in _du_parcours(sejour)),
        *(evenement for sejour in cadre.parcours for evenement in _de_la_situation_d_entree(sejour, cadre.faits)),
        *(_du_changement(fait) for fait in cadre.faits if fait.depuis != entrees[fait.parcours]),
        *(_du_contact(contact) for contact in contacts),
        *(evenement for fusion in fusions for evenement in _de_la_fusion(fusion)),
        *du_livret,
    ]
    return sorted(tous, key=lambda evenement: evenement.jour, reverse=True)


def filtrer(tous: Iterable[Evenement], *, du=None, au=None, type: str = "", texte: str = "") -> list[Evenement]:
    """Those of these days, of this type, that hold every word of the text wherever it is."""
    mots = cle(texte).split()
    return [
        evenement
        for evenement in tous
        if (du is None or evenement.jour >= du)
        and (au is None or evenement.jour <= au)
        and type in ("", evenement.type)
        and all(mot in cle(_dit(evenement)) for mot in mots)
    ]


def _dit(evenement: Evenement) -> str:
    return f"{evenement.titre} {evenement.statut} {evenement.texte} {evenement.auteur}"


def _du_parcours(sejour: Parcours) -> Iterator[Evenement]:
    orientation = str(sejour.prescripteur or sejour.get_origine_display())
    yield Evenement(sejour.date_entree, PARCOURS, "Entrée", f"Orientation : {orientation or 'non renseignée'}")
    if sejour.date_sortie:
        motif = f"Motif : {sejour.motif_sortie or 'non renseigné'}"
        yield Evenement(sejour.date_sortie, PARCOURS, "Sortie", motif)


def _de_la_situation_d_entree(sejour: Parcours, faits: Iterable[FaitLu]) -> Iterator[Evenement]:
    """What was known on the first day, told once."""
    connus = [f for f in faits if f.parcours == sejour.pk and f.depuis == sejour.date_entree and f.texte]
    if connus:
        texte = " ; ".join(f"{fait.libelle} : {fait.texte}" for fait in connus)
        yield Evenement(sejour.date_entree, SITUATION, "Situation à l’entrée", f"{texte}.")


def _du_changement(fait: FaitLu) -> Evenement:
    libelle = fait.libelle[0].upper() + fait.libelle[1:]
    return Evenement(fait.depuis, SITUATION, libelle, fait.texte or "inconnu depuis ce jour")


def _du_contact(contact: PremierContact) -> Evenement:
    lieu = str(contact.partenaire or contact.get_canal_display())
    textes = [f"{contact.get_decision_display()}.".capitalize(), contact.precisions]
    auteur = str(contact.note_par or "")
    return Evenement(contact.date, CONTACT, f"Premier contact : {lieu}", " ".join(filter(None, textes)), auteur)


def _de_la_fusion(fusion: Fusion) -> Iterator[Evenement]:
    dossier = f"Le dossier {fusion.fondu.reference}"
    jour = fusion.faite_le.astimezone(PARIS).date()
    yield Evenement(jour, REUNION, "Dossiers réunis", f"{dossier} a rejoint celui-ci.", str(fusion.faite_par or ""))
    if fusion.defaite_le:
        jour = fusion.defaite_le.astimezone(PARIS).date()
        yield Evenement(jour, REUNION, "Dossiers séparés", f"{dossier} est à part.", str(fusion.defaite_par or ""))
