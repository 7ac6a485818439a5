"""Unusual access, bars, tables and filters of the ledger's pages, as rules."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.calendars.london import LONDON
from welfarefiles.cells import as_csv
from welfarefiles.cells import cell
from welfarefiles.history.asked import asked
from welfarefiles.history.chart import bars
from welfarefiles.history.chart import HEIGHT
from welfarefiles.history.chart import WIDTH
from welfarefiles.history.unusual import Doing
from welfarefiles.history.unusual import findings
from welfarefiles.history.unusual import LIMITS
from welfarefiles.history.unusual import Limits

import csv
import io
import pytest


MANY_FILES, MANY_REFUSALS = LIMITS.files, LIMITS.refusals
NOON = datetime(2026, 11, 19, 12, tzinfo=LONDON)


def doings(number, start=NOON, step=timedelta(minutes=1), kind="view", person="lead", files=None):
    return [
        Doing(n, start + n * step, kind, person, f"f{n % (files or number)}", f"WF-2026-{n:06d}")
        for n in range(number)
    ]


def rules(found):
    return [(one.rule, one.person, one.number) for one in found]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (doings(MANY_FILES), [("many-files", "lead", MANY_FILES)]),
        (doings(MANY_FILES - 1), []),
        (doings(200, files=MANY_FILES - 1), []),
        (doings(60, step=timedelta(minutes=4)), []),
        (doings(MANY_FILES, kind="download"), [("many-files", "lead", MANY_FILES)]),
        (doings(MANY_FILES, kind="change"), []),
        (doings(MANY_REFUSALS, kind="refusal"), [("refusals", "lead", MANY_REFUSALS)]),
        (doings(MANY_REFUSALS - 1, kind="refusal"), []),
        (doings(3, start=NOON.replace(hour=23)), [("night", "lead", 3)]),
        (doings(3, start=NOON.replace(hour=5)), [("night", "lead", 3)]),
        (doings(3, start=NOON.replace(hour=21)), []),
        (doings(3, start=NOON.replace(hour=6)), []),
        (doings(3, start=NOON.replace(hour=23), person=""), []),
        ([], []),
    ],
)
def test_what_is_unusual(case, expected):
    assert rules(findings(case)) == expected
    assert rules(findings(reversed(case))) == expected


def test_a_school_says_what_is_unusual():
    own = Limits(files=5, refusals=3, night_begins=20, night_ends=7)
    assert rules(findings(doings(5), limits=own)) == [("many-files", "lead", 5)]
    assert rules(findings(doings(3, kind="refusal"), limits=own)) == [("refusals", "lead", 3)]
    for hour, number in ((20, 1), (6, 1), (19, 0), (7, 0)):
        assert len(findings(doings(2, start=NOON.replace(hour=hour)), limits=own)) == number


def test_night_belongs_to_the_evening_before():
    late = doings(2, start=datetime(2026, 11, 19, 23, 59, 30, tzinfo=LONDON))
    [found] = findings(late)
    assert (found.day, found.number) == (date(2026, 11, 19), 2)


def test_barred_person_who_asks_is_found_at_the_first_try():
    tries = doings(1, kind="refusal")
    assert findings(tries) == []
    [found] = findings(tries, frozenset({("lead", "f0")}))
    assert (found.rule, found.file_uid) == ("barred", "f0")
    assert findings(tries, frozenset({("other", "f0"), ("lead", "f1")})) == []


def test_key_stays_when_more_is_found():
    [before] = findings(doings(MANY_FILES))
    [after] = findings(doings(MANY_FILES + 20))
    assert before.key == after.key
    [other] = findings(doings(MANY_FILES, start=NOON + timedelta(days=1)))
    assert other.key != before.key


def test_change_of_the_clocks_is_no_hour_more():
    """In the hour that comes twice, twenty files in eighty real minutes are not in one hour."""
    start = datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    in_utc = doings(MANY_FILES, start=start, step=timedelta(minutes=4))
    found = findings([replace(one, moment=one.moment.astimezone(LONDON)) for one in in_utc])
    assert [one.rule for one in found] == ["night"]


DAYS = st.dictionaries(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 10**6), max_size=40
)


@given(DAYS)
def test_bars_lose_nothing_and_stay_in_the_drawing(counts):
    drawn = bars(counts)
    assert sum(bar.number for bar in drawn) == sum(counts.values())
    for bar in drawn:
        assert 0 <= bar.x < WIDTH
        assert bar.x + bar.width <= WIDTH + 0.01
        assert 0 <= bar.y <= HEIGHT
        assert bar.height <= HEIGHT
        assert (bar.height > 0) == (bar.number > 0)
    assert len({bar.label for bar in drawn}) == len(drawn)


@pytest.mark.parametrize(
    ("first", "last", "number", "label"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), 30, "1 Nov 2026"),
        (date(2026, 1, 1), date(2026, 6, 30), 27, "29 Dec to 4 Jan 2026"),
        (date(2024, 1, 1), date(2026, 12, 31), 36, "1 Jan to 31 Jan 2024"),
    ],
)
def test_many_days_become_weeks_and_months(first, last, number, label):
    drawn = bars({first: 1, last: 1})
    assert len(drawn) == number
    assert drawn[0].label == label


def test_empty_days_around_are_drawn():
    assert len(bars({date(2026, 11, 15): 3}, date(2026, 11, 1), date(2026, 11, 30))) == 30
    assert bars({}, date(2026, 11, 1), date(2026, 11, 30)) == []


FORMULAE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1"]


@pytest.mark.parametrize("text", FORMULAE)
def test_no_cell_is_a_formula(text):
    assert cell(text) == f"'{text}"


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_table_can_be_read_back(values):
    [_head, row] = csv.reader(io.StringIO(as_csv(["head"], [values])[1:], newline=""))
    assert row == [cell(value) for value in values]
    assert not any(value.lstrip(" ").startswith(("=", "+", "-", "@")) for value in row)


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        ({}, set()),
        ({"kind": "view", "from": "2026-11-01", "until": "2026-11-30"}, set()),
        ({"kind": "nonsense"}, {"kind"}),
        ({"kind": ["view", "change"]}, set()),
        ({"from": "yesterday"}, {"from"}),
        ({"from": "0001-01-01", "until": "9999-12-31"}, {"from", "until"}),
        ({"from": "2026-11-30", "until": "2026-11-01"}, {"until"}),
        ({"reference": "wf-2026-000123"}, set()),
        ({"reference": "Maya"}, {"reference"}),
        ({"before": "12"}, set()),
        ({"before": "-1"}, {"before"}),
        ({"before": "9" * 30}, {"before"}),
    ],
)
def test_filters_are_understood_or_named(form, problems):
    found = asked(form)
    assert set(found.problems) == problems
    assert asked(dict(_pairs(found.query()))).query() == found.query()


def _pairs(query):
    return [pair.split("=") for pair in query.split("&") if pair]


def test_days_are_whole_days_in_london():
    conditions = asked({"from": "2026-07-01", "until": "2026-07-01"}).conditions()
    assert conditions["until"] - conditions["since"] == timedelta(days=1)
    assert conditions["since"].utcoffset() == timedelta(hours=1)
    assert asked({}, date(2026, 7, 1)).since == date(2026, 7, 1)
    assert asked({"from": ""}, date(2026, 7, 1)).since is None
