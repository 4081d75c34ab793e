"""Drafts: what somebody is writing, kept while she writes it. One text is one row, however often it is sent.

A draft is its author's alone: nothing here looks for one without saying whose.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from socle.ecriture import atomique_rejouee
from socle.models import Brouillon

GARDE = dt.timedelta(days=90)  # a text left untouched so long is not taken up again


@dataclass(frozen=True)
class Place:
    """Where a draft stands: whose, of what form, about which row. There is one draft a place."""

    auteur: object
    genre: str
    objet: UUID


@dataclass(frozen=True)
class Feuillet:
    """The page a text is written in: the text's own identifier, the page's, and the revision that the page knows.

    `revision` is 0 while the page knows of no draft. Two tabs on one text are two pages.
    """

    texte: UUID
    page: UUID
    revision: int = 0


class BrouillonDepasse(Exception):
    """Another page of the same person wrote here since; `brouillon` is what is there. Nothing was written."""

    def __init__(self, brouillon: Brouillon):
        super().__init__("Ce brouillon a été modifié dans un autre onglet.")
        self.brouillon = brouillon


class TexteDAutrui(Exception):
    """This identifier is that of another text: somebody else's, or about something else. Nothing was written."""


def le_mien(*, auteur, genre: str, objets: Iterable[UUID]) -> Brouillon | None:
    """The draft this person left of this form about one of these rows, the last touched; None when there is none."""
    return Brouillon.objects.visibles_par(auteur).filter(genre=genre, objet__in=objets).first()


@atomique_rejouee
def garder(*, place: Place, feuillet: Feuillet, champs: dict, le: dt.datetime) -> Brouillon:
    """Keep what the page holds now, and give the draft back; the same text sent again changes nothing.

    Refuses (BrouillonDepasse) to write over what another page wrote meanwhile, and (TexteDAutrui) the identifier of
    a text that is not of this place.
    """
    present = en_place(place=place, feuillet=feuillet, champs=champs)
    if present is None:
        identite = {"uuid": feuillet.texte, "auteur": place.auteur, "genre": place.genre, "objet": place.objet}
        return Brouillon.objects.create(
            **identite, page=feuillet.page, champs=champs, revision=1, commence_le=le, modifie_le=le
        )
    if present.champs != champs:
        present.champs, present.page, present.modifie_le = champs, feuillet.page, le
        present.revision += 1
        present.save(update_fields=["champs", "page", "modifie_le", "revision"])
    return present


def en_place(*, place: Place, feuillet: Feuillet, champs: dict) -> Brouillon | None:
    """The draft of this place, locked until the transaction ends, which this page may replace or end; None when there
    is none. Refuses what `garder` refuses.

    A page whose last save got no answer knows an older revision: it is still the one that wrote, and is let through.
    """
    etrangers = Brouillon.objects.filter(uuid=feuillet.texte)
    if etrangers.exclude(auteur=place.auteur, genre=place.genre, objet=place.objet).exists():
        raise TexteDAutrui
    present = (
        Brouillon.objects.select_for_update().filter(auteur=place.auteur, genre=place.genre, objet=place.objet).first()
    )
    if present and not _connu(present, feuillet, champs):
        raise BrouillonDepasse(present)
    return present


def supprimer(*, auteur, uuid: UUID) -> bool:
    """Forget this draft of this person; whether there was one. Anybody else's is left as it is."""
    return bool(Brouillon.objects.visibles_par(auteur).filter(uuid=uuid).delete()[0])


def purger(*, le: dt.datetime) -> int:
    """Forget the drafts untouched for 90 days; gives how many there were."""
    return Brouillon.objects.filter(modifie_le__lt=le - GARDE).delete()[0]


def _connu(present: Brouillon, feuillet: Feuillet, champs: dict) -> bool:
    """Whether the page has seen what the draft holds, or holds the same."""
    if present.uuid != feuillet.texte:
        return False
    return present.page == feuillet.page or present.revision == feuillet.revision or present.champs == champs
