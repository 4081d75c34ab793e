"""A very large file, good then bad, through the command itself: memory, time, and what is told."""

import datetime as dt
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.socle.tableur_exemples import csv_de

RACINE = Path(__file__).resolve().parents[2]
SEANCES, GENS = 200, 50  # 10 000 presences; make it 2000 by hand for a hundred thousand
JOUR_UN = dt.date(2005, 1, 3)
# The peak of the command and of the child that reads the file, each on its own: getrusage of this one's children
# would keep the peak of other tests.
LANCEUR = """
import re, resource, sys
from pathlib import Path
from django.core.management import execute_from_command_line
code = 0
try:
    execute_from_command_line(["manage.py", *sys.argv[1:]])
except SystemExit as fin:
    code = fin.code or 0
propre = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
enfants = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"MEMOIRE {propre // 1024} {enfants // 1024}")
sys.exit(code)
"""


@pytest.fixture
def commande(tmp_path):
    """Runs a command on a database of its own: (exit code, stderr, MB of the command and of its child, seconds)."""
    environnement = {nom: valeur for nom, valeur in os.environ.items() if nom not in ("DATABASE_URL", "PRODUCTION")}
    environnement |= {"JARDINS_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "jardins.settings"}

    def lancer(*mots) -> tuple[int, str, int, int, float]:
        depart = time.monotonic()
        fini = subprocess.run(
            [sys.executable, "-c", LANCEUR, *map(str, mots)],
            cwd=RACINE,
            env=environnement,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        propre, enfant = map(int, re.search(r"MEMOIRE (\d+) (\d+)", fini.stdout).groups())
        return fini.returncode, fini.stderr, propre, enfant, time.monotonic() - depart

    lancer("migrate", "--verbosity", "0")
    return lancer


def ecrire_fichiers(dossier: Path) -> int:
    """The files of each resource, good and bad, and how many rows each of these has."""
    suite = ["05/01/2004"]
    gens = [[f"P{n}", "Nom", "Prénom", "F", *suite] for n in range(GENS)]
    jours = [(JOUR_UN + dt.timedelta(days=n)).isoformat() for n in range(SEANCES)]
    seances = [[f"S{n}", "Jardinage", "Vignoble", jour, "08:00", "10:00"] for n, jour in enumerate(jours)]
    presences = [[f"S{s}", f"P{p}", "présent", 60 + p] for s in range(SEANCES) for p in range(GENS)]
    mauvaises = [[s, p, f"presant {n}", "deux"] for n, (s, p, _, _) in enumerate(presences)]
    entetes = ["seance", "participant", "statut", "minutes"]
    note = "Fait le point sur les démarches en cours et prend rendez-vous pour le mois prochain. " * 3
    tenus = [[f"E{n}", p, jours[n % SEANCES], 45, "emploi", f"{note}{n}"] for n, (_, p, *_) in enumerate(presences)]
    pas = [
        [
            f"D{n}",
            p,
            "emploi",
            f"Candidature {n}",
            jours[n % SEANCES],
            jours[n % SEANCES],
            "aboutie",
            "CDD",
            f"A{n % 40}",
        ]
        for n, (_, p, *_) in enumerate(presences)
    ]
    entretiens = ["reference", "participant", "date", "duree_minutes", "theme", "compte_rendu"]
    demarches = [
        *("reference", "participant", "thematique", "intitule", "date_debut", "date_fin", "statut"),
        *("resultat", "partenaire"),
    ]
    fichiers = {
        "participants": [["reference", "nom", "prenom", "sexe", "date_entree"], *gens],
        "seances": [["reference", "atelier", "site", "date", "debut", "fin"], *seances],
        "presences-bonnes": [entetes, *presences],
        "presences-mauvaises": [entetes, *mauvaises],
        "entretiens-bonnes": [entretiens, *tenus],
        "entretiens-mauvaises": [entretiens, *([e, f"Z{e}", *reste] for e, _, *reste in tenus)],
        "demarches-bonnes": [demarches, *pas],
        "demarches-mauvaises": [demarches, *([*debut, "CDDX", a] for *debut, _, a in pas)],
    }
    for nom, lignes in fichiers.items():
        (dossier / f"{nom}.csv").write_bytes(csv_de(lignes))
    return len(presences)


@pytest.mark.parametrize("ressource", ["presences", "entretiens", "demarches"])
def test_ten_thousand_rows_stay_within_300_mb_good_or_bad(tmp_path, commande, ressource):
    """And the good ones again, which change nothing."""
    nombre = ecrire_fichiers(tmp_path)
    bonnes = tmp_path / f"{ressource}-bonnes.csv"
    (tmp_path / "vide.csv").write_bytes(bonnes.read_bytes().splitlines(keepends=True)[0])
    for nom in ("participants", "seances"):
        assert commande("importer", nom, tmp_path / f"{nom}.csv")[0] == 0
    code, _, propre, enfant, _ = commande("importer", ressource, tmp_path / "vide.csv")
    assert code == 0
    for nom, code_attendu, phrase in (
        ("mauvaises", 1, f"Rien n’est enregistré\u00a0: {nombre} lignes à corriger."),
        ("bonnes", 0, f"{nombre} ajouts, 0 modification"),
        ("bonnes", 0, f"0 ajout, 0 modification, {nombre} lignes sans changement"),
    ):
        fichier = tmp_path / f"{ressource}-{nom}.csv"
        code, erreurs, la_propre, l_enfant, duree = commande("importer", ressource, fichier)
        print(f"{nom} : {nombre} lignes, {duree:.1f} s, +{la_propre - propre} et +{l_enfant - enfant} Mo")
        assert code == code_attendu, erreurs[:2000]
        assert phrase in erreurs.splitlines()[0]
        assert (la_propre - propre) + (l_enfant - enfant) < 300
        assert len(erreurs.splitlines()) < 2000


def test_the_terminal_is_told_the_first_500_refusals_and_how_many_more(tmp_path, commande):
    lignes = [[f"S{n}", "A", "presant"] for n in range(700)]
    (tmp_path / "m.csv").write_bytes(csv_de([["seance", "participant", "statut"], *lignes]))
    code, erreurs, *_ = commande("importer", "presences", tmp_path / "m.csv")
    lues = erreurs.splitlines()
    assert (code, len(lues)) == (1, 502)
    attendue = "Ligne 501, colonne « statut », valeur « presant » : cette valeur n’est pas dans la liste."
    assert lues[500].startswith(f"  Refus. {attendue}")
    assert lues[-1] == "  … et 200 autres refus."
