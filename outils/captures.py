"""The pictures of README.md, from the demonstration: `python outils/captures.py` writes docs/images/.

Starts the application on a database of its own, signs in as the demonstration's people, and looks at each page as they
do. Needs Chromium; the picture of the printed bilan also needs pdftoppm (poppler-utils), and is left as it is without.
"""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

RACINE = Path(__file__).resolve().parents[1]
IMAGES = RACINE / "docs" / "images"
PHRASE = "sept merles picorent nos fraises sous la haie"
TRAVAILLEUSE, CHEFFE, ENCADRANT = "anne.mesange", "claire.loriot", "paul.verdier"
# (picture, who looks, address and the first links to follow from it, width, height)
VUES = (
    ("accueil-travailleur-social-1400", TRAVAILLEUSE, "/", 1400, 1000),
    ("accueil-chef-de-projet-1400", CHEFFE, "/", 1400, 1000),
    ("participants-1400", TRAVAILLEUSE, "/participants/", 1400, 1000),
    ("participants-390", TRAVAILLEUSE, "/participants/", 390, 844),
    ("dossier-1366", TRAVAILLEUSE, "/participants/ → tbody a", 1366, 768),
    ("entretien-1366", TRAVAILLEUSE, "/participants/?vue=en_retard → tbody a → a.bouton.plein", 1366, 768),
    ("distance-1400", TRAVAILLEUSE, "/participants/ → tbody a → .frise a", 1400, 1000),
    ("observations-820", ENCADRANT, "/participants/observations/", 820, 1180),
    ("calendrier-1400", ENCADRANT, "/seances/calendrier/", 1400, 1000),
    ("accueil-encadrant-820", ENCADRANT, "/", 820, 1180),
    ("bilan-2015-1400", CHEFFE, "/bilans/2015-01-01/2015-12-31/", 1400, 1100),
)
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def preparer(environnement: dict[str, str]) -> None:
    """A database with the demonstration in it, and the static files."""
    for commande in (["migrate"], ["demonstration"], ["collectstatic", "--no-input"]):
        subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *commande],
            cwd=RACINE,
            env=environnement,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def application(environnement: dict[str, str]):
    """The address of the application, served until the block ends."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        adresse = f"127.0.0.1:{prise.getsockname()[1]}"
    # Threads: a browser opens connections ahead, and a worker without threads would wait for each to speak.
    options = ["--threads", "4", "--no-control-socket"]
    commande = [sys.executable, "-m", "gunicorn", "-b", adresse, *options, "jardins.wsgi:application"]
    serveur = subprocess.Popen(commande, cwd=RACINE, env=environnement, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        attendre(f"http://{adresse}/etat/")
        yield f"http://{adresse}"
    finally:
        serveur.terminate()
        serveur.wait()


def attendre(url: str) -> None:
    """Until the application answers; gives up (OSError) after thirty seconds."""
    fin = time.monotonic() + 30
    while True:
        try:
            return urllib.request.urlopen(url, timeout=2).close()  # noqa: S310
        except OSError:
            if time.monotonic() > fin:
                raise
            time.sleep(0.2)


def entrer(page: Page, adresse: str, qui: str) -> None:
    """Sign in as somebody of the demonstration."""
    page.goto(f"{adresse}/comptes/connexion/")
    page.get_by_label("Adresse électronique").fill(f"{qui}@demo.jardins.example")
    page.get_by_label("Mot de passe").fill(PHRASE)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_load_state()


def photographier(page: Page, adresse: str, chemin: str, nom: str) -> None:
    """Go there, follow the links if there are any, and write the picture in few colours."""
    depart, *liens = chemin.split(" → ")
    page.goto(adresse + depart)
    for lien in liens:
        page.locator(lien).first.click()
        page.wait_for_load_state("networkidle")
    enregistrer(page.screenshot(), nom)


def enregistrer(png: bytes, nom: str) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    image.save(IMAGES / f"{nom}.png", optimize=True)
    print(IMAGES.relative_to(RACINE) / f"{nom}.png")


def imprimer_le_bilan(environnement: dict[str, str], dossier: Path) -> None:
    """The second page of the printed bilan of 2015."""
    outil = shutil.which("pdftoppm")
    if not outil:
        print("pdftoppm manque : l’image du bilan imprimé reste celle d’avant.")
        return
    pdf = dossier / "bilan.pdf"
    commande = [sys.executable, "manage.py", "bilan", "annuel", "2015", "--format", "pdf", "--sortie", str(pdf)]
    subprocess.run(commande, cwd=RACINE, env=environnement, check=True)  # noqa: S603
    page = subprocess.run([outil, "-f", "2", "-l", "2", "-r", "90", "-png", str(pdf)], check=True, capture_output=True)  # noqa: S603
    enregistrer(page.stdout, "bilan-2015-pdf")


def main() -> None:
    with tempfile.TemporaryDirectory() as nom, sync_playwright() as playwright:
        dossier = Path(nom)
        environnement = {cle: valeur for cle, valeur in os.environ.items() if not re.match("DATABASE|PRODUCTION", cle)}
        environnement["JARDINS_VAR"] = nom
        preparer(environnement)
        with application(environnement) as adresse:
            navigateur = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
            for image, qui, chemin, largeur, hauteur in VUES:
                page = navigateur.new_page(viewport={"width": largeur, "height": hauteur}, locale="fr-FR")
                entrer(page, adresse, qui)
                photographier(page, adresse, chemin, image)
                page.context.close()
            navigateur.close()
        imprimer_le_bilan(environnement, dossier)


if __name__ == "__main__":
    main()
