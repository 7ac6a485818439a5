"""Every deadline against dates worked out independently, from the government's own list of days."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.calendars.london import LONDON
from welfarefiles.calendars.london import NaiveTime
from welfarefiles.deadlines.dates import BadDates
from welfarefiles.deadlines.dates import check
from welfarefiles.deadlines.dates import in_order
from welfarefiles.deadlines.dates import Period
from welfarefiles.deadlines.dates import SchoolDates
from welfarefiles.deadlines.rules import due_on
from welfarefiles.deadlines.rules import INVESTIGATION
from welfarefiles.deadlines.rules import RECORD
from welfarefiles.deadlines.rules import rule_for
from welfarefiles.deadlines.rules import RULES
from welfarefiles.deadlines.rules import timeliness

import pytest


# gov.uk/bank-holidays, England and Wales, written out.
BANK_HOLIDAYS = {
    *("2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25"),
    *("2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04"),
    *("2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26"),
    *("2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"),
}
INSTANTS = st.datetimes(datetime(2025, 1, 2), datetime(2027, 12, 1), timezones=st.just(UTC))


def at(day, hour=12, minute=0):
    return datetime(*map(int, day.split("-")), hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("happened", "rule", "due"),
    [
        (at("2026-11-19", 15, 40), RECORD, "2026-11-26"),
        (at("2026-11-19", 15, 40), INVESTIGATION, "2026-11-20"),
        (at("2026-11-20"), INVESTIGATION, "2026-11-23"),  # a Friday
        (at("2026-11-21"), INVESTIGATION, "2026-11-23"),  # a Saturday
        (at("2026-04-02"), INVESTIGATION, "2026-04-07"),  # over Easter
        (at("2026-04-02"), RECORD, "2026-04-13"),
        (at("2026-05-01"), RECORD, "2026-05-11"),  # early May
        (at("2026-12-24"), INVESTIGATION, "2026-12-29"),  # Boxing Day on a Saturday
        (at("2026-12-23"), RECORD, "2027-01-04"),  # over the year's end
        (at("2027-12-24"), INVESTIGATION, "2027-12-29"),  # two substitute days
        (at("2026-10-23"), RECORD, "2026-10-30"),  # half-term: working days all the same
        (at("2026-03-28", 23, 59), INVESTIGATION, "2026-03-30"),  # before the clocks go forward
        (at("2026-10-25", 1, 30), INVESTIGATION, "2026-10-26"),  # in the hour that comes twice
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), INVESTIGATION, "2026-07-03"),  # next day here
        (datetime(2026, 1, 5, 23, 30, tzinfo=UTC), INVESTIGATION, "2026-01-06"),
    ],
)
def test_when_a_record_is_due(happened, rule, due):
    assert due_on(rule, happened) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("recorded", "rule", "taken", "late"),
    [
        (at("2026-11-19", 18), RECORD, 0, 0),
        (at("2026-11-26", 23, 59), RECORD, 5, 0),
        (at("2026-11-27", 0, 1), RECORD, 6, 1),
        (at("2026-12-01"), RECORD, 8, 3),
        (at("2026-11-20"), INVESTIGATION, 1, 0),
        (at("2026-11-21"), INVESTIGATION, 1, 0),  # no working day has begun
        (at("2026-11-23"), INVESTIGATION, 2, 1),
        (at("2026-11-18"), RECORD, 0, 0),
    ],
)
def test_how_late_a_record_is(recorded, rule, taken, late):
    found = timeliness(rule, at("2026-11-19", 15, 40), recorded)
    assert (found.days_taken, found.days_late) == (taken, late)


@given(INSTANTS, st.sampled_from(sorted(RULES)), st.timedeltas(timedelta(), timedelta(days=25)))
def test_deadlines_as_counted_by_hand(happened, name, later):
    rule, recorded = RULES[name], happened + later

    def counted(first, last):
        days = [first + timedelta(n) for n in range(1, (last - first).days + 1)]
        return sum(day.isoweekday() < 6 and str(day) not in BANK_HOLIDAYS for day in days)

    begun, found = happened.astimezone(LONDON).date(), timeliness(rule, happened, recorded)
    assert counted(begun, found.due) == rule.days
    assert counted(begun, found.due - timedelta(1)) == rule.days - 1
    assert found.days_taken == counted(begun, recorded.astimezone(LONDON).date())
    # late by working days: not on a weekend that follows the last day
    assert (found.days_late > 0) == (counted(found.due, recorded.astimezone(LONDON).date()) > 0)


@pytest.mark.parametrize(
    ("day_to_day", "investigation", "rule"),
    [(True, False, RECORD), (True, True, INVESTIGATION), (False, False, None), (False, True, None)],
)
def test_which_rule_a_record_has(day_to_day, investigation, rule):
    assert rule_for(day_to_day, investigation) is rule


def test_times_without_a_zone_are_refused():
    with pytest.raises(NaiveTime):
        timeliness(RECORD, datetime(2026, 1, 1), at("2026-01-02"))
    with pytest.raises(NaiveTime):
        timeliness(RECORD, at("2026-01-02"), datetime(2026, 1, 1))


def period(starts, ends="", name="Some days"):
    return Period(date.fromisoformat(starts), date.fromisoformat(ends or starts), name)


AUTUMN = period("2026-09-02", "2026-12-18", "Autumn term")
SPRING = period("2027-01-05", "2027-03-25", "Spring term")
HALF_TERM = period("2026-10-26", "2026-10-30", "Half-term")
FUNERAL = period("2026-11-24", name="State funeral")


def test_a_one_off_holiday_moves_a_deadline():
    working = SchoolDates(holidays=(FUNERAL,)).working
    assert due_on(RECORD, at("2026-11-19"), working) == date(2026, 11, 27)
    late = timeliness(RECORD, at("2026-11-19"), at("2026-11-27"), working)
    assert late.days_late == 0


def test_school_days_follow_what_is_entered():
    dates = SchoolDates((AUTUMN, SPRING), (HALF_TERM,), (FUNERAL,))
    check(dates)
    school = dates.school
    assert not school.is_school_day(date(2026, 10, 28))
    assert not school.is_school_day(date(2026, 11, 24))
    assert not school.is_school_day(date(2026, 12, 22))
    assert school.add_school_days(date(2026, 12, 17), 2) == date(2027, 1, 5)
    assert school.add_school_days(date(2026, 10, 23), 1) == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("lists", "field", "row"),
    [
        ({"terms": (period("2026-12-18", "2026-09-02"),)}, "terms", 0),
        ({"terms": (period("2026-09-02", "2027-07-20"),)}, "terms", 0),
        ({"terms": (AUTUMN, period("2026-12-18", "2027-03-25"))}, "terms", 1),
        ({"terms": (period("2026-09-02", "2026-12-18", ""),)}, "terms", 0),
        ({"terms": (AUTUMN,), "closed": (period("2026-12-21"),)}, "closed", 0),
        ({"closed": (HALF_TERM,)}, "closed", 0),
        ({"terms": (AUTUMN,), "closed": (HALF_TERM, HALF_TERM)}, "closed", 1),
        ({"holidays": (FUNERAL, period("2026-12-25"))}, "holidays", 1),
        ({"holidays": (period("2026-11-01", "2026-11-20"),)}, "holidays", 0),
        ({"holidays": (period("0026-11-01"),)}, "holidays", 0),
        ({"holidays": tuple(period("2026-11-24") for _ in range(201))}, "holidays", 200),
    ],
)
def test_dates_that_cannot_be(lists, field, row):
    with pytest.raises(BadDates) as caught:
        check(SchoolDates(**lists))
    assert (caught.value.field, caught.value.row) == (field, row)


def test_dates_are_kept_in_order():
    assert in_order(SchoolDates((SPRING, AUTUMN))).terms == (AUTUMN, SPRING)
