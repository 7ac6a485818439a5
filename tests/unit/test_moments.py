"""Days and times as people type them (R020, R086)."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies
from welfarefiles.calendars.london import LONDON
from welfarefiles.calendars.moments import as_typed
from welfarefiles.calendars.moments import came_twice
from welfarefiles.calendars.moments import FIRST
from welfarefiles.calendars.moments import NotUnderstood
from welfarefiles.calendars.moments import read_day
from welfarefiles.calendars.moments import read_moment
from welfarefiles.calendars.moments import read_time
from welfarefiles.calendars.moments import SECOND
from welfarefiles.calendars.moments import Typed

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-19",
        "19/11/2026",
        "19.11.2026",
        " 19-11-2026 ",
        "19 November 2026",
        "19 nov 2026",
        "Thursday 19 November 2026",
        "19th November, 2026",
    ],
)
def test_ways_of_typing_a_day(text):
    assert read_day(text) == date(2026, 11, 19)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "31/02/2026", "2026-13-01", "11/19/2026", "19/11/26"]
)
def test_what_is_no_day(text):
    with pytest.raises(NotUnderstood):
        read_day(text)


@pytest.mark.parametrize("text", ["15:40", "15.40", "3:40 pm", "3.40pm", "3:40 P.M.", "15:40:00"])
def test_ways_of_typing_a_time(text):
    assert read_time(text) == time(15, 40)


@pytest.mark.parametrize(("text", "hour"), [("3pm", 15), ("12 am", 0), ("12pm", 12), ("9 am", 9)])
def test_full_hours(text, hour):
    assert read_time(text) == time(hour)


@pytest.mark.parametrize("text", ["", "noon", "25:00", "15:61", "13pm", "0 am", "1540"])
def test_what_is_no_time(text):
    with pytest.raises(NotUnderstood):
        read_time(text)


def test_nothing_typed_is_nothing():
    assert read_moment(Typed()) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [(Typed("2026-11-19"), "time as well"), (Typed(time="15:40"), "date as well")],
)
def test_half_a_moment_is_refused(typed, said):
    with pytest.raises(NotUnderstood, match=said):
        read_moment(typed)


def test_a_moment_is_london_time():
    assert read_moment(Typed("2026-07-01", "09:00")).utcoffset() == timedelta(hours=1)
    assert read_moment(Typed("2026-11-19", "09:00")).utcoffset() == timedelta(0)


def test_the_hour_that_never_was_is_refused():
    with pytest.raises(NotUnderstood, match="did not exist"):
        read_moment(Typed("2026-03-29", "01:30"))


def test_the_hour_that_came_twice_is_asked_about():
    typed = Typed("2026-10-25", "01:30")
    assert came_twice(typed)
    with pytest.raises(NotUnderstood, match="came twice"):
        read_moment(typed)
    first = read_moment(Typed("2026-10-25", "01:30", FIRST))
    second = read_moment(Typed("2026-10-25", "01:30", SECOND))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize("typed", [Typed(), Typed("2026-11-19", "09:00"), Typed("x", "y")])
def test_nothing_else_came_twice(typed):
    assert not came_twice(typed)


@given(strategies.integers(min_value=0, max_value=2_000_000_000))
def test_what_is_shown_is_read_back(stamp):
    moment = datetime.fromtimestamp(stamp - stamp % 60, LONDON)
    again = read_moment(as_typed(moment))
    assert again.timestamp() == moment.timestamp()
