"""When the mail of the morning is written."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from types import SimpleNamespace
from welfarefiles.calendars.london import LONDON
from welfarefiles.deadlines.reminding import end_of
from welfarefiles.deadlines.reminding import is_news
from welfarefiles.deadlines.reminding import previous_working_day

import pytest


MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


def due(day):
    return SimpleNamespace(due_at=datetime(day.year, day.month, day.day, 12, tzinfo=LONDON))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (TUESDAY, MONDAY),
        (MONDAY, date(2026, 11, 13)),
        (date(2026, 12, 29), date(2026, 12, 24)),  # Christmas, its substitute, a week-end
        (date(2027, 1, 4), date(2026, 12, 31)),
    ],
)
def test_the_working_day_before(day, before):
    assert previous_working_day(day) == before


@pytest.mark.parametrize(
    ("today", "days", "news"),
    [
        (TUESDAY, [], False),
        (TUESDAY, [TUESDAY], True),
        (TUESDAY, [MONDAY], False),
        (MONDAY, [], False),
        (MONDAY, [date(2026, 10, 1)], True),
        (TUESDAY, [date(2026, 10, 1)], False),
        (date(2026, 12, 29), [date(2026, 12, 26)], True),
    ],
)
def test_only_what_is_new(today, days, news):
    assert is_news([due(day) for day in days], today) is news


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), TUESDAY])
def test_the_end_of_a_day(day):
    assert end_of(day).date() == day
    assert (end_of(day) + timedelta(microseconds=1)).date() == day + timedelta(days=1)
