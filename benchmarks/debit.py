"""How many times slower than a bare Django view the list of people is served, both by gunicorn, in one run."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from benchmarks.chrono import Mesure, entrelacer
from comptes.choix import Role
from comptes.models import Utilisateur

LIGNES = 60
CHEMIN = "/participants/?onglet=tous"
COMPRESSEE = b"Accept-Encoding: gzip\r\n"
LIMITE = 12.5  # times the bare view's time: 8 % of its rate
CLIENTS, DEMANDES, TOURS = 4, 60, 15


def liste() -> Iterator[Mesure]:
    """The list of sixty people, signed in, against « Bonjour »; both answers are looked at before they are timed."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with servi("jardins.wsgi:application") as application, servi("--pythonpath", "benchmarks", "nu:application") as nu:
        page, bonjour = _demande(CHEMIN, application, _temoin()), _demande("/", nu)
        lignes = len(re.findall(rb"<tr", demander(application, page.replace(COMPRESSEE, b"")))) - 1
        if lignes != LIGNES or not demander(nu, bonjour).endswith(b"Bonjour"):
            sys.exit(f"La liste mesurée a {lignes} lignes au lieu de {LIGNES}, ou la vue nue ne répond pas.")
        with ThreadPoolExecutor(CLIENTS) as clients:
            temps = entrelacer(
                TOURS,
                liste=lambda: _salve(clients, application, page),
                nu=lambda: _salve(clients, nu, bonjour),
            )
    nom = f"liste de {LIGNES} personnes, contre une vue Django nue"
    yield Mesure(nom, temps["liste"] / DEMANDES, "ms", temps["nu"] / DEMANDES, LIMITE)


@contextmanager
def servi(*application: str) -> Iterator[int]:
    """The port where gunicorn serves this, with the options of bin/start, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = prise.getsockname()[1]
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--no-control-socket", "--log-level", "warning"]
    commande = [sys.executable, "-m", "gunicorn", *options, *application]
    # Its own settings: those of this process name another module.
    environnement = {nom: valeur for nom, valeur in os.environ.items() if nom != "DJANGO_SETTINGS_MODULE"}
    serveur = subprocess.Popen(commande, cwd=settings.BASE_DIR, env=environnement)
    try:
        _attendre(port)
        yield port
    finally:
        serveur.terminate()
        serveur.wait()


def _attendre(port: int) -> None:
    """Until somebody listens; stops everything after thirty seconds."""
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
    sys.exit("L’application mesurée n’a pas démarré.")


def _temoin() -> str:
    """The cookie of a chef de projet who has signed in."""
    compte = Utilisateur.objects.create_user("mesure@jardins.example", role=Role.CHEF_DE_PROJET)
    client = Client()
    client.force_login(compte, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _demande(chemin: str, port: int, temoin: str = "") -> bytes:
    """What a browser would send, as bytes."""
    entete = f"GET {chemin} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {temoin}\r\nConnection: close\r\n"
    return entete.encode() + COMPRESSEE + b"\r\n"


def demander(port: int, demande: bytes) -> bytes:
    """The whole answer; any but 200 stops everything. As light as can be: the client shares the processors."""
    with socket.create_connection(("127.0.0.1", port)) as prise:
        prise.sendall(demande)
        morceaux = []
        while morceau := prise.recv(1 << 16):
            morceaux.append(morceau)
    reponse = b"".join(morceaux)
    if not reponse.startswith(b"HTTP/1.1 200"):
        sys.exit(f"Réponse inattendue : {reponse[:200].decode(errors='replace')}")
    return reponse


def _salve(clients: ThreadPoolExecutor, port: int, demande: bytes) -> None:
    """DEMANDES requests, CLIENTS at a time."""
    for fini in [clients.submit(demander, port, demande) for _ in range(DEMANDES)]:
        fini.result()
