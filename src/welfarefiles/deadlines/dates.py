"""The days a school has of its own: terms, days closed within them, one-off bank holidays.

Pure data and its rules; where a school keeps them is `keeping`.
"""

from .. import _
from ..calendars.london import format_short_date
from ..calendars.school import SchoolCalendar
from ..calendars.school import Term
from ..calendars.working import bank_holidays
from ..calendars.working import WorkingCalendar
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from functools import cached_property
from itertools import pairwise


TERMS, CLOSED, HOLIDAYS = "terms", "closed", "holidays"
#: The lists, in the order of the page.
LISTS = (TERMS, CLOSED, HOLIDAYS)
#: A term, closure or holiday takes no longer, and there are no more of each.
LONGEST = {TERMS: 150, CLOSED: 60, HOLIDAYS: 5}
MOST = 200
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)


class BadDates(ValueError):
    """Dates that cannot be. `field` is the list they are in, `row` counts from 0."""

    def __init__(self, field, row, message):
        super().__init__(message)
        self.field, self.row, self.message = field, row, message


@dataclass(frozen=True, order=True)
class Period:
    """Days from the first to the last, both included, and what they are called."""

    starts: date
    ends: date
    name: str = ""

    def days(self):
        """Each of its days."""
        return (self.starts + timedelta(n) for n in range((self.ends - self.starts).days + 1))


@dataclass(frozen=True)
class SchoolDates:
    """What a school entered. `closed`: half-terms and INSET days; `holidays`: one-off ones."""

    terms: tuple[Period, ...] = ()
    closed: tuple[Period, ...] = ()
    holidays: tuple[Period, ...] = ()

    @cached_property
    def working(self):
        """The `WorkingCalendar` of the school: England's, and the one-off bank holidays."""
        return WorkingCalendar(closed=frozenset(_days(self.holidays)))

    @cached_property
    def school(self):
        """The `SchoolCalendar`: the days on which pupils are in."""
        terms = tuple(Term(one.starts, one.ends, one.name) for one in self.terms)
        return SchoolCalendar(terms, frozenset(_days(self.closed)), self.working)


def _days(periods):
    return (day for period in periods for day in period.days())


def in_order(dates):
    """The same dates, each list by its first days."""
    return SchoolDates(**{name: tuple(sorted(getattr(dates, name))) for name in LISTS})


def check(dates):
    """Raise `BadDates`, for the first thing that cannot be."""
    for name in LISTS:
        rows = getattr(dates, name)
        if len(rows) > MOST:
            raise BadDates(name, MOST, _("These are too many. Take out the past years."))
        for number, period in enumerate(rows):
            fault = _fault(name, period) or (_misplaced(dates, period) if name == CLOSED else None)
            if fault:
                raise BadDates(name, number, fault)
        _check_apart(name, rows)


def _fault(name, period):
    """What is wrong with a period by itself, or None."""
    if period.ends < period.starts:
        return _("The last day is before the first.")
    if not FIRST <= period.starts <= period.ends <= LAST:
        return _("Give the year with four figures.")
    if (period.ends - period.starts).days >= LONGEST[name]:
        return _("This is longer than ${days} days.", mapping={"days": LONGEST[name]})
    if not period.name:
        return _("Say what it is called.")
    if name == HOLIDAYS:
        return _known(period)
    return None


def _known(period):
    known = [day for day in period.days() if day in bank_holidays(day.year)]
    if not known:
        return None
    day = format_short_date(known[0])
    return _("${day} is a bank holiday in England already.", mapping={"day": day})


def _misplaced(dates, period):
    if any(term.starts <= period.starts and period.ends <= term.ends for term in dates.terms):
        return None
    return _("These days are not within a term.")


def _check_apart(name, rows):
    placed = sorted((period, number) for number, period in enumerate(rows))
    for (before, _number), (after, number) in pairwise(placed):
        if after.starts <= before.ends:
            words = {"name": before.name}
            raise BadDates(name, number, _("This overlaps with “${name}”.", mapping=words))
