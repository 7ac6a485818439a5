"""London's clock: aware times, the two odd hours of the year, British formats."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.calendars import london

import pickle
import pytest


NAIVE = st.datetimes(datetime(1972, 1, 1), datetime(2090, 12, 31))


def aware(*parts, fold=0):
    return datetime(*parts, tzinfo=london.LONDON, fold=fold)


def test_now_is_aware_and_in_london():
    assert london.is_aware(london.now())
    assert london.today() in {london.now().date(), london.now().date() - timedelta(days=1)}


@pytest.mark.parametrize(
    ("naive", "offset"),
    [
        (datetime(2026, 11, 19, 15, 40), 0),
        (datetime(2026, 7, 1, 9, 0), 1),
        (datetime(2026, 3, 29, 0, 59), 0),
        (datetime(2026, 3, 29, 2, 0), 1),
        (datetime(2026, 10, 25, 0, 59), 1),
        (datetime(2026, 10, 25, 2, 0), 0),
    ],
)
def test_localise(naive, offset):
    local = london.localise(naive)
    assert local.replace(tzinfo=None) == naive
    assert local.utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize("fold", [None, 0, 1])
def test_the_hour_that_never_was_is_refused(fold):
    with pytest.raises(london.NoSuchTime, match="01:30 on 29 March 2026 did not exist"):
        london.localise(datetime(2026, 3, 29, 1, 30), fold)


def test_the_hour_that_comes_twice_is_asked_about():
    twice = datetime(2026, 10, 25, 1, 30)
    with pytest.raises(london.AmbiguousTime, match="came twice"):
        london.localise(twice)
    first, second = london.localise(twice, 0), london.localise(twice, 1)
    assert london.in_london(first).utcoffset() == timedelta(hours=1)
    # by London's clock neither would equal the same instant elsewhere
    assert (first, second) == (first.astimezone(UTC), second.astimezone(UTC))
    assert second.utcoffset() == timedelta(0)
    assert london.elapsed(first, second) == timedelta(hours=1)


def test_the_second_hour_is_only_meant_where_there_are_two():
    summer = london.localise(datetime(2026, 7, 1, 9), 1)
    assert summer.tzinfo is london.LONDON
    assert summer == london.localise(datetime(2026, 7, 1, 9))


def test_an_aware_time_is_not_localised_again():
    with pytest.raises(ValueError, match="already"):
        london.localise(aware(2026, 1, 1))


@pytest.mark.parametrize("read", [london.in_london, london.london_date, london.format_datetime])
def test_a_naive_time_is_refused(read):
    with pytest.raises(london.NaiveTime):
        read(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=5))), date(2025, 12, 31)),
    ],
)
def test_the_day_is_londons(instant, day):
    assert london.london_date(instant) == day


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (aware(2026, 3, 28, 12), 24, aware(2026, 3, 29, 13)),
        (aware(2026, 10, 24, 12), 24, aware(2026, 10, 25, 11)),
        (aware(2026, 11, 19, 12), 24, aware(2026, 11, 20, 12)),
    ],
)
def test_clock_hours_are_real_hours(start, hours, end):
    assert london.add_clock_hours(start, hours) == end
    assert london.elapsed(start, end) == timedelta(hours=hours)


@pytest.mark.parametrize("protocol", range(6))
def test_a_stored_time_comes_back_as_it_was(protocol):
    instant = london.localise(datetime(2026, 10, 25, 1, 30), 1)
    back = pickle.loads(pickle.dumps(instant, protocol))
    assert back.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert london.format_time(back) == "01:30 GMT"
    summer = london.localise(datetime(2026, 7, 1, 9))
    assert pickle.loads(pickle.dumps(summer, protocol)).tzinfo is london.LONDON


def test_formats():
    instant = datetime(2026, 11, 19, 15, 40, tzinfo=UTC)
    day = date(2026, 11, 19)
    assert london.format_datetime(instant) == "19 November 2026, 15:40"
    assert london.format_weekday_time(instant) == "Thu 19 Nov 2026, 15:40"
    assert london.format_date(day) == "19 November 2026"
    assert london.format_short_date(day) == "19 Nov 2026"
    assert london.format_weekday(day) == "Thu 19 Nov 2026"
    assert london.format_datetime(datetime(2026, 7, 1, 8, 5, tzinfo=UTC)) == "1 July 2026, 09:05"


def test_the_hour_that_comes_twice_is_told_apart_in_print():
    assert london.format_time(aware(2026, 10, 25, 1, 30)) == "01:30 BST"
    assert london.format_time(aware(2026, 10, 25, 1, 30, fold=1)) == "01:30 GMT"
    assert london.format_time(aware(2026, 10, 25, 2, 30)) == "02:30"


@given(NAIVE, st.sampled_from([0, 1]))
def test_localise_keeps_the_clock_or_refuses(naive, fold):
    try:
        local = london.localise(naive, fold)
    except london.NoSuchTime:
        return
    assert local.astimezone(UTC).astimezone(london.LONDON).replace(tzinfo=None, fold=0) == naive
    assert pickle.loads(pickle.dumps(local, 3)).astimezone(UTC) == local.astimezone(UTC)


@given(NAIVE)
def test_without_a_fold_no_choice_is_made_in_silence(naive):
    try:
        local = london.localise(naive)
    except ValueError:
        return
    assert not london.is_ambiguous(local)
    assert local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()
