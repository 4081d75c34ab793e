"""Run a command with DATABASE_URL on a throw-away PostgreSQL, then stop and delete it.

Usage: pg_ephemere.py COMMAND [ARG...]. Exits with the command's code. The server listens on a Unix socket in
a temporary folder and on no network; it writes nothing durably, so it is for tests only. PostgreSQL refuses
to run as root: root runs it as `postgres`, or `nobody`.
"""

# ruff: noqa: S603 - what runs here is PostgreSQL's own programs and the command that the caller typed.

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
ATTENTE = 30  # seconds for the server to answer
REGLAGES = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}
LIBC = ctypes.CDLL(None)


def dossier_binaires() -> Path:
    """Return the folder of the newest PostgreSQL of the machine; exit with a sentence when there is none."""
    dossiers = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not dossiers:
        sys.exit("PostgreSQL n’est pas installé. Lancez « apt-get install postgresql », puis recommencez.")
    return max(dossiers, key=lambda d: int(d.parent.name))


def identite(dossier: str) -> dict:
    """Return the subprocess arguments that run the server as someone who may, and give them `dossier`."""
    if os.geteuid() != 0:
        return {}
    comptes = {compte.pw_name: compte for compte in pwd.getpwall()}
    compte = comptes.get("postgres") or comptes["nobody"]
    os.chown(dossier, compte.pw_uid, compte.pw_gid)
    return {"user": compte.pw_uid, "group": compte.pw_gid, "extra_groups": []}


def mourir_avec_le_parent() -> None:
    """Ask the kernel to stop this process at once (SIGQUIT) when its parent dies, even killed."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def attendre(serveur: subprocess.Popen, pg_isready: Path, dossier: str) -> None:
    """Return when the server answers; exit with its log when it ended or does not answer in time."""
    limite = time.monotonic() + ATTENTE
    while serveur.poll() is None and time.monotonic() < limite:
        if subprocess.call([pg_isready, "-q", "-h", dossier]) == 0:
            return
        time.sleep(0.05)
    sys.exit(f"PostgreSQL n’a pas démarré.\n{Path(dossier, 'journal').read_text(errors='replace')}")


def creer_base(binaires: Path, dossier: str, commun: dict) -> None:
    """Create an empty cluster in `dossier`, in UTF-8 with the C order, without waiting for the disk."""
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    commande = [binaires / "initdb", "-D", f"{dossier}/base", *options]
    subprocess.run(commande, check=True, stdout=subprocess.DEVNULL, **commun)


def demarrer(binaires: Path, dossier: str, commun: dict) -> subprocess.Popen:
    """Start the server of `dossier`, its log in the file `journal` there."""
    reglages = [f"-c{nom}={valeur}" for nom, valeur in REGLAGES.items()]
    with Path(dossier, "journal").open("wb") as journal:
        return subprocess.Popen(
            [binaires / "postgres", "-D", f"{dossier}/base", "-k", dossier, *reglages],
            stdout=journal,
            stderr=journal,
            # A session of its own: Ctrl-C must reach the tests first, and the server only when they are done.
            start_new_session=True,
            preexec_fn=mourir_avec_le_parent,
            **commun,
        )


@contextlib.contextmanager
def serveur_ephemere() -> Iterator[str]:
    """Start a server in a new folder and yield that folder, which holds its socket; then delete it."""
    binaires = dossier_binaires()
    dossier = tempfile.mkdtemp(prefix="pg-")
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": dossier}
    commun = {"cwd": "/", "env": env, **identite(dossier)}
    try:
        creer_base(binaires, dossier, commun)
        serveur = demarrer(binaires, dossier, commun)
        try:
            attendre(serveur, binaires / "pg_isready", dossier)
            yield dossier
        finally:
            serveur.send_signal(signal.SIGQUIT)
            serveur.wait()
    finally:
        shutil.rmtree(dossier, ignore_errors=True)


def main(commande: list[str]) -> int:
    """Run `commande` beside a server and return its exit code; a SIGTERM stops both."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with serveur_ephemere() as dossier:
        adresse = f"postgres://postgres@/{dossier}/postgres"
        return subprocess.call(commande, env={**os.environ, "DATABASE_URL": adresse})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
