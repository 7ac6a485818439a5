"""Working days in England: not Saturdays, not Sundays, not bank holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from functools import lru_cache


@dataclass(frozen=True)
class WorkingCalendar:
    """England's working days, with the exceptions that no library knows yet.

    `closed`: one-off holidays proclaimed after the installed release (a state
    funeral). `opened`: days the library takes for a holiday and that are none.
    """

    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts."""
        if day in self.opened:
            return True
        if day in self.closed or day.weekday() >= 5:
            return False
        return day not in bank_holidays(day.year)


ENGLAND = WorkingCalendar()


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of one year, substitute days included."""
    import holidays  # takes a tenth of a second: only when first asked

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def add_working_days(day: date, number: int, calendar: WorkingCalendar = ENGLAND) -> date:
    """The `number`th working day after `day`; `day` itself for 0.

    Raises ValueError for a negative number.
    """
    if number < 0:
        raise ValueError("The number of working days is negative.")
    while number:
        day += timedelta(days=1)
        number -= calendar.is_working_day(day)
    return day


def working_days_between(start: date, end: date, calendar: WorkingCalendar = ENGLAND) -> int:
    """Working days after `start` up to and with `end`; 0 if `end` is not later."""
    return sum(map(calendar.is_working_day, _days_after(start, end)))


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
