"""Markers: what cannot be, and the 24 clock hours, across the changes of the clocks."""

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from welfarefiles.calendars.london import LONDON
from welfarefiles.deadlines.markers import BadMarker
from welfarefiles.deadlines.markers import check
from welfarefiles.deadlines.markers import ended
from welfarefiles.deadlines.markers import Marker

import pytest


def at(*numbers):
    return datetime(*numbers, tzinfo=LONDON)


def marker(starts, set_at, kind="cpp", **more):
    return Marker("a" * 16, kind, starts, "Letter of the council", "lead", set_at, **more)


@pytest.mark.parametrize(
    ("starts", "set_at", "hours", "in_time"),
    [
        (at(2026, 11, 19, 9), at(2026, 11, 20, 9), 24, True),
        (at(2026, 11, 19, 9), at(2026, 11, 20, 9, 0, 1), 24, False),
        (at(2026, 11, 20, 16), at(2026, 11, 23, 9), 65, False),  # a weekend counts
        (at(2026, 12, 24, 16), at(2026, 12, 25, 15), 23, True),  # and so does Christmas
        (at(2026, 3, 28, 9), at(2026, 3, 29, 10), 24, True),  # a day of 23 hours
        (at(2026, 3, 28, 9), at(2026, 3, 29, 10, 1), 24, False),
        (at(2026, 10, 24, 9), at(2026, 10, 25, 8), 24, True),  # a day of 25 hours
        (at(2026, 10, 24, 9), at(2026, 10, 25, 9), 25, False),
        (at(2026, 12, 31, 23), at(2027, 1, 1, 22), 23, True),
    ],
)
def test_twenty_four_hours(starts, set_at, hours, in_time):
    found = marker(starts, set_at)
    assert (found.hours_taken, found.in_time) == (hours, in_time)
    assert found.in_time == (set_at.astimezone(UTC) - starts.astimezone(UTC) <= timedelta(days=1))
    assert marker(starts, set_at, kind="cla").in_time == in_time
    assert marker(starts, set_at, kind="young_carer").in_time is None


START, SET = at(2026, 11, 19, 9), at(2026, 11, 19, 12)


def test_a_marker_stands_from_its_start_until_its_end():
    open_ended = marker(START, SET)
    assert open_ended.stands(START)
    assert not open_ended.stands(START - timedelta(seconds=1))
    over = ended(open_ended, at(2026, 11, 20, 9), "Letter", "lead", at(2026, 11, 21, 9))
    assert over.stands(at(2026, 11, 20, 8))
    assert not over.stands(at(2026, 11, 20, 9))
    assert (over.ended_by, over.ended_at) == ("lead", at(2026, 11, 21, 9))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": ""}, "source"),
        ({"source": "x" * 301}, "source"),
        ({"starts": at(2026, 11, 19, 12, 1)}, "starts"),
    ],
)
def test_a_marker_that_cannot_be(changes, field):
    with pytest.raises(BadMarker) as caught:
        check(replace(marker(START, SET), **changes), [])
    assert caught.value.field == field


def test_no_two_of_a_kind_at_a_time():
    now, past = marker(START, SET), marker(START, SET, ends=at(2026, 11, 20, 9))
    later = marker(at(2026, 11, 20, 9), at(2026, 11, 20, 10))
    check(later, [past, marker(START, SET, kind="cla")])
    for others in ([now], [marker(START, SET, ends=at(2026, 11, 20, 9, 1))]):
        with pytest.raises(BadMarker) as caught:
            check(later, others)
        assert caught.value.field == "kind"


@pytest.mark.parametrize(
    ("ends", "source", "field"),
    [
        (START, "Letter", "ends"),
        (at(2026, 11, 30, 9), "Letter", "ends"),
        (at(2026, 11, 20, 9), "", "end_source"),
    ],
)
def test_an_end_that_cannot_be(ends, source, field):
    with pytest.raises(BadMarker) as caught:
        ended(marker(START, SET), ends, source, "lead", at(2026, 11, 21, 9))
    assert caught.value.field == field


def test_a_marker_ends_once():
    over = marker(START, SET, ends=at(2026, 11, 20, 9))
    with pytest.raises(BadMarker):
        ended(over, at(2026, 11, 20, 10), "Letter", "lead", at(2026, 11, 21, 9))
