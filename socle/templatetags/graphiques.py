"""The charts, as template tags."""

from django import template

from socle.graphiques import barres as dessiner_barres

register = template.Library()
register.simple_tag(dessiner_barres, name="barres")
