"""Times and ages computed by the database, the same on both engines."""

import datetime as dt

import pytest
from django.db.models import DateField, F, Value

from participants.models import Participant
from socle.temps import AnneesEntre
from tests.fabriques import ParticipantFabrique, SeanceFabrique


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("debut", "fin", "minutes"),
    [
        ((0, 0), (23, 59), 1439),
        ((8, 0), (8, 1), 1),
        ((8, 59), (9, 0), 1),
        ((9, 5), (10, 35), 90),
        ((12, 0), (14, 0), 120),
    ],
)
def test_minutes_between_two_times_of_a_day(debut, fin, minutes):
    assert SeanceFabrique(debut=dt.time(*debut), fin=dt.time(*fin)).minutes == minutes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("naissance", "jour", "ans"),
    [
        ((1996, 2, 29), (2014, 2, 28), 17),
        ((1996, 2, 29), (2014, 3, 1), 18),
        ((1996, 2, 29), (2016, 2, 29), 20),
        ((1990, 12, 31), (2015, 12, 30), 24),
        ((1990, 12, 31), (2015, 12, 31), 25),
        (None, (2015, 12, 31), None),
    ],
)
def test_whole_years_between_two_days(naissance, jour, ans):
    ParticipantFabrique(date_naissance=naissance and dt.date(*naissance))
    jusqu_a = Value(dt.date(*jour), DateField())
    assert Participant.objects.values_list(AnneesEntre(F("date_naissance"), jusqu_a)).get() == (ans,)
