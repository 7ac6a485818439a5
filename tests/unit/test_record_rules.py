"""Rules of records that no single field can tell."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from welfarefiles.records.rules import concern
from welfarefiles.records.rules import contact
from welfarefiles.records.rules import problems

import pytest


NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
EVENT = datetime(2026, 11, 19, 15, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("own", "values", "fields"),
    [
        (contact, {"happened_at": EVENT}, []),
        (contact, {"happened_at": NOW}, []),
        (contact, {"happened_at": NOW + timedelta(minutes=1)}, ["happened_at"]),
        (contact, {"happened_at": EVENT.replace(tzinfo=None)}, ["happened_at"]),
        (contact, {"happened_at": EVENT.replace(year=1899)}, ["happened_at"]),
        (None, {"happened_at": NOW + timedelta(days=1)}, ["happened_at"]),
        (contact, {"no_access": True, "outcome": "Nobody answered"}, []),
        (contact, {"no_access": True, "child_seen": True}, ["child_seen"]),
        (contact, {"kind": "referral"}, ["referral_purpose", "family_discussion"]),
        (
            contact,
            {"kind": "referral", "referral_purpose": " ", "family_discussion": "Agreed"},
            ["referral_purpose"],
        ),
        (
            contact,
            {"kind": "referral", "referral_purpose": "Speech therapy", "family_discussion": "Yes"},
            [],
        ),
        (contact, {"kind": "home_visit"}, []),  # not asked yet
        (contact, {"kind": "home_visit", "present": ""}, ["present"]),
        (contact, {"kind": "statutory_visit", "present": None}, ["present"]),
        (contact, {"kind": "home_visit", "present": "The mother"}, []),
        (contact, {"kind": "home_visit", "present": "", "no_access": True}, []),
        (contact, {"kind": "telephone", "present": ""}, []),
        (contact, {"actions": [{"what": "Ring", "by": None}]}, []),
        (contact, {"actions": [{"what": "", "who": "JO"}]}, ["actions"]),
        (
            contact,
            {"happened_at": EVENT, "actions": [{"what": "Ring", "by": date(2026, 11, 18)}]},
            ["actions"],
        ),
        (concern, {"parents_told": True}, []),
        (concern, {"parents_told": False}, ["not_told_reason"]),
        (concern, {"not_told_reason": "confidentiality"}, []),
        (
            concern,
            {"kind": "disclosure", "parents_told": True},
            ["child_words", "present", "agreed_actions"],
        ),
        (
            concern,
            {
                "kind": "disclosure",
                "parents_told": True,
                "child_words": "“He hits.”",
                "present": "I was alone with the child.",
                "agreed_actions": "None.",
            },
            [],
        ),
        (None, {"happened_at": EVENT}, []),
        (None, {}, []),
    ],
)
def test_problems(own, values, fields):
    found = problems(values, NOW, own)
    assert list(found) == fields
    assert all(sentence.endswith(".") for sentence in found.values())


@given(st.datetimes(datetime(1800, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_only_what_has_been_can_be_recorded(happened_at):
    fine = datetime(1900, 1, 1, tzinfo=UTC) <= happened_at <= NOW
    assert (not problems({"happened_at": happened_at}, NOW)) is fine


class Upload:
    """A file of so many bytes."""

    def __init__(self, size):
        self.getSize = lambda: size


def test_an_empty_file_and_control_characters_are_refused():
    values = {"file": Upload(0), "heading": "a\x00b", "see_also": "two\nlines\tand tab"}
    assert set(problems(values, NOW)) == {"file", "heading"}
    kept_as_it_is = {"file": object(), "heading": None}
    assert problems({**kept_as_it_is}, NOW) == {}
    assert problems({"file": Upload(1)}, NOW) == {}
