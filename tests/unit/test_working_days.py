"""Working days in England."""

from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.calendars.working import add_working_days
from welfarefiles.calendars.working import bank_holidays
from welfarefiles.calendars.working import ENGLAND
from welfarefiles.calendars.working import working_days_between
from welfarefiles.calendars.working import WorkingCalendar

import pytest


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 19), True),
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # for Boxing Day, a Saturday
        (date(2026, 12, 29), True),
        (date(2027, 12, 28), False),  # for Boxing Day, a Sunday
        (date(2022, 6, 3), False),  # jubilee
        (date(2022, 9, 19), False),  # state funeral
        (date(2023, 5, 8), False),  # coronation
        (date(2020, 5, 8), False),  # moved May Day
        (date(2020, 5, 4), True),
        (date(2026, 3, 17), True),  # St Patrick: not England
        (date(2026, 8, 3), True),  # Scotland's August holiday: not England
    ],
)
def test_working_days_of_england(day, works):
    assert ENGLAND.is_working_day(day) is works


def test_one_off_days_can_be_added():
    funeral = date(2031, 3, 4)
    calendar = WorkingCalendar(closed=frozenset({funeral}))
    assert ENGLAND.is_working_day(funeral)
    assert not calendar.is_working_day(funeral)
    assert add_working_days(date(2031, 3, 3), 1, calendar) == date(2031, 3, 5)


def test_a_wrong_holiday_can_be_taken_out():
    day = date(2026, 8, 31)
    assert WorkingCalendar(opened=frozenset({day})).is_working_day(day)


@pytest.mark.parametrize(
    ("day", "number", "result"),
    [
        (date(2026, 11, 19), 0, date(2026, 11, 19)),
        (date(2026, 11, 19), 1, date(2026, 11, 20)),
        (date(2026, 11, 19), 5, date(2026, 11, 26)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 4, 2), 5, date(2026, 4, 13)),  # over Easter
    ],
)
def test_add_working_days(day, number, result):
    assert add_working_days(day, number) == result


def test_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 1, 1), -1)


@given(DAYS, st.integers(0, 60))
def test_between_undoes_add(day, number):
    end = add_working_days(day, number)
    assert working_days_between(day, end) == number
    assert number == 0 or ENGLAND.is_working_day(end)


@given(DAYS, st.integers(0, 100), st.integers(0, 100))
def test_between_adds_up(day, first, second):
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)
    parts = working_days_between(day, middle) + working_days_between(middle, end)
    assert parts == working_days_between(day, end)
    assert working_days_between(end, day) == 0


@pytest.mark.parametrize("year", range(2000, 2061))
def test_eight_bank_holidays_fall_on_weekdays_at_least(year):
    assert len([day for day in bank_holidays(year) if day.weekday() < 5]) >= 8
