"""When periodic work is due: London's clock, both changes of it, catching up, a clock put back."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.calendars.london import in_london
from welfarefiles.jobs.when import Daily
from welfarefiles.jobs.when import Every
from welfarefiles.jobs.when import Weekly

import pytest


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "now", "latest"),
    [
        (Daily(time(7, 0)), "2026-11-19 08:00", "2026-11-19 07:00"),
        (Daily(time(7, 0)), "2026-11-19 07:00", "2026-11-19 07:00"),
        (Daily(time(7, 0)), "2026-11-19 06:59", "2026-11-18 07:00"),
        # summer time: seven in London is six in UTC
        (Daily(time(7, 0)), "2026-07-01 06:00", "2026-07-01 06:00"),
        # the day the clocks go forward has no half past one
        (Daily(time(1, 30)), "2026-03-29 12:00", "2026-03-29 01:30"),
        # the day they go back has it twice: the first is meant
        (Daily(time(1, 30)), "2026-10-25 12:00", "2026-10-25 00:30"),
        (Weekly(time(7, 0), 0), "2026-11-19 08:00", "2026-11-16 07:00"),
        (Weekly(time(7, 0), 0), "2026-11-16 06:00", "2026-11-09 07:00"),
    ],
)
def test_latest_round(when, now, latest):
    assert when.latest(utc(now)) == utc(latest)


def rounds(when, start, minutes, step=10):
    """Rounds taken by somebody who looks every ten minutes."""
    last, taken = when.latest(start), []
    for number in range(0, minutes, step):
        now = start + timedelta(minutes=number)
        if when.is_due(now, last):
            last = when.latest(now)
            taken.append(last)
    return taken


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24", "2026-11-19"])
@pytest.mark.parametrize("at", [time(0, 30), time(1, 0), time(1, 30), time(2, 0), time(7, 0)])
def test_once_a_day_across_the_changes_of_the_clock(day, at):
    taken = rounds(Daily(at), utc(f"{day} 03:00"), 3 * 24 * 60)
    days = [in_london(instant).date() for instant in taken]
    assert len(days) == 3
    assert days == sorted(set(days))


def test_missed_rounds_are_caught_up_with_by_one():
    when = Daily(time(7, 0))
    last, now = utc("2026-11-10 07:00"), utc("2026-11-19 12:00")
    assert when.is_due(now, last)
    assert not when.is_due(now, when.latest(now))


def test_clock_put_back_an_hour_brings_no_round_twice():
    when = Daily(time(7, 0))
    last = when.latest(utc("2026-11-19 07:30"))
    assert not when.is_due(utc("2026-11-19 06:30"), last)
    assert not when.is_due(utc("2026-11-19 07:10"), last)
    assert when.is_due(utc("2026-11-20 07:00"), last)


def test_clock_that_was_a_year_ahead_stops_nothing():
    last = Daily(time(7, 0)).latest(utc("2027-11-19 07:30"))
    assert Daily(time(7, 0)).is_due(utc("2026-11-19 07:30"), last)


def test_every_few_minutes_whatever_the_clock_says():
    when, last = Every(5), utc("2026-11-19 07:00")
    assert not when.is_due(utc("2026-11-19 07:04"), last)
    assert when.is_due(utc("2026-11-19 07:05"), last)
    assert when.is_due(utc("2026-11-19 06:00"), last)


@given(
    now=st.datetimes(datetime(2020, 1, 10), datetime(2040, 1, 1)),
    at=st.times(),
    weekday=st.integers(0, 6),
)
def test_latest_is_the_last_before_now(now, at, weekday):
    now = now.replace(tzinfo=UTC)
    for when, longest in ((Daily(at), 1), (Weekly(at, weekday), 7)):
        latest = when.latest(now)
        assert timedelta(0) <= now - latest <= timedelta(days=longest, hours=2)
        assert not when.is_due(now, latest)
