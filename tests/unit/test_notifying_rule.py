"""What is told to Children's Social Care at once, and what events and notifications must say."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.calendars.london import LONDON
from welfarefiles.deadlines.markers import Marker
from welfarefiles.notifying.rule import AT_ONCE
from welfarefiles.notifying.rule import event
from welfarefiles.notifying.rule import notification
from welfarefiles.notifying.rule import owed
from welfarefiles.notifying.rule import parts
from welfarefiles.notifying.rule import time_taken

import pytest


NOW = datetime(2026, 11, 20, 12, tzinfo=LONDON)


def at(day, hour=9, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def marker(kind="cpp", starts=10, ends=None):
    ends = ends and at(ends)
    return Marker("a", kind, at(starts), "Letter", "lead", at(starts), ends)


PLAN = marker()


@pytest.mark.parametrize(
    ("kind", "happened", "recorded", "markers", "due"),
    [
        ("exclusion_fixed", 12, 12, [PLAN], True),
        ("exclusion_permanent", 12, 12, [PLAN], True),
        ("absence", 12, 12, [PLAN], True),
        ("change", 12, 12, [PLAN], True),
        ("behaviour", 12, 12, [PLAN], False),
        ("tutor_log", 12, 12, [PLAN], False),
        ("absence", 12, 12, [], False),
        ("absence", 12, 12, [marker("cin"), marker("cla")], False),
        ("absence", 9, 9, [PLAN], False),  # before the plan
        ("absence", 9, 11, [PLAN], True),  # it goes on, recorded when there is a plan
        ("absence", 10, 10, [PLAN], True),  # at the instant it begins
        ("absence", 12, 12, [marker(ends=12)], False),  # at the instant it ends
        ("absence", 11, 13, [marker(ends=12)], True),
        ("absence", 14, 14, [marker(ends=12), marker(starts=13)], True),
    ],
)
def test_what_is_to_be_told_at_once(kind, happened, recorded, markers, due):
    assert owed(kind, (at(happened), at(recorded)), markers) is due


def test_every_kind_that_is_told_cites_its_source():
    assert set(AT_ONCE.values()) == {"R067", "R068", "R069"}


@pytest.mark.parametrize(
    ("happened", "told", "days", "hours", "minutes"),
    [
        (at(12, 9), at(12, 9, 35), 0, 0, 35),
        (at(12, 9), at(12, 10, 5), 0, 1, 5),
        (at(12, 9), at(14, 12), 2, 3, 0),
        (at(12, 9), at(12, 8), 0, 0, 0),
        # the clocks went back in between
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=LONDON),
            datetime(2026, 10, 25, 2, 30, tzinfo=LONDON),
            *(0, 3, 0),
        ),
    ],
)
def test_how_long_it_took(happened, told, days, hours, minutes):
    assert parts(time_taken(happened, told)) == (days, hours, minutes)


@given(st.integers(0, 100_000))
def test_parts_add_up(minutes):
    days, hours, rest = parts(timedelta(minutes=minutes))
    assert (days * 24 + hours) * 60 + rest == minutes
    assert hours < 24
    assert rest < 60


FROM_TO = {"starts": date(2026, 11, 3), "ends": date(2026, 11, 4), "reason": "Threw a chair."}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "exclusion_fixed"}, ["starts", "ends", "reason"]),
        ({"kind": "exclusion_fixed", **FROM_TO}, []),
        ({"kind": "exclusion_fixed", **FROM_TO, "ends": date(2026, 11, 2)}, ["ends"]),
        ({"kind": "exclusion_permanent", "reason": " "}, ["starts", "reason"]),
        ({"kind": "exclusion_permanent", **FROM_TO, "ends": None}, []),
        ({"kind": "absence"}, ["what_happened"]),
        ({"kind": "absence", "what_happened": "Rang twice."}, []),
        ({"kind": "change"}, ["what_happened"]),
        ({"kind": "behaviour"}, ["what_happened"]),
        ({"kind": "tutor_log", "log": []}, ["log"]),
        ({"kind": "tutor_log", "log": [{"nature": "Late"}]}, []),
        ({"kind": "absence", "what_happened": "x", "actions": [{"what": ""}]}, ["actions"]),
        ({}, []),
    ],
)
def test_what_an_event_must_say(values, fields):
    assert list(event(values, NOW)) == fields


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "social_care", "about": None}, ["about"]),
        ({"kind": "social_care"}, []),  # not asked yet: a client that changes another field
        ({"kind": "social_care", "about": "0123456789abcdef"}, []),
        ({"kind": "domestic_violence", "about": None}, ["shared_with"]),
        ({"kind": "domestic_violence", "shared_with": "Nobody."}, []),
        ({"kind": "agency", "about": None}, []),
    ],
)
def test_what_a_notification_must_say(values, fields):
    assert list(notification(values, NOW)) == fields
