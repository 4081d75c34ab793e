"""Interviews at the desk: one at a time, with its notes, its next appointment, and the draft it was written in.

A text is one interview: the identifier of its page becomes that of the interview, so that sending it again (a double
click, a session that ended, an answer lost on the way) finds it written.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Q

from partenaires.models import Thematique
from participants.choix import StatutEntretien, StatutRendezVous
from participants.models import Entretien, NoteDeTheme, NotePrivee, Participant, RendezVous
from participants.services.entretiens import SaisieEntretien, enregistrer_entretiens, reference_d_entretien
from participants.services.rendezvous import annuler_rendezvous, conclure_rendezvous, prendre_rendezvous
from participants.services.verrou import verrouiller
from socle import brouillons
from socle.brouillons import Feuillet, Place, TexteDAutrui
from socle.conflits import ModifieDepuis, verifier
from socle.ecriture import atomique_rejouee
from socle.erreurs import Anomalie, SaisieRefusee, refuser_si
from socle.models import Brouillon
from socle.normalisation import cle

NOUVEAU, CORRIGE = "entretien", "entretien-corrige"  # the two kinds of drafts: about a person, about an interview
NOTE = "note_"  # begins the name of a theme's note
TENU, EXCUSE, ABSENCE = StatutEntretien


@dataclass(frozen=True)
class Issue:
    """What came of it: the interview, its next appointment if one was taken, whether it was already written."""

    entretien: Entretien
    rendezvous: RendezVous | None = None
    deja: bool = False


@atomique_rejouee
def noter_entretien(
    *,
    participant: Participant,
    place: Place,
    feuillet: Feuillet,
    champs: dict,
    valeurs: dict,
    rendezvous: dict | None,
    le: dt.datetime,
    aujourdhui: dt.date,
) -> Issue:
    """Write an interview led by the author of `place`, and forget its draft. `valeurs` are those of entretien_de.

    Sent again, it is given back as it is, with the appointment it did not have yet. Refuses (ModifieDepuis) when it was
    already written with another text, (BrouillonDepasse) to end a draft that another tab wrote in meanwhile,
    (TexteDAutrui) the identifier of another text, and (SaisieRefusee) a day to come, no text at all unless the person
    did not come, and what the next appointment refuses.
    """
    verrouiller(participant)
    ecrit = Entretien.objects.filter(uuid=feuillet.texte).first()
    if ecrit:
        deja = _deja_ecrit(ecrit, participant, place.auteur, valeurs)
        manque = rendezvous and not RendezVous.objects.filter(participant=participant, **rendezvous).exists()
        pris = _prendre(participant, rendezvous, place.auteur, le, aujourdhui) if manque else None
        return Issue(deja, pris, deja=True)
    brouillon = brouillons.en_place(place=place, feuillet=feuillet, champs=champs)
    refuser_si(_sans_texte(valeurs))
    saisie = SaisieEntretien(
        reference_d_entretien(valeurs["date"].year), _champs_de(valeurs, participant), uuid=feuillet.texte
    )
    enregistrer_entretiens(saisies=[saisie], par=place.auteur, le=le, aujourdhui=aujourdhui)
    entretien = Entretien.objects.get(uuid=feuillet.texte)
    _ecrire_les_notes(entretien, valeurs, place.auteur)
    _conclure(entretien, aujourdhui)
    pris = _prendre(participant, rendezvous, place.auteur, le, aujourdhui) if rendezvous else None
    if brouillon:
        brouillon.delete()
    return Issue(entretien, pris)


@atomique_rejouee
def corriger_entretien(
    *,
    entretien: Entretien,
    place: Place,
    feuillet: Feuillet,
    champs: dict,
    valeurs: dict,
    version: str,
    le: dt.datetime,
    aujourdhui: dt.date,
) -> Entretien:
    """Correct an interview, and give it back; who led it and when it was noted stay as they are.

    A private note is read and written by its author alone: anybody else's `valeurs` hold none, and it stays. Refuses
    what noter_entretien refuses, and (ModifieDepuis) to write over a correction made since `version` was shown.
    """
    verrouiller(entretien.participant)
    actuel = Entretien.objects.get(pk=entretien.pk)
    brouillon = brouillons.en_place(place=place, feuillet=feuillet, champs=champs)
    verifier(version=version, actuelles=entretien_de(actuel, place.auteur), saisies=valeurs)
    refuser_si(_sans_texte(valeurs))
    saisie = SaisieEntretien(actuel.reference, _champs_de(valeurs, actuel.participant, actuel.theme))
    enregistrer_entretiens(saisies=[saisie], par=place.auteur, le=le, aujourdhui=aujourdhui)
    actuel.refresh_from_db()
    _ecrire_les_notes(actuel, valeurs, place.auteur)
    _conclure(actuel, aujourdhui)
    if brouillon:
        brouillon.delete()
    return actuel


def entretien_de(entretien: Entretien, utilisateur) -> dict:
    """An interview as its form says it: `themes` by code, a note a theme that has one, her own private note.

    Four queries at most. `note_privee` is there only for who may write it (ecrit_la_note_privee).
    """
    notes = list(entretien.notes.select_related("thematique"))
    lus = {nom: getattr(entretien, nom) for nom in ("date", "statut", "lieu", "compte_rendu")}
    valeurs = {
        **lus,
        "duree": entretien.duree_minutes,
        "themes": _themes_lus(entretien, notes),
        **{champ_de(note.thematique.code): note.texte for note in notes if note.texte},
    }
    privee = NotePrivee.objects.filter(entretien=entretien).first()
    if ecrit_la_note_privee(entretien, privee, utilisateur):
        valeurs["note_privee"] = privee.texte if privee else ""
    return valeurs


def ecrit_la_note_privee(entretien: Entretien, privee: NotePrivee | None, utilisateur) -> bool:
    """Its author; or, when there is none yet, who led the interview: a colleague is not even told whether there is."""
    return (privee.auteur_id if privee else entretien.par_id) == utilisateur.pk


def champ_de(code: str) -> str:
    """The name of a theme's note; without hyphens, so that the text given back at a sign-in is labelled in words."""
    return f"{NOTE}{code.replace('-', '_')}"


