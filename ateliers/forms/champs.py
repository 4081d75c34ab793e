"""Fields that several forms of sessions share."""

from django import forms
from django.db.models import Value

from ateliers.models import Atelier
from jardins.models import Site


def champ_heure(label: str, **options) -> forms.TimeField:
    """A time of the day, by the browser's own picker."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


def sites_et_ateliers() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The choices of sites and of workshop types, by their codes, in one query."""
    colonnes = ("genre", "ordre", "cle", "code", "libelle")
    sites = Site.objects.annotate(genre=Value("site")).order_by().values_list(*colonnes)
    ateliers = Atelier.objects.annotate(genre=Value("atelier")).order_by().values_list(*colonnes)
    lignes = sorted(sites.union(ateliers, all=True))
    choix = {"site": [], "atelier": []}
    for genre, _, _, code, libelle in lignes:
        choix[genre].append((code, libelle))
    return choix["site"], choix["atelier"]
