"""School days come from the school's term dates, and from nothing else."""

from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.calendars.school import SchoolCalendar
from welfarefiles.calendars.school import Term
from welfarefiles.calendars.school import UnknownTermDates

import pytest


HALF_TERM = {date(2026, 10, 26) + timedelta(days=n) for n in range(5)}
INSET = {date(2026, 9, 2)}
CALENDAR = SchoolCalendar(
    terms=(
        Term(date(2026, 9, 2), date(2026, 12, 18), "Autumn"),
        Term(date(2027, 1, 4), date(2027, 3, 25), "Spring"),
    ),
    closed=frozenset(HALF_TERM | INSET),
)


@pytest.mark.parametrize(
    ("day", "in_school"),
    [
        (date(2026, 9, 2), False),
        (date(2026, 9, 3), True),
        (date(2026, 10, 24), False),
        (date(2026, 10, 28), False),
        (date(2026, 11, 2), True),
        (date(2026, 12, 18), True),
        (date(2026, 12, 21), False),
        (date(2027, 1, 4), True),
    ],
)
def test_school_days(day, in_school):
    assert CALENDAR.is_school_day(day) is in_school


@pytest.mark.parametrize(
    ("day", "number", "result"),
    [
        (date(2026, 10, 22), 5, date(2026, 11, 5)),  # over half-term
        (date(2026, 12, 17), 2, date(2027, 1, 4)),  # over Christmas
        (date(2026, 12, 17), 0, date(2026, 12, 17)),
    ],
)
def test_add_school_days(day, number, result):
    assert CALENDAR.add_school_days(day, number) == result
    assert CALENDAR.school_days_between(day, result) == number


def test_no_term_dates_no_answer():
    with pytest.raises(UnknownTermDates, match="26 March 2027"):
        CALENDAR.add_school_days(date(2027, 3, 24), 5)
    with pytest.raises(UnknownTermDates):
        SchoolCalendar(()).is_school_day(date(2026, 9, 3))


def test_impossible_input():
    with pytest.raises(ValueError, match="ends before"):
        Term(date(2026, 9, 2), date(2026, 9, 1))
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_school_days(date(2026, 9, 3), -1)


@given(st.dates(date(2026, 9, 2), date(2026, 12, 1)), st.integers(1, 40))
def test_between_undoes_add(day, number):
    end = CALENDAR.add_school_days(day, number)
    assert CALENDAR.is_school_day(end)
    assert CALENDAR.school_days_between(day, end) == number
