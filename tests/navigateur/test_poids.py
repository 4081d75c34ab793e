"""What a page weighs on the wire, as the browser counts it: served by gunicorn, static files compressed."""

import pytest

from outils.captures import entrer

pytestmark = pytest.mark.navigateur
KILO = 1000
PREMIERE, REQUETES, ENSUITE = 150 * KILO, 12, 15 * KILO
# (page, the first link to follow from it)
PAGES = ("/", "/participants/", "/participants/ → tbody a", "/bilans/2015-01-01/2015-12-31/")


class Balance:
    """Counts the requests of a page and the bytes of their answers, headers included, as they travel."""

    def __init__(self, contexte, page):
        self.octets, self.adresses = 0, []
        devtools = contexte.new_cdp_session(page)
        devtools.on("Network.requestWillBeSent", lambda message: self.adresses.append(message["request"]["url"]))
        devtools.on("Network.loadingFinished", self._peser)
        devtools.send("Network.enable")

    def _peser(self, message):
        self.octets += message["encodedDataLength"]

    def poser(self, page, url: str) -> tuple[float, list[str]]:
        """Bytes and addresses of one visit."""
        self.octets, self.adresses = 0, []
        page.goto(url, wait_until="networkidle")
        return self.octets, [adresse for adresse in self.adresses if adresse.startswith("http")]


@pytest.fixture
def session(chromium, demonstration):
    """The cookies of somebody who has signed in, to open browsers that have seen nothing yet."""
    contexte = chromium.new_context()
    page = contexte.new_page()
    entrer(page, demonstration, "claire.loriot")
    yield page
    contexte.close()


@pytest.mark.parametrize("chemin", PAGES)
def test_a_first_visit_and_a_second_weigh_no_more_than_promised(chromium, demonstration, session, chemin):
    depart, _, lien = chemin.partition(" → ")
    session.goto(demonstration + depart)
    url = session.locator(lien).first.evaluate("lien => lien.href") if lien else session.url
    contexte = chromium.new_context(storage_state=session.context.storage_state())
    page = contexte.new_page()
    balance = Balance(contexte, page)
    octets, adresses = balance.poser(page, url)
    assert page.locator("h1").count() == 1
    assert (octets <= PREMIERE, len(adresses) <= REQUETES) == (True, True), (octets, adresses)
    page.goto("about:blank")
    octets, adresses = balance.poser(page, url)
    assert 0 < octets <= ENSUITE, (octets, adresses)
    contexte.close()


def test_the_balance_sees_what_travels(chromium, demonstration):
    """The sign-in page holds at least its style sheet and a font; a heavier bound would hide a broken counter."""
    contexte = chromium.new_context()
    page = contexte.new_page()
    octets, adresses = Balance(contexte, page).poser(page, f"{demonstration}/comptes/connexion/")
    assert octets > 20 * KILO
    assert any(adresse.endswith(".css") for adresse in adresses)
    contexte.close()
