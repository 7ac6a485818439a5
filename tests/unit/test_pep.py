"""The Personal Education Plan: ten working days, and once a term."""

from datetime import date
from datetime import datetime
from welfarefiles.calendars.london import LONDON
from welfarefiles.deadlines.dates import Period
from welfarefiles.deadlines.dates import SchoolDates
from welfarefiles.deadlines.pep import pep_state

import pytest


AUTUMN = Period(date(2026, 9, 2), date(2026, 12, 18), "Autumn term")
SPRING = Period(date(2027, 1, 5), date(2027, 3, 25), "Spring term")
DATES = SchoolDates((AUTUMN, SPRING))


def at(*numbers):
    return datetime(*numbers, 10, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("since", "plans", "now", "expected"),
    [
        # looked after on Monday 9 November: due on the 23rd
        (at(2026, 11, 9), [], at(2026, 11, 23), (date(2026, 11, 23), None, 0)),
        (at(2026, 11, 9), [], at(2026, 11, 25), (date(2026, 11, 23), None, 2)),
        (
            at(2026, 11, 9),
            [at(2026, 11, 24)],
            at(2026, 12, 9),
            (date(2026, 11, 23), date(2026, 11, 24), 1),
        ),
        # a plan of an earlier time in care does not count
        (at(2026, 11, 9), [at(2025, 5, 1)], at(2026, 11, 10), (date(2026, 11, 23), None, 0)),
        # over Christmas: 18 December to 6 January
        (at(2026, 12, 18), [], at(2026, 12, 19), (date(2027, 1, 6), None, 0)),
    ],
)
def test_begun_within_ten_working_days(since, plans, now, expected):
    found = pep_state(since, plans, now, DATES)
    assert (found.due, found.begun, found.days_late) == expected


@pytest.mark.parametrize(
    ("plans", "now", "term", "reviewed"),
    [
        ([], at(2026, 11, 23), "Autumn term", False),
        ([at(2026, 11, 20)], at(2026, 11, 23), "Autumn term", True),
        ([at(2026, 11, 20)], at(2026, 12, 23), None, None),
        ([at(2026, 11, 20)], at(2027, 1, 5), "Spring term", False),
        ([at(2026, 11, 20), at(2027, 1, 5)], at(2027, 1, 5), "Spring term", True),
        ([at(2026, 11, 20)], at(2027, 4, 20), "", None),  # nobody has entered the summer term
    ],
)
def test_reviewed_each_term(plans, now, term, reviewed):
    found = pep_state(at(2026, 11, 9), plans, now, DATES)
    assert (found.term, found.reviewed) == (term, reviewed)


def test_without_term_dates_nothing_is_guessed():
    found = pep_state(at(2026, 11, 9), [], at(2026, 11, 10), SchoolDates())
    assert (found.term, found.reviewed) == ("", None)