def place_du_nouveau(participant: Participant, auteur) -> tuple[Place, Brouillon | None]:
    """Where this person's draft of a new interview stands, and the draft when there is one.

    One begun in a file merged into this one since is taken up here, and stays where it is.
    """
    dossiers = Participant.objects.filter(Q(pk=participant.pk) | Q(fondu_dans=participant)).values("uuid")
    brouillon = brouillons.le_mien(auteur=auteur, genre=NOUVEAU, objets=dossiers)
    return Place(auteur, NOUVEAU, brouillon.objet if brouillon else participant.uuid), brouillon


def place_de_la_correction(entretien: Entretien, auteur) -> tuple[Place, Brouillon | None]:
    """The same of a correction: about the interview itself."""
    brouillon = brouillons.le_mien(auteur=auteur, genre=CORRIGE, objets=[entretien.uuid])
    return Place(auteur, CORRIGE, entretien.uuid), brouillon


@transaction.atomic
def garder_le_brouillon(*, place: Place, feuillet: Feuillet, champs: dict, le: dt.datetime) -> Brouillon:
    """Keep what is being written. Refuses what brouillons.garder refuses, and (DejaEcrit) a text that is already saved:
    a draft that comes late must not begin again.
    """
    if place.genre == NOUVEAU:
        # The lock of noter_entretien: a draft that crosses its interview waits for it, then finds it.
        list(Participant.objects.select_for_update().filter(uuid=place.objet).values_list("pk"))
        if Entretien.objects.filter(uuid=feuillet.texte).exists():
            raise DejaEcrit
    return brouillons.garder(place=place, feuillet=feuillet, champs=champs, le=le)


class DejaEcrit(Exception):
    """The interview of this text is saved: there is no draft to keep."""


def _deja_ecrit(ecrit: Entretien, participant: Participant, auteur, valeurs: Mapping) -> Entretien:
    """The interview that this text already is. Refuses that of somebody else, and another text for the same one."""
    if ecrit.participant_id != participant.pk or ecrit.par_id != auteur.pk:
        raise TexteDAutrui
    actuelles = entretien_de(ecrit, auteur)
    if actuelles != valeurs:
        raise ModifieDepuis(actuelles)
    return ecrit


