"""Working days in England, and the time allowed for entering a record.

Deadlines of the recording policy (R074, R075) count working days: not Saturdays,
not Sundays, not bank holidays. The day of the event itself does not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import lru_cache
from welfarefiles.calendars.london import london_date


RECORD_DAYS = 5  # R074
CP_INVESTIGATION_DAYS = 1  # R075


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


def days_allowed(cp_investigation: bool = False) -> int:
    """Working days for entering a record (R074), a CP investigation (R075)."""
    return CP_INVESTIGATION_DAYS if cp_investigation else RECORD_DAYS


def record_deadline(
    happened_at: datetime,
    cp_investigation: bool = False,
    calendar: WorkingCalendar = ENGLAND,
) -> date:
    """The last day on which a record of this event is in time (R074, R075)."""
    return add_working_days(london_date(happened_at), days_allowed(cp_investigation), calendar)


@dataclass(frozen=True)
class Timeliness:
    """How long a record took; what R076 wants stored."""

    working_days: int
    allowed: int
    due: date

    @property
    def days_late(self) -> int:
        """Working days beyond the allowance; 0 when in time."""
        return max(0, self.working_days - self.allowed)

    @property
    def late(self) -> bool:
        """Whether the record came after its deadline."""
        return self.working_days > self.allowed


def timeliness(
    happened_at: datetime,
    recorded_at: datetime,
    cp_investigation: bool = False,
    calendar: WorkingCalendar = ENGLAND,
) -> Timeliness:
    """Working days between the event and its entry against the rule (R076).

    With the present instant as `recorded_at` it tells how late a record is that
    is not entered yet. Both instants aware, else NaiveTime.
    """
    taken = working_days_between(london_date(happened_at), london_date(recorded_at), calendar)
    due = record_deadline(happened_at, cp_investigation, calendar)
    return Timeliness(taken, days_allowed(cp_investigation), due)
