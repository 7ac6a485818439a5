"""School days as they fell in an ordinary English school: what happens, happens on one of them."""

from ..calendars.working import ENGLAND
from ..deadlines.dates import Period
from ..deadlines.dates import SchoolDates
from datetime import date
from datetime import timedelta


# First and last day of each holiday as (month, day); near enough for an invented school.
HOLIDAYS = (
    ((1, 1), (1, 3)),
    ((2, 14), (2, 20)),
    ((4, 3), (4, 17)),
    ((5, 25), (5, 31)),
    ((7, 22), (9, 3)),
    ((10, 24), (10, 31)),
    ((12, 20), (12, 31)),
)


def is_school_day(day):
    """Whether pupils are in school."""
    if not ENGLAND.is_working_day(day):
        return False
    return not any(first <= (day.month, day.day) <= last for first, last in HOLIDAYS)


def school_days_before(today, number):
    """The last `number` school days before a date, the earliest first."""
    days, day = [], today
    while len(days) < number:
        day -= timedelta(days=1)
        if is_school_day(day):
            days.append(day)
    return days[::-1]


# Each term as (name, first day, last day, half-term), as (month, day).
TERMS = (
    ("Spring", (1, 4), (4, 2), ((2, 14), (2, 20))),
    ("Summer", (4, 18), (7, 21), ((5, 25), (5, 31))),
    ("Autumn", (9, 4), (12, 19), ((10, 24), (10, 31))),
)


def school_dates(today):
    """The term dates a school entered, from the year before last to the year after next."""
    terms, closed = [], []
    for year in range(today.year - 2, today.year + 2):
        for name, first, last, (begins, ends) in TERMS:
            terms.append(Period(date(year, *first), date(year, *last), f"{name} term {year}"))
            closed.append(Period(date(year, *begins), date(year, *ends), "Half-term"))
    return SchoolDates(terms=tuple(terms), closed=tuple(closed))
