"""The access journal as pages and files show it: the whole of it here, that of one file in its own tab."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse

from comptes.journal import LIBELLES, en_cellules, par_jour
from comptes.models import Acces
from socle.imports.formats import TYPES_MIME
from socle.tableur.ecriture import ecrire

PAR_PAGE = 100
LIMITE = 20_000  # lines: what a file holds without making the others wait
ENTETES = ("Quand", "Qui", "Rôle aujourd’hui", "Ce qui a été fait", "Précision")
OBJET = ("Sur quoi", "Identifiant")


@dataclass(frozen=True)
class Ligne:
    """One line in words; `dossier` is the identifier of the person's file it is about, if any."""

    acces: Acces
    quoi: str
    objet: str
    dossier: str


@dataclass(frozen=True)
class Consultations:
    """One page of the journal, its lines under their days."""

    lignes: QuerySet
    numero: str | None

    @cached_property
    def page(self) -> Page:
        return Paginator(self.lignes, PAR_PAGE).get_page(self.numero)

    @property
    def jours(self) -> list[tuple[dt.date, list[Ligne]]]:
        return [(jour, [_en_mots(acces) for acces in groupe]) for jour, groupe in par_jour(self.page)]

    @property
    def trop_pour_un_fichier(self) -> bool:
        return self.page.paginator.count > LIMITE


def contexte(request, form, lignes: QuerySet) -> dict:
    """What the pages of the journal show: the chosen lines, the files they may become, the choices in the address."""
    requete = request.GET.copy()
    requete.pop("page", None)
    return {
        "form": form,
        "consultations": Consultations(lignes, request.GET.get("page")),
        "formats": list(TYPES_MIME),
        "limite": LIMITE,
        "requete": requete.urlencode(),
    }


def fichier(lignes: QuerySet, format: str, nom: str, *, avec_objet: bool) -> HttpResponse:
    """The lines as a file of this format; `avec_objet` adds what each was about, by its identifier."""
    entetes = [*ENTETES, *OBJET] if avec_objet else ENTETES
    contenu = ecrire(format, entetes, (_cellules(acces, avec_objet) for acces in lignes.iterator(2000)))
    reponse = HttpResponse(contenu, content_type=TYPES_MIME[format])
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.{format}"'
    reponse.precision_journal = f"{nom}.{format}"
    return reponse


def _cellules(acces: Acces, avec_objet: bool) -> tuple:
    objet = (_nom_d_objet(acces.objet_type), str(acces.objet_uuid or "")) if avec_objet else ()
    return (*en_cellules(acces), *objet)


def _en_mots(acces: Acces) -> Ligne:
    dossier = str(acces.objet_uuid) if acces.objet_type == "participant" else ""
    return Ligne(acces, LIBELLES.get(acces.action, acces.action), _nom_d_objet(acces.objet_type), dossier)


def _nom_d_objet(modele: str) -> str:
    """What people call this kind of object; '' for a line about nothing in particular."""
    noms = {connu._meta.model_name: str(connu._meta.verbose_name) for connu in apps.get_models()}
    return noms.get(modele, modele)
