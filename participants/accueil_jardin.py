"""What the garden brings to the home page: the encadrant's way to what is seen at work."""

import datetime as dt

from django.urls import reverse

from comptes.choix import Role
from comptes.droits import Action, peut
from jardins.accueil import Geste


def gestes_du_jardin(utilisateur, jour: dt.date) -> list[Geste]:
    """For the encadrant, one button; it stands after the roll call, which is what the day begins with."""
    if utilisateur.role != Role.ENCADRANT or not peut(utilisateur, Action.OBSERVATION_NOTER):
        return []
    return [Geste("Noter ce que je vois", reverse("participants:observation_lister"), "eye")]
