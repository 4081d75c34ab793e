"""Measures against what is possible: run by bin/mesurer, never by the test suite."""

import os

import django

# Here, so that every module of the package may import models at its top.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jardins.settings")
django.setup()
