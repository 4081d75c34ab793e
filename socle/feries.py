"""The public holidays of France."""

import datetime as dt
from functools import cache

import holidays


def ferie(jour: dt.date) -> str:
    """The name of the public holiday of this day, '' when it is none."""
    return _feries(jour.year).get(jour, "")


def jour_ouvre(jour: dt.date) -> dt.date:
    """This day, or the next one that is neither of a week-end nor a public holiday."""
    while jour.weekday() > 4 or ferie(jour):
        jour += dt.timedelta(days=1)
    return jour


@cache
def _feries(annee: int) -> dict[dt.date, str]:
    return dict(holidays.country_holidays("FR", years=annee, language="fr"))
