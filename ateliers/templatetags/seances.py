"""What pages of sessions are made of: a status as a pill, the answers of a roll call."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ateliers.choix import StatutPresence, StatutSeance
from ateliers.feuille_appel import Rangee
from ateliers.models import Seance
from socle.templatetags.composants import pastille

register = template.Library()

PRESENT = StatutPresence.PRESENT
RIEN = mark_safe('<span aria-hidden="true">—</span><span class="pour-lecteur">Rien de noté</span>')
ASPECTS = {
    StatutSeance.PREVUE: ("ciel", "calendar-event"),
    StatutSeance.REALISEE: ("feuille", "circle-check"),
    StatutSeance.ANNULEE: ("brique", "x"),
}


@register.simple_tag
def statut_de(seance: Seance) -> SafeString:
    """« prévue », « réalisée » or « annulée »."""
    statut = StatutSeance(seance.statut)
    return pastille(statut.label, *ASPECTS[statut])


@register.simple_tag
def reponse(rangee: Rangee, valeur: str, libelle: str) -> SafeString:
    """One answer of a row of the roll call, as a radio; '' is « nothing noted »."""
    return format_html(
        '<label class="puce"><input type="radio" name="p-{0}" value="{1}" id="p-{0}-{1}"{2}{3}> {4}</label>',
        rangee.champ,
        valeur,
        mark_safe(" checked") if rangee.statut == valeur else "",
        mark_safe(" autofocus") if rangee.cherche and valeur == PRESENT else "",
        libelle if valeur else RIEN,
    )


@register.simple_tag
def minutes_de(rangee: Rangee, duree: int) -> SafeString:
    """How long the person stayed, when it is not the whole session: its length is shown as the model."""
    return format_html(
        '<label class="minutes"><span class="pour-lecteur">Minutes de {0}, si la durée diffère</span>'
        '<input name="m-{1}" value="{2}" placeholder="{3}" inputmode="numeric" maxlength="4" autocomplete="off"{4}>'
        " min</label>",
        rangee.participant,
        rangee.champ,
        rangee.minutes,
        duree,
        mark_safe(' aria-invalid="true"') if rangee.erreur else "",
    )
