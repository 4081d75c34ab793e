"""The version of the application: pyproject.toml says it, and nothing else does."""

import tomllib
from pathlib import Path

PROJET = Path(__file__).resolve().parent.parent / "pyproject.toml"
VERSION = tomllib.loads(PROJET.read_text(encoding="utf-8"))["project"]["version"]
