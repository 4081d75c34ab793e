"""Every answer of the walk carries its security headers, and no page holds anything inline."""

from html.parser import HTMLParser

import pytest
from django.test import Client

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
CSP_D_UN_DOCUMENT = {"default-src 'none'", "frame-ancestors 'none'", "sandbox"}
ENTETES = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}


class EnLigne(HTMLParser):
    """Notes what a strict policy would block."""

    def __init__(self):
        super().__init__()
        self.fautes = []

    def handle_starttag(self, tag, attrs):
        noms = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in noms):
            self.fautes.append(tag)
        self.fautes += [nom for nom in noms if nom == "style" or nom.startswith("on")]
        self.fautes += [valeur for valeur in noms.values() if (valeur or "").lower().startswith("javascript:")]
        self.fautes += [noms[nom] for nom in ("src", "href") if "//" in (noms.get(nom) or "") and tag != "a"]


def en_ligne(page: str) -> list[str]:
    """Inline scripts, styles, handlers, and files of elsewhere, in this page."""
    lecteur = EnLigne()
    lecteur.feed(page)
    return lecteur.fautes


@pytest.mark.parametrize(("nom", "valeur"), ENTETES.items())
def test_every_answer_has_the_header(nom, valeur, visites):
    assert {visite.entetes.get(nom) for visite in visites} == {valeur}


def test_every_answer_has_the_strict_policy(visites):
    assert {visite.entetes.get("Content-Security-Policy") for visite in visites} != {None}
    for visite in visites:
        politique = visite.entetes["Content-Security-Policy"]
        attendue = CSP_D_UN_DOCUMENT if est_un_document(visite) else CSP
        assert (str(visite), {directive.strip() for directive in politique.split(";")}) == (str(visite), attendue)


def est_un_document(visite) -> bool:
    """Whether this answer is bytes that people brought: shown alone, they load and run nothing."""
    return visite.route == "participants:document_ouvrir" and visite.statut == 200


def test_a_document_is_never_told_by_its_content(visites):
    documents = [visite for visite in visites if est_un_document(visite) and visite.contenu]
    assert documents
    assert {visite.entetes["Content-Type"] for visite in documents} == {"application/pdf"}
    assert {visite.entetes["Content-Disposition"].partition(";")[0] for visite in documents} == {"inline"}


def test_no_answer_is_kept_by_a_cache(visites):
    for visite in visites:
        directives = {directive.strip() for directive in visite.entetes["Cache-Control"].split(",")}
        assert (str(visite), {"no-store", "private"} <= directives) == (str(visite), True)


def test_no_page_holds_anything_inline(visites):
    pages = [v for v in visites if v.entetes.get("Content-Type", "").startswith("text/html") and v.contenu]
    assert len({(page.route, page.statut) for page in pages}) > 20
    # What refuses is one page, whatever was asked for: it is read once for each role.
    distinctes = {(v.identite, v.statut, v.chemin if v.statut < 400 else ""): v for v in pages}
    for page in distinctes.values():
        assert (str(page), en_ligne(page.contenu.decode())) == (str(page), [])


@pytest.mark.parametrize(
    "faute",
    [
        "<script>1</script>",
        '<p style="color:red">',
        '<a onclick="x()">',
        "<style>",
        '<a href="javascript:x">',
        '<img src="https://ailleurs.example/x.png">',
        '<link href="//ailleurs.example/x.css">',
    ],
)
def test_each_inline_fault_would_be_seen(faute):
    assert len(en_ligne(faute)) == 1


def test_downloads_are_attachments_with_a_plain_name(visites):
    fichiers = [v for v in visites if v.statut == 200 and v.route in ("exporter", "bilans:bilan_imprimer")]
    assert fichiers
    for visite in fichiers:
        assert visite.entetes["Content-Disposition"].startswith('attachment; filename="')
        assert visite.entetes["Content-Disposition"].isascii()


def test_an_unknown_address_answers_in_french_with_its_headers(db):
    reponse = Client().get("/rien/")
    assert reponse.status_code == 404
    assert "Cette page n’existe pas" in reponse.content.decode()
    assert "no-store" in reponse["Cache-Control"]
    assert {nom: reponse.get(nom) for nom in ENTETES} == ENTETES
