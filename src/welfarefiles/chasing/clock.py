"""The five days of a transfer: by school days, and counting every day. Needs no Plone.

Guidance says "within 5 days" and not which (d1): both are shown, and the school says which counts.
"""

from ..calendars.school import UnknownTermDates
from dataclasses import dataclass
from datetime import date
from datetime import timedelta


DAYS = 5
SCHOOL_DAYS, EVERY_DAY = "school", "every"


@dataclass(frozen=True)
class Due:
    """By when. `school` is None where the term dates are not entered; `counts`: which is meant."""

    school: date | None
    every: date
    counts: str = SCHOOL_DAYS

    @property
    def day(self):
        """The day that counts; every day is counted where the school days are not known."""
        return self.school if self.counts == SCHOOL_DAYS and self.school else self.every

    def is_over(self, today):
        return today > self.day


def due(start, calendar, counts=SCHOOL_DAYS, days=DAYS):
    """`Due` so many days after a day.

    :param calendar: `calendars.school.SchoolCalendar`.
    """
    try:
        by_school = calendar.add_school_days(start, days)
    except UnknownTermDates:
        by_school = None
    return Due(by_school, start + timedelta(days=days), counts)