def _sans_texte(valeurs: Mapping):
    ecrites = [texte for nom, texte in valeurs.items() if nom.startswith(NOTE) and nom != "note_privee" and texte]
    if valeurs["statut"] == TENU and not valeurs["compte_rendu"] and not ecrites:
        raison = "écrivez au moins quelques mots : la note partagée, ou celle d’un thème"
        yield Anomalie(0, "compte_rendu", "sans_texte", raison)


def _champs_de(valeurs: Mapping, participant: Participant, theme: str = "") -> dict:
    """The fields of the interview itself; `theme` is what it said of its themes until now."""
    communs = {nom: valeurs[nom] for nom in ("date", "statut", "lieu", "compte_rendu")}
    return communs | {
        "participant": participant,
        "duree_minutes": valeurs["duree"],
        "theme": _theme_en_mots(valeurs["themes"], theme),
    }


def _theme_en_mots(codes: list[str], ancien: str) -> str:
    """What files say of the themes: the words of ours that are ticked, after those a file brought that are not ours."""
    lignes = list(Thematique.objects.all())
    notres = {c for ligne in lignes for c in ligne.cles}
    libres = [mot.strip() for mot in ancien.split(",") if mot.strip() and cle(mot) not in notres]
    mots = [*libres, *(str(ligne) for ligne in lignes if ligne.code in codes)]
    maximum = Entretien._meta.get_field("theme").max_length
    while len(", ".join(mots)) > maximum:
        mots.pop()
    return ", ".join(mots)


def _themes_lus(entretien: Entretien, notes: list[NoteDeTheme]) -> list[str]:
    """The codes of the themes with a note, and of those the interview names, in the order of the list."""
    dits = {cle(mot) for mot in entretien.theme.split(",") if mot.strip()}
    notes_de = {note.thematique_id for note in notes}
    return [t.code for t in Thematique.objects.all() if t.pk in notes_de or dits & set(t.cles)]


def _ecrire_les_notes(entretien: Entretien, valeurs: Mapping, auteur) -> None:
    """One row a theme that was spoken of, with its text or without, and the private note of who writes it."""
    themes = {t.code: t for t in Thematique.objects.filter(code__in=valeurs["themes"])}
    entretien.notes.exclude(thematique__in=themes.values()).delete()
    for code, theme in themes.items():
        texte = valeurs.get(champ_de(code), "")
        NoteDeTheme.objects.update_or_create(entretien=entretien, thematique=theme, defaults={"texte": texte})
    if "note_privee" in valeurs:
        _ecrire_la_note_privee(entretien, valeurs["note_privee"], auteur)


def _ecrire_la_note_privee(entretien: Entretien, texte: str, auteur) -> None:
    siennes = NotePrivee.objects.filter(entretien=entretien, auteur=auteur)
    if not texte:
        siennes.delete()
    elif not siennes.update(texte=texte):
        NotePrivee.objects.create(entretien=entretien, auteur=auteur, texte=texte)


def _conclure(entretien: Entretien, aujourdhui: dt.date) -> None:
    """The appointment of that day: held (even one noted as missed before), missed, or cancelled by who warned."""
    conclusions = {TENU: StatutRendezVous.TENU, ABSENCE: StatutRendezVous.MANQUE}
    ouverts = [StatutRendezVous.PREVU, *([StatutRendezVous.MANQUE] if entretien.statut == TENU else [])]
    for rendezvous in RendezVous.objects.select_related("participant").filter(
        participant=entretien.participant_id, date=entretien.date, statut__in=ouverts
    ):
        if entretien.statut == EXCUSE:
            annuler_rendezvous(rendezvous=rendezvous)
        else:
            statut = conclusions[StatutEntretien(entretien.statut)]
            conclure_rendezvous(rendezvous=rendezvous, statut=statut, aujourdhui=aujourdhui)


def _prendre(participant, rendezvous: dict, avec, le, aujourdhui) -> RendezVous:
    """The next appointment, its refusals on the fields of this form."""
    try:
        return prendre_rendezvous(participant=participant, avec=avec, le=le, aujourdhui=aujourdhui, **rendezvous)
    except SaisieRefusee as refus:
        raise SaisieRefusee(
            replace(anomalie, champ=f"rdv_{anomalie.champ}" if anomalie.champ else "") for anomalie in refus.anomalies
        ) from refus
