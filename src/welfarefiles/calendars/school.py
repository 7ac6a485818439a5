"""School days, from the term dates that each school enters.

Nothing is guessed: past the last term entered there is no answer, only
UnknownTermDates, so that a deadline is never computed from no data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from welfarefiles.calendars.london import format_date
from welfarefiles.calendars.working import ENGLAND
from welfarefiles.calendars.working import WorkingCalendar


class UnknownTermDates(LookupError):
    """The school has not entered the term dates that the answer needs."""


@dataclass(frozen=True)
class Term:
    """A term, first and last day included."""

    starts: date
    ends: date
    name: str = ""

    def __post_init__(self):
        if self.ends < self.starts:
            raise ValueError("A term ends before it starts.")

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends


@dataclass(frozen=True)
class SchoolCalendar:
    """The days on which pupils are at school.

    `closed`: days within terms without pupils: half-terms, INSET days, snow.
    """

    terms: tuple[Term, ...]
    closed: frozenset[date] = frozenset()
    working: WorkingCalendar = ENGLAND

    def is_school_day(self, day: date) -> bool:
        """Whether pupils are in; raises UnknownTermDates outside what is known."""
        self._need(day)
        in_term = any(day in term for term in self.terms)
        return in_term and day not in self.closed and self.working.is_working_day(day)

    def add_school_days(self, day: date, number: int) -> date:
        """The `number`th school day after `day`; `day` itself for 0."""
        if number < 0:
            raise ValueError("The number of school days is negative.")
        while number:
            day += timedelta(days=1)
            number -= self.is_school_day(day)
        return day

    def school_days_between(self, start: date, end: date) -> int:
        """School days after `start` up to and with `end`; 0 if `end` is not later."""
        return sum(map(self.is_school_day, _days_after(start, end)))

    def _need(self, day: date) -> None:
        first = min((term.starts for term in self.terms), default=None)
        last = max((term.ends for term in self.terms), default=None)
        if first is None or not first <= day <= last:
            raise UnknownTermDates(
                f"The school's term dates for {format_date(day)} are not entered."
            )


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
