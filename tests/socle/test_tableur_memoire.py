"""Memory and time stay bounded, in the process that reads and in the one that opens the file."""

import json
import subprocess
import sys
from pathlib import Path

from tests.socle.tableur_exemples import xlsx_brut, xlsx_texte

RACINE = Path(__file__).resolve().parents[2]
MESURE = """
import json, re, resource, sys
from pathlib import Path
from socle.tableur import FichierRefuse, lire

def pic():
    # getrusage would begin at the peak of the process that started this one
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

contenus = [Path(nom).read_bytes() for nom in sys.argv[1:]]
avant = pic()
issues = []
for nom, contenu in zip(sys.argv[1:], contenus):
    try:
        issues.append(len(lire(contenu, nom).lignes))
    except FichierRefuse as refus:
        issues.append(refus.message)
enfant = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(json.dumps([issues, pic() - avant, enfant]))
"""


def _cent_mille():
    entete = "".join(xlsx_texte(f"{lettre}1", lettre) for lettre in "ABCD")
    rangees = (
        f'<row r="{n}">{xlsx_texte(f"A{n}", f"P{n}")}<c r="B{n}"><v>{n}</v></c>'
        f'<c r="C{n}"><v>{n}.5</v></c><c r="D{n}" t="str"><v>Nom {n % 977}</v></c></row>'
        for n in range(2, 100_002)
    )
    return xlsx_brut(f"<row>{entete}</row>{''.join(rangees)}")


def test_a_hundred_thousand_rows_and_two_bombs_take_less_than_300_mb(tmp_path):
    coin = f'<row r="1">{xlsx_texte("A1", "a")}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    contenus = {
        "gros.xlsx": _cent_mille(),
        "coin.xlsx": xlsx_brut(coin),
        "bombe.csv": b"a;b\n" + b";" * (20 * 1024 * 1024 - 10),
    }
    for nom, contenu in contenus.items():
        (tmp_path / nom).write_bytes(contenu)
    commande = [sys.executable, "-c", MESURE, *(str(tmp_path / nom) for nom in contenus)]
    sortie = subprocess.run(commande, cwd=RACINE, capture_output=True, check=True, timeout=60).stdout
    issues, parent, enfant = json.loads(sortie)

    assert issues[0] == 100_000
    assert "XFD" in issues[1]
    assert "trop de mémoire ou de temps" in issues[2]
    assert 0 < parent < 300
    assert 0 < enfant < 300
