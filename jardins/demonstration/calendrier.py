"""The days the gardens are open, and ways to spread things over them."""

import datetime as dt

import holidays

LUNDI_A_JEUDI = range(4)


def jours_ouvres(debut: dt.date, fin: dt.date) -> list[dt.date]:
    """The days from `debut` to `fin`, both included, that are a Monday to a Thursday and no public holiday."""
    feries = holidays.country_holidays("FR", years=range(debut.year, fin.year + 1))
    jours = (debut + dt.timedelta(days=n) for n in range((fin - debut).days + 1))
    return [jour for jour in jours if jour.weekday() in LUNDI_A_JEUDI and jour not in feries]


def etaler(nombre: int, elements: list) -> list:
    """`nombre` of the elements, in order and evenly spread over the list."""
    return [elements[rang * len(elements) // nombre] for rang in range(nombre)]


def milieu(debut: dt.date, fin: dt.date) -> dt.date:
    """The day half-way between two."""
    return debut + (fin - debut) // 2


def un_an_plus_tot(jour: dt.date) -> dt.date:
    """The day after the same date of the year before: from it to `jour` there are twelve months."""
    bissextile = (jour.month, jour.day) == (2, 29)
    return jour.replace(year=jour.year - 1, day=28 if bissextile else jour.day) + dt.timedelta(days=1)
