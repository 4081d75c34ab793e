"""Harvests, stock and delivery notes."""

from django.apps import AppConfig


class RecoltesConfig(AppConfig):
    name = "recoltes"
    verbose_name = "Récoltes"
