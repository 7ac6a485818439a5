"""Who has to read a policy, and when somebody is reminded."""

from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies
from welfarefiles.policies import rule

import pytest


DAY = date(2026, 11, 2)
ROLES = strategies.frozensets(strategies.sampled_from(["Staff Member", "Welfare Lead", "Auditor"]))


@pytest.mark.parametrize(
    ("readers", "roles", "expected"),
    [
        ({"everybody"}, {"Staff Member"}, True),
        ({"everybody"}, set(), False),
        ({"Welfare Lead"}, {"Staff Member"}, False),
        ({"Welfare Lead"}, {"Staff Member", "Welfare Lead"}, True),
        (set(), {"Welfare Lead"}, False),
    ],
)
def test_who_has_to_read(readers, roles, expected):
    assert rule.must_read(readers, roles) is expected


@given(readers=ROLES, roles=ROLES, more=ROLES)
def test_another_role_never_frees_anybody(readers, roles, more):
    assert rule.must_read(readers, roles) <= rule.must_read(readers, roles | more)


@pytest.mark.parametrize(
    ("days", "reminded"), [(0, 0), (1, 0), (3, 1), (6, 0), (7, 1), (14, 1), (15, 0)]
)
def test_reminders(days, reminded):
    assert rule.is_reminded(DAY, DAY + timedelta(days)) == bool(reminded)


@pytest.mark.parametrize(
    ("days", "late", "told"), [(-1, 0, 0), (0, 0, 0), (1, 1, 1), (2, 1, 0), (8, 1, 1)]
)
def test_late_reviews(days, late, told):
    today = DAY + timedelta(days)
    assert (rule.is_late(DAY, today), rule.is_told_late(DAY, today)) == (bool(late), bool(told))
