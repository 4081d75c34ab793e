"""What the tests of interviews share: the pages, the form as it is sent, the draft, and an hour that does not move."""

import datetime as dt
import re
import uuid

from django.urls import reverse

from tests.jardins.outils import lire

MIDI = dt.datetime(2026, 11, 24, 9, 42, tzinfo=dt.UTC)
TEXTE, PAGE = str(uuid.UUID(int=10)), str(uuid.UUID(int=100))


def adresse(vue, personne, entretien=None) -> str:
    autres = {"entretien": entretien.uuid} if entretien else {}
    return reverse(f"participants:{vue}", kwargs={"uuid": personne.uuid, **autres})


def page_de(client, url, statut=200) -> str:
    reponse = client.get(url)
    assert reponse.status_code == statut
    return " ".join(lire(reponse).split())


def dit(**champs) -> dict:
    communs = {"brouillon": TEXTE, "page": PAGE, "revision_lue": "0"}
    return communs | {"date": "2026-11-24", "statut": "tenu", "compte_rendu": "Va bien."} | champs


def noter(client, personne, statut=302, **champs) -> str:
    """What follows, or the page shown again."""
    reponse = client.post(adresse("entretien_creer", personne), dit(**champs))
    assert reponse.status_code == statut, lire(reponse)[:3000]
    return " ".join(lire(client.get(reponse["Location"]) if statut == 302 else reponse).split())


def garder(client, personne, statut=200, **champs) -> dict:
    reponse = client.post(adresse("brouillon_garder", personne), dit(**champs))
    assert reponse.status_code == statut
    return reponse.json()


def cachee(page: str, nom: str) -> str:
    return re.search(rf'name="{nom}" value="([^"]*)"', page)[1]
