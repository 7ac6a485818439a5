"""What is unusual: tables of cases, and what holds for any."""

from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies
from welfarefiles.calendars.london import LONDON
from welfarefiles.ledger.unusual import Happening
from welfarefiles.ledger.unusual import many_files
from welfarefiles.ledger.unusual import out_of_hours
from welfarefiles.ledger.unusual import own_relatives
from welfarefiles.ledger.unusual import repeated_refusals

import pytest


MONDAY = datetime(2026, 11, 16, 10, tzinfo=LONDON)
HOUR = timedelta(hours=1)


def reads(minutes, person="mary", kind="view", same=False):
    """One happening at each of these minutes after Monday, ten o'clock, each of another file."""
    return [
        Happening(
            number,
            MONDAY + timedelta(minutes=minute),
            person,
            kind,
            "f0" if same else f"f{number}",
        )
        for number, minute in enumerate(minutes, 1)
    ]


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        ([], []),
        ([0, 1], []),
        ([0, 1, 2], [(1, 3, 3)]),
        ([0, 30, 60], [(1, 3, 3)]),
        ([0, 30, 61], []),
        ([0, 30, 60, 90], [(1, 4, 4)]),
        ([0, 1, 2, 300, 301, 302], [(1, 3, 3), (4, 6, 3)]),
    ],
)
def test_many_files(minutes, found):
    unusual = many_files(reads(minutes), files=3, within=HOUR)
    assert [(one.first, one.last, one.count) for one in unusual] == found


def test_many_files_counts_files_and_persons_apart():
    assert not list(many_files(reads(range(9), same=True), files=3))
    both = reads([0, 1]) + reads([2, 3], "joe")
    assert not list(many_files(both, files=3))
    assert not list(many_files(reads(range(9), kind="change"), files=3))
    assert not list(many_files(reads(range(9), person=""), files=3))


def test_repeated_refusals():
    refused = reads(range(5), kind="refusal", same=True)
    (one,) = repeated_refusals(refused, times=5, within=timedelta(minutes=4))
    assert (one.person, one.count, one.files) == ("mary", 5, ("f0",))
    assert not list(repeated_refusals(refused, times=6))
    assert not list(repeated_refusals(reads(range(9))))


@pytest.mark.parametrize(
    ("moment", "is_unusual"),
    [
        (datetime(2026, 11, 16, 6, 59), True),
        (datetime(2026, 11, 16, 7, 0), False),
        (datetime(2026, 11, 16, 18, 59), False),
        (datetime(2026, 11, 16, 19, 0), True),
        (datetime(2026, 11, 15, 12, 0), True),  # a Sunday
        (datetime(2026, 7, 16, 7, 0), False),  # summer time
        (datetime(2026, 7, 16, 6, 59), True),
    ],
)
def test_out_of_hours(moment, is_unusual):
    one = Happening(1, moment.replace(tzinfo=LONDON), "mary", "view", "f1")
    assert bool(list(out_of_hours([one]))) is is_unusual


def test_out_of_hours_asks_the_calendar_and_gives_one_a_day():
    holiday = reads(range(3))
    (one,) = out_of_hours(holiday, is_working_day=lambda day: False)
    assert (one.first, one.last, one.count) == (1, 3, 3)
    assert not list(out_of_hours(holiday, is_working_day=lambda day: True))


def test_own_relatives():
    family = {("mary", "f2")}
    (one,) = own_relatives(reads(range(3)), lambda *pair: pair in family)
    assert (one.person, one.files, one.count) == ("mary", ("f2",), 1)


@given(
    strategies.lists(strategies.integers(0, 300), max_size=40),
    strategies.integers(1, 5),
    strategies.integers(1, 60),
)
def test_a_stretch_is_found_exactly_when_there_is_one(minutes, least, within):
    happenings = reads(sorted(minutes))
    span = timedelta(minutes=within)
    found = list(many_files(happenings, files=least, within=span))
    ends = [each.moment for each in happenings]
    windows = zip(ends, ends[least - 1 :], strict=False)
    assert bool(found) is any(last - first <= span for first, last in windows)
    assert sum(one.count for one in found) <= len(happenings)
