"""Third-party front-end files: each one is listed with its licence, and is byte for byte what was listed."""

import hashlib
import json

import pytest
from django.conf import settings

DOSSIER = settings.BASE_DIR / "static" / "vendor"
PAQUETS = json.loads((DOSSIER / "vendor.json").read_text(encoding="utf-8"))


def _empreintes(paquet: dict) -> dict[str, str]:
    dossier = DOSSIER / f"{paquet['nom']}-{paquet['version']}"
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in dossier.iterdir()}


@pytest.mark.parametrize("paquet", PAQUETS, ids=lambda paquet: paquet["nom"])
def test_every_vendored_file_is_the_one_listed(paquet):
    assert _empreintes(paquet) == paquet["fichiers"]


@pytest.mark.parametrize("paquet", PAQUETS, ids=lambda paquet: paquet["nom"])
def test_every_package_carries_its_licence(paquet):
    assert paquet["licence"] in {"MIT", "OFL-1.1", "ISC", "0BSD"}
    assert "LICENSE.txt" in paquet["fichiers"]


def test_no_folder_is_left_out_of_the_table():
    assert {f.name for f in DOSSIER.iterdir() if f.is_dir()} == {f"{p['nom']}-{p['version']}" for p in PAQUETS}
